"""Labels: under which names a note has them, how often, and in which order."""

from __future__ import annotations

from itertools import pairwise

from notelint.diagnostic import Edit, Finding, Fix, Related, Safety
from notelint.habits.traits import labels_of
from notelint.note.model import Section
from notelint.note.names import fold_name
from notelint.source import Span
from notelint.spelling import is_slip
from notelint.typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from notelint.context import Context
    from notelint.habits.habit import Habit
    from notelint.note.model import Document, Label, Note


class RenamedLabel(NamedTuple):
    """A label, or a section, that stands in a note for a label which its siblings have, and the property of that."""

    note: Note
    found: Label | Section
    holds: str


def renamed_labels(document: Document, context: Context) -> tuple[RenamedLabel, ...]:
    """The labels that are misspelt, have another name or are headings in a note (ask by `Context.once`)."""
    wanted = _label_habits(context)
    if not wanted or document.layout is None:
        return ()
    usual = {fold_name(habit.name) for habit in context.habits.values()}
    names_of = document.layout.names_of
    found = []
    for note in document.notes:
        labels = {fold_name(label.name): label for label in labels_of(note)}
        others = {name: label for name, label in labels.items() if name not in usual}
        sections = {fold_name(section.name): section for section in note.all_sections()}
        for holds, habit in wanted.items():
            name = fold_name(habit.name)
            other = next((each for each in others if is_slip(each, name) or each in names_of(holds)), None)
            stands_for = others.get(other or "") or sections.get(name)
            if name not in labels and stands_for:
                found.append(RenamedLabel(note, stands_for, holds))
    return tuple(found)


def _label_habits(context: Context) -> Mapping[str, Habit]:
    habits = context.habits.items()
    return {holds: habit for holds, habit in habits if habit.place == "label" and habit.in_place}


def note_label(document: Document, context: Context) -> Iterator[Finding]:
    """Labels that a note has under another name than its siblings, twice, or in another order."""
    for note, found, holds in context.once(renamed_labels, document):
        yield _renamed(found, note, context.habits[holds])
    habits = {fold_name(habit.name): habit for habit in _label_habits(context).values()}
    for note in document.notes if habits else ():
        headings = {section.name_span.start for section in note.all_sections()}  # a heading may be a label, too
        lines = (label for label in labels_of(note) if label.span.start not in headings)
        usual = sorted((label for label in lines if fold_name(label.name) in habits), key=lambda label: label.span)
        first = {fold_name(label.name): label for label in reversed(usual)}
        for label in usual:
            before, habit = first[fold_name(label.name)], habits[fold_name(label.name)]
            if before is not label and habit.once:
                yield _second(label, before, habit)
        yield from _misplaced([label for label in usual if first[fold_name(label.name)] is label], habits)


def as_label(name: str, note: Note) -> str:
    """A label to be filled in, in the form of the first one that a note has: `- **Venue**: ...`, `venue:: ...`."""
    text = note.source.text
    first = next((each for each in note.label_lines if text.startswith(each.name, each.span.start)), None)
    if first is None or not first.value:
        return f"**{name}**: ..."
    before = text[text.rfind("\n", 0, first.span.start) + 1 : first.span.start]
    return f"{before}{name}{text[first.span.start + len(first.name) : first.value_span.start]}..."


def _renamed(found: Label | Section, note: Note, habit: Habit) -> Finding:
    if isinstance(found, Section):
        return Finding(
            found.heading.text_span,
            f'"{found.name}" is a heading here, but a label in {habit.siblings}',
            f"write `{as_label(habit.name, note)}`",
        )
    place = note.source.text.find(found.name, *found.span)
    edit = Edit(Span(place, place + len(found.name)), habit.name)
    return Finding(
        found.span,
        f'label "{found.name}" is called "{habit.name}" in {habit.siblings}',
        f'rename it to "{habit.name}"',
        Fix(f'write "{habit.name}"', (edit,), Safety.UNSAFE) if place >= 0 else None,
    )


def _second(label: Label, before: Label, habit: Habit) -> Finding:
    return Finding(
        label.span,
        f'second label "{label.name}"; in {habit.siblings} it stands once',
        "keep one of the two, or join their values",
        related=(Related("the first one", before.span),),
    )


def _misplaced(labels: Sequence[Label], habits: Mapping[str, Habit]) -> Iterator[Finding]:
    """The first label that stands behind one that its siblings have after it."""
    ranked = [(habits[fold_name(label.name)], label) for label in labels]
    for (above, early), (habit, late) in pairwise([each for each in ranked if each[0].rank is not None]):
        if (habit.rank or 0) < (above.rank or 0):
            yield Finding(
                late.span,
                f'label "{late.name}" should come before "{early.name}", as in its siblings',
                f'move it above "{early.name}"',
                related=(Related("it belongs above this one", early.span),),
            )
            return
