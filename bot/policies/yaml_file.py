"""Read one YAML file strictly: every duplicate key is a fault, every key knows its line.

Scalars stay text, so that pydantic alone decides what a date or a number is.
"""

from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

import yaml
from pydantic import BaseModel, ValidationError
from yaml import MappingNode, Node, ScalarNode, SequenceNode

from bot.errors import Fault, KnowledgeError

Model = TypeVar("Model", bound=BaseModel)
KeyPath = tuple[str | int, ...]

# The kinds of fault pydantic names that an officer meets, in words that say how to mend them.
_WORDS = {
    "extra_forbidden": "不认识这个键，请核对拼写，或删掉它",
    "missing": "缺少这一项，请补上",
    "string_too_short": "不能是空的，请补上内容",
    "string_too_long": "太长了，请拆成几条（上限 {max_length} 个字）",
    "string_pattern_mismatch": "“{input}”格式不对，要符合 {pattern}",
    "too_short": "至少要有 {min_length} 项",
    "enum": "“{input}”不在可选范围：{expected}",
    "literal_error": "“{input}”不在可选范围：{expected}",
    "int_parsing": "“{input}”不是整数",
    "int_type": "这里要写一个整数",
    "int_from_float": "“{input}”不是整数",
    "decimal_parsing": "“{input}”不是数字",
    "decimal_type": "这里要写一个数字",
    "greater_than_equal": "“{input}”太小，至少是 {ge}",
    "less_than_equal": "“{input}”太大，最多是 {le}",
    "list_type": "这里要写成列表，每项以“- ”开头",
    "dict_type": "这里要写成“键: 值”",
    "model_type": "这里要写成“键: 值”",
    "model_attributes_type": "这里要写成“键: 值”",
    "string_type": "这里要写一段文字",
}


@dataclass(frozen=True)
class YamlFile:
    """A file's content, and the line of each key path in it."""

    path: Path
    content: Any
    lines: dict[KeyPath, int]

    def fault(self, key: KeyPath, message: str) -> Fault:
        """A fault at `key`, with the line of the nearest key that exists in the file."""
        nearest = key
        while nearest and nearest not in self.lines:
            nearest = nearest[:-1]
        return Fault(self.path, self.lines.get(nearest, 1), dotted(key), message)

    def parse(self, model: type[Model]) -> Model:
        """The content as `model`. KnowledgeError names every key that does not fit."""
        try:
            return model.model_validate(self.content)
        except ValidationError as error:
            raise KnowledgeError(
                [
                    self.fault(_without_markers(detail["loc"]), _in_words(dict(detail)))
                    for detail in error.errors()
                ]
            ) from error


def dotted(key: KeyPath) -> str:
    """`('versions', 0, 'id')` as `versions[0].id`; the file itself is `(文件)`."""
    text = ""
    for part in key:
        text += f"[{part}]" if isinstance(part, int) else f".{part}" if text else part
    return text or "(文件)"


def read_yaml(path: Path) -> YamlFile:
    """Read `path`. KnowledgeError for bad YAML or duplicate keys, with file, line and key."""
    # The C parser reads the whole knowledge base ten times as fast as the one in Python.
    try:
        root = yaml.compose(path.read_text(encoding="utf-8"), Loader=yaml.CSafeLoader)
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else 1
        raise KnowledgeError(
            [Fault(path, line, "(语法)", f"YAML 写法有误：{error.problem}；请检查缩进、冒号和引号")]
        ) from error
    except (OSError, UnicodeDecodeError, yaml.YAMLError) as error:
        raise KnowledgeError([Fault(path, 1, "(文件)", f"读不出来：{error}")]) from error
    reader = _Reader(path)
    content = reader.value(root, ()) if root else None
    if content is None:
        raise KnowledgeError([Fault(path, 1, "(文件)", "文件是空的")])
    if reader.faults:
        raise KnowledgeError(reader.faults)
    return YamlFile(path, content, reader.lines)


class _Reader:
    def __init__(self, path: Path) -> None:
        self.path = path
        self.lines: dict[KeyPath, int] = {}
        self.faults: list[Fault] = []
        self._seen: set[int] = set()

    def value(self, node: Node, key: KeyPath) -> Any:
        self.lines.setdefault(key, node.start_mark.line + 1)
        if id(node) in self._seen:
            line = self.lines.get(key[:-1], 1)
            self.faults.append(
                Fault(self.path, line, dotted(key), "不要用 & 和 * 引用别处，请把内容再写一遍")
            )
            return None
        self._seen.add(id(node))
        if isinstance(node, MappingNode):
            return self._mapping(node, key)
        if isinstance(node, SequenceNode):
            return [self.value(item, (*key, index)) for index, item in enumerate(node.value)]
        assert isinstance(node, ScalarNode)
        return None if node.tag == "tag:yaml.org,2002:null" else node.value

    def _mapping(self, node: MappingNode, key: KeyPath) -> dict[str, Any]:
        content: dict[str, Any] = {}
        for name_node, value_node in node.value:
            name = str(name_node.value)
            line = name_node.start_mark.line + 1
            if name in content:
                first = self.lines[(*key, name)]
                self.faults.append(
                    Fault(
                        self.path,
                        line,
                        dotted((*key, name)),
                        f"这个键重复了，第 {first} 行已经有一个；请合并或删掉一个",
                    )
                )
                continue
            self.lines[(*key, name)] = line
            content[name] = self.value(value_node, (*key, name))
        return content


def _without_markers(loc: tuple[int | str, ...]) -> KeyPath:
    """Without `[key]`, which marks a bad dict key, and without the tags of a union, `[table]`."""
    return tuple(part for part in loc if not str(part).startswith("["))


def _in_words(detail: dict[str, Any]) -> str:
    if detail["type"] == "value_error":
        return str(detail["ctx"]["error"])
    words = _WORDS.get(detail["type"])
    if words is None:
        return str(detail["msg"])
    return words.format_map({"input": detail["input"], **detail.get("ctx", {})})
