"""The check of the rule front-matter-unknown."""

from __future__ import annotations

from functools import cache

from notelint.diagnostic import Edit, Finding, Fix, Safety
from notelint.note.layout import LEAST_BIBLIOGRAPHIC
from notelint.note.names import fold_name
from notelint.schema import shipped_schemas
from notelint.typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from notelint.checks.context import Context
    from notelint.front_matter import Entry
    from notelint.note.layout import Layout
    from notelint.note.model import Document


def front_matter_unknown(document: Document, context: Context) -> Iterator[Finding]:
    """Keys that are one slip of the keyboard away from one that the schema reads, and which is not there itself."""
    yield from (_finding(entry, key, document, context) for entry, key in context.once(misspelt_keys, document))


def misspelt_keys(document: Document, _: Context) -> Sequence[tuple[Entry, str]]:
    """The misspelt keys, each with the one that is meant (ask by `Context.once`).

    A file that is no note is judged by the schema for which it would be bibliographic with the key put right.
    """
    if document.front_matter is None:
        return ()
    entries = document.front_matter.entries
    layouts = [document.layout] if document.layout else [schema.layout for schema in shipped_schemas()]
    present = frozenset(fold_name(entry.key) for entry in entries)
    for layout in layouts:
        found = list(_misspelt(entries, present, layout))
        if found and (document.layout or _tells(present.union(fold_name(key) for _, key in found), layout)):
            return found
    return ()


def _misspelt(entries: Iterable[Entry], present: frozenset[str], layout: Layout) -> Iterator[tuple[Entry, str]]:
    """The entries whose keys are misspelt, each with the key that is meant."""
    read = layout.front_matter_keys
    by_first = _by_first_letter(tuple(read))
    for entry in entries:
        name = fold_name(entry.key)
        if name in read:
            continue
        near = [key for key in by_first.get(name[:1], ()) if _slipped(name, key)]
        if near and present.isdisjoint(near):
            yield entry, read[near[0]]


@cache
def _by_first_letter(keys: tuple[str, ...]) -> Mapping[str, Sequence[str]]:
    """Keys by their first letters: a slip leaves it as it is."""
    found: dict[str, list[str]] = {}
    for key in keys:
        found.setdefault(key[:1], []).append(key)
    return found


def _tells(names: frozenset[str], layout: Layout) -> bool:
    """Whether front matter with keys of these names is bibliographic, whatever its values are."""
    given = sum(not names.isdisjoint(keys) for keys in layout.telling.values())
    return not layout.many and given >= LEAST_BIBLIOGRAPHIC


def _finding(entry: Entry, meant: str, document: Document, context: Context) -> Finding:
    plain = document.source.slice(entry.key_span) == entry.key  # else it is quoted
    edit = Edit(entry.key_span, meant)
    schemas = "the schema does" if document.layout else "the note schemas do"
    habit = next((each for each in context.habits.values() if each.name == meant), None)
    return Finding(
        entry.key_span,
        f'key "{entry.key}" is called "{meant}" in {habit.siblings}'
        if habit
        else f'unknown key "{entry.key}": {schemas} not define it',
        f'did you mean "{meant}"?',
        Fix(f'write "{meant}"', (edit,), Safety.UNSAFE) if plain else None,
    )


def _slipped(written: str, meant: str) -> bool:
    """Whether inside a word one letter is missing, doubled or wrong, or two neighbours are swapped.

    The last letter tells words from words (`published`, `publisher`; `link`, `links`), so it must be right.
    """
    start = 0
    while start < min(len(written), len(meant)) and written[start] == meant[start]:
        start += 1
    end = 0
    while end < min(len(written), len(meant)) - start and written[-1 - end] == meant[-1 - end]:
        end += 1
    rest, wanted = written[start : len(written) - end], meant[start : len(meant) - end]
    if len(rest) == 2:
        return start > 0 and rest == wanted[::-1]
    return start > 0 and end > 0 and max(len(rest), len(wanted)) == 1
