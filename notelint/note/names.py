"""Names of sections, labels and keys: how they are compared, and where a heading's name ends and its value begins."""

from __future__ import annotations

import unicodedata
from functools import lru_cache

from notelint.regex import regex
from notelint.typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    import re
    from collections.abc import Container

# "1.", "2.1", "(3)", "Part1.", "第一部分", "一、": numbering before a name is not part of it.
_NUMBERING = regex(
    r"(?:(?i:part|step)\s*\d+|[Qq]\d+|第[一二三四五六七八九十\d]+[部章节節]分?|[(（]?(?:\d+(?:\.\d+)*|[一二三四五六七八九十]+|[IVXivx]+)[)）])[.．、:：)）]?\s*"
    r"|(?:\d+(?:\.\d+)*|[一二三四五六七八九十]+)(?:[.．、)）]\s*|\s+)"
)
_HAN = "[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]"
# Between the names in `作者/机构`, `발표 & Venue`, `发表venue`.
_PARTED = regex(rf"[/／&＆、,，・]|(?<={_HAN})[ ]?(?=[A-Za-z])|(?<=[A-Za-z])[ ]?(?={_HAN})")
_SLASH = regex(r"[/／或]|\s(?:or|oder|ou|o)\s")
_ASIDE = regex(r"[ \t]*[(（][^()（）]*[)）][ \t]*$")
# Words behind a label that say no more of it; behind one for the paper they make another (`论文信息`).
_INFORMATION = ("信息", "情報", "资讯", "資訊", "정보", "info", "information")
_OF_INFORMATION = regex(f"(?:{'|'.join(_INFORMATION)})$")
_PAPERS = frozenset(("paper", "article", "论文", "論文", "文章", "文献", "논문"))
_DECORATION = regex(r"^[^\w(（\[【]+")  # an emoji before the name
_NO_WORD = regex(r"[\W_]+")

# A colon that ends a name: not that of `https://` or of a time such as 10:30, nor one inside brackets.
_SEPARATOR = regex(r"[ \t]*(?::(?!//)|：)[ \t]*")
_DASH = regex(r"[ \t]+[-–—][ \t]+")
_PARTING = regex(r"[:：]|[ \t][-–—]")  # as both begin
_LONGEST_NAME = 120


class NameParts(NamedTuple):
    """Offsets into a heading's plain text: the name is `[0:name_end]`, the value `[value_start:value_end]`."""

    name_end: int
    value_start: int
    value_end: int


@lru_cache(maxsize=1024)  # many notes have headings and labels of the same few names
def fold_name(name: str) -> str:
    """The form in which names are compared: no numbering, case, width, whitespace, hyphens or other punctuation.

    A name that is nothing but such characters folds to itself, so that two different ones stay different.
    """
    text = _folded(name).strip()
    text = _DECORATION.sub("", text) or text
    rest = _NUMBERING.sub("", text, count=1) if _NUMBERING.match(text) else text
    return _letters(rest) or _letters(text) or text


def _letters(text: str) -> str:
    joined = text.replace(" ", "")
    return joined if joined.isalnum() else _NO_WORD.sub("", joined)


def _folded(text: str) -> str:
    return unicodedata.normalize("NFKC", text).casefold()


def claimed(name: str, known: Container[str]) -> str:
    """The folded label that a name stands for, or else its own.

    Of `作者/机构` that is the first part that is known; a bracket (`Author(s)`, `投稿日付(yyyy/MM/dd)`) and a word for
    information (`저자 정보`) behind a label are no part of it.
    """
    return next(filter(None, (label_in(text, known) for text in (name, *_PARTED.split(name)))), fold_name(name))


def label_in(name: str, known: Container[str]) -> str | None:
    """The known label that a whole name stands for, if any; of `作者/机构` the first, where both are known."""
    parts = [fold_name(part) for part in _SLASH.split(name)] if _SLASH.search(name) else []
    if parts and all(part in known for part in parts):
        return parts[0]
    folded = fold_name(name)
    if folded in known:
        return folded
    if name.endswith((")", "）")) and (bare := _ASIDE.sub("", name)) != name:
        return label_in(bare, known)
    bare = _OF_INFORMATION.sub("", folded) if folded.endswith(_INFORMATION) else folded
    return bare if bare in known and bare not in _PAPERS else None


def numbering_end(name: str) -> int:
    """How many characters the numbering before a name takes: 4 in `3.3 Training`."""
    decoration = _DECORATION.match(name)
    found = _NUMBERING.match(name, decoration.end() if decoration else 0)
    return found.end() if found and _letters(name[found.end() :]) else 0


def unnumbered(name: str) -> str:
    """A name without the numbering before it: `Training` of `3.3 Training`."""
    return name[numbering_end(name) :]


def split_name(text: str, known: Container[str]) -> NameParts:
    """Split a heading such as `Model: Transformer` at its colon.

    A dash (`Model - Transformer`) splits only after a name in `known` (folded), for it is often part of a name.
    """
    end = len(text.rstrip())
    if not _PARTING.search(text, 0, _LONGEST_NAME):
        return NameParts(end, end, end)
    colon = _colon(text)
    dash = _DASH.search(text, 0, _LONGEST_NAME)
    if dash and (colon is None or dash.start() < colon.start()) and fold_name(text[: dash.start()]) in known:
        return NameParts(dash.start(), dash.end(), end)
    if colon and colon.start() > 0:
        return NameParts(colon.start(), min(colon.end(), end) if colon.end() < end else end, end)
    return NameParts(end, end, end)


def _colon(text: str) -> re.Match[str] | None:
    """The first colon outside brackets and math, near enough to the start to end a name."""
    for found in _SEPARATOR.finditer(text, 0, _LONGEST_NAME):
        before = text[: found.start()]
        if before.count("$") % 2 == 0 and not _is_open(before):
            return found
    return None


def _is_open(text: str) -> bool:
    return any(text.count(left) > text.count(right) for left, right in ("()", "[]", "（）", "「」", "《》"))
