"""A new key: whatever an older one sealed is sealed anew; then the older one can be thrown away."""

from collections.abc import Callable, Mapping

from bot.privacy.stores import Reseals
from bot.sealing import Sealer

# Told the kind, and how many of it were sealed anew, when it is done.
Progress = Callable[[str, int], None]


def rotate(
    resealers: Mapping[str, Reseals], sealer: Sealer, progress: Progress | None = None
) -> dict[str, int]:
    """Seal anew, kind by kind, what is not under the newest key of `sealer`; how many of each.

    It can break off anywhere and be called again: what is done stays done and is not done twice.
    StoreUnavailable; SealBroken when something was sealed by a key that `sealer` does not hold.
    """
    done: dict[str, int] = {}
    for kind, store in resealers.items():
        done[kind] = store.reseal(sealer)
        if progress:
            progress(kind, done[kind])
    return done
