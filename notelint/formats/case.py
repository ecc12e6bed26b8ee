"""The words of a title that a citation style must not put in lower case: `BERT`, `GPT-2`, `WINdow`."""

from __future__ import annotations

import re

from notelint.typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

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
