"""Which clause of a long message asks."""

import pytest

from rasa_ext.asking_clause import asking_clause


@pytest.mark.parametrize(
    ("text", "clause"),
    [
        ("在厂里干了二十年,人也老了,就想问一下要带什么材料", "就想问一下要带什么材料"),
        ("听人说有 ㊀ 这么个东西,我不懂,你给讲讲是给多少钱的,我们家两口人", "你给讲讲是给多少钱的"),
        # A short question takes what stands before it along.
        ("我妈五十了,想去办 ㊀,带啥", "想去办 ㊀,带啥"),
        # Where nothing asks, the end tells what is wanted.
        ("我四十五,下岗了,来弄 ㊀ 的", "来弄 ㊀ 的"),
        ("㊀ 怎么办", "㊀ 怎么办"),
        ("", ""),
        (",,,", ",,,"),
    ],
)
def test_the_last_clause_that_asks_is_found(text: str, clause: str) -> None:
    start, end = asking_clause(text)

    assert text[start:end] == clause
