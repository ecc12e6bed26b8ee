"""File names of notes: a pattern such as `{year}-{citekey}.md`, and the one that the notes of a folder follow."""

from __future__ import annotations

import re
from collections import Counter

from notelint.bibliography.identifiers import without_version
from notelint.errors import did_you_mean
from notelint.note.keys import filled
from notelint.regex import regex
from notelint.typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from notelint.record.model import Record

DEFAULT = "{citekey}.md"
_ENDING = ".md"
_PLACEHOLDER = regex(r"\{([^{}]*)\}")
_UNSAFE_END = regex(r'[<>:"/\\|?*\x00-\x1f]+(?=\s|\Z)')
_UNSAFE = regex(r'[<>:"/\\|?*\x00-\x1f]+')
_LONGEST = 200  # bytes: file systems allow 255
# Words of a title, in small letters or as they stand there.
_FORMS = (
    ("slug", r"(?!.*[A-Z])[^\W\d_][^\W_]*(?:-[^\W_]+)+"),
    ("snake", r"(?!.*[A-Z])[^\W\d_][^\W_]*(?:_[^\W_]+)+"),
    ("title", r"[^\W\d_][^\W_]*(?: [\w(),.'’&-]+)+"),
)
_LEAST = 2  # files that are named alike are a habit


def pattern_fault(pattern: str) -> str | None:
    """What to do about a pattern of file names that makes none; None for one that does."""
    names = _PLACEHOLDER.findall(pattern)
    known = _parts(None)
    for name in names:
        if name not in known:
            return did_you_mean(name, known, f"write of {', '.join(f'{{{each}}}' for each in known)}")
    rest = _PLACEHOLDER.sub("", pattern)
    if not names or "{" in rest or "}" in rest or _UNSAFE.search(rest):
        return 'name one file, by parts in braces, such as "{year}-{citekey}.md"'
    return None


def file_name(pattern: str, record: Record) -> str:
    """The name of a note's file. What the record lacks is left out, with what parts it from the part before.

    Where no letter is left then, as of `{author}{year}` without an author, the citation key names the file.
    """
    parts, pattern = _parts(record), pattern.removesuffix(_ENDING)
    stem = filled(pattern, parts)
    if not all(parts[name] for name in _PLACEHOLDER.findall(pattern)) and not re.search(r"[^\W\d_]", stem):
        stem = parts["citekey"]
    return stem.encode()[:_LONGEST].decode(errors="ignore").strip(" .") + _ENDING


def usual_pattern(named: Iterable[tuple[str, Record]]) -> str | None:
    """The pattern that more than half of the notes' files (names without their ending) follow, and two at least.

    In each name, the longest part of the record that stands in it becomes a placeholder, and so on. A name of which
    letters or digits are left is not made of the record: its form may still be that of a title (`attention-is-all`).
    """
    found = Counter(_pattern_of(stem, record) for stem, record in named)
    pattern, count = max(found.items(), key=lambda each: (each[1], each[0] or ""), default=(None, 0))
    return pattern if pattern and count >= _LEAST and count * 2 > found.total() else None


def _pattern_of(stem: str, record: Record) -> str | None:
    parts = sorted(_parts(record).items(), key=lambda part: -len(part[1]))
    pattern = stem
    for name, value in parts:
        if value:
            pattern = re.sub(_whole(value), f"{{{name}}}", pattern, count=1)
    rest = _PLACEHOLDER.sub("", pattern)
    if pattern != rest and not re.search(r"[^\W_]", rest):
        return pattern + _ENDING
    return next((f"{{{name}}}{_ENDING}" for name, form in _FORMS if re.fullmatch(form, stem)), None)


def _whole(text: str) -> str:
    """The pattern of a text that is no part of a longer word or number, nor of a placeholder: `roe` in `roe2020`."""
    before, after = (r"\d" if text[end].isdigit() else r"[^\W\d_]" for end in (0, -1))
    return rf"(?<!{before}){re.escape(text)}(?!{after})(?![^{{}}]*\}})"


def _parts(record: Record | None) -> Mapping[str, str]:
    """What may stand in a file name, by the name of its placeholder; what means the same thing, best first."""
    title = _safe(record.title or "") if record else ""
    name = next(iter(record.authors), None) if record else None
    author = _safe((name.family or name.literal or "") if name else "")
    words = re.findall(r"\w+", re.sub("['’]", "", title.lower()))
    return {
        "citekey": _safe(record.id) if record else "",
        "title": title,
        "slug": "-".join(words),
        "snake": "_".join(words),
        "arxiv": _safe(without_version(record.arxiv or "")) if record else "",
        "short": _safe(record.short_name or "") if record else "",
        "Author": author,
        "author": author.lower(),
        "venue": _safe(record.venue or "") if record else "",
        "year": str(record.year or "") if record else "",
    }


def _safe(text: str) -> str:
    """A text without what the file systems of today do not allow in a name."""
    return " ".join(_UNSAFE.sub("-", _UNSAFE_END.sub("", text)).split())
