"""Citation keys: the one that a note pins, or one made of who, when and what (`google2019bert`).

What stands for the title: the short name that it marks, or its first significant words.
"""

from __future__ import annotations

import re

from notelint.bibliography.names import parse_name, split_names
from notelint.bibliography.venues import known_venue
from notelint.errors import NotelintError
from notelint.regex import regex
from notelint.typing import TYPE_CHECKING
from notelint.unique import settled

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from notelint.note.model import Note

_PINNED = regex(r"@?([A-Za-z][A-Za-z0-9:._-]*)")
_LONGEST_PART = 16  # characters; CJK in pinyin has no spaces to cut at

_MOST_WORDS = 3  # of a title that stands for its authors
_NO_ONE = frozenset(("others", "al", "al."))  # what is left of a list of names that was cut short

DEFAULT_PATTERN = "{author}{year}{word}"
_PLACEHOLDER = regex(r"\{(\w*)\}")
_SEPARATORS = ":._- "
_PARTS = frozenset(("author", "year", "word", "Author", "Word"))


def check_pattern(pattern: str) -> str:
    """The pattern of made keys, if it is one. Raises NotelintError.

    It holds `{author}`, `{year}` and `{word}` (`{Author}`, `{Word}` begin with a capital), and between them what a key
    may hold.
    """
    names = _PLACEHOLDER.findall(pattern)
    rest = _PLACEHOLDER.sub("", pattern)
    if not names or not re.fullmatch("[A-Za-z0-9:._-]*", rest) or not _PARTS.issuperset(names):
        remedy = "write {author}, {year} and {word}, and between them letters, digits and : . _ -"
        raise NotelintError(f"--key-pattern {pattern!r} makes no keys: {remedy}")
    return pattern


def unique_keys(notes: Iterable[Note], taken: dict[str, int], pattern: str = DEFAULT_PATTERN) -> list[str]:
    """The citation keys of the notes of one document, none of them in `taken`, to which they are added (`settled`)."""
    return settled(wanted_keys(notes, pattern), taken)


def wanted_keys(notes: Iterable[Note], pattern: str = DEFAULT_PATTERN) -> list[tuple[str, bool]]:
    """The citation key that each note would have if no other had it, and whether the note pins it."""
    return [(pin, True) if (pin := pinned_key(note)) else (made_key(note, pattern), False) for note in notes]


def pinned_key(note: Note) -> str | None:
    """The citation key that the note itself gives (`citekey: devlin2019bert`), if it can be one."""
    fact = note.fact("citekey")
    found = _PINNED.fullmatch(fact.value.strip()) if fact and isinstance(fact.value, str) else None
    return found[1] if found else None


def made_key(note: Note, pattern: str = DEFAULT_PATTERN) -> str:
    """First author or organisation, year, short name or first word of the title: `[a-z][a-z0-9]*`.

    Where the note names no one, words of the title stand for who and what: `bert2019`, `studywidgets2019`, and without
    a year `bertpretraininggears`. What the note lacks is left out. A `pattern` says otherwise (see `check_pattern`).
    """
    key = filled(pattern, _parts(note, pattern)) or "note"
    return f"n{key}" if key[:1].isdecimal() else key


def _parts(note: Note, pattern: str) -> dict[str, str]:
    """What the note has for each placeholder; never all of them empty."""
    title, year = note.title or "", _year(note)
    who = [name] if (name := _ascii(_who(note))) else []
    what = [word] if (word := _ascii(short_name(title) or first_word(title))) else []
    if not who and "{author}" in pattern.lower():
        who, what = _title_words(title, is_dated=bool(year)) or ["note"], []
    return {
        "author": "".join(who),
        "year": year,
        "word": "".join(what),
        "Author": "".join(map(str.capitalize, who)),
        "Word": "".join(map(str.capitalize, what)),
    }


def filled(pattern: str, parts: Mapping[str, str]) -> str:
    """The pattern with its parts; one that is empty takes along what separates it from the part before.

    Empty where all parts are. Raises KeyError where the pattern names a part that is not there.
    """
    *pieces, end = _PLACEHOLDER.split(pattern)
    filled = (
        before + part if (part := parts[name]) else before.rstrip(_SEPARATORS)
        for before, name in zip(pieces[::2], pieces[1::2], strict=True)
    )
    return "".join((*filled, end)).lstrip(_SEPARATORS)


def _year(note: Note) -> str:
    fact = note.fact("year")
    return str(fact.value) if fact and isinstance(fact.value, int) and 1000 <= fact.value <= 9999 else ""


def _title_words(title: str, *, is_dated: bool) -> list[str]:
    """Parts of a key: the short name of a title, if a year comes with it, or the first words that say something."""
    name = short_name(title)
    words = map(_ascii, [name] if name and is_dated else significant_words(title, _MOST_WORDS))
    return [word for word in words if word]


def _who(note: Note) -> str:
    """The family name of the first author who is named, or the first word of the first organisation."""
    if fact := note.fact("authors"):
        listed = (parse_name(name) for text in _texts(fact.value) for name in split_names(text) or [text])
        if name := next((name for name in listed if name.literal not in _NO_ONE), None):
            return name.family or (name.literal or "").partition(" ")[0]
    if (fact := note.fact("organizations")) and (names := _texts(fact.value)):
        return names[0].partition(" ")[0]
    return ""


def _texts(value: object) -> list[str]:
    """The texts in a value that should be a list of them."""
    items = value if isinstance(value, list) else [value]
    return [item for item in items if isinstance(item, str) and item.strip()]


def _ascii(text: str) -> str:
    """A text in Latin lower-case letters and digits, at most 16 of them."""
    if not text.isascii():
        from anyascii import anyascii  # noqa: PLC0415 - most keys need no transliteration

        text = anyascii(text)
    return re.sub(r"[^a-z0-9]", "", text.lower())[:_LONGEST_PART]


# One word, or a word and a version (`Llama 2`, `DALL·E 3`).
_NAME = r"[^\W_][^\s:：()（）]{0,23}(?: v?\d[\d.]*)?"
_MARKED_FIRST = regex(rf"(?P<name>{_NAME})(?:\s*：\s*|:\s+|\s+[-–—]\s+)\S")
_MARKED_LAST = regex(rf"\S\s*[(（](?P<name>{_NAME})[)）]\s*$")
# What opens a title without naming anything.
_GENERIC = frozenset(
    ("paper", "survey", "review", "note", "notes", "summary", "introduction", "tutorial", "re", "part", "towards")
)
_SMALL = frozenset(("a", "an", "the", "on", "of", "for", "in", "to", "with", "and"))
# What says nothing where the title alone makes a key. `first_word` has its own list, on which keys in use depend.
_WEAK = regex(
    r"(?i)an?|the|on|of|for|in|to|with|and|are|as|at|be|by|can|do|does|from|how|into|is|its?|or|than|that|their|this"
    r"|towards?|under|using|via|was|we|what|when|why|without"
)
_WORD = regex(r"[^\W_]+(?:['’][^\W_]+)?")


def short_name(title: str) -> str | None:
    """The name of a method or model, only where the title marks it: `BERT - ...`, `ViT: ...`, `... (NCI)`."""
    if (found := _MARKED_FIRST.match(title)) and _is_name(found["name"]):
        return found["name"]
    tail = title[-40:]
    if (found := _MARKED_LAST.search(tail)) and _is_acronym(found["name"]):
        return found["name"]
    return None


def _is_name(text: str) -> bool:
    """Whether a word before a colon or dash names something: it has a capital, and is no ordinary opening."""
    return any(map(str.isupper, text)) and text.casefold() not in _GENERIC and not text[0].isdecimal()


def _is_acronym(text: str) -> bool:
    """Whether a word in brackets names something: two capitals or a digit among letters, and no venue."""
    capitals = sum(map(str.isupper, text))
    mixed = capitals > 0 and any(map(str.isdecimal, text))
    return (capitals > 1 or mixed) and known_venue(text) is None


def first_word(title: str) -> str:
    """The first word of a title that is no article or preposition; the first of all where there is no other."""
    words = _WORD.findall(title[:200])
    return next((word for word in words if word.casefold() not in _SMALL), words[0] if words else "")


def significant_words(title: str, most: int) -> list[str]:
    """The short name of a title and its words that say something, in order, at most so many."""
    name = short_name(title) or ""
    words = [name, *_WORD.findall(title[:200].replace(name, " "))] if name else _WORD.findall(title[:200])
    strong = [word for word in words if not _WEAK.fullmatch(word)]
    return list(dict.fromkeys(strong or words))[:most]
