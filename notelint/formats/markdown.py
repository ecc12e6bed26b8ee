"""Markdown: records as notes of a schema, such that reading them gives equal records."""

from __future__ import annotations

from notelint.errors import NotelintError
from notelint.formats.draft import front_matter, one_line_markdown, value_text
from notelint.formats.note_text import document_entries, note_text
from notelint.schema import find_schema
from notelint.typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from notelint.note.layout import Layout
    from notelint.record.model import Record

_TITLE = "# Papers"  # a first heading that is no group, where a group of that level comes next
_BELOW_HEADINGS = 7  # the level of a note that is an item or a row
_HIGHEST_GROUP = 2  # of groups above such notes, where nothing else says


def own_layout(record: Record) -> Layout:
    """The layout by which a record was read, of the schemas that notelint carries."""
    if record.source.schema is None:
        raise NotelintError(f"{record.id}: its note schema is not known; name one with --schema")
    return find_schema(record.source.schema).layout


def write(records: Iterable[Record], layout_of: Callable[[Record], Layout] = own_layout) -> Iterator[str]:
    """One Markdown file that holds all records, as notes of their layouts.

    Raises NotelintError where one file cannot hold them: a schema of one note a file has several, they come from files
    of different front matter, or a note has no heading that the schema would know.
    """
    first: Record | None = None
    alone = ""  # a note that is a file: written when it is known that no other comes
    groups: list[tuple[str, int]] = []
    for record in records:
        layout = layout_of(record)
        if first is not None and (
            alone or not layout.many or _front_matter(record, layout) != _front_matter(first, layout)
        ):
            raise NotelintError("these notes do not go into one file: name a folder with --per-note -o DIR")
        text = note_text(record, layout)
        if layout.many:
            text = _below_groups(record, text, groups)
            if first is None and layout.lists and text.startswith("# ") and record.groups:
                text = f"{_TITLE}\n\n{text}"
            front = _front_matter(record, layout) if first is None else "\n"
            yield f"{front}\n{text}" if front.strip() else f"{front}{text}"
        else:
            alone = text
        first = record if first is None else first
    if alone:
        yield alone


def _front_matter(record: Record, layout: Layout) -> str:
    """The front matter of a file of many notes; of notes from elsewhere only the folder of their images."""
    entries = document_entries(record) if record.source.schema == layout.schema else {}
    if record.source.image_root:
        entries["typora-root-url"] = value_text(record.source.image_root)
    return front_matter(entries)


def _below_groups(record: Record, text: str, above: list[tuple[str, int]]) -> str:
    """A note below the headings of its groups, but for those that stand `above` it already, which is kept in step."""
    level = len(text) - len(text.lstrip("#")) or _BELOW_HEADINGS
    highest = min(level - len(record.groups), _HIGHEST_GROUP)
    above[:] = [group for group in above if group[1] < level]
    kept = 0
    for place, ((name, depth), wanted) in enumerate(zip(above, record.groups, strict=False)):
        if name != wanted or depth > highest + place:
            break
        kept = place + 1
    deepest = above[kept][1] if kept < len(above) else 6  # a heading that is no deeper ends that group
    del above[kept:]
    headings = ""
    for place, name in enumerate(record.groups[kept:], start=kept):
        depth = max(1, min(deepest, highest + place))
        deepest = 6
        headings += f"{'#' * depth} {one_line_markdown(name)}\n\n"
        above.append((name, depth))
    return headings + text
