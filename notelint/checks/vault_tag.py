"""The check of the rule vault-tag."""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict

from notelint.checks.tags import Tag, tag_lists, tags_of
from notelint.checks.vault import elsewhere
from notelint.diagnostic import Finding
from notelint.regex import regex
from notelint.typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from notelint.checks.vault import ContextOf
    from notelint.note.model import Document

_PARTING = regex(r"[\s_-]+")
# Not `bias`, `corpus`, `analysis`, `loss`, `physics`, which are no plurals of what is without the last letter.
_PLURAL = regex(r".{2,}[^suai]s(?<!ics)", re.DOTALL)


class _Place(NamedTuple):
    """A tag, and the document in whose front matter it stands."""

    document: Document
    tag: Tag


def vault_tag(documents: Sequence[Document], _: ContextOf) -> Iterator[tuple[Document, Finding]]:
    """Tags that more files write in another way: in other case, with other spaces or hyphens, in the plural."""
    variants: defaultdict[tuple[str, str], list[_Place]] = defaultdict(list)
    for document in documents:
        for entry in tag_lists(document):
            for tag in tags_of(entry):
                if form := _fold(tag.text):
                    variants[tag.kind, form].append(_Place(document, tag))
    for places in variants.values():
        if any(place.tag.text != places[0].tag.text for place in places):
            yield from _findings(places)


def _findings(places: Sequence[_Place]) -> Iterator[tuple[Document, Finding]]:
    """A finding for each place that does not write the tag as most files do, or (of two as frequent) as the first."""
    uses: dict[str, dict[str, _Place]] = {}
    for place in places:
        uses.setdefault(place.tag.text, {}).setdefault(place.document.source.path, place)
    usual = max(uses, key=lambda text: len(uses[text]))
    for document, tag in places:
        path = document.source.path
        other = next((place for its, place in uses[usual].items() if its != path), None)
        # What one list holds twice is the matter of front-matter-duplicate-tag.
        repeated = path in uses[usual] and tag.text.casefold() == usual.casefold()
        if other and not repeated:
            count = len(uses[usual]) - (path in uses[usual])
            where = f'"{other.document.source.path}"' if count == 1 else f"{count} other files"
            finding = Finding(
                tag.span,
                f'{tag.kind} "{tag.text}" is written "{usual}" in {where}',
                f'write "{usual}"',
                related=(elsewhere("the first one", other.document, other.tag.span),),
            )
            yield document, finding


def _fold(text: str) -> str:
    """The form in which two spellings of a tag are equal; `/` parts a tag from those below it."""
    form = _PARTING.sub("", unicodedata.normalize("NFKC", text).casefold())
    return form[:-1] if _PLURAL.fullmatch(form) else form
