"""What each key of the configuration may say, and what becomes of it. schema/config.json says the same for editors."""

from __future__ import annotations

import posixpath

from notelint.config.model import Patterns, SchemaChoice
from notelint.dataclass import dataclass
from notelint.diagnostic import Severity
from notelint.errors import did_you_mean
from notelint.gitignore import ignore_pattern
from notelint.regex import regex
from notelint.typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping
    from typing import Any

    from notelint.config.model import Layer
    from notelint.config.places import Path


class Misfit(Exception):  # noqa: N818 - becomes a NotelintError once the file and the place are known
    """What is wrong with the value at a path, or with its key."""

    def __init__(self, path: Path, message: str, *, of_key: bool = False) -> None:
        super().__init__(message)
        self.path = path
        self.of_key = of_key


@dataclass(frozen=True)
class Key:
    """How the value at a path of a layer is read; `join` adds it to that of the layers below, else it replaces it."""

    read: Callable[[object, Path, Layer], Any]
    join: Callable[[Any, Any], Any] | None = None


def read_values(layer: Layer) -> dict[str, Any]:
    """The values of a layer by key. Raises Misfit."""
    _check_keys(layer.table, KEYS, ())
    return {key: KEYS[key].read(value, (key,), layer) for key, value in layer.table.items()}


def _check_keys(table: Mapping[str, Any], known: Iterable[str], path: Path) -> None:
    for key in table:
        if key not in known:
            remedy = did_you_mean(key, known, f"the keys are {', '.join(known)}")
            raise Misfit((*path, key), f"unknown key {key!r}: {remedy}", of_key=True)


def _text(value: object, path: Path, _: Layer) -> str:
    if not isinstance(value, str):
        raise Misfit(path, f"{_name(path)} must be a text")
    if not value:
        raise Misfit(path, f"{_name(path)} must not be empty")
    return value


def _file_name(value: object, path: Path, layer: Layer) -> str:
    from notelint.record.file_names import pattern_fault  # noqa: PLC0415 - it brings along what makes keys

    text = _text(value, path, layer)
    if remedy := pattern_fault(text):
        raise Misfit(path, f"{_name(path)}: {remedy}")
    return text


def _file(value: object, path: Path, layer: Layer) -> str:
    return posixpath.normpath(posixpath.join(layer.folder, _text(value, path, layer)))


def _files(value: object, path: Path, layer: Layer) -> tuple[str, ...]:
    return tuple(_file(each, (*path, place), layer) for place, each in enumerate(_list(value, path)))


def _texts(value: object, path: Path, layer: Layer) -> tuple[str, ...]:
    return tuple(_text(each, (*path, place), layer) for place, each in enumerate(_list(value, path)))


def _list(value: object, path: Path) -> list[Any]:
    if not isinstance(value, list):
        raise Misfit(path, f"{_name(path)} must be a list" + f": [{to_toml(value)}]" * isinstance(value, str))
    return value


def _patterns(value: object, path: Path, layer: Layer) -> Patterns:
    lines = _texts(value, path, layer)
    for place, each in enumerate(lines):
        _check_pattern(each, (*path, place))
    return Patterns(layer.folder, lines)


def _check_pattern(pattern: str, path: Path, *, of_key: bool = False) -> None:
    if ignore_pattern(pattern) is None:
        message = f"{pattern!r} is no pattern: write it as in .gitignore, such as 'papers/**/*.md'"
        raise Misfit(path, message, of_key=of_key)


def _some_patterns(value: object, path: Path, layer: Layer) -> tuple[Patterns, ...]:
    return (_patterns(value, path, layer),)


def _bytes(value: object, path: Path, _: Layer) -> int:
    if not isinstance(value, int) or isinstance(value, bool) or value < 0:
        raise Misfit(path, f"{_name(path)} must be a whole number, 0 or more")
    return value


def _table(value: object, path: Path, example: str) -> dict[str, Any]:
    if not isinstance(value, dict):
        raise Misfit(path, f"{_name(path)} must be a table, such as {example}")
    return value


def _severity(value: object, path: Path, _: Layer) -> dict[str, Severity]:
    table = _table(value, path, '{section-missing = "warning"}')
    for rule, severity in table.items():
        if severity not in list(Severity):
            raise Misfit((*path, rule), f"{_name((*path, rule))} must be one of {', '.join(Severity)}")
    return {rule: Severity(severity) for rule, severity in table.items()}


def _ignores(value: object, path: Path, layer: Layer) -> tuple[tuple[Patterns, tuple[str, ...]], ...]:
    table = _table(value, path, '{"old/" = ["section"]}')
    for pattern in table:
        _check_pattern(pattern, (*path, pattern), of_key=True)
    return tuple(
        (Patterns(layer.folder, (pattern,)), _texts(rules, (*path, pattern), layer))
        for pattern, rules in table.items()
    )


def _schemas(value: object, path: Path, layer: Layer) -> tuple[SchemaChoice, ...]:
    return tuple(_schema_choice(each, (*path, place), layer) for place, each in enumerate(_list(value, path)))


def _schema_choice(value: object, path: Path, layer: Layer) -> SchemaChoice:
    table = _table(value, path, '{paths = ["papers/"], schema = "paper-note"}')
    _check_keys(table, ("paths", "front-matter", "schema"), path)
    if "schema" not in table or len(table) == 1:
        raise Misfit(path, f"{_name(path)} must have schema, and paths or front-matter")
    schema = _text(table["schema"], (*path, "schema"), layer)
    return SchemaChoice(
        schema=_file(schema, (*path, "schema"), layer) if schema.endswith(".json") else schema,
        paths=_patterns(table["paths"], (*path, "paths"), layer) if "paths" in table else None,
        front_matter=_front_matter(table.get("front-matter", {}), (*path, "front-matter")),
        place=layer.place((*path, "schema")),
    )


def _front_matter(value: object, path: Path) -> dict[str, tuple[str, ...]]:
    table = _table(value, path, '{categories = "Language"}')
    return {key: tuple(_accepted(said, (*path, key))) for key, said in table.items()}


def _accepted(value: object, path: Path) -> Iterable[str]:
    for each in value if isinstance(value, list) else [value]:
        if not isinstance(each, str | int):
            raise Misfit(path, f"{_name(path)} must be a text, a whole number, true, false, or a list of these")
        yield str(each)


def _name(path: Path) -> str:
    """A path as one writes it: `schemas[0].paths`."""
    return "".join(f"[{part}]" if isinstance(part, int) else f".{part}" for part in path).removeprefix(".")


def _overlay(below: dict[str, Any], above: dict[str, Any]) -> dict[str, Any]:
    """Both tables; what is above counts, and comes last: a family below must not undo a rule above."""
    return {**{key: value for key, value in below.items() if key not in above}, **above}


KEYS: Mapping[str, Key] = {
    "extend": Key(_file),
    "schemas": Key(_schemas),
    "select": Key(_texts),
    "ignore": Key(_texts),
    "severity": Key(_severity, _overlay),
    "per-file-ignores": Key(_ignores, lambda below, above: below + above),
    "include": Key(_patterns),
    "exclude": Key(_some_patterns),
    "extend-exclude": Key(_some_patterns, lambda below, above: below + above),
    "baseline": Key(_file),
    "image-roots": Key(_files),
    "image-max-bytes": Key(_bytes),
    "file-name": Key(_file_name),
}


_BARE = regex(r"[A-Za-z0-9_-]+")


def to_toml(value: object) -> str:
    """A value of texts, whole numbers, booleans, lists and tables on one line (https://toml.io/en/v1.0.0)."""
    if isinstance(value, dict):
        pairs = ", ".join(f"{_key(key)} = {to_toml(inner)}" for key, inner in value.items())
        return f"{{ {pairs} }}" if pairs else "{}"
    if isinstance(value, list):
        return f"[{', '.join(map(to_toml, value))}]"
    from notelint.json_text import to_json  # noqa: PLC0415 - only a remedy and `init` write

    return to_json(value)


def _key(name: str) -> str:
    return name if _BARE.fullmatch(name) else to_toml(name)
