"""Fold a long answer into pages, each what a telephone's screen holds. Nothing is lost."""

from collections.abc import Collection, Sequence

# What one page shows at most: statements, and characters before the sources.
STATEMENTS = 6
CHARACTERS = 350
# A page never shows less than this while there is more to show: one line alone misleads.
_AT_LEAST = 3
# The title, headings and standing of the pages after the first.
_LATER = 130


def paged(sizes: Sequence[int], taken: int, kept: Collection[int] = ()) -> list[list[int]]:
    """The positions of the statements on each page, in the order of `sizes`.

    `sizes` are their lengths in characters, the most important first; `taken` is what the first
    page needs for the lines that are always shown; `kept` are positions that stay on the first page
    wherever they stand.
    """
    rest = [position for position in range(len(sizes)) if position not in kept]
    if not rest:
        return [sorted(kept)]
    first = sorted(kept)
    room = CHARACTERS - taken - sum(sizes[position] for position in first)
    pages = [first]
    for position in rest:
        page = pages[-1]
        new = [each for each in page if each not in kept]
        full = len(page) >= STATEMENTS or sizes[position] > room
        if full and (len(new) >= _AT_LEAST or len(page) >= STATEMENTS):
            pages.append([])
            room = CHARACTERS - _LATER
        pages[-1].append(position)
        room -= sizes[position]
    return [sorted(page) for page in pages]
