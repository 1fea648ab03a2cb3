"""Decide the intent from the words and characters of a message.

Words and character n-grams, each message scaled to the same length, and a linear support vector
machine: a long story weighs no more than the question in it, which counts of words do not give.
The margins are calibrated to probabilities, which the fallback needs. How strange the words are
tells the matters of others from ours (`own_words.py`), and in a long message the clause that asks
counts as much as the whole (`asking_clause.py`).
Measured beside other pipelines: docs/decisions/0011-words-and-characters-decide-the-intent.md
"""

from pathlib import Path
from typing import Any

import numpy as np
from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.nlu.classifiers.classifier import IntentClassifier
from rasa.nlu.tokenizers.tokenizer import Tokenizer
from rasa.shared.nlu.constants import INTENT, INTENT_RANKING_KEY, TEXT, TEXT_TOKENS
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData
from scipy.sparse import csr_matrix, hstack
from sklearn.calibration import CalibratedClassifierCV
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.svm import LinearSVC

from rasa_ext.asking_clause import asking_clause
from rasa_ext.own_words import OwnWords

_RANKED = 10
_FILE = "phrases.npz"
# A message of which less is known is guessed at: its probabilities are lowered in proportion.
_KNOWN_ENOUGH = 0.2
# Characters of a long message, and how much the clause that asks counts in it.
_LONG = 25
_CLAUSE_COUNTS = 0.4


class Vocabulary:
    """Terms, what each is worth, and how a text is cut into them."""

    def __init__(self, terms: Any, worth: Any, **cut: Any) -> None:
        self.terms, self.worth = terms, worth
        self._places = {str(term): place for place, term in enumerate(terms)}
        self._vectorizer = TfidfVectorizer(sublinear_tf=True, vocabulary=self._places, **cut)
        self._vectorizer.idf_ = worth

    @classmethod
    def learn(cls, texts: list[str], **cut: Any) -> "Vocabulary":
        """The terms that stand in two of `texts` or more: one alone teaches nothing."""
        vectorizer = TfidfVectorizer(sublinear_tf=True, min_df=2, **cut).fit(texts)
        return cls(vectorizer.get_feature_names_out().astype(str), vectorizer.idf_, **cut)

    def known(self, text: str) -> float:
        """The share of the pairs of characters that are terms; 1 where one alone tells nothing."""
        pairs = {text[at : at + 2].lower() for at in range(len(text) - 1)}
        known = sum(pair in self._places for pair in pairs)
        return known / len(pairs) if len(pairs) > 1 else 1.0

    def features(self, texts: list[str]) -> csr_matrix:
        """A row for each text, of length 1."""
        return self._vectorizer.transform(texts)


_CUT_WORDS = {"token_pattern": r"(?u)\S+", "ngram_range": (1, 2)}
_CUT_CHARS = {"analyzer": "char", "ngram_range": (1, 3)}


class Phrases:
    """The trained parts: two vocabularies, our own words and the machine, as plain arrays.

    Intent k has the margin `weights[k] · x + start[k]`, and by Platt's scaling the probability
    1 / (1 + exp(slope[k] · margin + shift[k])), before all are made to sum to 1.
    """

    def __init__(
        self, words: Vocabulary, chars: Vocabulary, own: OwnWords, machine: dict[str, Any]
    ) -> None:
        self._words = words
        self._chars = chars
        self._own = own
        self._machine = machine
        # Terms run down: then a message's few terms are rows next to each other.
        self._weights = np.ascontiguousarray(machine["weights"].T)

    @classmethod
    def learn(
        cls, messages: list[Message], softness: float, foreign: str = "", lean: float = 1.0
    ) -> "Phrases":
        """From labelled messages; `softness` is the machine's C: the higher, the closer a fit.

        `foreign` is the intent of what is not our business, and counts `lean` times as likely.
        """
        labels = [message.get(INTENT) for message in messages]
        ours = [label != foreign for label in labels]
        tokens = [_tokens_of(message) for message in messages]
        own = OwnWords.learn([line for line, it in zip(tokens, ours, strict=True) if it])
        words = Vocabulary.learn([_words_of(message) for message in messages], **_CUT_WORDS)
        chars = Vocabulary.learn([message.get(TEXT) for message in messages], **_CUT_CHARS)
        # One machine on all lines, and its margins on lines that it had not seen.
        calibrated = CalibratedClassifierCV(
            LinearSVC(C=softness, random_state=1), method="sigmoid", cv=4, ensemble=False
        )
        features = _features(words, chars, messages, own.features(tokens, ours))
        calibrated.fit(features, np.array(labels))
        fitted = calibrated.calibrated_classifiers_[0]
        machine = {
            "intents": calibrated.classes_.astype(str),
            "weights": fitted.base_estimator.coef_.astype(np.float32),
            "start": fitted.base_estimator.intercept_,
            "slope": np.array([sigmoid.a_ for sigmoid in fitted.calibrators]),
            "shift": np.array([sigmoid.b_ for sigmoid in fitted.calibrators]),
            "lean": np.where(calibrated.classes_ == foreign, lean, 1.0),
        }
        return cls(words, chars, own, machine)

    def rank(self, message: Message) -> list[dict[str, Any]]:
        """Every intent and its probability, likeliest first."""
        chances = self._chances(message)
        if len(message.get(TEXT)) > _LONG:
            clause = self._chances(_clause_of(message))
            chances = chances ** (1 - _CLAUSE_COUNTS) * clause**_CLAUSE_COUNTS
            chances /= chances.sum()
        chances *= min(1.0, self._chars.known(message.get(TEXT)) / _KNOWN_ENOUGH)
        intents = self._machine["intents"]
        return [
            {"name": str(intents[at]), "confidence": float(chances[at])}
            for at in np.argsort(-chances)
        ]

    def _chances(self, message: Message) -> Any:
        """The probability of every intent; they sum to 1."""
        strange = self._own.features([_tokens_of(message)])
        row = _features(self._words, self._chars, [message], strange)
        margins = row.data @ self._weights[row.indices] + self._machine["start"]
        chances = 1 / (1 + np.exp(self._machine["slope"] * margins + self._machine["shift"]))
        chances *= self._machine["lean"]
        return chances / chances.sum()

    def save(self, path: Path) -> None:
        """Into one file of arrays."""
        vocabularies = {
            "words": self._words.terms,
            "words_worth": self._words.worth,
            "chars": self._chars.terms,
            "chars_worth": self._chars.worth,
            "own_words": self._own.words,
            "own_lines": self._own.lines,
        }
        np.savez(path, **vocabularies, **self._machine)

    @classmethod
    def read(cls, path: Path) -> "Phrases":
        """What was saved; the file can hold nothing but arrays."""
        with np.load(path, allow_pickle=False) as held:
            words = Vocabulary(held["words"], held["words_worth"], **_CUT_WORDS)
            chars = Vocabulary(held["chars"], held["chars_worth"], **_CUT_CHARS)
            own = OwnWords(held["own_words"], held["own_lines"])
            machine = {name: held[name] for name in _ARRAYS}
        return cls(words, chars, own, machine)


_ARRAYS = ("intents", "weights", "start", "slope", "shift", "lean")


def _features(
    words: Vocabulary, chars: Vocabulary, messages: list[Message], strange: csr_matrix
) -> csr_matrix:
    return hstack(
        [
            words.features([_words_of(message) for message in messages]),
            chars.features([message.get(TEXT) for message in messages]),
            strange,
        ],
        format="csr",
    )


def _clause_of(message: Message) -> Message:
    """The clause of `message` that asks, as a message of its own."""
    start, end = asking_clause(message.get(TEXT))
    tokens = message.get(TEXT_TOKENS) or []
    inside = [token for token in tokens if start <= token.start < end]
    return Message({TEXT: message.get(TEXT)[start:end].strip(), TEXT_TOKENS: inside})


def _words_of(message: Message) -> str:
    return " ".join(_tokens_of(message))


def _tokens_of(message: Message) -> list[str]:
    return [token.text for token in message.get(TEXT_TOKENS) or [] if token.text.strip()]


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.INTENT_CLASSIFIER, is_trainable=True)
class PhraseClassifier(IntentClassifier, GraphComponent):
    """Sets `intent` and `intent_ranking`."""

    def __init__(
        self,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        phrases: "Phrases | None" = None,
    ) -> None:
        self._config = config
        self._model_storage = model_storage
        self._resource = resource
        self._phrases = phrases

    @classmethod
    def required_components(cls) -> list[type]:
        """The words are cut before."""
        return [Tokenizer]

    @staticmethod
    def get_default_config() -> dict[str, Any]:
        """`softness`: how closely the training lines are followed.

        `foreign`: the intent of what is not our business; `lean`: how much likelier it is taken to
        be than the lines say, since more of it is asked than any lines hold.
        """
        return {"softness": 1.0, "foreign": "", "lean": 1.0}

    @classmethod
    def create(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> "PhraseClassifier":
        """Untrained."""
        return cls(config, model_storage, resource)

    def train(self, training_data: TrainingData) -> Resource:
        """Learn from every example that has an intent and a text."""
        examples = [each for each in training_data.intent_examples if each.get(TEXT)]
        softness, foreign, lean = (self._config[name] for name in ("softness", "foreign", "lean"))
        self._phrases = Phrases.learn(examples, softness, foreign, lean)
        with self._model_storage.write_to(self._resource) as folder:
            self._phrases.save(folder / _FILE)
        return self._resource

    @classmethod
    def load(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
        **kwargs: Any,
    ) -> "PhraseClassifier":
        """As it was trained."""
        with model_storage.read_from(resource) as folder:
            return cls(config, model_storage, resource, Phrases.read(folder / _FILE))

    def process(self, messages: list[Message]) -> list[Message]:
        """Rank the intents of each message that has a text."""
        assert self._phrases
        for message in messages:
            if not message.get(TEXT):
                continue
            ranking = self._phrases.rank(message)
            message.set(INTENT, ranking[0], add_to_output=True)
            message.set(INTENT_RANKING_KEY, ranking[:_RANKED], add_to_output=True)
        return messages
