"""WeChat's five seconds: many messages through the platform's double, in the product's environment.

`slow`: 5,000 messages at 20 a second, three in ten of which are answered later than WeChat waits;
`steady`: the same pace without slow answers; `product`: the same with Rasa and what people say.
"""

import json
import subprocess
from pathlib import Path
from typing import Any

_ROOT = Path(__file__).resolve().parent.parent
_PYTHON = _ROOT / ".venv" / "bin" / "python"
A_SECOND = 20
LOADS = {"slow": 5_000, "steady": 2_000, "product": 1_000}


def measure() -> dict[str, Any]:
    """Of each load its figures. AssertionError where an answer was missing or came twice."""
    found = {kind: _measured(kind, messages) for kind, messages in LOADS.items()}
    for kind, figures in found.items():
        if figures["missing"] or figures.get("twice") or figures["violations"]:
            raise AssertionError(f"{kind}: {figures}")
    return found


def _measured(kind: str, messages: int) -> dict[str, Any]:
    command = [str(_PYTHON), "-m", "tests.wechat_load", kind, str(messages), str(A_SECOND)]
    done = subprocess.run(  # noqa: S603 - our own interpreter and arguments
        command, cwd=_ROOT, capture_output=True, text=True, check=True
    )
    figures: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return figures
