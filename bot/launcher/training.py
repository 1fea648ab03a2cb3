"""Train Rasa when what it learns from has changed, and only then."""

import hashlib
import os
import subprocess
from pathlib import Path

from rich.console import Console

from bot.config import ROOT
from bot.errors import SuyetongError

RASA_PYTHON = ROOT / "rasa_ext" / ".venv" / "bin" / "python"
MODELS = ROOT / "models"
MODEL = MODELS / "suyetong.tar.gz"
# Trained aside: whoever starts meanwhile loads the model before.
_ASIDE = MODELS / "new"
_STAMP = MODELS / "trained_from.sha256"
_INPUTS = (
    "config.yml",
    "domain",
    "data",
    "rasa_ext/requirements.lock",
    "rasa_ext/mention_mask.py",
    "rasa_ext/phrase_classifier.py",
)


class TrainingFailed(SuyetongError):
    """Rasa did not train; the message holds the end of what it printed."""


def train(console: Console) -> bool:
    """Train if needed. True when a new model was made."""
    wanted = _fingerprint()
    if MODEL.exists() and _STAMP.exists() and _STAMP.read_text() == wanted:
        return False
    # A model of a training that failed later is none.
    made = _ASIDE / MODEL.name
    made.unlink(missing_ok=True)
    with console.status("训练对话模型（约一分钟，只在第一次或训练数据改动后）…"):
        environment = {
            **os.environ,
            "RASA_TELEMETRY_ENABLED": "false",
            "SUYETONG_ACTIONS_URL": "unused",
            "REDIS_URL": "unused",
            "TF_CPP_MIN_LOG_LEVEL": "3",
            "CUDA_VISIBLE_DEVICES": "-1",
            "SQLALCHEMY_SILENCE_UBER_WARNING": "1",
            "PYTHONWARNINGS": "ignore",
        }
        command = [str(RASA_PYTHON), "-m", "rasa", "train", "--domain", "domain"]
        command += ["--fixed-model-name", MODEL.name.removesuffix(".tar.gz"), "--out", str(_ASIDE)]
        result = subprocess.run(  # noqa: S603 - our own interpreter and fixed arguments
            command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False
        )
    if result.returncode != 0 or not made.exists():
        raise TrainingFailed(f"Rasa 训练失败：\n{(result.stdout + result.stderr)[-3000:]}")
    made.replace(MODEL)
    _STAMP.write_text(wanted)
    return True


def _fingerprint() -> str:
    digest = hashlib.sha256()
    for path in _files():
        digest.update(str(path.relative_to(ROOT)).encode() + b"\0" + path.read_bytes() + b"\0")
    return digest.hexdigest()


def _files() -> list[Path]:
    found: list[Path] = []
    for name in _INPUTS:
        path = ROOT / name
        found += sorted(path.rglob("*.yml")) if path.is_dir() else [path]
    return found
