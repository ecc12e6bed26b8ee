"""Facts from the services that a note lacks, added where the note has such facts; and contradictions."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, NamedTuple

from notelint.bibliography.names import has_cjk
from notelint.checks.papers import may_be_one_title
from notelint.dataclass import replace
from notelint.diagnostic import Diagnostic, Finding, Severity
from notelint.formats.draft import label_line, value_text
from notelint.formats.note_text import written_value
from notelint.note.model import Origin
from notelint.record import build_record

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from notelint.bibliography.names import Name
    from notelint.note.layout import Field, Layout
    from notelint.note.model import Document, Fact, Note
    from notelint.record import Record
    from notelint.resolve.services import Answer
    from notelint.source import Source

    Read = Callable[[Source], Document]

_ADDED = ("title", "authors", "year", "venue", "volume", "issue", "pages", "publisher", "doi")
_COMPARED = {"title": "title", "authors": "first author", "year": "year", "doi": "DOI"}


class Addition(NamedTuple):
    """A fact to add to a note."""

    field: Field
    value: Any


def additions(record: Record, layout: Layout, answers: Sequence[Answer]) -> tuple[Addition, ...]:
    """The facts that a record lacks and an answer has, for the properties of the note's schema."""
    return tuple(
        Addition(layout.by_name[name], value)
        for name in _ADDED
        if name in layout.by_name and not written_value(record, name)
        if (value := next((said for each in answers if (said := _value(each.record, name))), None))
    )


def _value(record: Record, name: str) -> Any:  # noqa: ANN401 - any property
    """The value to write; the given name of a person comes first, as in most notes."""
    if name == "authors":
        return [_in_order(author) for author in record.authors]
    return written_value(record, name)


def _in_order(author: Name) -> str:
    if not author.family or has_cjk(author.raw):
        return author.raw
    return " ".join(filter(None, (author.given, author.particle, author.family, author.suffix)))


def contradictions(document: Document, note: Note, answers: Sequence[Answer]) -> Iterator[Diagnostic]:
    """The facts of a note that all services contradict; titles differ if they cannot be of the same paper."""
    for name, called in _COMPARED.items():
        fact = note.fact(name)
        said = [(each.service, value) for each in answers if (value := _compared(name, each.record))]
        if fact is None or not said or any(_agree(name, fact, value) for _, value in said):
            continue
        service, value = said[0]
        given = document.source.slice(fact.span) if name == "authors" else fact.value
        yield Diagnostic(
            document.source,
            "note-conflict",
            Severity.WARNING,
            Finding(
                fact.span, f'the {called} is "{given}" here, but "{value}" at {service}', "keep the one that is right"
            ),
        )


def _compared(name: str, record: Record) -> Any:  # noqa: ANN401 - a text or a year
    if name == "authors":
        return _in_order(record.authors[0]) if record.authors else None
    return getattr(record, name)


def _agree(name: str, fact: Fact, value: Any) -> bool:  # noqa: ANN401 - as above
    if name == "title":
        return may_be_one_title(fact, replace(fact, value=value))
    if name == "authors":
        first = str(fact.value[0] if isinstance(fact.value, list) and fact.value else fact.value)
        words = [word for word in value.casefold().replace(",", " ").split() if len(word) > 1]
        return not first.isascii() or any(word in first.casefold() for word in words)
    if name == "doi":
        return str(fact.value).casefold() == str(value).casefold()
    return bool(fact.value == value)


def added(document: Document, note: Note, found: Sequence[Addition]) -> str:
    """The text of the file with facts added to a note, as keys of its front matter or else as label lines."""
    text = document.source.text
    front = document.front_matter
    if front and front.closed and not front.problems and document.layout and not document.layout.many:
        separator = ":" if front.language == "yaml" else " ="
        place = front.body_span.end
        lines = "".join(f"{_key(each)}{separator}{_front_value(each, front.language)}\n" for each in found)
    else:
        place, lines = _label_lines(text, note, found)
    return text[:place] + (lines.replace("\n", "\r\n") if "\r\n" in text else lines) + text[place:]


def _key(addition: Addition) -> str:
    keys = addition.field.front_matter
    return keys[0] if keys and addition.field.name not in keys else addition.field.name


def _front_value(addition: Addition, language: str) -> str:
    if language == "yaml":
        return value_text(addition.value)
    return f" {json.dumps(addition.value, ensure_ascii=False)}"


def _label_lines(text: str, note: Note, found: Sequence[Addition]) -> tuple[int, str]:
    """Label lines and their offset: after the last label line and in its style, or else below the heading."""
    last = max(
        (fact for fact in note.facts if fact.origin is Origin.LABEL and fact.label_span), key=_end, default=None
    )
    if last and last.label_span:
        start = text.rfind("\n", 0, last.label_span.start) + 1
        end = _line_end(text, last.span.end)
        before, between = text[start : last.label_span.start], text[last.label_span.end : last.span.start]
        alike = (f"{before}{_label(each, last.label or '')}{between}{_plain(each)}" for each in found)
        return end, "".join(f"\n{line}" for line in alike)
    lines = "\n".join(label_line(_label(each, ""), each.value) for each in found)
    if note.heading is None:
        return note.span.start, f"{lines}\n\n"
    return _line_end(text, note.heading.span.end), f"\n\n{lines}"


def _end(fact: Fact) -> int:
    return fact.span.end


def _line_end(text: str, offset: int) -> int:
    end = text.find("\n", offset)
    return len(text) if end < 0 else end - text[:end].endswith("\r")


def _label(addition: Addition, like: str) -> str:
    """The name of a property as a label, in the script and case of another label."""
    names = addition.field.labels or (addition.field.name,)
    name = next((each for each in names if each.isascii() == like.isascii()), names[0])
    return name.lower() if like.islower() else name


def _plain(addition: Addition) -> str:
    return label_line("", addition.value).partition(": ")[2]


def with_additions(document: Document, index: int, wanted: Sequence[Addition], read: Read) -> Document:
    """The document with facts added to a note, but only those that are then read there and change nothing else."""
    together = read(replace(document.source, text=added(document, document.notes[index], wanted)))
    if _are_read(wanted, document, together, index):
        return together
    for each in wanted if len(wanted) > 1 else ():
        document = with_additions(document, index, (each,), read)
    return document


def _are_read(wanted: Sequence[Addition], before: Document, after: Document, index: int) -> bool:
    if len(after.notes) != len(before.notes):
        return False
    old, new = ([build_record(each, note, "") for note in each.notes] for each in (before, after))
    names = {each.field.name for each in wanted}
    told = all(written_value(new[index], each.field.name) == each.value for each in wanted)
    return told and all(
        written_value(one, name) == written_value(other, name)
        for number, (one, other) in enumerate(zip(old, new, strict=True))
        for name in before.notes[number].properties
        if number != index or name not in names
    )
