"""The vocabulary of a vault: the front matter keys and values of its notes, and its file names."""

from __future__ import annotations

import json
import posixpath
from collections import Counter
from functools import lru_cache

from lsprotocol import types

from notelint.front_matter import read_front_matter
from notelint.front_matter.plain import resolved
from notelint.note.names import fold_name
from notelint.regex import regex
from notelint.source import Source, Span
from notelint.typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from notelint.files import Files
    from notelint.server.session import Analysis

_MOST = 200  # values of a key that are offered
_LONGEST = 100  # code points of a value that may be written again
_KEY = regex(r"(?P<typed>[^\s:=#\[\]{},-][^:=#\[\]{},\n]*|)\Z")
_VALUE = regex(r"(?P<key>[^\s:=#][^:=#\n]*?)[ \t]*[:=][ \t]+(?P<rest>.*)\Z")
_ITEM = regex(r"[ \t]*-[ \t]+(?P<rest>.*)\Z")
_NAMED = regex(r"(?m)^(?P<key>[^\s:=#-][^:=#\n]*?)[ \t]*:[ \t]*$")
_LAST = regex(r"[^\[\],]*\Z")
# What YAML reads as the text that it is, also between brackets.
_PLAIN = regex(r"[^\W\d_][\w ./+()&-]*")


class Vocabulary(NamedTuple):
    """The number of notes with each key, in its usual spelling, and with each value, by folded key."""

    keys: Mapping[str, int]
    values: Mapping[str, Mapping[str, int]]


def files_around(analysis: Analysis) -> Sequence[str]:
    """The files of the vault or project of a text that are neither hidden nor ignored, as absolute paths."""
    return _tree(analysis.checker.files, analysis.checker.files.project_root(analysis.source.path))


@lru_cache(maxsize=1)
def _tree(files: Files, root: str) -> Sequence[str]:
    return tuple(files.tree(root))


def front_matter_items(analysis: Analysis, before: str, offset: int) -> Iterator[types.CompletionItem]:
    """Completions in front matter after the text `before` on the line: keys, or values after a key."""
    front_matter = analysis.document.front_matter
    is_toml = front_matter is not None and front_matter.language == "toml"
    if found := _KEY.match(before):
        ending, kind = (" = " if is_toml else ": "), types.CompletionItemKind.Property
        texts = [(key, f"{key}{ending}", said) for key, said in _keys(analysis)]
        typed = found["typed"]
    else:
        kind = types.CompletionItemKind.Value
        key, rest = _key_of(analysis, before, offset)
        typed = (_LAST.search(rest) or rest)[0].lstrip() if rest else ""
        texts = [(value, _written(value, quoted=is_toml), said) for value, said in _values(analysis, key)]
    place = analysis.range(Span(offset - len(typed), offset))
    for number, (label, text, said) in enumerate(texts):
        edit = types.TextEdit(place, text)
        yield types.CompletionItem(
            label, kind=kind, detail=said, sort_text=f"{number:05}", filter_text=text, text_edit=edit
        )


def _keys(analysis: Analysis) -> Iterator[tuple[str, str]]:
    """The keys that the note lacks: required ones, those of other notes, those of the schema."""
    document, context = analysis.by_habit
    entries = document.front_matter.entries if document.front_matter else ()
    used = _vocabulary(analysis).keys
    met = {fold_name(entry.key) for entry in entries}
    fields = [field for field in document.layout.fields if field.front_matter] if document.layout else []
    fields = [field for field in fields if met.isdisjoint(field.keys)]
    by_name = {name: field for field in fields for name in field.keys}
    required = [field for field in fields if field.required]
    for field in (*required, *(by_name.get(fold_name(key)) or key for key in used), *fields):
        name = field if isinstance(field, str) else max(field.front_matter, key=lambda key: used.get(key, 0))
        names = {fold_name(field)} if isinstance(field, str) else {*field.keys}
        if met.isdisjoint(names):
            met |= names
            habit = None if isinstance(field, str) else context.habits.get(field.name)
            yield name, habit.siblings if habit else _counted(used[name]) if name in used else "known to the schema"


def _values(analysis: Analysis, key: str) -> Iterator[tuple[str, str]]:
    """The values of a key in other notes, the most frequent first, and those that the schema allows."""
    document, context = analysis.by_habit
    for value, count in [*_vocabulary(analysis).values.get(key, {}).items()][:_MOST]:
        yield value, _counted(count)
    fields = document.layout.fields if document.layout else ()
    name = next((field.name for field in fields if key in field.keys), None)
    clause = context.schema.document["properties"].get(name, {}) if context.schema and name else {}
    for value in (*clause.get("enum", ()), *clause.get("items", {}).get("enum", ())):
        if isinstance(value, str) and value not in _vocabulary(analysis).values.get(key, {}):
            yield value, "known to the schema"


def _key_of(analysis: Analysis, before: str, offset: int) -> tuple[str, str]:
    """The folded key whose value is being written, and the part of the value on the line."""
    if found := _VALUE.match(before):
        return fold_name(found["key"]), found["rest"]
    if found := _ITEM.match(before):
        above = [*_NAMED.finditer(analysis.source.text, 0, offset)]
        return fold_name(above[-1]["key"]) if above else "", found["rest"]
    return "", ""


def _vocabulary(analysis: Analysis) -> Vocabulary:
    files, path = analysis.checker.files, analysis.source.path
    root = files.repository_root(path) or files.vault_root(path)
    return _read(files, path, root)


@lru_cache(maxsize=1)
def _read(files: Files, path: str, root: str | None) -> Vocabulary:
    """The vocabulary of a sample of the other notes in the same folder and vault."""
    folder = files.sample(posixpath.dirname(path) or ".")
    paths = {*folder, *(files.sample(root, below=True) if root else ())} - {path}
    spellings: Counter[str] = Counter()
    values: dict[str, Counter[str]] = {}
    for each in sorted(paths):
        front_matter = read_front_matter(Source.from_bytes(each, files.peek(each)))
        for entry in front_matter.entries if front_matter else ():
            spellings[entry.key] += 1
            values.setdefault(fold_name(entry.key), Counter()).update(_texts(entry.value))
    usual: dict[str, str] = {}
    for key, _ in spellings.most_common():
        usual.setdefault(fold_name(key), key)
    keys = {key: spellings[key] for key in usual.values()}
    return Vocabulary(keys, {key: dict(counts.most_common()) for key, counts in values.items()})


def _texts(value: object) -> Iterable[str]:
    """The texts that a value is, or is a list of, once each."""
    items = value if isinstance(value, list) else [value]
    return {each for each in items if isinstance(each, str) and 0 < len(each) <= _LONGEST and "\n" not in each}


def _counted(count: int) -> str:
    return "in 1 other note" if count == 1 else f"in {count} notes"


def _written(value: str, *, quoted: bool) -> str:
    """A text as front matter writes it: in quotes if it would be read as something else."""
    is_plain = not quoted and _PLAIN.fullmatch(value) and resolved(value) == value
    return value if is_plain else json.dumps(value, ensure_ascii=False)
