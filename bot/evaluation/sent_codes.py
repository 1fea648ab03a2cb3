"""The codes of the demonstration's short messages, which the worker prints instead of sending."""

import re
import time
from pathlib import Path

from bot.errors import SuyetongError

_SENT = re.compile(r"验证码是(\d+)".encode())
# The worker looks each second: whatever was asked for so long ago has been printed.
_SETTLED = 1.3
_PATIENCE = 8.0
_LOOK_AGAIN = 0.1


class NoCodeSent(SuyetongError):
    """No code was sent in time."""


class SentCodes:
    """Gives, when called, the code that was sent last, never one from before it was made."""

    def __init__(self, log: Path, settled: float = _SETTLED, patience: float = _PATIENCE) -> None:
        """`log` is the worker's; the others are seconds: what is waited at least and at most."""
        self._log = log
        self._settled = settled
        self._patience = patience
        self._read = len(self._written())

    def __call__(self) -> str:
        """The last code since the call before. NoCodeSent."""
        deadline = time.monotonic() + self._patience
        time.sleep(self._settled)
        while True:
            written = self._written()
            codes = _SENT.findall(written, self._read)
            if codes:
                self._read = len(written)
                return str(codes[-1].decode())
            if time.monotonic() >= deadline:
                raise NoCodeSent("短信里没有新的验证码")
            time.sleep(_LOOK_AGAIN)

    def _written(self) -> bytes:
        """All whole lines."""
        try:
            written = self._log.read_bytes()
        except FileNotFoundError:
            return b""
        return written[: written.rfind(b"\n") + 1]
