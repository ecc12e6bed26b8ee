"""Properties that a note lacks: what its schema asks for, or what its siblings have in keys, in labels or anywhere."""

from __future__ import annotations

from collections import defaultdict

from notelint.bibliography.venues import venue_kind
from notelint.checks.front_matter import misspelt_keys
from notelint.checks.labels import as_label, renamed_labels
from notelint.checks.progress import is_unfinished
from notelint.checks.section_content import is_begun
from notelint.checks.sections import as_siblings, lack, required_by
from notelint.diagnostic import Finding
from notelint.habits.traits import is_file_name, kind_of, labels_of
from notelint.note.model import Origin
from notelint.note.names import fold_name, unnumbered
from notelint.note.roles import role_of
from notelint.note.values import says_none
from notelint.regex import regex
from notelint.source import Span
from notelint.typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from notelint.context import Context
    from notelint.front_matter import Entry
    from notelint.habits.habit import Habit
    from notelint.habits.traits import Place
    from notelint.note.layout import Field
    from notelint.note.model import Document, Note


_LEAST_WORDS = 3  # of a title
_NULLS = frozenset(("null", "~"))


def note_property_missing(document: Document, context: Context) -> Iterator[Finding]:
    """Properties that the schema or the habit of its siblings requires and a note does not give.

    Sections have a rule of their own, and a misspelt key has, too. What siblings have alike is said at once.
    """
    if document.layout is None or context.schema is None:
        return
    required = [field for field in document.layout.fields if field.required and not field.section]
    misspelt = {fold_name(key) for _, key in context.once(misspelt_keys, document)}
    renamed = {(each.note.span, each.holds) for each in context.once(renamed_labels, document)}
    for note in document.notes:
        lacking = [
            field
            for field in required
            if misspelt.isdisjoint(field.keys)
            and (note.span, field.name) not in renamed
            and _is_lacking(field, note, document, context)
            and not (context.habits and _is_excused(field, note, document, context))
        ]
        lines = {_line(field, context) for field in lacking if _is_in_place(field, context)}
        lacking = [field for field in lacking if _is_in_place(field, context) or _line(field, context) not in lines]
        keys = [field for field in lacking if _is_in(field, "front-matter", context)]
        if document.front_matter is None and len(keys) > 1:
            names = ", ".join(context.habits[field.name].name for field in keys)
            yield lack("front matter", keys[0].name, f"add front matter with {names}", note, context)
            lacking = [field for field in lacking if field not in keys]
        if (title := _misplaced_title(lacking, note, context)) is not None:
            yield title  # without it, what stands below it was not read either
        else:
            yield from _missing(lacking, note, document, context)
            if not any(field.name == "title" for field in lacking):
                yield from _without_heading(note, context)


def _misplaced_title(lacking: Sequence[Field], note: Note, context: Context) -> Finding | None:
    """What is said of a note's first heading that is not read as its title, since it is not at its siblings' level."""
    habit, first = context.habits.get("title"), next(iter(note.sections), None)
    if note.heading or not habit or not habit.level or not first or first.holds or first.level == habit.level:
        return None
    is_lacking = any(field.name == "title" for field in lacking)
    if not (_is_title(first.name) if is_lacking else fold_name(first.name) == fold_name(note.title or "")):
        return None
    return Finding(
        first.heading.span,
        f'"{first.name}" is at heading level {first.level}; in {habit.siblings} the title is at level {habit.level}',
        f"write `{'#' * habit.level} {first.name}`{' if it is the title' * is_lacking}",
        related=(required_by("title", context),),
    )


def _without_heading(note: Note, context: Context) -> Iterator[Finding]:
    """What is said of a note that gives its title elsewhere, but has not the heading that its siblings have."""
    habit, first = context.habits.get("title"), next(iter(note.sections), None)
    if habit and habit.level and note.heading is None and not (first and first.level <= habit.level):
        yield lack("heading above its text", "title", _as_siblings_do(["title"], "", habit, note), note, context)


def _is_title(name: str) -> bool:
    """Whether a heading looks like a title: of several words, without a number, and no part of a paper."""
    words = len(name.split()) if name.isascii() else len(name) // 3
    return words >= _LEAST_WORDS and unnumbered(name) == name and role_of(name) is None


def _is_lacking(field: Field, note: Note, document: Document, context: Context) -> bool:
    """Whether a note does not give a property, or not where its siblings do: in a key; in a label if it has others."""
    facts = (*note.facts, *note.unread)
    if not context.habits:
        return not any(fact.name == field.name for fact in facts)
    is_filled = any(kind_of(entry.value) for entry in _entries(field, document, context))
    if is_filled or _is_in(field, "front-matter", context):
        return not is_filled
    labels = {fold_name(label.name) for label in labels_of(note) if kind_of(label.value)}
    if note.label_lines and _is_in(field, "label", context):  # one label may stand for several properties
        return labels.isdisjoint((fold_name(context.habits[field.name].name), *field.names))
    return not any(fact.name == field.name and not is_file_name(fact) for fact in facts)


def _is_excused(field: Field, note: Note, document: Document, context: Context) -> bool:
    """Whether a note that lacks what its siblings have is no exception.

    It says that there is none, it is a preprint that has no venue, or it is only begun or not finished, with a key
    that is to be filled in like its sections.
    """
    if _says_none(field, note, document, context):
        return True
    if field.name == "venue" and not _is_in(field, "front-matter", context):
        is_on_arxiv = note.fact("arxiv") is not None and not _is_in(field, "label", context)
        if is_on_arxiv or _is_preprint(note, document):
            return True
    return bool(_entries(field, document, context)) and (is_begun(note, context) or is_unfinished(document, note))


def _says_none(field: Field, note: Note, document: Document, context: Context) -> bool:
    """Whether a note says of a property that there is none: `N/A`, or `null` in front matter, which blank is not."""
    entries = _entries(field, document, context)
    labels = (label.value for label in labels_of(note) if fold_name(label.name) in field.names)
    if any(document.source.slice(entry.value_span).casefold() in _NULLS for entry in entries):
        return True
    return any(map(says_none, (*(entry.value for entry in entries), *labels)))


# What names no venue: addresses and what links to them, the names of labels, identifiers.
_NO_VENUE = regex(r"\[[^\]\n]*\]\([^)\n]*\)|\S*://\S*|[\w.]+\W{0,3}[:：]|10\.\d{4,}/\S+")
_WORD = regex(r"[A-Za-z]+")


def _is_preprint(note: Note, document: Document) -> bool:
    """Whether a note names a preprint server above its sections, where others name their venue: it has none."""
    start = 0 if len(document.notes) == 1 else note.span.start
    end = min((section.heading.span.start for section in note.sections), default=note.span.end)
    name = document.source.path.rpartition("/")[2]
    words = _WORD.findall(_NO_VENUE.sub(" ", f"{name}\n{document.source.text[start:end]}"))
    return any(venue_kind(word) == "preprint_server" for word in words)


def _is_in(field: Field, place: Place, context: Context) -> bool:
    """Whether the siblings write a property there by habit."""
    return _is_in_place(field, context) and context.habits[field.name].place == place


def _is_in_place(field: Field, context: Context) -> bool:
    """Whether the siblings have a key or label for a property."""
    return field.name in context.habits and context.habits[field.name].in_place


def _line(field: Field, context: Context) -> tuple[str, str] | None:
    """The key or label in which the siblings write a property, be it within the value of another one."""
    habit = context.habits.get(field.name)
    return (habit.place, fold_name(habit.name)) if habit else None


def _entries(field: Field, document: Document, context: Context) -> Sequence[Entry]:
    """The keys under which a note may give a property; one that may hold several, if its siblings use that one."""
    entries = document.front_matter.entries if document.front_matter else ()
    habit = context.habits.get(field.name)
    usual = fold_name(habit.name) if habit and habit.place == "front-matter" else None
    shared = document.layout.shared_keys if document.layout and usual else ()
    keyed = ((fold_name(entry.key), entry) for entry in entries)
    return [entry for key, entry in keyed if key == usual or (key in field.keys and key not in shared)]


def _missing(fields: Sequence[Field], note: Note, document: Document, context: Context) -> Iterator[Finding]:
    """What is said of the properties that a note lacks: those that have their own place, and the others together."""
    together: defaultdict[tuple[str, str], dict[str, Field]] = defaultdict(dict)
    unfilled: set[tuple[str, Span]] = set()  # one key may give several properties
    for field in fields:
        habit = context.habits.get(field.name)
        empty = _unfilled(field, note, document, context)
        if empty and empty not in unfilled:
            yield _without_value(*empty, field, note, context)
            unfilled.add(empty)
        elif not empty:
            place: str = habit.place if habit and habit.in_place else ""
            name = habit.name if habit and habit.in_place else field.name
            unlike = as_siblings(field.name, context) or f" {name}"  # what a schema asks for is said one by one
            together[place, unlike].setdefault(name, field)
    for (place, _), named in together.items():
        yield _together(named, place, note, context)


_WHERE = {"front-matter": " in its front matter", "label": " label"}


def _unfilled(field: Field, note: Note, document: Document, context: Context) -> tuple[str, Span] | None:
    """The key or label, with its place, that a note has for a property that it does not give: it says nothing."""
    for entry in _entries(field, document, context):
        return entry.key, Span(entry.key_span.start, entry.value_span.end)
    usual = fold_name(context.habits[field.name].name) if _is_in(field, "label", context) else None
    empty = (label for label in labels_of(note) if fold_name(label.name) == usual and kind_of(label.value) is None)
    return next(((label.name, label.span) for label in empty), None)


def _without_value(name: str, place: Span, field: Field, note: Note, context: Context) -> Finding:
    """What is said of a key or label, by its name and place, that says nothing."""
    habit = context.habits.get(field.name)
    where = _WHERE.get(habit.place, "") if habit and habit.in_place else ""
    what = f"{habit.name if where and habit else field.name}{where}"
    return lack(what, field.name, f"give `{name}` a value", note, context, place=place)


def _together(named: Mapping[str, Field], place: str, note: Note, context: Context) -> Finding:
    """What is said of properties, by their names, that a note lacks and its siblings have alike, at one place."""
    field, *_ = named.values()
    habit = context.habits.get(field.name)
    *first, last = named
    names = f"{', '.join(first)} or {last}" if first else last
    remedy = _as_siblings_do([*named], place, habit, note) if habit else _remedy(field, note)
    return lack(f"{names}{_WHERE.get(place, '')}", field.name, remedy, note, context)


def _as_siblings_do(names: Sequence[str], place: str, habit: Habit, note: Note) -> str:
    """What makes a note give properties as its siblings do."""
    if place == "front-matter":
        return f"add {' and '.join(f'`{name}:`' for name in names)} to the front matter"
    if place == "label":
        return f"add {' and '.join(f'`{as_label(name, note)}`' for name in names)}"
    if names == ["title"]:
        return f"write the title above the text: `{'#' * (habit.level or 1)} ...`"
    return f"give {'it' if len(names) == 1 else 'them'} as in {habit.example}"


def _remedy(field: Field, note: Note) -> str:
    """What makes a note give a property that its schema asks for: in a label, if it has others and no keys."""
    keyed = any(fact.origin is Origin.FRONT_MATTER for fact in note.facts)
    if field.labels and (not field.front_matter or (note.label_lines and not keyed)):
        return f"add `{as_label(_plainest(field.labels, field), note)}`"
    if field.front_matter:
        return f"add `{_plainest(field.front_matter, field)}:` to the front matter"
    if field.link:
        return f"add a link that leads to it, labelled as such: `[{field.link.title()}](...)`"
    if field.heading:
        return f"write it in the note's heading, where the schema's pattern has the group `{field.heading}`"
    return f"say in the schema, by `x-markdown`, where a note gives `{field.name}`"


def _plainest(names: Sequence[str], field: Field) -> str:
    """The name of a property itself, if it may stand there, else the first one."""
    return next((name for name in names if fold_name(name) == fold_name(field.name)), names[0])
