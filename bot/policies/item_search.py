"""Search over service items: their names, and every statement, found under those names."""

from bot.policies.knowledge import KnowledgeBase
from bot.policies.search import Index
from bot.policies.service_items import ServiceItem


class ItemIndex:
    """The items of one reading of the knowledge base."""

    def __init__(self, knowledge: KnowledgeBase) -> None:
        self._items = knowledge.service_items
        self._index = Index.build(
            (item.id, f"{' '.join(item.names)} {statement.text}")
            for item in self._items.values()
            for _, sections in item.overlays()
            for _, statement in sections.all()
        )

    def likeliest(self, query: str, k: int) -> list[ServiceItem]:
        """The items whose words fit `query` best, without repeats; else the first that we hold."""
        found = [name for name, _ in self._index.search(query, 200)]
        found = list(dict.fromkeys(found)) or list(self._items)
        return [self._items[name] for name in found[:k]]
