"""Papers by their identifiers, as Crossref and arXiv give them: asked politely, in few requests, and kept for a month.

The clients are libraries, habanero and arxiv. What they give becomes CSL-JSON, and that a record.
"""

from __future__ import annotations

import json
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from functools import cached_property
from typing import TYPE_CHECKING, Any, Literal, NamedTuple

from notelint.bibliography.identifiers import arxiv_id, without_version
from notelint.bounds import within
from notelint.cache import user_folder
from notelint.errors import NotelintError
from notelint.formats import csl_json
from notelint.formats.entries import record_of
from notelint.source import digest
from notelint.store import read_bytes
from notelint.writing import make_folder, write_file

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

    from arxiv import Client

    from notelint.record import Record

    Item = dict[str, Any]  # of CSL-JSON; an empty one stands for a paper that a service does not know
    Fetch = Callable[[Sequence["Identifier"]], Iterable[tuple["Identifier", Item]]]

CROSSREF = "https://api.crossref.org"
ARXIV = "https://export.arxiv.org/api/query?{}"
SECONDS = 30.0  # for one request
_AT_ONCE = 50  # papers in one request
_KEPT = timedelta(days=30)
# Crossref's types that CSL calls otherwise.
_TYPES = {
    "journal-article": "article-journal",
    "proceedings-article": "paper-conference",
    "posted-content": "article",
    "book-chapter": "chapter",
    "dissertation": "thesis",
}


class Identifier(NamedTuple):
    """What a service knows a paper by; an arXiv id is without its version."""

    kind: Literal["doi", "arxiv", "isbn"]
    value: str


class Answer(NamedTuple):
    """What one service says of a paper."""

    service: str
    record: Record


def identifier_of(record: Record) -> Identifier | None:
    """What to ask for a note's paper by: its DOI, arXiv id or ISBN. An arXiv DOI is an arXiv id."""
    preprint = arxiv_id(record.doi or "") or record.arxiv
    if record.doi and not arxiv_id(record.doi):
        return Identifier("doi", record.doi.lower())
    if preprint:
        return Identifier("arxiv", without_version(preprint))
    isbn = str(record.extra.get("isbn") or "").replace("-", "")
    return Identifier("isbn", isbn) if isbn else None


class Services:
    """The services, and what they said earlier. What cannot be asked goes to `on_error`, once for each service.

    `contact` is the mail address that Crossref asks for; `refresh`: ask again what is known.
    """

    def __init__(
        self, on_error: Callable[[NotelintError], None], *, contact: str | None = None, refresh: bool = False
    ) -> None:
        self._on_error = on_error
        self._contact = contact
        self._refresh = refresh

    def answers(self, identifiers: Iterable[Identifier]) -> dict[Identifier, tuple[Answer, ...]]:
        """What is said of each paper; a preprint that has been published is also looked up by its DOI."""
        wanted = [*dict.fromkeys(identifiers)]
        preprints = self._items([each for each in wanted if each.kind == "arxiv"], "arXiv", self._from_arxiv)
        published = {each: Identifier("doi", item["DOI"].lower()) for each, item in preprints.items() if "DOI" in item}
        dois = [each for each in (*wanted, *published.values()) if each.kind == "doi"]
        others = self._items(dois, "Crossref", self._from_crossref)
        others |= self._items([each for each in wanted if each.kind == "isbn"], "Crossref", self._from_crossref)
        return {
            each: tuple(
                Answer(service, record_of(csl_json.front_matter(item)))
                for service, item in (
                    ("Crossref", others.get(published.get(each, each))),
                    ("arXiv", preprints.get(each)),
                )
                if item
            )
            for each in wanted
        }

    def _items(self, identifiers: Sequence[Identifier], service: str, fetch: Fetch) -> dict[Identifier, Item]:
        """The items of papers, from earlier answers or by asking."""
        found = {} if self._refresh else {each: item for each in identifiers if (item := _kept(each)) is not None}
        left = [each for each in dict.fromkeys(identifiers) if each not in found]
        for start in range(0, len(left), _AT_ONCE):
            batch = left[start : start + _AT_ONCE]
            try:
                answers = within(SECONDS, lambda batch=batch: dict(fetch(batch)), "REAL")  # type: ignore[misc]
            except Exception as error:  # noqa: BLE001 - a network fails in as many ways as its libraries have
                reason = "no answer in time" if isinstance(error, TimeoutError) else str(error) or type(error).__name__
                self._on_error(NotelintError(f"{service}: cannot be asked: {reason}; try again later"))
                break
            for each in batch:
                found[each] = answers.get(each, {})
                _keep(each, found[each])
        return found

    def _from_crossref(self, identifiers: Sequence[Identifier]) -> Iterator[tuple[Identifier, Item]]:
        from habanero import Crossref  # noqa: PLC0415 - an extra

        client = Crossref(CROSSREF, mailto=self._contact, timeout=int(SECONDS))
        kind = identifiers[0].kind
        asked = {each.value: each for each in identifiers if "," not in each.value}  # which parts the values there
        found = client.works(filter={kind: [*asked]}, limit=len(identifiers) * 2)
        for given in found["message"]["items"]:
            item = given | {"type": _TYPES.get(given.get("type"), given.get("type"))}
            names = [item["DOI"].lower()] if kind == "doi" else [each.replace("-", "") for each in item["ISBN"]]
            yield from ((asked[name], item) for name in names if name in asked)

    def _from_arxiv(self, identifiers: Sequence[Identifier]) -> Iterator[tuple[Identifier, Item]]:
        from arxiv import Search  # noqa: PLC0415 - an extra

        for result in self._arxiv.results(Search(id_list=[each.value for each in identifiers])):
            value = without_version(result.get_short_id())
            item: Item = {
                "type": "article",
                "title": result.title,
                "author": [{"literal": author.name} for author in result.authors],
                "issued": {"date-parts": [[result.published.year, result.published.month, result.published.day]]},
                "number": f"arXiv:{value} [{result.primary_category}]",
            }
            yield Identifier("arxiv", value), item | ({"DOI": result.doi} if result.doi else {})

    @cached_property
    def _arxiv(self) -> Client:
        """One client, which waits three seconds between two requests, as arXiv asks."""
        from arxiv import Client  # noqa: PLC0415 - an extra

        client = Client(num_retries=1)
        client.query_url_format = ARXIV
        return client


def _file_of(identifier: Identifier) -> str:
    return f"{user_folder()}/papers/{digest(repr(tuple(identifier)).encode())}.json"


def _kept(identifier: Identifier) -> Item | None:
    """What was said of a paper not long ago; None where that is not known."""
    try:
        known = json.loads(read_bytes(_file_of(identifier)))
        fresh = datetime.now(UTC) - datetime.fromisoformat(known["asked"]) < _KEPT
        item = known["item"]
    except (NotelintError, ValueError, LookupError, TypeError):
        return None
    return item if fresh and isinstance(item, dict) else None


def _keep(identifier: Identifier, item: Mapping[str, Any]) -> None:
    """Keep what was said, where there is a place for it."""
    path = _file_of(identifier)
    known = {"asked": datetime.now(UTC).isoformat(), "item": item}
    with suppress(NotelintError):
        make_folder(path.rpartition("/")[0])
        write_file(path, [json.dumps(known).encode()])
