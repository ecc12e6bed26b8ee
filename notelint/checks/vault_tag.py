"""The check of the rule vault-tag."""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from typing import TYPE_CHECKING, NamedTuple

from notelint.checks.tags import Tag, tag_lists, tags_of
from notelint.checks.vault import elsewhere
from notelint.diagnostic import Finding

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence

    from notelint.checks.vault import ContextOf
    from notelint.note.model import Document

_PARTING = re.compile(r"[\s_-]+")
# Not `bias`, `corpus`, `analysis`, `loss`, `physics`, which are no plurals of what is without the last letter.
_PLURAL = re.compile(r".{2,}[^suai]s(?<!ics)", re.DOTALL)


class _Place(NamedTuple):
    """A tag, and the document in whose front matter it stands."""

    document: Document
    tag: Tag


def vault_tag(documents: Sequence[Document], _: ContextOf) -> Iterator[tuple[Document, Finding]]:
    """Tags that more files write in another way: in other case, with other blanks or hyphens, in the plural."""
    places = [
        _Place(document, tag)
        for document in documents
        for entry in tag_lists(document)
        for tag in tags_of(entry)
        if _fold(tag.text)
    ]
    forms = {(place.tag.kind, _fold(place.tag.text)) for place in places}
    variants: defaultdict[tuple[str, str], list[_Place]] = defaultdict(list)
    for place in places:
        variants[place.tag.kind, _singular(place.tag.kind, _fold(place.tag.text), forms)].append(place)
    for alike in variants.values():
        if any(place.tag.text != alike[0].tag.text for place in alike):
            yield from _findings(alike)


def _findings(places: Sequence[_Place]) -> Iterator[tuple[Document, Finding]]:
    """A finding for each place that does not write the tag as most files do, or (of two as frequent) as the first."""
    uses: dict[str, dict[str, _Place]] = {}
    for place in places:
        uses.setdefault(place.tag.text, {}).setdefault(place.document.source.path, place)
    usual = max(uses, key=lambda text: len(uses[text]))
    for document, tag in places:
        others = [place for path, place in uses[usual].items() if path != document.source.path]
        # What one list holds twice is the matter of front-matter-duplicate-tag.
        if tag.text == usual or not others or len(others) < len(uses[usual]):
            continue
        where = f'"{others[0].document.source.path}"' if len(others) == 1 else f"{len(others)} other files"
        yield (
            document,
            Finding(
                tag.span,
                f'{tag.kind} "{tag.text}" is written "{usual}" in {where}',
                f'write "{usual}"',
                related=(elsewhere("the first one", others[0].document, others[0].tag.span),),
            ),
        )


def _fold(text: str) -> str:
    """The form in which two spellings of a tag are equal; `/` parts a tag from those below it."""
    return _PARTING.sub("", unicodedata.normalize("NFKC", text).casefold())


def _singular(kind: str, form: str, forms: Collection[tuple[str, str]]) -> str:
    """The singular of a tag that looks like a plural, if that is a tag too."""
    singular = form[:-1]
    return singular if _PLURAL.fullmatch(form) and (kind, singular) in forms else form
