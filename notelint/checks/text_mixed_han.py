"""The check of the rule text-mixed-han."""

from __future__ import annotations

import re

from notelint.checks.prose import outside, texts
from notelint.diagnostic import Finding
from notelint.markdown.nodes import BlockQuote, Leaf, Link, walk
from notelint.regex import regex
from notelint.source import Span
from notelint.typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from notelint.checks.context import Context
    from notelint.note.model import Document

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
                yield _finding(odd, kinds)


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


def _finding(odd: list[re.Match[str]], kinds: tuple[str, str]) -> Finding:
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
