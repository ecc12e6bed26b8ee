"""Chinese, Japanese and Korean text, and the spaces beside it."""

from __future__ import annotations

import re
from collections import defaultdict

from notelint.diagnostic import Edit, Finding, Fix, Safety
from notelint.markdown.nodes import BlockQuote, Leaf, Link, walk
from notelint.note.running_text import matches_in_text, outside, texts
from notelint.regex import regex
from notelint.source import Span
from notelint.typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from notelint.context import Context
    from notelint.note.model import Document

_CJK = "\u3041-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
_SIGN = r"[-+.,'_/\\&:@=~]"
_WORD = rf"(?<![A-Za-z0-9])(?<![A-Za-z0-9]{_SIGN})[A-Za-z0-9]++(?:{_SIGN}[A-Za-z0-9]++)*+"
# A word that begins with `#` is a tag: it is stepped over.
_EDGE = regex(
    rf"(?<!\S)\#\S+"
    rf"|(?:(?P<cjk>[{_CJK}])|(?P<word>{_WORD}))"
    rf"(?P<gap>[ ]*+)"
    rf"(?=(?(cjk)(?P<next>{_WORD})|[{_CJK}]))"
)
_NAME_OF_FILE = regex(r"[_/\\:@=~]|\.[A-Za-z]")
_MARKS = 20  # how many characters may stand before the number of a heading or an item
_PLACES = 20  # so many at least tell what is usual,
_SHARE = 0.95  # if so many of them agree


def text_cjk_spacing(document: Document, _: Context) -> Iterator[Finding]:
    """Places where Han or Kana meet Latin words or numbers otherwise than nearly always in the file.

    Words and numbers are counted apart: many write `用 BERT` and `2023年`.
    """
    kinds: defaultdict[str, list[re.Match[str]]] = defaultdict(list)
    for found in matches_in_text(document, _EDGE):
        if kind := _kind(found):
            kinds[kind].append(found)
    for places in kinds.values():
        spaced = sum(bool(place["gap"]) for place in places)
        usual = max(spaced, len(places) - spaced)
        if _PLACES <= len(places) != usual >= _SHARE * len(places):
            for place in places:
                if bool(place["gap"]) != (spaced == usual) and not _ends_phrase(place):
                    yield _finding(place, usual, places)


def _kind(found: re.Match[str]) -> str | None:
    """What meets Han at a place: a `word` or a `number`.

    A file's name, one letter alone (`B站`) and the numbering of a heading are neither.
    """
    word = found["word"] or found["next"]
    if not word or _NAME_OF_FILE.search(word) or (len(word) == 1 and word.isalpha()):
        return None
    if not word[0].isdigit():
        return "word"
    before = found.string[max(0, found.start() - _MARKS) : found.start()].rstrip(" \t#>*+|-")
    return None if found["word"] and (not before or before[-1] in "\r\n") else "number"


def _ends_phrase(found: re.Match[str]) -> bool:
    """Whether a space stands behind several words: `Momentum update 动量更新` may be a name and its translation."""
    before = found.string[max(0, found.start() - 2) : found.start()]
    return bool(found["gap"] and found["word"]) and before.isascii() and before.endswith(" ") and before[:1].isalnum()


def _finding(found: re.Match[str], usual: int, places: Sequence[re.Match[str]]) -> Finding:
    span = Span(found.start(), found.end() + len(found["next"] or "字"))
    written = found.string[span.start : span.end]
    share = f"{usual} of {len(places)} such places in this file"
    gap = Span(*found.span("gap"))
    if found["gap"]:
        message, title, text = f'"{written}" has a space, unlike {share}', "delete the space", ""
    else:
        message, title, text = f'"{written}" has no space, unlike {share}', "write a space", " "
    return Finding(span, message, title, Fix(title, (Edit(gap, text),), Safety.UNSAFE))


# Not at the beginning of a line, which it indents, nor behind an exclamation or question mark, where Japanese has it;
# behind `##` it is the matter of heading-hash.
_SPACE = regex(r"(?<=[^\s！？!?#|])[ \t]*\u3000[ \t\u3000]*")


def text_fullwidth_space(document: Document, _: Context) -> Iterator[Finding]:
    """Full-width spaces (U+3000) inside a line, and at its end."""
    text = document.source.text
    for found in matches_in_text(document, _SPACE):
        last = text[found.end() : found.end() + 1] in ("", "\r", "\n")
        remedy = "delete it" if last else "write a plain space"
        yield Finding(
            Span(*found.span()),
            f"full-width space {'at the end of the line' if last else 'in the text'}",
            remedy,
            Fix(remedy, (Edit(Span(*found.span()), "" if last else " "),), Safety.UNSAFE),
        )


_KANA = regex("[\u3041-\u30ff]")
# Written by both sides, or in names, whatever the character sets say.
_BOTH = frozenset("净吕宫别祐璘珮瞭")
_TIMES = 3  # how many times more of one kind there must be before the other is the odd one
_SHOWN = 5


def text_mixed_han(document: Document, _: Context) -> Iterator[Finding]:
    """Paragraphs and headings with simplified characters in a traditional text, or the other way round.

    Quotations, the labels of links, titles in `《》` and what stands beside Kana may be in another script.
    """
    chars = {char for char in set(document.source.text) if "\u4e00" <= char <= "\u9fff"}
    simplified, traditional = _simplified(chars), _traditional(chars)
    if not (simplified and traditional):
        return
    told = re.compile(f"《[^《》]*》|[{''.join(sorted(simplified | traditional))}]")
    leaves = [found for leaf in _own_leaves(document) if (found := _told(leaf, told, document.source.text))]
    all_told = [each[0] for found in leaves for each in found]
    count = sum(char in simplified for char in all_told)
    few = simplified if count * 2 < len(all_told) else traditional
    most = max(count, len(all_told) - count)
    if most >= _TIMES * (len(all_told) - most):
        kinds = ("simplified", "traditional") if few is simplified else ("traditional", "simplified")
        for found in leaves:
            if odd := [each for each in found if each[0] in few]:
                yield _mixed_han_finding(odd, kinds)


def _own_leaves(document: Document) -> Iterator[Leaf]:
    """The blocks of text outside of quotations; a callout is none."""
    quoted = 0
    for block in walk(document.blocks):
        if isinstance(block, BlockQuote) and block.callout is None:
            quoted = max(quoted, block.span.end)
        elif isinstance(block, Leaf) and block.span.start >= quoted:
            yield block


def _told(leaf: Leaf, pattern: re.Pattern[str], source: str) -> list[re.Match[str]]:
    """The characters of a leaf that tell the script."""
    if not pattern.search(source, *leaf.span) or _KANA.search(source, *leaf.span):
        return []
    links = [link.span for link in leaf.find(Link)]
    found = outside(links, (each for text in texts(leaf.inlines) for each in pattern.finditer(source, *text.span)))
    return [each for each in found if len(each[0]) == 1]


def _mixed_han_finding(odd: list[re.Match[str]], kinds: tuple[str, str]) -> Finding:
    distinct = list(dict.fromkeys(each[0] for each in odd))
    shown = "".join(distinct[:_SHOWN]) + "…" * (len(distinct) > _SHOWN)
    are = "is" if len(distinct) == 1 else "are"
    return Finding(
        Span(odd[0].start(), odd[-1].end()),
        f'"{shown}" {are} {kinds[0]}, but this file uses {kinds[1]} characters',
        "write it in the same script, or quote it",
    )


def _simplified(chars: set[str]) -> set[str]:
    """Those characters that only simplified Chinese has.

    They are among the frequent ones of GB 2312, the character set of simplified Chinese, and in none of those of
    Taiwan, Hong Kong and Japan: what these have too, such as `内`, is a variant that anyone may write.
    """
    frequent = {char for char in _in("gb2312", chars) if char.encode("gb2312") < b"\xd8"}
    return frequent - _in("big5hkscs", frequent) - _in("euc_jp", frequent) - _BOTH


def _traditional(chars: set[str]) -> set[str]:
    """Those characters that only traditional Chinese has: the frequent ones of Big5, without those of GB 2312."""
    frequent = {char for char in _in("big5", chars) if char.encode("big5") < b"\xc9"}
    return frequent - _in("gb2312", frequent) - _BOTH


def _in(charset: str, chars: set[str]) -> set[str]:
    return set("".join(chars).encode(charset, "ignore").decode(charset))


# Not in brackets that hold nothing: `（ ）` is to be filled in.
_PUNCTUATION_SPACE = regex(r"(?<=[^\s（「『【《〈])[ \t]++(?P<sign>[，。、；：！？）」』】》〉])")
_APART = regex(r"[ \t]+\S")


def text_punctuation_space(document: Document, _: Context) -> Iterator[Finding]:
    """Spaces before full-width punctuation that closes something."""
    for found in matches_in_text(document, _PUNCTUATION_SPACE):
        if _APART.match(found.string, found.end()):  # a sign with spaces on both sides is spoken of
            continue
        span = Span(found.start(), found.start("sign"))
        yield Finding(
            span,
            f"space before `{found['sign']}`",
            "delete it: full-width punctuation has its own spacing",
            Fix("delete it", (Edit(span, ""),), Safety.UNSAFE),
        )
