r"""Text as bibliography formats can hold it: on one line, with the markup and the capitals that it needs.

Titles and abstracts bring markup along: HTML for subscripts and emphasis, and `\$` for a dollar sign. In titles a
citation style must not put all words in lower case: `BERT`, `GPT-2`, `WINdow`.
"""

from __future__ import annotations

import re
import unicodedata

from notelint.regex import regex
from notelint.typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

_SPACES = regex("[\t-\r\x1c-\x1f \x85\xa0\u2028\u2029]+")

# Controls, the soft hyphen, U+200B, direction marks and noncharacters; the zero-width joiners stay, since Persian and
# emoji need them, and so does the ideographic space.
_INVISIBLE = regex(
    "[\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f\xad\u200b\u200e\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff\ufdd0-\ufdef\ufffe\uffff]"
)


def one_line(text: str) -> str:
    """The text on one line, in NFC: spaces and line ends are made one space, what is invisible is cut."""
    return unicodedata.normalize("NFC", _SPACES.sub(" ", _INVISIBLE.sub("", text))).strip(" ")


_TAGGED = regex(r"(?i)<(sub|sup|i|em|b|strong)>([^<>]+)</\1>")
_CANONICAL = {"em": "i", "strong": "b"}
_SCRIPTS = {
    "sub": str.maketrans("0123456789+-=()", "₀₁₂₃₄₅₆₇₈₉₊₋₌₍₎"),
    "sup": str.maketrans("0123456789+-=()ni", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁼⁽⁾ⁿⁱ"),
}


def marked(text: str, show: Callable[[str], str], show_marked: Callable[[str, str], str]) -> str:
    """The text with what stands in no tag by `show`; `show_marked` gets `sub`, `sup`, `i` or `b` and what is in it."""
    pieces = _TAGGED.split(text)
    shown = [show(pieces[0])]
    for tag, inner, after in zip(pieces[1::3], pieces[2::3], pieces[3::3], strict=True):
        name = tag.lower()
        shown += [show_marked(_CANONICAL.get(name, name), inner), show(after)]
    return "".join(shown)


def plain(text: str) -> str:
    """The text on one line, without markup; scripts are those of Unicode where it has them."""
    return marked(one_line(text), dollars, _plain_script)


def html(text: str) -> str:
    """The text on one line with `<sub>`, `<sup>`, `<i>` and `<b>`, the markup of CSL-JSON."""
    return marked(one_line(text), dollars, lambda tag, inner: f"<{tag}>{dollars(inner)}</{tag}>")


def dollars(text: str) -> str:
    """The text with dollar signs for escaped ones."""
    return text.replace("\\$", "$")


def _plain_script(tag: str, inner: str) -> str:
    script = inner.translate(_SCRIPTS.get(tag, {}))
    has_all = tag not in _SCRIPTS or not set(script) & set(inner)
    return dollars(script if has_all else inner)


# A letter or digit of a word; CJK, which has no case, ends a word: 基于BERT的.
_LETTER = r"[^\W_\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]"
_WORD = rf"{_LETTER}+(?:[-+./]{_LETTER}+)*"


def split_by_case(title: str, short_name: str | None) -> Iterator[tuple[str, bool]]:
    """The title cut in pieces, each with whether its case must be kept: the short name's, and that of odd words.

    A title that is all short name follows the rules for other words, or a style could change nothing in it.
    """
    whole = short_name if short_name and short_name != title else None
    named = rf"(?<!{_LETTER}){re.escape(whole)}(?!{_LETTER})|" if whole else ""
    end = 0
    for found in re.finditer(f"{named}{_WORD}", title):
        if found[0] == whole or _loses_case(found[0]):
            yield title[end : found.start()], False
            yield found[0], True
            end = found.end()
    yield title[end:], False


def _loses_case(word: str) -> bool:
    """A capital after the first letter of a part (`ViT`, `iPhone`, not `Auto-Encoder`), or one beside a digit."""
    parts = re.split(r"[-+./]", word)
    inner = any(letter.isupper() for part in parts for letter in part[1:])
    return inner or (any(map(str.isupper, word)) and any(map(str.isdigit, word)))
