"""What stays the same about a finding when lines above it come and go, and when its message is worded anew."""

from __future__ import annotations

import json
from collections import Counter
from hashlib import sha256

from notelint.source import Span
from notelint.typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from notelint.diagnostic import Diagnostic

_LENGTH = 1000  # so many code points tell one text from another


def fingerprints(diagnostics: Iterable[Diagnostic]) -> Iterator[tuple[Diagnostic, str]]:
    """Each diagnostic with its fingerprint, 64 hexadecimal digits.

    It is made of the rule, the note's key and the text, and of how many findings like it stand before it in the file.
    The path takes no part: a file that moves keeps its fingerprints.
    """
    seen: Counter[tuple[str, ...]] = Counter()
    for each in diagnostics:
        identity = (each.rule, each.note or "", _text(each))
        alike = (each.source.path, *identity)
        yield each, digest(*identity, seen[alike])
        seen[alike] += 1


def digest(*parts: object) -> str:
    """The SHA-256 of some strings and numbers, in hexadecimal."""
    return sha256(json.dumps(parts).encode()).hexdigest()


def _text(diagnostic: Diagnostic) -> str:
    """The text that a finding is about, or else its line; spaces and line ends folded."""
    source, span = diagnostic.source, diagnostic.finding.span
    if span.start == span.end:
        span = source.line_at(span.start)
    return " ".join(source.slice(Span(span.start, min(span.end, span.start + _LENGTH))).split())
