"""Look for what must not be there: in files byte for byte, in Redis, in every table."""

import json
import re
import subprocess
from base64 import b64encode
from collections.abc import Iterable
from pathlib import Path

from redis import Redis
from sqlalchemy import Engine, inspect, text

# What stands between the digits of a number.
_SEPARATORS = b" \t()_-"
_ALONE = re.compile(rb"(?<![0-9A-Za-z.$])[0-9]{6}(?![0-9A-Za-z])")


def found(values: Iterable[str], files: Iterable[Path], scratch: Path) -> dict[str, set[str]]:
    """The values that stand in clear, and in which files.

    In clear is also what anybody can read back: JSON's escapes, base64, separated digits. The
    files are searched by `grep -F`, which takes thousands of patterns at once.
    """
    known = list(values)
    needles = {needle: value for value in known for needle in _needles(value)}
    long = {each.encode(): each for each in known if re.fullmatch(r"\d{11,}[\dX]?", each)}
    left: dict[str, set[str]] = {}
    bare = scratch / "bare"
    for path in files:
        data = path.read_bytes()
        bare.write_bytes(data.translate(None, _SEPARATORS))
        hits = [*_searched(needles, path, scratch), *_searched(long, bare, scratch)]
        for hit in hits:
            left.setdefault(hit, set()).add(path.name)
    return left


def codes_found(codes: set[str], files: Iterable[Path]) -> dict[str, set[str]]:
    """The same for six digits, which by chance are part of anything: where they stand alone."""
    left: dict[str, set[str]] = {}
    for path in files:
        for code in {each.decode() for each in _ALONE.findall(path.read_bytes())} & codes:
            left.setdefault(code, set()).add(path.name)
    return left


def write_redis(url: str, path: Path) -> int:
    """Write every key and value into a file; how many keys there are."""
    count = 0
    with Redis.from_url(url) as redis, path.open("wb") as file:
        for key in redis.scan_iter(count=1000):
            file.write(key + b"\n" + b"\n".join(_values(redis, key)) + b"\n")
            count += 1
    return count


def write_tables(engine: Engine, path: Path) -> int:
    """Write every row of every table into a file; how many rows there are."""
    count = 0
    with engine.connect() as connection, path.open("w", encoding="utf-8") as file:
        for table in inspect(engine).get_table_names():
            for row in connection.execute(text(f'SELECT * FROM "{table}"')):
                file.write(f"{table}\t" + "\t".join(str(cell) for cell in row) + "\n")
                count += 1
    return count


def _values(redis: Redis, key: bytes) -> list[bytes]:
    read = {
        b"string": lambda: [redis.get(key)],
        b"list": lambda: redis.lrange(key, 0, -1),
        b"hash": lambda: [part for pair in redis.hgetall(key).items() for part in pair],
        b"set": lambda: redis.smembers(key),
        b"zset": lambda: redis.zrange(key, 0, -1),
        # It ended meanwhile.
        b"none": list,
    }
    return [each for each in read[redis.type(key)]() if each is not None]


def _needles(value: str) -> set[bytes]:
    """`value` as it is, as JSON escapes it (once or twice), and in base64 wherever it begins."""
    plain = value.encode()
    escaped = json.dumps(value).strip('"').encode()
    twice = json.dumps(escaped.decode()).strip('"').encode()
    coded = {_within(plain, at) for at in range(3)}
    return {plain, escaped, twice, *coded, *(each.translate(_URL_SAFE) for each in coded)}


def _within(plain: bytes, at: int) -> bytes:
    """The part of its base64 that is the same whatever stands around it, `at` bytes after a
    beginning."""
    whole = b64encode(b"\0" * at + plain)
    begins = -(-at * 8 // 6)
    return whole[begins : (at + len(plain)) * 8 // 6]


_URL_SAFE = bytes.maketrans(b"+/", b"-_")


def _searched(needles: dict[bytes, str], path: Path, scratch: Path) -> set[str]:
    patterns = scratch / "patterns"
    patterns.write_bytes(b"\n".join(needles) + b"\n")
    result = subprocess.run(
        ["grep", "-a", "-o", "-F", "-f", str(patterns), str(path)],
        env={"LC_ALL": "C"},
        capture_output=True,
        check=False,
    )
    assert result.returncode in (0, 1), result.stderr
    return {needles[hit] for hit in result.stdout.splitlines()}
