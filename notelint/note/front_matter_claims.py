"""What front matter claims about the paper: its keys, and what its title and tags say beside these."""

from __future__ import annotations

from notelint.bibliography.links import classify
from notelint.bibliography.names import split_names
from notelint.note.claims import Claim, is_full_title, shown, shown_title
from notelint.note.model import Origin
from notelint.note.names import fold_name
from notelint.note.plain import Plain
from notelint.note.titles import read_title
from notelint.note.values import read_list
from notelint.regex import regex
from notelint.typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Container, Iterator, Mapping, Sequence

    from notelint.front_matter import FrontMatter
    from notelint.note.model import Value

_HTML = regex(r"<[^<>]*>")
_TAGS = frozenset(("tags", "tag", "keywords", "categories"))
# Keys of front matter that describe a publication, whose `date` is the paper's: of Hugo, Jekyll, Zotero and CSL.
_PUBLICATION_KEYS = frozenset(
    (
        *("publication", "publicationtypes", "publicationtitle", "containertitle"),
        *("itemtype", "journal", "journaltitle", "booktitle", "citation", "paperurl"),
    )
)
_LIBRARY_KEYS = frozenset(("collections", "itemkey", "libraryid"))
_ALIASES = ("aliases", "alias")
_CITATIONS = ("citation", "reference")
_ITEM_KEY = regex(r"[A-Z0-9]{8}")  # as Zotero numbers its items
_AT_KEY = regex(r"@[A-Za-z][\w:.-]*")
_MADE_KEY = regex(r"[A-Za-z][\w:.-]*\d{4}\w*")  # as reference managers make them, of a name and a year
_PUBLICATIONS = ("publications", "publication", "papers")
_SITE_KEYS = frozenset(("layout", "draft", "categories", "comments", "permalink", "toc"))
_PEOPLE = frozenset(("author", "authors"))
_PLACES = frozenset(("affiliation", "affiliations", "organization", "organizations", "institution", "institute"))
_HTTP = regex(r"https?://\S+$")
_LINKED = regex(r"\[([^\[\]]+)\]\((https?://[^\s()]+)\)")


def front_matter_claims(front_matter: FrontMatter, *, literature: bool) -> Iterator[Claim]:
    """The entries of front matter; of a post's, which is not bibliographic, all but its own title and author."""
    keys = {fold_name(entry.key): entry.value for entry in front_matter.entries}
    # A date in another year than the paper's own is that of the file.
    describes = not _PUBLICATION_KEYS.isdisjoint(keys) or keys.get("collection") in _PUBLICATIONS
    is_publication = describes and str(keys.get("year") or "") in str(keys.get("date"))
    is_signed = not (literature and (describes or _SITE_KEYS.isdisjoint(keys)))
    for entry in front_matter.entries:
        name = fold_name(entry.key)
        if name == "parent" and not _LIBRARY_KEYS.isdisjoint(keys):
            name = "papertitle"  # of Zotero's notes
        if name == "date" and is_publication:
            name = "publicationdate"
        if (not literature and name == "title") or (name == "key" and _ITEM_KEY.fullmatch(str(entry.value))):
            continue
        if name == "author" and is_signed and not _is_list(entry.value):
            continue  # who wrote the post
        for said, value in ((name, entry.value), *_also_said(name, entry.value, keys)):
            yield Claim(Origin.FRONT_MATTER, said, value, entry.value_span, entry.key, entry.key_span)
        if (
            literature
            and name in _ALIASES
            and (title := next(filter(is_full_title, map(str, _listed(entry.value))), ""))
        ):
            yield Claim(Origin.FILE_NAME, "title", title, entry.value_span, entry.key, entry.key_span)
        for label, url in _links_in(name, entry.value):
            yield Claim(Origin.LINK, classify(url, label).kind, url, entry.value_span, label)


def _links_in(name: str, value: Value) -> Iterator[tuple[str, str]]:
    """The links of an entry with their labels: a title that is one, or a list such as `- {name: Paper, url: ...}`."""
    if name == "title" and isinstance(value, str) and (link := _LINKED.fullmatch(value)):
        yield link[1], link[2]
    for each in value if isinstance(value, list) else ():
        if isinstance(each, dict) and _HTTP.match(url := str(each.get("url") or each.get("link") or "")):
            yield str(each.get("name") or each.get("title") or each.get("label") or ""), url


def _also_said(name: str, value: Value, keys: Mapping[str, Value]) -> Iterator[tuple[str, Value]]:
    """What an entry says of other properties, each by a key of its own."""
    if name == "month" and keys.get("year"):
        month = str(value)
        yield "publicationdate", f"{keys['year']}-{month.zfill(2)}" if month.isdecimal() else f"{month} {keys['year']}"
    if name in _PEOPLE and (places := _affiliations(value)):
        yield "affiliations", places
    if key := _citekey(name, value, keys):
        yield "citekey", key
    for inner, said in value.items() if isinstance(value, dict) else ():
        yield fold_name(inner), said


def _affiliations(people: Value) -> list[Value]:
    """Where the authors of a list of mappings work, as Quarto has them, each place once."""
    found: list[Value] = []
    for person in people if isinstance(people, list) else ():
        for key, value in person.items() if isinstance(person, dict) else ():
            if fold_name(str(key)) in _PLACES:
                found += [each.get("name") if isinstance(each, dict) else each for each in _listed(value)]
    return [*dict.fromkeys(str(place) for place in found if place)]


def _listed(value: Value) -> Sequence[Value]:
    return value if isinstance(value, list) else [value]


def _citekey(name: str, value: Value, keys: Container[str]) -> str | None:
    """The citation key in the `id` of a CSL entry, or in an alias that begins with `@`."""
    if name == "id" and ("issued" in keys or "containertitle" in keys):
        return str(value) if _MADE_KEY.fullmatch(str(value)) else None
    aliases = _listed(value) if name in _ALIASES else ()
    return next((str(each)[1:] for each in aliases if _AT_KEY.fullmatch(str(each))), None)


def _is_list(value: Value) -> bool:
    """Whether authors are several: a post has one author, who is not the paper's."""
    return len(value) > 1 if isinstance(value, list) else len(split_names(str(value))) > 1


def cited_in(front_matter: FrontMatter | None) -> Iterator[Plain]:
    """The whole reference that front matter gives under `citation`."""
    for entry in front_matter.entries if front_matter else ():
        if fold_name(entry.key) in _CITATIONS and isinstance(entry.value, str):
            yield Plain(shown(_HTML.sub("", entry.value)), (0,), (entry.value_span,), entry.value_span.end)


def post_claims(front_matter: FrontMatter, *, literature: bool) -> Iterator[Claim]:
    """What the title in front matter says beside the title, and the venues and years among tags.

    The title itself is a claim of the post where the front matter is not bibliographic, and so speaks of the file.
    """
    for entry in front_matter.entries:
        name = fold_name(entry.key)
        if name == "title" and isinstance(entry.value, str):
            for said in read_title(shown(entry.value))[:-1]:
                yield Claim(Origin.HEADING, said.name, said.value, entry.value_span)
            if not literature and (title := shown_title(entry.value)):
                yield Claim(Origin.POST, "title", title, entry.value_span, entry.key, entry.key_span)
        elif name in _TAGS and isinstance(entry.value, list):
            for item, span in zip(entry.value, entry.items, strict=False):
                yield Claim(Origin.TAG, "", [item], span, entry.key, entry.key_span)
        elif name in _TAGS and entry.value is not None:
            items: list[Value] = [*read_list(str(entry.value))]
            yield Claim(Origin.TAG, "", items, entry.value_span, entry.key, entry.key_span)
