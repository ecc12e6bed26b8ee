"""Regular expressions that are compiled when they are first used.

A run uses some forty of the two hundred that notelint has, and compiling all of them takes 30 ms.
"""

from __future__ import annotations

import re

from notelint.typing import cast


def regex(pattern: str, flags: int = 0) -> re.Pattern[str]:
    """As `re.compile`, except that an error in the pattern shows on first use.

    Call the methods of what it gives: `re.sub` and its like take a text or a pattern that is compiled.
    """
    return cast("re.Pattern[str]", _Late(pattern, flags))


class _Late:
    """Takes over the methods of the compiled pattern once one is asked for, and is then as quick as that."""

    def __init__(self, pattern: str, flags: int) -> None:
        self.pattern = pattern
        self._flags = flags

    def __getattr__(self, name: str) -> object:
        compiled = re.compile(self.pattern, self._flags)
        self.__dict__ |= {each: getattr(compiled, each) for each in _TAKEN_OVER}
        return getattr(compiled, name)


_TAKEN_OVER = (
    "findall",
    "finditer",
    "flags",
    "fullmatch",
    "groupindex",
    "groups",
    "match",
    "search",
    "split",
    "sub",
    "subn",
)
