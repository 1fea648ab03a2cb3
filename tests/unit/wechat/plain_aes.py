"""AES-256-CBC written out after FIPS 197, sharing nothing with what it checks; slow."""


def _doubled(byte: int) -> int:
    return ((byte << 1) ^ 0x11B) & 0xFF if byte & 0x80 else byte << 1


def _times(left: int, right: int) -> int:
    product = 0
    while right:
        if right & 1:
            product ^= left
        left, right = _doubled(left), right >> 1
    return product


def _substitutes() -> list[int]:
    table = []
    for byte in range(256):
        inverse = next((x for x in range(256) if _times(byte, x) == 1), 0)
        turned = inverse
        for shift in range(1, 5):
            turned ^= ((inverse << shift) | (inverse >> (8 - shift))) & 0xFF
        table.append(turned ^ 0x63)
    return table


_SUBSTITUTE = _substitutes()
_ORIGINAL = [_SUBSTITUTE.index(byte) for byte in range(256)]
_ROUNDS = 14
_MIX = ((2, 3, 1, 1), (1, 2, 3, 1), (1, 1, 2, 3), (3, 1, 1, 2))
_UNMIX = ((14, 11, 13, 9), (9, 14, 11, 13), (13, 9, 14, 11), (11, 13, 9, 14))
_PRODUCTS = {f: [_times(f, b) for b in range(256)] for f in (1, 2, 3, 9, 11, 13, 14)}


def _round_keys(key: bytes) -> list[bytes]:
    words = [key[at : at + 4] for at in range(0, 32, 4)]
    constant = 1
    for at in range(8, 4 * (_ROUNDS + 1)):
        word = words[-1]
        if at % 8 == 0:
            word = bytes(_SUBSTITUTE[byte] for byte in word[1:] + word[:1])
            word = bytes([word[0] ^ constant]) + word[1:]
            constant = _doubled(constant)
        elif at % 8 == 4:
            word = bytes(_SUBSTITUTE[byte] for byte in word)
        words.append(_xor(words[at - 8], word))
    return [b"".join(words[at : at + 4]) for at in range(0, len(words), 4)]


def _xor(left: bytes, right: bytes) -> bytes:
    return bytes(a ^ b for a, b in zip(left, right, strict=True))


def _mixed(block: bytes, matrix: tuple[tuple[int, ...], ...]) -> bytes:
    mixed = bytearray()
    for at in range(0, 16, 4):
        column = block[at : at + 4]
        for row in matrix:
            products = [_PRODUCTS[f][byte] for f, byte in zip(row, column, strict=True)]
            mixed.append(products[0] ^ products[1] ^ products[2] ^ products[3])
    return bytes(mixed)


def encrypt_block(key: bytes, block: bytes) -> bytes:
    """One block of 16 bytes with a key of 32."""
    keys = _round_keys(key)
    state = _xor(block, keys[0])
    for number in range(1, _ROUNDS + 1):
        state = bytes(_SUBSTITUTE[byte] for byte in state)
        state = bytes(state[(at + 4 * (at % 4)) % 16] for at in range(16))
        if number < _ROUNDS:
            state = _mixed(state, _MIX)
        state = _xor(state, keys[number])
    return state


def decrypt_block(key: bytes, block: bytes) -> bytes:
    """The opposite of `encrypt_block`."""
    keys = _round_keys(key)
    state = block
    for number in range(_ROUNDS, 0, -1):
        state = _xor(state, keys[number])
        if number < _ROUNDS:
            state = _mixed(state, _UNMIX)
        state = bytes(state[(at - 4 * (at % 4)) % 16] for at in range(16))
        state = bytes(_ORIGINAL[byte] for byte in state)
    return _xor(state, keys[0])


def encrypt_cbc(key: bytes, iv: bytes, plain: bytes) -> bytes:
    """`plain`, a multiple of 16 bytes."""
    sealed = b""
    for at in range(0, len(plain), 16):
        iv = encrypt_block(key, _xor(iv, plain[at : at + 16]))
        sealed += iv
    return sealed


def decrypt_cbc(key: bytes, iv: bytes, sealed: bytes) -> bytes:
    """The opposite of `encrypt_cbc`."""
    plain = b""
    for at in range(0, len(sealed), 16):
        block = sealed[at : at + 16]
        plain += _xor(iv, decrypt_block(key, block))
        iv = block
    return plain
