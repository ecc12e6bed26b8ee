"""What inlines begin with: a text in which nothing of this stands holds none, and needs no parser."""

from __future__ import annotations

import re
from functools import cache

from notelint.markdown.nodes import CodeSpan, HardBreak, Image, InlineMath, Link, WikiLink
from notelint.typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from notelint.markdown.nodes import Inline

# Each alternative begins with a plain character, by which `re` skips at five times the speed of a class.
_OPENERS: Mapping[type[Inline], str] = {
    CodeSpan: "`",
    HardBreak: r"  \n|\\\n",
    Image: r"!\[|<[iI][mM][gG]",
    InlineMath: r"\$",
    Link: r"\[|<|https?://",
    WikiLink: r"\[\[",
}


@cache
def opener(kinds: tuple[type[Inline], ...]) -> re.Pattern[str]:
    """What an inline of one of these kinds begins with; of a kind that has no mark of its own, anything."""
    return re.compile("|".join(_OPENERS.get(kind, "") for kind in kinds))
