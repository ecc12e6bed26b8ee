"""What inlines begin with: a text in which nothing of this stands holds none, and needs no parser."""

from __future__ import annotations

import re
from functools import cache

from notelint.markdown.nodes import CodeSpan, HardBreak, Image, InlineMath, Link, WikiLink
from notelint.typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from notelint.markdown.nodes import Inline

# Each begins with a plain character, by which `re` skips at five times the speed of a class.
_OPENERS: Mapping[type[Inline], tuple[str, ...]] = {
    CodeSpan: ("`",),
    HardBreak: ("  \n", r"\\\n"),
    Image: (r"!\[", "<[iI][mM][gG]"),
    InlineMath: (r"\$",),
    Link: (r"\[", "<", "https?://"),
    WikiLink: (r"\[\[",),
}


@cache
def opener(kinds: tuple[type[Inline], ...]) -> re.Pattern[str]:
    """What an inline of one of these kinds begins with; of a kind that has no mark of its own, anything."""
    return re.compile("|".join(each for kind in kinds for each in _OPENERS.get(kind, ("",))))


@cache
def openers(kinds: tuple[type[Inline], ...]) -> tuple[re.Pattern[str], ...]:
    """The same of kinds that have marks, each as an expression of its own: a long text is searched faster so."""
    return tuple(re.compile(each) for kind in kinds for each in _OPENERS[kind])
