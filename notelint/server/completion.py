"""Completion: missing sections, front matter, paths, links to notes."""

from __future__ import annotations

import posixpath

from lsprotocol import types

from notelint.bibliography.urls import unquote
from notelint.checks.nearby import spelled
from notelint.markdown.nodes import Code, walk
from notelint.markdown.obsidian import is_image
from notelint.paths import file_stem, is_markdown
from notelint.regex import regex
from notelint.server.navigation import covers
from notelint.server.vocabulary import files_around, front_matter_items
from notelint.source import Span
from notelint.store import Kind
from notelint.targets.headings import slug_title, title_of, top_headings
from notelint.targets.paths import join, search_from
from notelint.targets.references import files_called
from notelint.targets.renaming import slugs
from notelint.typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    import re
    from collections.abc import Callable, Iterable, Iterator

    from notelint.note.model import Document, Note
    from notelint.server.session import Analysis

TRIGGERS = ("#", "[", "(", "/", '"', " ")


class _Asked(NamedTuple):
    """What to complete: the match of a pattern before the cursor, and its text; `analysis_of` is that of any file."""

    found: re.Match[str]
    analysis: Analysis
    analysis_of: Callable[[str], Analysis]


class _Choice(NamedTuple):
    """A choice: its label in the list, and the text to insert."""

    label: str
    text: str
    kind: types.CompletionItemKind


def completions(analysis: Analysis, offset: int, analysis_of: Callable[[str], Analysis]) -> list[types.CompletionItem]:
    """The completions at a position; `analysis_of` is that of any file."""
    document, front_matter = analysis.document, analysis.document.front_matter
    line = analysis.source.line_at(offset)
    before = analysis.source.text[line.start : offset]
    if front_matter and covers(front_matter.body_span, offset):
        return [*front_matter_items(analysis, before, offset)]
    if any(isinstance(block, Code) and covers(block.span, offset) for block in walk(document.blocks.at([offset]))):
        return []
    for pattern, choose in _FORMS:
        if found := pattern.search(before):
            place = analysis.range(Span(offset - len(found["typed"]), offset))
            return [*_items(place, choose(_Asked(found, analysis, analysis_of)))]
    return [*_sections(analysis, before, line, offset)]


def _items(place: types.Range, choices: Iterable[_Choice]) -> Iterator[types.CompletionItem]:
    """An item for each choice, in order, that replaces a range."""
    for number, choice in enumerate(dict.fromkeys(choices)):
        edit = types.TextEdit(place, choice.text)
        yield types.CompletionItem(
            choice.label, kind=choice.kind, sort_text=f"{number:05}", filter_text=choice.text, text_edit=edit
        )


def _embeds(asked: _Asked) -> Iterator[_Choice]:
    """The targets of `![[...]]`: the images of the vault, then the notes."""
    for path in filter(is_image, files_around(asked.analysis)):
        name = posixpath.basename(path)
        yield _Choice(name, name, types.CompletionItemKind.File)
    yield from _notes(asked)


def _notes(asked: _Asked) -> Iterator[_Choice]:
    for path in filter(is_markdown, files_around(asked.analysis)):
        name = file_stem(path)
        yield _Choice(name, name, types.CompletionItemKind.File)


def _headings_of_note(asked: _Asked) -> Iterator[_Choice]:
    name = asked.found["note"].strip()
    files = files_called(name, asked.analysis.by_habit[1]) if name else (asked.analysis.source.path,)
    for file in files[:1]:
        for heading in top_headings(asked.analysis_of(file).document):
            title = title_of(heading)
            yield _Choice(title, title, types.CompletionItemKind.Reference)


def _anchors(asked: _Asked) -> Iterator[_Choice]:
    """The names of the headings in the Markdown file that a link leads to; without a path, in its own."""
    document, context = asked.analysis.by_habit
    path = unquote(asked.found["path"])
    starts = search_from(document, context).starts([path]) if path else ()
    files = [join(base, each) for each, base in starts] if path else [document.source.path]
    file = next((each for each in files if is_markdown(each) and (not path or context.files.is_file(each))), None)
    headings = top_headings(asked.analysis_of(file).document) if file else ()
    for heading, name in zip(headings, slugs(map(slug_title, headings)), strict=True):
        yield _Choice(title_of(heading), name, types.CompletionItemKind.Reference)


def _images(asked: _Asked) -> Iterator[_Choice]:
    return (each for each in _files(asked) if each.text.endswith("/") or is_image(each.label))


def _files(asked: _Asked) -> Iterator[_Choice]:
    """The files, then the folders, in the folder that was typed so far, wherever paths may start."""
    document, context = asked.analysis.by_habit
    groups = asked.found.groupdict()
    form = "inline" if "bracket" in groups else "html"
    folder = unquote(groups["folder"])
    folders: list[_Choice] = []
    for reading, base in search_from(document, context).starts([folder]):
        there = join(base, reading)
        for name, entry in sorted(context.files.entries(there).items()) if context.files.is_inside(there) else ():
            text = spelled(name, form, in_brackets=bool(groups.get("bracket")))
            if entry.kind is Kind.FOLDER and name[0] != ".":
                folders.append(_Choice(f"{name}/", f"{text}/", types.CompletionItemKind.Folder))
            elif entry.kind is Kind.FILE and name[0] != ".":
                yield _Choice(name, text, types.CompletionItemKind.File)
    yield from folders


# What stands before a place, the most special form first.
_PATH = r"(?P<folder>(?:[^()<>\n/]*/)*)(?P<typed>[^()<>\n/]*)\Z"
_FORMS: tuple[tuple[re.Pattern[str], Callable[[_Asked], Iterator[_Choice]]], ...] = (
    (regex(r"!\[\[(?P<typed>[^\[\]|#\n]*)\Z"), _embeds),
    (regex(r"\[\[(?P<note>[^\[\]|#\n]*)#(?P<typed>[^\[\]|\n]*)\Z"), _headings_of_note),
    (regex(r"\[\[(?P<typed>[^\[\]|#\n]*)\Z"), _notes),
    (regex(rf"!\[[^\[\]\n]*\]\((?P<bracket><?){_PATH}"), _images),
    (regex(r"""(?i)<img\b[^<>\n]*?\ssrc\s*=\s*["'](?P<folder>(?:[^"'\n/]*/)*)(?P<typed>[^"'\n/]*)\Z"""), _images),
    (regex(r"\]\(<?(?P<path>[^()<>#\n]*)#(?P<typed>[^()<>\s]*)\Z"), _anchors),
    (regex(rf"\]\((?P<bracket><?){_PATH}"), _files),
)
_SECTION = regex(r"(?:#{1,6}[ \t]*[^#\n]*)?\Z")


def _sections(analysis: Analysis, before: str, line: Span, offset: int) -> Iterator[types.CompletionItem]:
    """The sections that a note lacks, at the beginning of a line: required ones first."""
    found = _SECTION.match(before)
    document, context = analysis.by_habit
    note = _note_at(document, offset)
    if found is None or note is None or document.layout is None or line.end != offset:
        return
    held = {section.holds for section in note.all_sections()}
    levels = [section.level for section in note.sections]
    usual = max(levels, key=levels.count) if levels else (note.heading.level if note.heading else 1) + 1
    place = analysis.range(Span(line.start, offset))
    for number, field in enumerate(document.layout.fields):
        if field.section and field.name not in held:
            habit = context.habits.get(field.name)
            text = f"{'#' * (habit.level if habit and habit.level else usual)} {field.section}"
            yield types.CompletionItem(
                text,
                kind=types.CompletionItemKind.Struct,
                detail=habit.siblings if habit else "required by the schema" if field.required else None,
                sort_text=f"{not field.required:d}{number:05}",
                filter_text=text if before.lstrip().startswith("#") else field.section,
                text_edit=types.TextEdit(place, text),
            )


def _note_at(document: Document, offset: int) -> Note | None:
    """The note at a position, or right above it, where a section of it may begin."""
    note = next((note for note in reversed(document.notes) if note.span.start <= offset), None)
    return note if note and not document.source.text[note.span.end : offset].strip("# \t\r\n") else None
