"""The passages that search looks through: one a statement, found under its policy's names."""

from dataclasses import dataclass

from bot.policies.knowledge import KnowledgeBase
from bot.policies.model import Policy, Statement, Version
from bot.policies.search import Index


@dataclass(frozen=True)
class Passage:
    """One statement and where it stands."""

    policy: Policy
    version: Version
    section: str
    region: str | None
    statement: Statement

    @property
    def document(self) -> str:
        """Number or title of the official document, else the title of the page."""
        source = self.policy.sources[self.statement.source]
        document = self.policy.documents.get(source.document or "")
        return (document.number or document.title) if document else source.title


@dataclass(frozen=True)
class Hit:
    """A passage and how well it fits."""

    passage: Passage
    score: float


class PassageIndex:
    """Search over every statement of a knowledge base."""

    def __init__(self, knowledge: KnowledgeBase, section_names: dict[str, str]) -> None:
        self._passages = list(_passages(knowledge))
        self._index = Index.build(
            (passage.policy.id, _searchable(passage, section_names)) for passage in self._passages
        )

    def search(self, query: str, k: int) -> list[Hit]:
        """The best `k` statements, best first."""
        return [
            Hit(self._passages[position], score)
            for position, score in self._index.search_positions(query, k)
        ]

    def best_of_each(self, query: str, k: int) -> list[Hit]:
        """The best statement of each policy among the best `k`, best first."""
        found: dict[str, Hit] = {}
        for hit in self.search(query, k):
            found.setdefault(hit.passage.policy.id, hit)
        return list(found.values())

    def policies(self, query: str, k: int) -> list[Policy]:
        """The policies of the best statements, without repeats, at most `k`."""
        return [hit.passage.policy for hit in self.best_of_each(query, len(self._passages))[:k]]


def _searchable(passage: Passage, section_names: dict[str, str]) -> str:
    policy, version = passage.policy, passage.version
    names = " ".join([policy.name, *policy.aliases, version.name, *version.aliases])
    place = passage.region or ""
    year = f"{passage.statement.year}年" if passage.statement.year else ""
    return f"{names} {section_names[passage.section]} {place} {year} {passage.statement.text}"


def _passages(knowledge: KnowledgeBase) -> list[Passage]:
    found = []
    for policy in knowledge.policies.values():
        # Newest first, so that equal scores show the present rule before the old one.
        for version in reversed(policy.versions):
            for region, sections in version.overlays():
                for aspect, statement in sections.all():
                    found.append(Passage(policy, version, aspect.value, region, statement))
    return found
