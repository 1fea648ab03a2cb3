"""The policy that is described rather than named: “去苏北乡镇上班退学费，是谁去都给退吗”.

Its statements must answer the words far better than those of any other policy; else nobody is
guessed at, and the person is asked.
"""

from bot.policies.model import Policy
from bot.policies.passages import PassageIndex

# Measured on labelled lines without a name: of 17 that are so clear, all were right.
_SCORE = 42.0
_AHEAD = 1.45
_HITS = 40


def described(
    text: str, passages: PassageIndex, score: float = _SCORE, ahead: float = _AHEAD
) -> Policy | None:
    """The policy whose best statement scores `score` and `ahead` times the next policy's best."""
    ranked = passages.best_of_each(text, _HITS)
    if not ranked or ranked[0].score < score:
        return None
    clear = len(ranked) == 1 or ranked[0].score >= ahead * ranked[1].score
    return ranked[0].passage.policy if clear else None
