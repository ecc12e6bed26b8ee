"""Characters and marks in text."""

from __future__ import annotations

import unicodedata
from functools import cache
from itertools import combinations, pairwise

from notelint.diagnostic import Edit, Finding, Fix, Safety
from notelint.markdown.nodes import Emphasis, Leaf, TableCell, Text
from notelint.note.running_text import blocks_at, matches_in_text, matches_outside_code
from notelint.regex import regex
from notelint.source import Span
from notelint.typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from notelint.context import Context
    from notelint.markdown.nodes import Inline
    from notelint.note.model import Document

# What opens a bold text at the start of a line or behind a space: more than one word, and no argument of a program or
# level of significance (`**p < 0.01`).
_OPENING = regex(
    r"(?<!\S)\*\*(?!\w*(?:args|argv|kwds|opts|options|params|config|dict)\b|\w+ ?[<>=\u2264\u2265])"
    r"[^\W\d_][^*\r\n]*\s"
)
# What closes one that names what follows: `Model:** encoder`.
_CLOSING = regex(r"(?<=[^\W\d_][:：])\*\*(?=\s|$)|(?<=[^\W\d_])\*\*(?=[:：](?:\s|$))")


def text_bold_unclosed(document: Document, _: Context) -> Iterator[Finding]:
    """Marks of bold text without a partner, and pairs of two asterisks on one side and one on the other."""
    text = document.source.text
    for leaf in blocks_at(document, list(odd_lines(text))):
        if not isinstance(leaf, Leaf) or isinstance(leaf, TableCell):
            continue
        yield from _uneven(text, leaf.inlines)
        marks = loose_marks(text, leaf.inlines)
        if len(marks) % 2 and not any(failed_pairs(text, leaf.inlines)):
            for mark in marks:
                if _OPENING.match(text, mark) or _CLOSING.match(text, mark):
                    yield Finding(
                        Span(mark, mark + len("**")),
                        "this `**` is not closed in its paragraph",
                        "close the bold text with `**`, or delete this one",
                    )
                    break


def _uneven(text: str, inlines: Sequence[Inline]) -> Iterator[Finding]:
    """`**Model*` and `*Model**`, which are shown as an asterisk and text in italics."""
    for one, two in pairwise(inlines):
        if isinstance(one, Text) and isinstance(two, Emphasis) and _ends_alone(text, one.span):
            place, edit = Span(one.span.end - 1, two.span.end), Span(two.span.end, two.span.end)
        elif isinstance(one, Emphasis) and isinstance(two, Text) and _begins_alone(text, two.span):
            place, edit = Span(one.span.start, two.span.start + 1), Span(one.span.start, one.span.start)
        else:
            continue
        fix = Fix("write two on both sides", (Edit(edit, "*"),), Safety.UNSAFE)
        message = f'"{text[slice(*place)]}" has two asterisks on one side and one on the other'
        yield Finding(place, message, fix.title, fix)


def _ends_alone(text: str, span: Span) -> bool:
    """Whether a text ends with a mark, and that is no other one's second half."""
    return text[span.end - 1] == "*" and text[span.end - 2 : span.end - 1] not in ("*", "\\")


def _begins_alone(text: str, span: Span) -> bool:
    return text[span.start] == "*" and text[span.start + 1 : span.start + 2] != "*"


_CONTROL = regex("[\x00-\x08\x0e-\x1f\x7f-\x9f]" * 2 + "*")  # a class alone is found quicker than a repeated one


def text_control_character(document: Document, _: Context) -> Iterator[Finding]:
    """Control characters outside code; tabs, line ends and form feeds are none here."""
    for found in matches_outside_code(document, _CONTROL):
        meant = "".join(map(_meant, found[0]))
        stands = f"invisible control character U+{ord(found[0][0]):04X}"
        message = f'{stands}, "{meant}" in Windows-1252' if meant else stands
        remedy = f'write "{meant}"' if meant else "delete it, or write the intended character"
        edit = Edit(Span(*found.span()), meant)
        yield Finding(edit.span, message, remedy, Fix(remedy if meant else "delete it", (edit,), Safety.UNSAFE))


def _meant(char: str) -> str:
    """The character that Windows-1252 has in place of a control character of Latin-1; empty where it has none."""
    return char.encode("latin-1").decode("cp1252", "ignore") if char >= "\x80" else ""


_MARK = regex(r"(?<![\\*])\*\*(?!\*)")
# Words between two marks at which nothing but emphasis can begin or end, whatever stands around them.
_WORDS = r"(?:[^*`\[\]<>$\\_~()\r\n]++|(?<=[^\W_])_(?=[^\W_])|~(?!~)|\([^*`\[\]<>$\\_~()\r\n]*+\))++"
_BEHIND_OPENING = r"(?<![\\*]\*\*)(?:(?=[^\W_])|(?<!\S\*\*)(?=\S))"
_EMPHASIS_CLOSING = r"(?:(?<=[^\W_])\*\*(?!\*)|(?<=\S)\*\*(?!\S))"
_PAIR = _BEHIND_OPENING + _WORDS + _EMPHASIS_CLOSING
# A line from its first mark on, which are all `paired`, or not.
_LINE = regex(rf"\*\*(?:(?P<paired>{_PAIR}(?:[^*\r\n]++|\*(?!\*)|\*\*{_PAIR})*+(?![^\r\n]))|[^\r\n]*+)")
_ADDRESS = regex(r"://(?:[^\s:]|:(?!//))*?\*\*")
_RUN = regex(r"(?<![\\*])\*\*")
_BLANK_LINE = regex(r"\n[ \t]*\r?\n|\r[ \t]*\r")
_MANY = 20
_MOVABLE = "，。、；：！？,.;:!?"
_SHOWN = 40


class _Bold(NamedTuple):
    """Two marks that are meant to make a text bold: `outer` is all of it, `inner` without the marks and spaces."""

    text: str
    outer: Span
    inner: Span

    @property
    def before(self) -> str:
        return self.text[self.outer.start - 1] if self.outer.start else "\n"

    @property
    def behind(self) -> str:
        return self.text[self.outer.end] if self.outer.end < len(self.text) else "\n"

    @property
    def first(self) -> str:
        return self.text[self.outer.start + 2]

    @property
    def last(self) -> str:
        return self.text[self.outer.end - 3]


def text_emphasis(document: Document, _: Context) -> Iterator[Finding]:
    """Pairs of `**` that are shown as asterisks; CommonMark asks for more at their edges than CJK writers expect."""
    text = document.source.text
    for leaf in blocks_at(document, list(_doubtful(text))):
        if isinstance(leaf, Leaf):
            for bold in failed_pairs(text, leaf.inlines):
                yield _finding(bold)


def odd_lines(text: str) -> Iterator[int]:
    """Where the first mark stands in lines with an odd number of them."""
    return (line.start() for line in _LINE.finditer(text) if not line["paired"] and text.count("**", *line.span()) % 2)


def loose_marks(text: str, inlines: Sequence[Inline]) -> list[int]:
    """Where marks stand that are shown as asterisks."""
    return [found.start() for each in inlines if isinstance(each, Text) for found in _MARK.finditer(text, *each.span)]


def _doubtful(text: str) -> Iterator[int]:
    """Where paragraphs hold two marks that would fail together, whatever becomes of those between them.

    Only marks in lines count that are not all paired in the simplest way; an address may take in some of these.
    """
    start = 0
    marks: list[int] = []
    for line in _LINE.finditer(text):
        start = max(start, text.rfind("\n", start, line.start()))
        if not line["paired"] or _ADDRESS.search(text, start, line.end()):
            if marks and _BLANK_LINE.search(text, marks[-1], line.start()):
                yield from _of_failing(text, marks)
                marks.clear()
            marks += [found.start() for found in _RUN.finditer(text, *line.span())]
        start = line.end()
    yield from _of_failing(text, marks)


def _of_failing(text: str, marks: Sequence[int]) -> Sequence[int]:
    """The marks of a paragraph if any two would fail together."""
    failing = len(marks) > _MANY or any(_failed(text, *pair) for pair in combinations(marks, 2))
    return tuple(marks) if failing else ()


def failed_pairs(text: str, inlines: Sequence[Inline]) -> Iterator[_Bold]:
    """Neighbours among the loose marks, of which one or both fail at their edge."""
    marks = loose_marks(text, inlines)
    index = 0
    while index + 1 < len(marks):
        bold = _failed(text, marks[index], marks[index + 1])
        index += 1
        if bold:
            index += 1
            yield bold


def _failed(text: str, start: int, end: int) -> _Bold | None:
    """The bold that two marks are meant to make, if one or both fail at their edge."""
    between = text[start + 2 : end]
    inner = Span(start + 2 + len(between) - len(between.lstrip()), end - len(between) + len(between.rstrip()))
    bold = _Bold(text, Span(start, end + 2), inner)
    fails = any(map(str.isalnum, between)) and _is_meant(bold) and not (_opens(bold) and _closes(bold))
    return bold if fails else None


def _opens(bold: _Bold) -> bool:
    """Whether the first mark is left-flanking (CommonMark 6.2)."""
    return not bold.first.isspace() and (not _is_sign(bold.first) or bold.before.isspace() or _is_sign(bold.before))


def _closes(bold: _Bold) -> bool:
    """Whether the second mark is right-flanking."""
    return not bold.last.isspace() and (not _is_sign(bold.last) or bold.behind.isspace() or _is_sign(bold.behind))


def _is_meant(bold: _Bold) -> bool:
    """Whether this is no `a ** b`, `**kwargs and **kwargs` or `(**), (**)`, nor the end of one bold and the next."""
    if unicodedata.category(bold.first) == "Pe":
        return False
    if bold.first.isspace():
        return bold.before in "\r\n" and not bold.last.isspace()
    return not bold.last.isspace() or not (bold.behind.isascii() and bold.behind.isalnum())


def _is_sign(char: str) -> bool:
    return unicodedata.category(char)[0] in "PS"


def _finding(bold: _Bold) -> Finding:
    written = " ".join(bold.text[bold.outer.start : bold.outer.end].split())
    if len(written) > _SHOWN:
        written = f"{written[: _SHOWN // 2]}…{written[-_SHOWN // 4 :]}"
    if bold.first.isspace() or bold.last.isspace():
        why, remedy = "there are spaces inside the asterisks", "put the asterisks next to the words"
    elif not _closes(bold):
        why = f"the closing ** is between {_called(bold.last)} and a letter"
        remedy = f"put {f'`{bold.last}`' if bold.last in _MOVABLE else 'a space'} after the closing **"
    else:
        why = f"the opening ** is between a letter and {_called(bold.first)}"
        remedy = "put a space before the opening **"
    # Without the space behind it, a dollar that ends no formula could begin one.
    inner = bold.text[bold.inner.start : bold.inner.end]
    opens_math = bold.last.isspace() and inner.endswith("$") and inner.count("$") % 2 == 1
    fix = None if opens_math else Fix(remedy, _edits(bold), Safety.UNSAFE)
    return Finding(bold.outer, f'"{written}" is not bold: {why}', remedy, fix)


def _called(sign: str) -> str:
    return "a backtick" if sign == "`" else f"`{sign}`"


def _edits(bold: _Bold) -> tuple[Edit, ...]:
    """Spaces and closing punctuation go out of the bold, also in turn; a space goes before or behind what cannot."""
    edits = []
    opening = "**"
    if _is_sign(bold.text[bold.inner.start]) and not (bold.before.isspace() or _is_sign(bold.before)):
        opening = " **"
    if opening != "**" or bold.first.isspace():
        edits.append(Edit(Span(bold.outer.start, bold.inner.start), opening))
    end = bold.inner.end
    if bold.last.isspace():
        parted = bold.behind.isspace() or unicodedata.category(bold.behind) in ("Po", "Pe", "Pf")
        edits.append(Edit(Span(end, bold.outer.end), "**" if parted else "** "))
    elif not _closes(bold):
        while end > bold.inner.start + 1 and (bold.text[end - 1] in _MOVABLE or bold.text[end - 1].isspace()):
            end -= 1
        moved = bold.text[end : bold.inner.end]
        edits.append(Edit(Span(end, bold.outer.end), f"**{moved or ' '}"))
    return tuple(edits)


_ALWAYS = "\u00ad\u034f\u115f\u1160\u180e\u200b\u2060-\u2065\u206a-\u206f\u3164\ufeff\uffa0\ufff9-\ufffb"
_DIRECTION = "\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069"
# U+200C and U+200D part and join letters of Persian or Hindi, and signs of emoji; between these they do nothing.
_PLAIN = (
    r"\t\r\n -~\xa0-\u024f\u0370-\u052f\u1e00-\u1fff\u2010-\u2027\u3000-\u312f\u3400-\u9fff\uac00-\ud7a3\uff01-\uff60"
)
# `$x$` with a digit right behind it is no formula: what parts the two is needed.
_INVISIBLE = regex(
    rf"(?!(?<=\$)[{_ALWAYS}]+\d)[{_ALWAYS}]+|(?P<mark>[{_DIRECTION}]+)|(?<=[{_PLAIN}])[\u200c\u200d]+(?![^{_PLAIN}])"
)
_RIGHT_TO_LEFT = regex("[\u0590-\u05ff\u0608-\u061b\u061d-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]")


def text_invisible(document: Document, _: Context) -> Iterator[Finding]:
    """Characters that show nothing; marks of direction may stand on lines that hold Hebrew, Arabic and the like."""
    source = document.source
    is_right_to_left = cache(lambda number: bool(_RIGHT_TO_LEFT.search(source.text, *source.line(number))))
    for found in matches_in_text(document, _INVISIBLE):
        span = Span(*found.span())
        if found["mark"] and is_right_to_left(source.line_number(span.start)):
            continue
        count, code = len(found[0]), ord(found[0][0])
        what = "invisible character" if count == 1 else f"{count} invisible characters:"
        yield Finding(
            span,
            f"{what} U+{code:04X} ({unicodedata.name(chr(code), 'not assigned').lower()})",
            "delete the invisible characters",
            Fix("delete the invisible characters", (Edit(span, ""),), Safety.UNSAFE),
        )


# What the bytes 0x80 to 0xBF are in Windows-1252: as these, the later bytes of UTF-8 are shown.
_LATER = "\x80-\xbf€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ"
# Only the first bytes that no language has before such signs: é, â and ¶, typographic marks, two CJK characters.
_MOJIBAKE = regex(rf"(?:Ã[{_LATER}]|Â[\xa0-\xbf]|â€[{_LATER}])+|(?:[ã-é][{_LATER}]{{2}}){{2,}}|\ufffd+")
# What each of these holds; `re` looks for a class at the start of a pattern quickly.
_SIGNS = regex(rf"[ÂÃâã-é\ufffd](?:[{_LATER}]|(?<=\ufffd))")
_UNDEFINED = regex("[\x81\x8d\x8f\x90\x9d]")


def text_mojibake(document: Document, _: Context) -> Iterator[Finding]:
    """Text that was read in another encoding than it was written in, and signs that stand for what was lost so."""
    if not _SIGNS.search(document.source.text):
        return
    for found in matches_in_text(document, _MOJIBAKE):
        span = Span(*found.span())
        if found[0][0] == "\ufffd":
            lost = "a character was" if len(found[0]) == 1 else f"{len(found[0])} characters were"
            yield Finding(span, f"{lost} lost here: U+FFFD replaces what could not be decoded", "write what was lost")
            continue
        meant = _repaired(found[0])
        if meant:
            yield Finding(
                span,
                f'"{found[0]}" is "{meant}" decoded with the wrong encoding',
                f'write "{meant}"',
                Fix(f'write "{meant}"', (Edit(span, meant),), Safety.UNSAFE),
            )


def _repaired(text: str) -> str | None:
    """The text whose UTF-8 was read as Windows-1252, or None where it is no such."""
    try:
        # Five bytes mean nothing in Windows-1252; programs pass them on as they are.
        data = b"".join(char.encode("latin-1" if _UNDEFINED.match(char) else "cp1252") for char in text)
        return data.decode("utf-8")
    except UnicodeError:
        return None
