"""The check of the rule link-scheme."""

from __future__ import annotations

from notelint.checks.link_paths import doubtful_links, is_of_the_web, with_scheme
from notelint.diagnostic import Edit, Finding, Fix, Safety
from notelint.typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from notelint.checks.context import Context
    from notelint.note.model import Document


def link_scheme(document: Document, context: Context) -> Iterator[Finding]:
    """Links whose address begins with what is meant to be `https://`."""
    for link in doubtful_links(document, context):
        meant = with_scheme(link.url)
        if meant is not None and link.url_span:
            fix = Fix(f'write "{meant}"', (Edit(link.url_span, meant),), Safety.UNSAFE)
            leads_on = is_of_the_web(meant)
            yield Finding(
                link.url_span,
                f'link "{link.url}" is no address of a page',
                f'did you mean "{meant}"?' if leads_on else "name the page behind the //, or delete the link",
                fix if leads_on else None,
            )
