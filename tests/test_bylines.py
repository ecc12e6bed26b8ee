"""Bylines: lines under a title that name authors, venue and year, and lines that do not."""

from __future__ import annotations

import time
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from notelint.bibliography.bylines import Byline, parse_byline


def _read(text: str, *, names_alone: bool = True) -> dict[str, Any]:
    """What a byline says, without what it does not say."""
    byline = parse_byline(text, names_alone=names_alone)
    if byline is None:
        return {}
    said = {
        "authors": [text[start:end] for start, end in byline.authors],
        "organizations": [text[start:end] for start, end in byline.organizations],
        "venue": text[slice(*byline.venue)] if byline.venue else None,
        "year": byline.year,
    }
    return {name: value for name, value in said.items() if value}


@pytest.mark.parametrize(
    ("text", "authors"),
    [
        ("Jane Roe, John Doe, and Ann Poe", ["Jane Roe", "John Doe", "Ann Poe"]),
        ("by Jane Roe and John Doe", ["Jane Roe", "John Doe"]),
        ("By: Jane Roe", ["Jane Roe"]),
        ("Jane Roe et al.", ["Jane Roe", "et al."]),
        ("Jane Roe · John Doe · Ann Poe", ["Jane Roe", "John Doe", "Ann Poe"]),
        ("Jane Roe | John Doe", ["Jane Roe", "John Doe"]),
        ("Jane Roe*, John Doe*, Ann Poe†", ["Jane Roe", "John Doe", "Ann Poe"]),
        ("Jane Roe¹, John Doe²", ["Jane Roe", "John Doe"]),
        ("Jane Roe1,2, John Doe2 and Ann Poe1", ["Jane Roe", "John Doe", "Ann Poe"]),
        ("Jane Roe$^{1,2}$, John Doe^2^", ["Jane Roe", "John Doe"]),
        ("Roe, J., Doe, J. A., & Poe, A.", ["Roe, J.", "Doe, J. A.", "Poe, A."]),
        ("Jane Roe, Xi van der Doe and Bo Poe.", ["Jane Roe", "Xi van der Doe", "Bo Poe"]),
        ("张三，李四，王五等", ["张三", "李四", "王五", "等"]),
        ("张三、李四", ["张三", "李四"]),
        ("山田 太郎, 鈴木 花子", ["山田 太郎", "鈴木 花子"]),
        ("김철수, 이영희", ["김철수", "이영희"]),
    ],
)
def test_names_alone(text: str, authors: list[str]) -> None:
    """Names are a byline right under a title, and nowhere else."""
    assert _read(text) == {"authors": authors}
    assert _read(text, names_alone=False) == {}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Jane Roe, John Doe & Ann Poe (2016)", {"authors": ["Jane Roe", "John Doe", "Ann Poe"], "year": 2016}),
        ("Jane Roe, John Doe, 1994", {"authors": ["Jane Roe", "John Doe"], "year": 1994}),
        ("Roe, J., & Doe, J. (2019)", {"authors": ["Roe, J.", "Doe, J."], "year": 2019}),
        ("NIPS 2017", {"venue": "NIPS", "year": 2017}),
        ("NIPS 2017, Long Beach, CA, USA", {"venue": "NIPS", "year": 2017}),
        ("ICML 2018, Stockholm, Sweden", {"venue": "ICML", "year": 2018}),
        ("ICCV 2019 Oral", {"venue": "ICCV", "year": 2019}),
        ("Accepted to CVPR 2020 (Oral)", {"venue": "CVPR", "year": 2020}),
        ("NeurIPS2022", {"venue": "NeurIPS", "year": 2022}),
        ("2015", {"year": 2015}),
        ("Roe et al., CVPR 2020", {"authors": ["Roe", "et al."], "venue": "CVPR", "year": 2020}),
        ("Roe, SIGMOD '79", {"authors": ["Roe"], "venue": "SIGMOD", "year": 1979}),
        ("SIGMOD 2008 Jane B. Roe, etc.", {"authors": ["Jane B. Roe", "etc."], "venue": "SIGMOD", "year": 2008}),
        ("CIDR 2021. Ann Lee, Bo Li", {"authors": ["Ann Lee", "Bo Li"], "venue": "CIDR", "year": 2021}),
        ("Jane Roe, Bo Li - CVPR 2020", {"authors": ["Jane Roe", "Bo Li"], "venue": "CVPR", "year": 2020}),
        ("Jane Roe, Bo Li. SOSP '19", {"authors": ["Jane Roe", "Bo Li"], "venue": "SOSP", "year": 2019}),
        ("[2020 NeurIPS] Jane Roe, ...", {"authors": ["Jane Roe", "..."], "venue": "NeurIPS", "year": 2020}),
        ("Jane Roe，IEEE Data Engineering Bulletin 1995", {
            "authors": ["Jane Roe"], "venue": "IEEE Data Engineering Bulletin", "year": 1995
        }),
        ("IEEE Transactions on Gears, J. Doe-Roe, 1992", {
            "authors": ["J. Doe-Roe"], "venue": "IEEE Transactions on Gears", "year": 1992
        }),
        ("ACM SIGACT News (Gears) 32, 4 | December 2001, pp. 51-58", {"venue": "ACM SIGACT News", "year": 2001}),
        ("arXiv:2005.00001 [cs.LG]", {"venue": "arXiv"}),
    ],
)  # fmt: skip
def test_bylines_anywhere(text: str, expected: dict[str, Any]) -> None:
    """With a venue or a year a line is a byline wherever it stands."""
    assert _read(text, names_alone=False) == expected
    assert _read(text) == expected


@pytest.mark.parametrize(
    ("text", "authors", "organizations"),
    [
        ("Jane Roe (MIT), John Doe (Google)", ["Jane Roe", "John Doe"], ["MIT", "Google"]),
        ("Jane Roe, John Doe (MIT, Google Research)", ["Jane Roe", "John Doe"], ["MIT", "Google Research"]),
        ("Jane Roe, John Doe, Google Research", ["Jane Roe", "John Doe"], ["Google Research"]),
        ("山田太郎, 鈴木花子 (東京大学)", ["山田太郎", "鈴木花子"], ["東京大学"]),
        ("Jane Roe and John Doe (equal contribution)", ["Jane Roe", "John Doe"], None),
    ],
)
def test_organizations(text: str, authors: list[str], organizations: list[str] | None) -> None:
    """Affiliations are no authors."""
    expected = {"authors": authors, "organizations": organizations}
    assert _read(text) == {name: value for name, value in expected.items() if value}


def test_all_at_once() -> None:
    """A place behind the organization says nothing; the venue is the server's name."""
    assert _read("arXiv: 2505.00001 | Jane Roe et al. (Some University, Singapore, 2025)") == {
        "authors": ["Jane Roe", "et al."],
        "organizations": ["Some University"],
        "venue": "arXiv",
        "year": 2025,
    }


@pytest.mark.parametrize(
    "text",
    [
        *("Authors from MIT", "Jane Roe", "by hand", "By: Prefix-Tuning", "Pros, Cons", "Widgets, Gears, Springs"),
        *(
            "Machine Learning, Computer Vision",
            "Knowledge Distillation, Model Compression",
            "Edge Server, Cloud Server",
        ),
        *(
            "Conditional Entropy, Joint Entropy (Mutual Information)",
            "New York, San Francisco",
            "Hello World, Foo Bar",
        ),
        *(
            "深度学习，计算机视觉",
            "部件，齿轮，弹簧",
            "例如连接结合律、谓词下推等",
            "教職申請或升等",
            "編碼&解碼",
            "以此類推……",
        ),
        *(
            "이전 방식, 새 방식",
            "We read Jane Roe and John Doe.",
            "Jane Roe thinks, John Doe knows",
            "Tags: widgets, gears",
        ),
        *(
            "In 2009 they found it.",
            "This paper is about widgets, 2019",
            "Read by Jane Roe in 2019",
            "Last updated: May 2020",
        ),
        *("Notes by Jane Roe, 2020", "FlowNet (CNN, 2015)", "ViT (Widget Transformer, Google 2020)"),
        *("Prioritized Experience Replay (2016)", "Dynamic Widgets Between Gears (2017)", "THE WIDGET LIBRARY, 2024"),
        *(
            "Widgets, Gears, 2019",
            "GBK（1995，英文 1-byte, 繁簡中文 2-byte)",
            "STEM (19 學門, 1800 題) | Other (13 學門, 1890 題)",
        ),
        *("https://example.org/2019/widgets", "2019-05-03", "May 2020", "", "   ", "#widgets #gears"),
        *("Etc, etc.", "Optimal Rate and Error Rate", "Journal", "TODO: read this", "3.1 Related Work, Methods"),
    ],
)
def test_what_is_no_byline(text: str) -> None:
    """Prose, topics, tags, titles, places and dates name no authors, right under a title either."""
    assert _read(text) == {}


@pytest.mark.parametrize(
    "piece",
    ["Jane Roe, ", "(", "[a", "A. ", "张三，", "1,", "a1,", "^{1", "et al. ", "In Proc. ", " ", "*", "'19 ", "| "],
)
def test_hostile_lines(piece: str) -> None:
    """No line takes long, however it repeats itself: most take a few milliseconds."""
    began = time.process_time()
    parse_byline((piece * 400)[:390] + " 2019", names_alone=True)
    assert time.process_time() - began < 1


_PIECES = (
    "Jane",
    "Roe",
    "J.",
    ", ",
    ". ",
    "(2019)",
    "2019",
    " ",
    "et al.",
    " and ",
    "CVPR",
    "(MIT)",
    "张三",
    "| ",
    "*",
    "1",
)


@given(st.lists(st.sampled_from(_PIECES), min_size=1, max_size=20).map("".join))
def test_any_line(text: str) -> None:
    """Whatever the line: each range lies in it and is trimmed, and no two authors overlap."""
    byline = parse_byline(text, names_alone=True) or Byline()
    places = [*byline.authors, *byline.organizations, *filter(None, (byline.venue, byline.year_place))]
    assert all(text[start:end] == text[start:end].strip() != "" for start, end in places)
    assert all(left[1] <= right[0] for left, right in zip(byline.authors, byline.authors[1:], strict=False))
