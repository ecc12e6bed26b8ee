"""What a check finds (Finding), how it can be fixed (Fix, Edit), and what the user sees (Diagnostic)."""

from __future__ import annotations

from enum import StrEnum

from notelint.dataclass import dataclass
from notelint.typing import TYPE_CHECKING

if TYPE_CHECKING:
    from notelint.source import Source, Span


class Severity(StrEnum):
    """How much a finding weighs; the words are LSP's and SARIF's."""

    ERROR = "error"
    WARNING = "warning"
    INFO = "info"


class Safety(StrEnum):
    """A safe fix keeps what the note says; an unsafe one may change it, and is applied only when asked for."""

    SAFE = "safe"
    UNSAFE = "unsafe"


@dataclass(frozen=True)
class Edit:
    """Replace the text of a span (empty: insert) by another (empty: delete)."""

    span: Span
    text: str


@dataclass(frozen=True)
class Fix:
    """Edits that go together: all are applied, or none."""

    title: str
    edits: tuple[Edit, ...]
    safety: Safety = Safety.SAFE


@dataclass(frozen=True)
class Related:
    """Another place that explains a finding.

    It is a `span` in the same file, or None with a `location` in words (a schema's file and JSON pointer).
    """

    message: str
    span: Span | None = None
    location: str | None = None


@dataclass(frozen=True)
class Finding:
    """What a check yields: it knows neither its rule's name nor its severity."""

    span: Span
    message: str
    help: str | None = None
    fix: Fix | None = None
    related: tuple[Related, ...] = ()


@dataclass(frozen=True)
class Diagnostic:
    """A finding as the user sees it: stamped with its file, rule, severity and the id of the note it stands in."""

    source: Source
    rule: str
    severity: Severity
    finding: Finding
    note: str | None = None


def selects(selector: str, rule: str) -> bool:
    """Whether a selector (a rule's name, the beginning of a family's names such as `image`, or `all`) means a rule."""
    return selector == "all" or f"{rule}-".startswith(f"{selector}-")
