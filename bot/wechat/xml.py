"""Safe reading of WeChat's XML with expat: no doctype, so no entity, inside or outside."""

from typing import Any
from xml.parsers import expat

from bot.wechat.errors import BadXml

MOST_BYTES = 64 * 1024
_DEEPEST = 8
_MOST_ELEMENTS = 1000

# An element's text; one with elements inside is a mapping, one that comes again a list.
Fields = dict[str, Any]


def read_xml(body: bytes) -> Fields:
    """What stands in `<xml>`, by element name. BadXml never repeats what was in it.

    At the top each name stands once: which of two senders should be believed?
    """
    if len(body) > MOST_BYTES:
        raise BadXml("too large")
    reader = _Reader()
    try:
        reader.parser.Parse(body, True)
    except expat.ExpatError:
        raise BadXml("not well formed") from None
    if any(isinstance(value, list) for value in reader.fields.values()):
        raise BadXml("an element twice")
    return reader.fields


class _Reader:
    """Builds the fields while expat reads."""

    def __init__(self) -> None:
        self.fields: Fields = {}
        self._open: list[tuple[str, Fields, list[str]]] = []
        self._count = 0
        # Whatever encoding the document claims to have, WeChat writes UTF-8.
        self.parser = expat.ParserCreate(encoding="utf-8")
        self.parser.buffer_text = True
        self.parser.StartDoctypeDeclHandler = _refuse
        self.parser.EntityDeclHandler = _refuse
        self.parser.ProcessingInstructionHandler = _refuse
        self.parser.StartElementHandler = self._start
        self.parser.EndElementHandler = self._end
        self.parser.CharacterDataHandler = self._text

    def _start(self, name: str, _attributes: dict[str, str]) -> None:
        self._count += 1
        if self._count > _MOST_ELEMENTS or len(self._open) >= _DEEPEST:
            raise BadXml("too many elements")
        if not self._open and name != "xml":
            raise BadXml("not of WeChat")
        self._open.append((name, {}, []))

    def _text(self, text: str) -> None:
        self._open[-1][2].append(text)

    def _end(self, _name: str) -> None:
        name, inside, texts = self._open.pop()
        if not self._open:
            self.fields = inside
            return
        value = inside or "".join(texts)
        around = self._open[-1][1]
        if name not in around:
            around[name] = value
        elif isinstance(around[name], list):
            around[name].append(value)
        else:
            around[name] = [around[name], value]


def _refuse(*_: object) -> None:
    raise BadXml("a declaration")
