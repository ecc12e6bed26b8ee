"""The check of the rule link-bare."""

from __future__ import annotations

from notelint.diagnostic import Edit, Finding, Fix, Safety
from notelint.typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from notelint.checks.context import Context
    from notelint.note.model import Document


def link_bare(document: Document, _: Context) -> Iterator[Finding]:
    """Addresses that stand in the text as they are."""
    for link in document.links:
        if link.span == link.url_span:  # of any other link the address is a part
            spelled = f"<{link.url}>"
            yield Finding(
                link.span,
                f'"{link.url}" is a bare address',
                f'write "{spelled}", or give the link a text',
                Fix(f'write "{spelled}"', (Edit(link.span, spelled),), Safety.UNSAFE),
            )
