"""Where the names in a text stand: what the classifier gets to see as a name of its kind only."""

from datetime import date

from bot.policies.linking import Links
from bot.understanding.as_of import read_as_of
from bot.understanding.needs import two_needs
from bot.understanding.redact import TOKENS

Mention = tuple[int, int, str]


def mentions(text: str, links: Links, today: date) -> list[Mention]:
    """(start, end, kind) of each name in `text` (normalised), left to right, none in another.

    The kinds are those of `rasa_ext/mention_mask.py`.
    """
    found = [(mention.start, mention.end, "policy") for mention in links.policies]
    # The classifier knows one kind of name: what is asked of it, not which it is.
    found += [(mention.start, mention.end, "policy") for mention in links.only_items]
    # Beside a name of ours, what others do is spoken of in passing: “律师事务所的稳岗返还”.
    if not found:
        found += [(start, end, "other") for start, end in links.matters]
    found += [(*token.span(), "redacted") for token in TOKENS.finditer(text)]
    found += [(mention.start, mention.end, "city") for mention in links.regions]
    as_of = read_as_of(text, today)
    if as_of and as_of.named:
        found.append((as_of.start, as_of.end, "date"))
    needs = two_needs(text)
    if needs:
        # The second question is kept from the classifier, and offered after the first.
        found = [mention for mention in found if mention[1] <= needs.end]
        found.append((needs.end, len(text), "later"))
    apart: list[Mention] = []
    # Of those that begin together the longest: “2022年扩岗补助” is a name, not a year and a word.
    for mention in sorted(found, key=lambda each: (each[0], -each[1])):
        if not apart or mention[0] >= apart[-1][1]:
            apart.append(mention)
    return apart
