"""The repairer that fits the knowledge in use."""

from bot.policies.knowledge import KnowledgeBase, Names
from bot.understanding.lexicon import Lexicon
from bot.understanding.repair import Repairer


class Repairs:
    """Makes a repairer for each reading of the knowledge base, once."""

    def __init__(self, said: list[str]) -> None:
        self._said = said
        self._of: tuple[KnowledgeBase, Repairer] | None = None

    def of(self, knowledge: KnowledgeBase) -> Repairer:
        """The repairer that knows the names of `knowledge`."""
        if self._of is None or self._of[0] is not knowledge:
            self._of = (
                knowledge,
                Repairer(Lexicon([*self._said, *statements(knowledge)], names(knowledge))),
            )
        return self._of[1]


def names(knowledge: KnowledgeBase) -> set[str]:
    """Every name in `knowledge` that a person may write."""
    found = {name for name, _, _ in Names.of(knowledge).entries}
    found.update(name for item in knowledge.service_items.values() for name in item.names)
    found.update(word for matter in knowledge.pointers.matters for word in matter.heard)
    for region in knowledge.regions.values():
        found.update((region.name, *region.aliases))
    return found


def statements(knowledge: KnowledgeBase) -> list[str]:
    """Every sentence of every policy version: the words that people ask about."""
    return [
        statement.text
        for policy in knowledge.policies.values()
        for version in policy.versions
        for sections in (version, *version.cities.values())
        for _, statement in sections.all()
    ]
