r"""Markup that titles and abstracts bring along: HTML for subscripts and emphasis, and `\$` for a dollar sign."""

from __future__ import annotations

from notelint.formats.line import one_line
from notelint.regex import regex
from notelint.typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

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
