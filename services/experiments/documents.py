"""Reading YAML and JSON texts of strangers into plain values: no tags, no aliases, bounded size and depth."""

import json
import re
from collections.abc import Mapping, Sequence
from typing import Any

import yaml
from yaml.representer import BaseRepresenter

try:
    from yaml import CSafeLoader as Parser  # ten times faster, present wherever PyYAML ships a wheel
except ImportError:
    from yaml import SafeLoader as Parser  # type: ignore[assignment]

from ..errors import InvalidInputError

MAX_CHARACTERS = 1_000_000
MAX_DEPTH = 20
MAX_NODES = 60_000
_PREFIX = "tag:yaml.org,2002:"
_FLOAT = re.compile(r"-?(?:0|[1-9][0-9]*)(?:\.[0-9]+(?:[eE][-+]?[0-9]+)?|[eE][-+]?[0-9]+)\Z")
_LINE_ENDS = ("\r", "\x85", "\u2028", "\u2029", "\ufeff")
_RESOLVERS = (
    ("null", re.compile(r"(?:null|~|)\Z"), ["n", "~", ""]),
    ("bool", re.compile(r"(?:true|false)\Z"), ["t", "f"]),
    ("int", re.compile(r"-?(?:0|[1-9][0-9]*)\Z"), list("-0123456789")),
    ("float", _FLOAT, list("-0123456789")),
)


class _Loader(Parser):
    """Knows only what JSON knows: `no`, `007` and `2020-01-01` stay the texts they are."""

    yaml_implicit_resolvers = {  # noqa: RUF012 - PyYAML looks it up on the class
        first: [(_PREFIX + name, pattern) for name, pattern, firsts in _RESOLVERS if first in firsts]
        for first in {first for _, _, firsts in _RESOLVERS for first in firsts}
    }


def _represent_text(dumper: BaseRepresenter, text: Any) -> yaml.ScalarNode:
    """Write texts with odd line ends in double quotes, the only style that can escape them."""
    style = '"' if any(mark in text for mark in _LINE_ENDS) else None
    return dumper.represent_scalar(_PREFIX + "str", text, style=style)


class _Dumper(yaml.SafeDumper):
    """Quotes whatever another YAML reader, or ours, could take for something else than text."""

    yaml_implicit_resolvers = {  # noqa: RUF012 - PyYAML looks it up on the class
        **yaml.SafeDumper.yaml_implicit_resolvers,
        **{
            first: [*yaml.SafeDumper.yaml_implicit_resolvers.get(first, []), (_PREFIX + "float", _FLOAT)]
            for first in "-0123456789"
        },
    }

    yaml_representers = {**yaml.SafeDumper.yaml_representers, str: _represent_text}  # noqa: RUF012 - as above

    def ignore_aliases(self, data: Any) -> bool:
        """Write equal values twice: readers of ours refuse aliases."""
        return True


def read_document(text: str) -> Any:
    """Return the value of a YAML or JSON text.

    Raises
    ------
    InvalidInputError
        ``DOCUMENT_TOO_LARGE``, ``DOCUMENT_TOO_DEEP``, ``DOCUMENT_UNSAFE`` (tags, aliases, repeated
        keys) or ``DOCUMENT_MALFORMED``, naming the line.
    """
    if len(text) > MAX_CHARACTERS:
        raise _too_large(f"The text has {len(text):,} characters; at most {MAX_CHARACTERS:,} are read.")
    if text.lstrip("\ufeff \t\r\n").startswith("{"):
        try:
            return _read_json(text.lstrip("\ufeff"))
        except json.JSONDecodeError:
            pass  # a YAML text may begin with a brace too; its reader gives the better message
    return _read_yaml(text)


def write_yaml(value: Any) -> str:
    """Return a plain value as YAML text, keys in their order."""
    text: str = yaml.dump(value, Dumper=_Dumper, sort_keys=False, allow_unicode=True, width=110)
    return text


def _read_json(text: str) -> Any:
    try:
        return json.loads(text, object_pairs_hook=_object, parse_constant=_no_constant)
    except RecursionError as error:
        raise _too_deep() from error


def _object(pairs: Sequence[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) < len(pairs):
        keys = [key for key, _ in pairs]
        raise _unsafe(f"The key '{next(key for key in keys if keys.count(key) > 1)}' is given twice.")
    return found


def _no_constant(name: str) -> Any:
    raise InvalidInputError(
        f"{name} is not a number that can be used.", hint="Give a finite number.", code="DOCUMENT_MALFORMED"
    )


def _read_yaml(text: str) -> Any:
    try:
        _check_events(text)
        return _plain(yaml.compose(text, Loader=_Loader))
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        place = f" in line {mark.line + 1}, column {mark.column + 1}" if mark else ""
        problem = getattr(error, "problem", None) or "a character that is not allowed"
        raise InvalidInputError(
            f"The text is not valid YAML{place}: {problem}.",
            hint="Correct this place, or export the file again.",
            code="DOCUMENT_MALFORMED",
        ) from error


def _check_events(text: str) -> None:
    depth = documents = 0
    for n_events, event in enumerate(yaml.parse(text, Loader=_Loader)):
        if isinstance(event, yaml.AliasEvent) or getattr(event, "anchor", None):
            raise _unsafe(f"Line {_line(event)} uses an anchor or alias (& or *).")
        if getattr(event, "tag", None):
            raise _unsafe(f"Line {_line(event)} uses a tag (!).")
        depth += isinstance(event, yaml.CollectionStartEvent)
        depth -= isinstance(event, yaml.CollectionEndEvent)
        documents += isinstance(event, yaml.DocumentStartEvent)
        if depth > MAX_DEPTH:
            raise _too_deep()
        if n_events > MAX_NODES:
            raise _too_large(f"The text has more than {MAX_NODES:,} values.")
        if documents > 1:
            raise _unsafe(f"Line {_line(event)} begins a second document.")


def _line(event: yaml.Event) -> int:
    return event.start_mark.line + 1 if event.start_mark else 1


def _plain(node: yaml.Node | None) -> Any:
    if node is None:
        return None
    if isinstance(node, yaml.SequenceNode):
        return [_plain(child) for child in node.value]
    if isinstance(node, yaml.MappingNode):
        return _mapping(node)
    return _scalar(node)


def _mapping(node: yaml.MappingNode) -> dict[Any, Any]:
    found: dict[Any, Any] = {}
    for key_node, value_node in node.value:
        if not isinstance(key_node, yaml.ScalarNode):
            raise _unsafe(f"Line {key_node.start_mark.line + 1} has a key that is not a plain value.")
        key = str(key_node.value)
        if key in found:
            raise _unsafe(f"Line {key_node.start_mark.line + 1} gives the key '{key}' a second time.")
        found[key] = _plain(value_node)
    return found


def _scalar(node: yaml.Node) -> Any:
    read: Mapping[str, Any] = {"int": int, "float": float, "bool": "true".__eq__, "null": lambda _: None}
    name = node.tag.removeprefix(_PREFIX)
    try:
        return read.get(name, str)(node.value)
    except ValueError as error:
        raise InvalidInputError(
            f"Line {node.start_mark.line + 1} holds a number that cannot be read.", code="DOCUMENT_MALFORMED"
        ) from error


def _unsafe(message: str) -> InvalidInputError:
    return InvalidInputError(
        message, hint="Write plain keys, texts, numbers and lists, each once.", code="DOCUMENT_UNSAFE"
    )


def _too_large(message: str) -> InvalidInputError:
    return InvalidInputError(
        message, hint="Send only one configuration or template.", code="DOCUMENT_TOO_LARGE"
    )


def _too_deep() -> InvalidInputError:
    return InvalidInputError(
        f"The text is nested more than {MAX_DEPTH} levels deep.",
        hint="A configuration needs five levels.",
        code="DOCUMENT_TOO_DEEP",
    )
