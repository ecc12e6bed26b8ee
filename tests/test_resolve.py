"""`notelint resolve`, against a server on this machine that answers as Crossref and arXiv say they do."""

from __future__ import annotations

import json
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qs, urlsplit

import pytest

from notelint.resolve import services

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    Run = Callable[..., tuple[int, str, str]]

pytestmark = pytest.mark.usefixtures("in_temporary_folder", "own_cache")

WIDGETS = {
    "DOI": "10.1234/Widgets.1",
    "type": "journal-article",
    "title": ["A Study of Widgets"],
    "author": [{"given": "Jane", "family": "Roe"}, {"given": "John", "family": "Doe"}],
    "container-title": ["Journal of Widgets"],
    "issued": {"date-parts": [[2021, 5]]},
    "volume": "7",
    "issue": "2",
    "page": "10-19",
    "publisher": "Widget Press",
}
BOOK = {
    "DOI": "10.1234/book",
    "type": "monograph",
    "title": ["All Widgets"],
    "author": [{"given": "Ann", "family": "Lee"}],
    "issued": {"date-parts": [[2010]]},
    "ISBN": ["9780000000002"],
}
ENTRY = """<entry>
<id>http://arxiv.org/abs/2101.00001v2</id>
<updated>2021-02-01T00:00:00Z</updated><published>2020-12-31T00:00:00Z</published>
<title>A Study of Widgets</title><summary>Widgets.</summary>
<author><name>Jane Roe</name></author><author><name>John Doe</name></author>
<arxiv:doi xmlns:arxiv="http://arxiv.org/schemas/atom">10.1234/widgets.1</arxiv:doi>
<arxiv:primary_category xmlns:arxiv="http://arxiv.org/schemas/atom" term="cs.LG"/>
<category term="cs.LG"/>
</entry>"""
FEED = """<?xml version="1.0" encoding="UTF-8"?>
<feed xmlns="http://www.w3.org/2005/Atom" xmlns:opensearch="http://a9.com/-/spec/opensearch/1.1/">
<opensearch:totalResults>{count}</opensearch:totalResults><opensearch:startIndex>0</opensearch:startIndex>
<opensearch:itemsPerPage>{count}</opensearch:itemsPerPage>{entries}
</feed>"""


def entry(number: str, title: str, journal_ref: str = "") -> str:
    """An entry of arXiv without a DOI."""
    arxiv = 'xmlns:arxiv="http://arxiv.org/schemas/atom"'
    reference = f"<arxiv:journal_ref {arxiv}>{journal_ref}</arxiv:journal_ref>" if journal_ref else ""
    return f"""<entry><id>http://arxiv.org/abs/{number}v1</id>
<updated>2018-02-01T00:00:00Z</updated><published>2018-01-31T00:00:00Z</published>
<title>{title}</title><summary>Gears.</summary><author><name>Ann Lee</name></author>{reference}
<arxiv:primary_category {arxiv} term="cs.LG"/><category term="cs.LG"/></entry>"""


# Crossref gives what is similar first; only the last of these is the paper that is asked for.
GEARS: list[dict[str, Any]] = [
    {"DOI": "10.1234/gears.0", "type": "proceedings-article", "title": ["Gears"], "author": [{"family": "Doe"}]},
    {"DOI": "10.1234/gears.1", "type": "posted-content", "title": ["Gears"], "author": [{"family": "Lee"}]},
    {"DOI": "10.1234/gears.2", "type": "proceedings-article", "title": ["More Gears"], "author": [{"family": "Lee"}]},
    {
        "DOI": "10.1234/gears.3",
        "type": "proceedings-article",
        "title": ["GEARS"],
        "author": [{"given": "Ann", "family": "Lee"}],
        "container-title": ["Conference on Gears"],
        "issued": {"date-parts": [[2019]]},
    },
]
ENTRIES = {
    "2101.00001": ENTRY,
    "1801.00002": entry("1801.00002", "Gears"),
    "1801.00003": entry("1801.00003", "Springs", "Advances in Neural Information Processing Systems 32, 10-19 (2019)"),
    "1801.00004": entry("1801.00004", "Levers", "30 pages, in my thesis"),
}


class _Services(BaseHTTPRequestHandler):
    """Crossref's `works` by DOI, ISBN and title, and arXiv's query by id."""

    asked: list[str]
    broken = False

    def do_GET(self) -> None:
        type(self).asked.append(self.path)
        query = parse_qs(urlsplit(self.path).query)
        if self.broken:
            self.send_error(503)
        elif "query.bibliographic" in query:
            self._crossref(GEARS if query["query.bibliographic"] == ["Gears Lee"] else [])
        elif self.path.startswith("/works"):
            wanted = {each.partition(":")[2].lower() for each in query["filter"][0].split(",")}
            items: list[dict[str, Any]] = [
                each for each in (WIDGETS, BOOK) if wanted & {str(each["DOI"]).lower(), *each.get("ISBN", ())}
            ]
            self._crossref(items)
        else:
            entries = [text for number, text in ENTRIES.items() if number in query["id_list"][0]]
            self._answer("application/atom+xml", FEED.format(count=len(entries), entries="".join(entries)))

    def _crossref(self, items: list[dict[str, Any]]) -> None:
        message = {"items": items, "total-results": len(items)}
        self._answer("application/json", json.dumps({"status": "ok", "message": message}))

    def _answer(self, kind: str, text: str) -> None:
        self.send_response(200)
        self.send_header("Content-Type", kind)
        self.end_headers()
        self.wfile.write(text.encode())

    def log_message(self, *_: Any) -> None:  # noqa: ANN401 - as in the class above
        """Nothing: what the server has to say is no output of notelint's."""


@pytest.fixture
def own_cache(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> None:
    """No earlier answer is known."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path_factory.mktemp("caches")))


@pytest.fixture
def server(monkeypatch: pytest.MonkeyPatch) -> Iterator[type[_Services]]:
    """The services on this machine."""
    pytest.importorskip("arxiv")
    pytest.importorskip("habanero")
    handler = type("Handler", (_Services,), {"asked": []})
    listening = ThreadingHTTPServer(("127.0.0.1", 0), handler)
    Thread(target=listening.serve_forever, daemon=True).start()
    address = f"http://127.0.0.1:{listening.server_port}"
    monkeypatch.setattr(services, "CROSSREF", address)
    monkeypatch.setattr(services, "ARXIV", address + "/query?{}")
    yield handler
    listening.shutdown()
    listening.server_close()


def test_what_a_note_lacks_is_a_diff(tmp_path: Path, server: type[_Services], run: Run) -> None:
    """The keys go below the others in the front matter; the file stays as it is."""
    text = "---\ntitle: A Study of Widgets\ndoi: 10.1234/widgets.1\n---\n\n## Summary\n\nGood.\n"
    (tmp_path / "a.md").write_text(text)
    code, out, err = run("resolve", ".")
    assert code == 1
    assert out == (
        "--- a.md\n+++ a.md\n@@ -1,6 +1,15 @@\n ---\n title: A Study of Widgets\n doi: 10.1234/widgets.1\n"
        '+authors:\n+  - Jane Roe\n+  - John Doe\n+year: 2021\n+venue: Journal of Widgets\n+volume: "7"\n'
        '+issue: "2"\n+pages: "10-19"\n+publisher: Widget Press\n ---\n \n ## Summary\n'
    )
    assert err == "Looked up 1 note, found 1. --write adds facts to 1 file.\n"
    assert (tmp_path / "a.md").read_text() == text
    assert len(server.asked) == 1


@pytest.mark.usefixtures("server")
def test_what_is_written_is_read(tmp_path: Path, run: Run) -> None:
    """After --write nothing is left to add, and the record has the facts."""
    (tmp_path / "a.md").write_text("# A Study of Widgets\n\n* __Paper__ : 2101.00001\n\nGood.\n")
    assert run("resolve", ".", "--write")[0] == 0
    text = (tmp_path / "a.md").read_text()
    assert "* __Authors__ : Jane Roe, John Doe\n* __Year__ : 2021\n* __Venue__ : Journal of Widgets\n" in text
    assert text.endswith("\n\nGood.\n")
    assert run("resolve", ".") == (0, "", "Looked up 1 note, found 1. Nothing to add.\n")
    (record,) = json.loads(run("convert", "--to", "json", ".")[1])
    assert (record["year"], record["venue"], record["doi"]) == (2021, "Journal of Widgets", "10.1234/widgets.1")


@pytest.mark.usefixtures("server")
@pytest.mark.parametrize(
    "text",
    [
        "---\ntitle: A Study of Widgets\ndoi: 10.1234/widgets.1\n---\n\nGood.\n",
        "# Widgets\n\n- **Paper**: 2101.00001\n\nA.\n",
    ],
    ids=["keys", "labels"],
)
def test_the_line_ends_of_a_file_stay(text: str, tmp_path: Path, run: Run) -> None:
    """What is added to a file of CR LF ends so, too."""
    (tmp_path / "a.md").write_bytes(text.replace("\n", "\r\n").encode())
    assert run("resolve", ".", "--write", "--schema", "literature-note" if text[0] == "-" else "paper-note")[0] == 0
    data = (tmp_path / "a.md").read_bytes()
    assert b"2021\r\n" in data
    assert data.count(b"\n") == data.count(b"\r\n") > text.count("\n")


@pytest.mark.usefixtures("server")
def test_many_notes_in_a_file(tmp_path: Path, run: Run) -> None:
    """Each note gets its own facts below its heading."""
    text = (
        "# Papers\n\n## (2019 Google) BERT\n\nText.\n\n## (2021 Widget Press) A Study of Widgets\n\n"
        "[paper](https://doi.org/10.1234/widgets.1)\n\n### Model: M\n"
    )
    (tmp_path / "a.md").write_text(text)
    assert run("resolve", ".", "--write", "--schema", "paper-study")[0] == 0
    lines = (tmp_path / "a.md").read_text().splitlines()
    assert lines[:7] == text.splitlines()[:7]
    assert "- **Authors**: Jane Roe, John Doe" in lines[8:]


@pytest.mark.usefixtures("server")
def test_what_the_author_wrote_stays(tmp_path: Path, run: Run) -> None:
    """A contradiction is a finding, and nothing is overwritten."""
    text = (
        "---\ntitle: On Gadgets\nauthors: [Mia Wong]\nyear: 1999\ndoi: 10.1234/widgets.1\n---\n\n## Summary\n\nGood.\n"
    )
    (tmp_path / "a.md").write_text(text)
    code, out, _ = run("resolve", ".", "--write")
    assert code == 1
    assert out.splitlines() == [
        'a.md:2:8: warning[note-conflict]: the title is "On Gadgets" here, but "A Study of Widgets" at Crossref',
        'a.md:3:10: warning[note-conflict]: the first author is "[Mia Wong]" here, but "Jane Roe" at Crossref',
        'a.md:4:7: warning[note-conflict]: the year is "1999" here, but "2021" at Crossref',
    ]
    assert set(text.splitlines()) <= set((tmp_path / "a.md").read_text().splitlines())


@pytest.mark.usefixtures("server")
def test_a_preprint_has_two_years(tmp_path: Path, run: Run) -> None:
    """The year of the preprint and that of the journal are both right."""
    for year in (2020, 2021):
        (tmp_path / "a.md").write_text(
            f"---\ntitle: A Study of Widgets\nyear: {year}\narxiv: 2101.00001\n---\n\n## Summary\n\nA.\n"
        )
        assert "note-conflict" not in run("resolve", ".")[1]


@pytest.mark.parametrize(
    ("number", "facts"),
    [
        ("1801.00002", ["year: 2019", "venue: Conference on Gears", "doi: 10.1234/gears.3"]),
        ("1801.00003", ["year: 2019", "venue: Advances in Neural Information Processing Systems", 'volume: "32"']),
        ("1801.00004", ["year: 2018"]),
    ],
)
@pytest.mark.usefixtures("server")
def test_a_preprint_gets_the_venue_where_it_was_published(
    number: str, facts: list[str], tmp_path: Path, run: Run
) -> None:
    """Crossref knows a paper of this title and author; or arXiv has a journal reference; or neither says a venue."""
    (tmp_path / "a.md").write_text(f"---\ntitle: A\narxiv: '{number}'\n---\n\n## Summary\n\nGood.\n")
    code, out, _ = run("resolve", ".")
    assert code == 1
    assert [each for each in facts if f"\n+{each}\n" not in out] == []
    assert ("+venue" in out) is (len(facts) > 1)


def test_an_answer_is_kept(tmp_path: Path, server: type[_Services], run: Run) -> None:
    """It is asked for once, by all notes in one request, until --refresh; so is what is not known."""
    for number, doi in enumerate(("10.1234/widgets.1", "10.1234/none", "10.1234/widgets.1")):
        (tmp_path / f"{number}.md").write_text(f"---\ntitle: Widgets {number}\ndoi: {doi}\n---\n\n## Summary\n\nA.\n")
    (tmp_path / "book.md").write_text(
        "---\ntitle: All Widgets\nisbn: 978-0-00-000000-2\nyear: 2010\n---\n\n## Summary\n\nA.\n"
    )
    assert run("resolve", ".")[2] == "Looked up 4 notes, found 3. --write adds facts to 3 files.\n"
    assert len(server.asked) == 2
    run("resolve", ".")
    assert len(server.asked) == 2
    run("resolve", ".", "--refresh")
    assert len(server.asked) == 4


def test_a_service_that_fails_is_one_line(tmp_path: Path, server: type[_Services], run: Run) -> None:
    """It is not asked again in this run, what the others say counts, and the exit code is 2."""
    server.broken = True
    for number in range(60):
        (tmp_path / f"{number}.md").write_text(f"---\ntitle: W\ndoi: 10.1234/{number}\n---\n\n## Summary\n\nA.\n")
    code, out, err = run("resolve", ".")
    assert (code, out) == (2, "")
    summary, line = err.splitlines()
    assert summary == "Looked up 60 notes, found 0."
    assert line.startswith("notelint: Crossref cannot be reached: ")
    assert line.endswith("; try again later")


def test_without_an_identifier(tmp_path: Path, server: type[_Services], run: Run) -> None:
    """Nothing is asked."""
    (tmp_path / "a.md").write_text("---\ntitle: W\nauthors: [Jane Roe]\nyear: 2020\n---\n\n## Summary\n\nA.\n")
    assert run("resolve", ".") == (0, "", "No note gives a DOI, an arXiv id or an ISBN: nothing to look up.\n")
    assert server.asked == []


def test_without_the_clients(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    """What is to be installed is said in one line."""
    monkeypatch.setattr("notelint.commands.resolve._CLIENTS", ("no_such_client",))
    assert run("resolve") == (2, "", "notelint: resolve needs no_such_client: pip install no_such_client\n")
