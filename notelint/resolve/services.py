"""Papers by their identifiers, as Crossref and arXiv give them, asked in few requests and kept for a month.

The clients are libraries, habanero and arxiv. Their answers become CSL-JSON, and that a record. Where a preprint
was published is known in three ways: by the DOI that arXiv gives, by arXiv's journal reference, or else by its title,
which Crossref is asked for.
"""

from __future__ import annotations

import json
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from functools import cached_property
from typing import TYPE_CHECKING, Any, Literal, NamedTuple

from notelint.bibliography.citation_tails import is_venue, read_tail
from notelint.bibliography.identifiers import arxiv_id, without_version
from notelint.bibliography.names import parse_name
from notelint.bibliography.venue_texts import read_venue
from notelint.bibliography.venues import split_venue_year, venue_kind
from notelint.bounds import within
from notelint.cache import user_folder
from notelint.errors import NotelintError
from notelint.formats import csl_json
from notelint.formats.entries import record_of
from notelint.note.names import fold_name
from notelint.source import digest
from notelint.store import read_bytes
from notelint.writing import make_folder, write_file

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

    from arxiv import Client

    from notelint.record import Record

    # Of CSL-JSON; an empty one is a paper that a service does not know. `published` is the item of what arXiv's
    # journal reference says.
    Item = dict[str, Any]
    Fetch = Callable[[Sequence["Identifier"]], Iterable[tuple["Identifier", Item]]]

CROSSREF = "https://api.crossref.org"
ARXIV = "https://export.arxiv.org/api/query?{}"
SECONDS = 30.0  # for one request
_AT_ONCE = 50  # papers in one request
_KEPT = timedelta(days=30)
_SIMILAR = 5  # papers with a similar title that are looked at
# Crossref's types that have another name in CSL.
_TYPES = {
    "journal-article": "article-journal",
    "proceedings-article": "paper-conference",
    "posted-content": "article",
    "book-chapter": "chapter",
    "dissertation": "thesis",
}
_PUBLISHED = ("article-journal", "paper-conference", "chapter")


class Identifier(NamedTuple):
    """An identifier of a paper: an arXiv id without its version; a title and, on a second line, an author."""

    kind: Literal["doi", "arxiv", "isbn", "title"]
    value: str


class Answer(NamedTuple):
    """The answer of one service about a paper."""

    service: str
    record: Record


def identifier_of(record: Record) -> Identifier | None:
    """The identifier of a note's paper: its DOI, arXiv id or ISBN. An arXiv DOI is an arXiv id."""
    preprint = arxiv_id(record.doi or "") or record.arxiv
    if record.doi and not arxiv_id(record.doi):
        return Identifier("doi", record.doi.lower())
    if preprint:
        return Identifier("arxiv", without_version(preprint))
    isbn = str(record.extra.get("isbn") or "").replace("-", "")
    return Identifier("isbn", isbn) if isbn else None


class Services:
    """The services and their earlier answers. A service that cannot be reached is passed to `on_error` once.

    `contact` is the mail address that Crossref asks for; `refresh`: ask again what is known.
    """

    def __init__(
        self, on_error: Callable[[NotelintError], None], *, contact: str | None = None, refresh: bool = False
    ) -> None:
        self._on_error = on_error
        self._contact = contact
        self._refresh = refresh

    def answers(self, identifiers: Iterable[Identifier]) -> dict[Identifier, tuple[Answer, ...]]:
        """The answers about each paper, the best first; a preprint is also looked up as a published paper."""
        wanted = [*dict.fromkeys(identifiers)]
        preprints = self._items([each for each in wanted if each.kind == "arxiv"], "arXiv", self._from_arxiv)
        published = {each: known for each, item in preprints.items() if (known := _published(item))}
        asked = (*wanted, *published.values())
        others = self._items([each for each in asked if each.kind == "doi"], "Crossref", self._from_crossref)
        others |= self._items([each for each in asked if each.kind == "isbn"], "Crossref", self._from_crossref)
        others |= self._items([each for each in asked if each.kind == "title"], "Crossref", self._by_title, at_once=1)
        return {
            each: tuple(
                Answer(service, record_of(csl_json.front_matter(item)))
                for service, item in (
                    ("Crossref", others.get(published.get(each, each))),
                    ("arXiv", preprints.get(each, {}).get("published")),
                    ("arXiv", preprints.get(each)),
                )
                if item
            )
            for each in wanted
        }

    def _items(
        self, identifiers: Sequence[Identifier], service: str, fetch: Fetch, at_once: int = _AT_ONCE
    ) -> dict[Identifier, Item]:
        """The items of papers, from earlier answers or by asking, `at_once` in a request."""
        found = {} if self._refresh else {each: item for each in identifiers if (item := _kept(each)) is not None}
        left = [each for each in dict.fromkeys(identifiers) if each not in found]
        for start in range(0, len(left), at_once):
            batch = left[start : start + at_once]
            try:
                answers = within(SECONDS, lambda batch=batch: dict(fetch(batch)), "REAL")  # type: ignore[misc]
            except Exception as error:  # noqa: BLE001 - a network fails in as many ways as its libraries have
                self._on_error(NotelintError(f"{service} cannot be reached: {_reason(error)}; try again later"))
                break
            for each in batch:
                found[each] = answers.get(each, {})
                _keep(each, found[each])
        return found

    def _from_crossref(self, identifiers: Sequence[Identifier]) -> Iterator[tuple[Identifier, Item]]:
        kind = identifiers[0].kind
        asked = {each.value: each for each in identifiers if "," not in each.value}  # a comma separates values there
        for item in self._works(filter={kind: [*asked]}, limit=len(identifiers) * 2):
            names = [item["DOI"].lower()] if kind == "doi" else [each.replace("-", "") for each in item["ISBN"]]
            yield from ((asked[name], item) for name in names if name in asked)

    def _by_title(self, identifiers: Sequence[Identifier]) -> Iterator[tuple[Identifier, Item]]:
        """Published papers of the same title, one of whose authors has the family name asked for."""
        for each in identifiers:
            title, name = each.value.split("\n")
            for item in self._works(query_bibliographic=f"{title} {name}", limit=_SIMILAR):
                names = {author.get("family", "").casefold() for author in item.get("author", ())}
                titles = {fold_name(text) for text in item.get("title", ())}
                if fold_name(title) in titles and name.casefold() in names and item["type"] in _PUBLISHED:
                    yield each, item
                    break

    def _works(self, **query: Any) -> Iterator[Item]:  # noqa: ANN401 - of habanero
        """The papers that Crossref gives for a query."""
        from habanero import Crossref  # noqa: PLC0415 - an extra

        client = Crossref(CROSSREF, mailto=self._contact, timeout=int(SECONDS))
        for given in client.works(**query)["message"]["items"]:
            yield given | {"type": _TYPES.get(given.get("type"), given.get("type"))}

    def _from_arxiv(self, identifiers: Sequence[Identifier]) -> Iterator[tuple[Identifier, Item]]:
        from arxiv import Search  # noqa: PLC0415 - an extra

        for result in self._arxiv.results(Search(id_list=[each.value for each in identifiers])):
            value = without_version(result.get_short_id())
            item: Item = {
                "type": "article",
                **(paper := {"title": result.title, "author": [{"literal": each.name} for each in result.authors]}),
                "issued": {"date-parts": [[result.published.year, result.published.month, result.published.day]]},
                "number": f"arXiv:{value} [{result.primary_category}]",
            }
            item |= {"DOI": result.doi} if result.doi else {}
            item |= {"published": paper | place} if (place := _place(result.journal_ref or "")) else {}
            yield Identifier("arxiv", value), item

    @cached_property
    def _arxiv(self) -> Client:
        """One client, which waits three seconds between two requests, as arXiv asks."""
        from arxiv import Client  # noqa: PLC0415 - an extra

        client = Client(num_retries=1)
        client.query_url_format = ARXIV
        return client


def _published(item: Item) -> Identifier | None:
    """The identifier of the published paper of a preprint; None if arXiv says where it was published."""
    if "DOI" in item:
        return Identifier("doi", item["DOI"].lower())
    if not item or "published" in item or not item["author"]:
        return None
    return Identifier("title", f"{item['title']}\n{parse_name(item['author'][0]['literal']).family}")


def _place(reference: str) -> Item:
    """What a journal reference of arXiv says (`Nature 521, 436-444 (2015)`); nothing where its venue is unknown."""
    tail = read_tail(reference, 0)
    name = reference[slice(*tail.venue)] if tail.venue else ""
    venue = read_venue(name)
    if venue is None or not is_venue(venue):
        return {}
    details = {name: reference[slice(*place)] for name, place in tail.details.items()}
    year = int(details.get("year", 0)) or split_venue_year(name)[1]
    kind = "paper-conference" if venue_kind(venue) == "conference" else "article-journal"
    parts = {"volume": details.get("volume"), "issue": details.get("issue"), "page": details.get("pages")}
    return {
        "type": kind,
        "container-title": venue,
        **{name: value for name, value in parts.items() if value},
        **({"issued": {"date-parts": [[year]]}} if year else {}),
    }


def _reason(error: BaseException) -> str:
    """What went wrong, in a few words: for a network error, the message of the system at the bottom of it."""
    if isinstance(error, TimeoutError):
        return "no answer in time"
    cause = error
    while inner := cause.__cause__ or cause.__context__:
        cause = inner
    return (isinstance(cause, OSError) and cause.strerror) or str(error) or type(error).__name__


def _file_of(identifier: Identifier) -> str:
    return f"{user_folder()}/papers/{digest(repr(tuple(identifier)).encode())}.json"


def _kept(identifier: Identifier) -> Item | None:
    """The recent answer about a paper; None without one."""
    try:
        known = json.loads(read_bytes(_file_of(identifier)))
        fresh = datetime.now(UTC) - datetime.fromisoformat(known["asked"]) < _KEPT
        item = known["item"]
    except (NotelintError, ValueError, LookupError, TypeError):
        return None
    return item if fresh and isinstance(item, dict) else None


def _keep(identifier: Identifier, item: Mapping[str, Any]) -> None:
    """Keep an answer, if the cache folder can be written."""
    path = _file_of(identifier)
    known = {"asked": datetime.now(UTC).isoformat(), "item": item}
    with suppress(NotelintError):
        make_folder(path.rpartition("/")[0])
        write_file(path, [json.dumps(known).encode()])
