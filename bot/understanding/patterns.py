"""Write long lists of words as regular expressions that can be read."""


def one_of(words: str) -> str:
    """The pattern of any of these: words or patterns with spaces between, the earlier preferred."""
    return "(?:" + "|".join(words.split()) + ")"
