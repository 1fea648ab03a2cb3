"""A message as it goes over the wire: the address's query and the body."""

from tests.wechat_double.checks import Travel
from tests.wechat_double.user import Fields
from tests.wechat_double.wire import OfficialAccount, written


def packed(
    message: Fields, account: OfficialAccount, travel: Travel, timestamp: str, nonce: str
) -> tuple[dict[str, str], bytes]:
    """Signed, and encrypted unless messages travel plainly. Tests may spoil it before sending."""
    query = {
        "signature": account.sign(timestamp, nonce),
        "timestamp": timestamp,
        "nonce": nonce,
        "openid": str(message["FromUserName"]),
    }
    fields = message
    if travel is not Travel.PLAIN:
        encrypted = account.encrypt(written(message))
        signature = account.sign(timestamp, nonce, encrypted)
        query |= {"encrypt_type": "aes", "msg_signature": signature}
        kept = message if travel is Travel.COMPATIBLE else {}
        fields = {"ToUserName": message["ToUserName"], **kept, "Encrypt": encrypted}
    return query, written(fields).encode()
