"""Hide the names of policies, places, years and other people's matters from the classifier.

The classifier decides what a person wants, never of which policy: with names hidden, a new policy
needs no training, and 补贴 or 贷款 in a name pulls no question towards another intent. In training
data the names are the annotated entities; in a message they are the `mentions` of its metadata.
"""

import unicodedata
from typing import Any

from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.shared.nlu.constants import ENTITIES, TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

Mention = tuple[int, int, str]

# One rare character for each kind, so that a name is one term to words and to character n-grams.
# A second question is no name: nothing is left of it.
PLACEHOLDERS = {
    "policy": "㊀",
    "city": "㊁",
    "date": "㊂",
    "redacted": "㊃",
    "other": "㊄",
    "later": "",
}


def mask(text: str, mentions: list[Mention]) -> str:
    """`text` with each (start, end, kind) replaced; overlapping and unknown ones are left alone.

    The rest is brought to NFKC, as every message is before it comes here: training data is written
    with the full-width commas that people type, and they would be other characters.
    """
    masked, position = "", 0
    for start, end, kind in sorted(mentions):
        if start < position or kind not in PLACEHOLDERS:
            continue
        masked += _nfkc(text[position:start]) + " " + PLACEHOLDERS[kind] + " "
        position = end
    return (masked + _nfkc(text[position:])).strip()


def _nfkc(text: str) -> str:
    return unicodedata.normalize("NFKC", text)


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.MESSAGE_TOKENIZER, is_trainable=False)
class MentionMask(GraphComponent):
    """Replaces names by placeholders before the tokenizer."""

    @classmethod
    def create(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> "MentionMask":
        """Nothing is configured and nothing is stored."""
        return cls()

    def process_training_data(self, training_data: TrainingData) -> TrainingData:
        """Mask every annotated example."""
        for message in training_data.training_examples:
            entities = message.get(ENTITIES) or []
            self._mask(message, [(e["start"], e["end"], e["entity"]) for e in entities])
            # The spans no longer fit the text, and nothing after this reads them.
            if entities:
                message.set(ENTITIES, [])
        return training_data

    def process(self, messages: list[Message]) -> list[Message]:
        """Mask what the sender marked."""
        for message in messages:
            marked = (message.get("metadata") or {}).get("mentions") or []
            self._mask(message, [(start, end, kind) for start, end, kind in marked])
        return messages

    @staticmethod
    def _mask(message: Message, mentions: list[Mention]) -> None:
        text = message.get(TEXT)
        if text:
            message.set(TEXT, mask(text, mentions), add_to_output=True)
