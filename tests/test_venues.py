"""Venues: which one a text names, its kind, and the year beside it."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from notelint.bibliography.venues import known_venue, split_venue_year, venue_kind
from notelint.resources import package_file


@pytest.mark.parametrize(
    ("text", "name", "kind"),
    [
        ("ICCV", "ICCV", "conference"),
        ("NIPS", "NeurIPS", "conference"),
        ("cvpr2020", "CVPR", "conference"),
        ("CVPR'17", "CVPR", "conference"),
        ("AAAI-20", "AAAI", "conference"),
        ("SIGMOD2017", "SIGMOD", "conference"),
        ("2017 NIPS", "NeurIPS", "conference"),
        ("ICLR 2021 (Oral)", "ICLR", "conference"),
        ("ICLR2024（Spotlight）", "ICLR", "conference"),
        ("ACL 2020 Best Paper", "ACL", "conference"),
        ("NeurIPS 2022 Datasets and Benchmarks Track", "NeurIPS", "conference"),
        ("Findings of EMNLP 2021", "EMNLP", "conference"),
        ("Proc. of ICML", "ICML", "conference"),
        ("IEEE/CVF Conference on Computer Vision and Pattern Recognition (CVPR), 2019", "CVPR", "conference"),
        ("International Conference on Computer Vision", "ICCV", "conference"),
        ("European Conference on Computer Vision", "ECCV", "conference"),
        ("Proceedings of the nineteenth ACM symposium on Operating systems principles", "SOSP", "conference"),
        ("19th International Conference on Extending Database Technology (EDBT), March 2016", "EDBT", "conference"),
        ("OSDI'04: Sixth Symposium on Operating System Design and Implementation", "OSDI", "conference"),
        ("Advances in Neural Information Processing Systems 30", "NeurIPS", "conference"),
        ("CVPR Workshops 2021", "CVPR Workshops", "workshop"),
        ("HotOS", "HotOS", "workshop"),
        ("TPAMI 2022", "TPAMI", "journal"),
        ("Communications of the ACM, July 1970", "CACM", "journal"),
        ("Proceedings of the VLDB EndowmentVolume 11Issue 12August 2018 pp 1849–1862", "PVLDB", "journal"),
        ("Horticulture Research, 2024, 11: uhae119", "Horticulture Research", "journal"),
        ("Nature 600, 123-130 (2021)", "Nature", "journal"),
        ("The Lancet", "Lancet", "journal"),
        ("Science", "Science", "journal"),
        ("arXiv 2023", "arXiv", "preprint_server"),
        ("arXiv preprint arXiv:1706.03762", "arXiv", "preprint_server"),
        ("bioRxiv", "bioRxiv", "preprint_server"),
    ],
)
def test_known_venue(text: str, name: str, kind: str) -> None:
    """A venue by any of its names, whatever stands around them."""
    venue = known_venue(text)
    assert venue is not None
    assert (venue.name, venue.kind) == (name, kind)


@pytest.mark.parametrize(
    "text",
    [
        *("Google", "Google AI", "Meta", "Microsoft MSRA", "MSR", "OpenAI", "IEEE", "ACM", "USENIX"),
        *(
            "Amazon Science",
            "Nature Research",
            "science",
            "nature",
            "cell",
            "fast",
            "micro",
            "fat",
            "date",
            "chi",
            "ton",
            "tog",
        ),
        *("Conference", "Communications", "Paper", "PaperWeekly", "GPT-4", "Llama 2", "Google 2, 3", "DALL-E 17"),
        *("neural networks", "pattern recognition", "A paper at CVPR 2020", "", "2020", "()", "x" * 1000),
    ],
)
def test_no_venue(text: str) -> None:
    """Organisations, ordinary words and texts that only mention a venue are none."""
    assert known_venue(text) is None


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("CVPR 2017", ("CVPR", 2017)),
        ("2017 NIPS", ("NIPS", 2017)),
        ("SIGMOD2017", ("SIGMOD", 2017)),
        ("SIGMOD '79", ("SIGMOD", 1979)),
        ("CVPR’17", ("CVPR", 2017)),
        ("ICLR19", ("ICLR", 2019)),
        ("PVLDB, Aug 2017", ("PVLDB", 2017)),
        ("Communications of the ACM, July 1970", ("Communications of the ACM", 1970)),
        ("ICLR 2021 (Oral)", ("ICLR (Oral)", 2021)),
        ("ICLR", ("ICLR", None)),
        ("Llama-13", ("Llama-13", None)),
        ("Systems 30", ("Systems 30", None)),
        ("12017", ("12017", None)),
    ],
)
def test_split_venue_year(text: str, expected: tuple[str, int | None]) -> None:
    """The year, in two digits only beside the name of a known venue."""
    assert split_venue_year(text) == expected


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("CVPR 2020", "conference"),
        ("Proceedings of the 9th Symposium on Odd Machines", "conference"),
        ("2nd Workshop on Many-Task Computing", "workshop"),
        ("Journal of Odd Results", "journal"),
        ("软件学报", "journal"),
        ("Conference", None),
        ("Example Lab", None),
        ("{{journal}}", None),
    ],
)
def test_venue_kind(text: str, kind: str | None) -> None:
    """An unknown venue is of the kind that its name says, if it says one."""
    assert venue_kind(text) == kind


def test_every_name_of_the_table() -> None:
    """Each name and full name in the table is known, and no two venues share a name."""
    rows = [row for row in package_file("bibliography/venues.txt").splitlines() if row and row[0] not in "#["]
    names = [row.partition(" | ")[0].lstrip("=") for row in rows]
    assert len(names) == len(set(names)) > 300
    for row in rows:
        name, _, rest = row.partition(" | ")
        for written in (name, *rest.replace(" | ", "; ").split("; ")):
            venue = known_venue(written.strip().lstrip("="))
            assert not written or (venue is not None and venue.name == name.lstrip("=")), written


@settings(max_examples=150, deadline=None)
@given(st.text("CVPR ICML'0129,.()-of the Nature:pp", max_size=40))
def test_any_text(text: str) -> None:
    """Whatever the text, nothing is raised, and a year has four digits."""
    known_venue(text)
    venue_kind(text)
    _, year = split_venue_year(text)
    assert year is None or 1900 <= year <= 2099
