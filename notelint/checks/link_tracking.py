"""The check of the rule link-tracking."""

from __future__ import annotations

from notelint.bibliography.links import without_tracking
from notelint.checks.link_paths import unique_links
from notelint.diagnostic import Edit, Finding, Fix, Safety
from notelint.typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from notelint.checks.context import Context
    from notelint.note.model import Document


def link_tracking(document: Document, _: Context) -> Iterator[Finding]:
    """Links whose address says where its reader came from."""
    for link in unique_links(document):
        clean = without_tracking(link.url)
        if clean != link.url:
            yield Finding(
                link.url_span or link.span,
                f'link "{link.url}" contains tracking parameters',
                f'write "{clean}"',
                Fix(f'write "{clean}"', (Edit(link.url_span, clean),), Safety.UNSAFE) if link.url_span else None,
            )
