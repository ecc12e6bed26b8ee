"""What a title says of the paper's name: the short name that it marks, and its first significant word."""

from __future__ import annotations

from notelint.bibliography.venues import known_venue
from notelint.regex import regex

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
