"""What a venue says of a publication, and the type of record that it makes."""

from __future__ import annotations

import pytest

from notelint.bibliography.venues import venue_kind
from notelint.record.kinds import is_publisher, journal_name, place, record_type, thesis


@pytest.mark.parametrize(
    "venue",
    [
        *("2024-05", "May 2024", "24 May, 2024", "1st June 2020", "4/11/2018", "2024年5月", "Spring 2020", "2019"),
        *("Preprint", "preprints", "Accepted", "Published 2019", "In press", "Poster", "N/A", "—", "Working draft"),
        *("Under review", "Under double-blind review", "In review at Widget Letters", "NeurIPS 2024 (under review)"),
        *("Submitted to NeurIPS 2024", "ICLR 2025 Conference Submission", "Rejected by ICML", "In preparation"),
        *("未录用（预印本）", "已录用", "审稿中", "投稿中", "预印本", "未发表"),
        *("", None),
    ],
)
def test_no_place(venue: str | None) -> None:
    """A date or a status is no place, and a place that has not taken the paper neither."""
    assert place(venue) is None


@pytest.mark.parametrize(
    ("venue", "expected"),
    [
        ("Nature", "Nature"),
        ("Accepted at NeurIPS 2024", "NeurIPS 2024"),
        ("accepted: CVPR", "CVPR"),
        ("To appear in Widget Letters", "Widget Letters"),
        ("AAAI 2020 oral", "AAAI 2020"),
        ("CVPR 2023 (Best Paper Award)", "CVPR 2023"),
        ("In Proceedings of MICRO-52", "Proceedings of MICRO-52"),
        ("In Vitro", "In Vitro"),
        ("Widget Review", "Widget Review"),
        ("Marching", "Marching"),
        ("arXiv preprint", "arXiv preprint"),
    ],
)
def test_place(venue: str, expected: str) -> None:
    """The place without what is said of the paper there; names that hold the same words stay whole."""
    assert place(venue) == expected


def test_publisher() -> None:
    """Publishers say that they are, or are known."""
    assert [
        text for text in ("Widget Press", "Springer", "工业出版社", "Press Freedom Ltd") if is_publisher(text)
    ] != []
    assert not any(map(is_publisher, ("Widget Letters", "CVPR", "Journal of Expressions", "Annals of Springers")))


@pytest.mark.parametrize(
    ("venue", "expected"),
    [
        ("PhD thesis, Widget University", ("doctoral", "Widget University")),
        ("Widget University, doctoral dissertation", ("doctoral", "Widget University")),
        ("Master's Thesis (MIT)", ("masters", "MIT")),
        ("清华大学硕士学位论文", ("masters", "清华大学")),
        ("Thesis", (None, "")),
        ("Journal of Hypotheses", None),
    ],
)
def test_thesis(venue: str, expected: tuple[str | None, str] | None) -> None:
    """A thesis says so, and mostly for which degree, and where."""
    assert thesis(venue) == expected


def test_journal_name() -> None:
    """The year of the paper is no part of the journal's name, another number may be."""
    assert {journal_name(text, 2019) for text in ("Nature 2019", "Nature, 2019", "Nature (2019)", "Nature")} == {
        "Nature"
    }
    assert journal_name("Vision 2020", 2019) == "Vision 2020"
    assert journal_name("Nature 2019", None) == "Nature 2019"


def kind(venue: str | None = None, word: str | None = None, arxiv: str | None = None, **details: object) -> str:
    """The type of a record with these facts."""
    return record_type(word, venue, venue_kind(venue) if venue else None, arxiv, details)


@pytest.mark.parametrize(
    ("found", "expected"),
    [
        pytest.param(kind("Nature"), "journal", id="known journal"),
        pytest.param(kind("Widget Reports", doi="10.1000/1"), "journal", id="a DOI and a venue"),
        pytest.param(kind("Widget Reports", volume=3), "journal", id="a volume"),
        pytest.param(kind("Widget Reports", issue="3"), "journal", id="an issue"),
        pytest.param(kind("Widget Reports", pages="3-9"), "journal", id="pages"),
        pytest.param(kind("Widget Reports", volume=None, pages=None), "misc", id="nothing but an unknown venue"),
        pytest.param(kind("Widget Reports", arxiv="1706.00001"), "preprint", id="arXiv and an unknown venue"),
        pytest.param(kind("Widget Reports", arxiv="1706.00001", volume="3"), "journal", id="journal, also at arXiv"),
        pytest.param(kind("WIDG 2020", pages="1-9"), "conference", id="an acronym with a year"),
        pytest.param(kind("WIDG 2020", volume="1", pages="1-9"), "journal", id="but with a volume"),
        pytest.param(kind("OpenAI 2020"), "misc", id="a year alone makes no conference"),
        pytest.param(kind("WID", doi="10.1109/cvpr.2016.90"), "conference", id="a conference in the DOI"),
        pytest.param(kind("WID", doi="10.1038/nature1"), "journal", id="a journal in the DOI"),
        pytest.param(kind("W", doi="10.1007/978-3-030-00001-1_2", volume="9"), "conference", id="an ISBN in the DOI"),
        pytest.param(kind("W", doi="10.18653/v1/n19-1"), "conference", id="a publisher of proceedings"),
        pytest.param(kind("LNCS", volume="9"), "conference", id="a series of proceedings"),
        pytest.param(kind(isbn="978"), "book", id="ISBN"),
        pytest.param(kind("Widget Series", isbn="978", publisher="W"), "book", id="ISBN and publisher"),
        pytest.param(kind("Widget Reports", isbn="978", publisher="W", pages="1-2"), "misc", id="a part of a book"),
        pytest.param(kind("Widget Press"), "book", id="a publisher for a venue"),
        pytest.param(kind(publisher="Widget Press"), "book", id="publisher"),
        pytest.param(kind(publisher="Widget Press", doi="10.1000/1"), "misc", id="a publisher has journals, too"),
        pytest.param(kind("CVPR", isbn="978", publisher="W"), "conference", id="the ISBN of proceedings"),
        pytest.param(kind(doi="10.1007/978-3-030-00001-1"), "book", id="a DOI that is an ISBN"),
        pytest.param(kind(doi="10.1101/2020.01.01.123456"), "preprint", id="the DOI of a preprint"),
        pytest.param(kind(doi="10.1101/gr.123.100"), "misc", id="another DOI of the same publisher"),
        pytest.param(kind(doi="10.1000/1"), "misc", id="a DOI alone"),
        pytest.param(kind("Preprint"), "preprint", id="said to be a preprint"),
        pytest.param(kind("Submitted to CVPR 2024", doi="10.1000/1"), "misc", id="not taken yet"),
        pytest.param(kind("CVPR 2024 (under review)", arxiv="1706.00001"), "preprint", id="not taken yet, at arXiv"),
        pytest.param(kind("Accepted at CVPR 2024"), "conference", id="taken"),
        pytest.param(kind("2024-05", arxiv="1706.00001"), "preprint", id="a date"),
        pytest.param(kind("PhD thesis, Widget University"), "thesis", id="thesis"),
        pytest.param(kind("Technical Report 3"), "report", id="report"),
        pytest.param(kind("CVPR", word="book"), "book", id="the note's own word"),
        pytest.param(kind("CVPR", word="article"), "conference", id="any paper is an article"),
        pytest.param(kind("Widget Reports", word="article"), "journal", id="an article somewhere"),
        pytest.param(kind(word="article", arxiv="1706.00001"), "preprint", id="an article at arXiv"),
        pytest.param(kind(word="literature-note"), "misc", id="a word for the note"),
    ],
)
def test_record_type(found: str, expected: str) -> None:
    """What the note says decides, then its venue, the DOI, volume and pages; where nothing tells, it is `misc`."""
    assert found == expected
