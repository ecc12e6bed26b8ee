"""Names: lists of authors as people write them, and the parts of one name."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from notelint.bibliography.names import is_ambiguous_list, parse_name, split_items, split_names


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("Anna Li, Tom Bo and Eva Ray", ["Anna Li", "Tom Bo", "Eva Ray"], id="commas and and"),
        pytest.param("Anna Li, Tom Bo, and Eva Ray", ["Anna Li", "Tom Bo", "Eva Ray"], id="serial comma"),
        pytest.param("Anna Li & Tom Bo", ["Anna Li", "Tom Bo"], id="ampersand"),
        pytest.param("Li, Anna and Bo, Tom", ["Li, Anna", "Bo, Tom"], id="BibTeX"),
        pytest.param("Li, Anna and van den Oord, Aäron", ["Li, Anna", "van den Oord, Aäron"], id="BibTeX, particle"),
        pytest.param("Li, A., Bo, T. B., & Ray, E.", ["Li, A.", "Bo, T. B.", "Ray, E."], id="APA"),
        pytest.param("Vaswani, Ashish", ["Vaswani, Ashish"], id="one inverted name"),
        pytest.param("de la Cruz, Ana", ["de la Cruz, Ana"], id="one inverted name, particle"),
        pytest.param("Y. Li, T. Bo", ["Y. Li", "T. Bo"], id="initials first"),
        pytest.param("Li Y, Bo TB", ["Li Y", "Bo TB"], id="PubMed"),
        pytest.param("Li, Anna; Bo, Tom", ["Li, Anna", "Bo, Tom"], id="semicolons"),
        pytest.param("Anna Li · Tom Bo", ["Anna Li", "Tom Bo"], id="middle dots"),
        pytest.param("Anna Li\nTom Bo", ["Anna Li", "Tom Bo"], id="lines"),
        pytest.param("张三、李四，王五", ["张三", "李四", "王五"], id="Chinese commas"),
        pytest.param("张三, 李四", ["张三", "李四"], id="two Chinese names"),
        pytest.param("艾伦·图灵、张三", ["艾伦·图灵", "张三"], id="dot inside a Chinese name"),
        pytest.param("山田 太郎, 鈴木 花子", ["山田 太郎", "鈴木 花子"], id="Japanese, space inside"),
        pytest.param("김철수, 이영희", ["김철수", "이영희"], id="Korean"),
        pytest.param("Anna Li*, Tom Bo†, Eva Ray‡", ["Anna Li", "Tom Bo", "Eva Ray"], id="footnote marks"),
        pytest.param("Anna Li1,2, Tom Bo2 and Eva Ray3", ["Anna Li", "Tom Bo", "Eva Ray"], id="footnote digits"),
        pytest.param("Anna Li1*, Tom Bo*2 and Eva Ray3†", ["Anna Li", "Tom Bo", "Eva Ray"], id="digits and marks"),
        pytest.param("Anna Li$^{1,2}$, Tom Bo<sup>*</sup>", ["Anna Li", "Tom Bo"], id="raised marks"),
        pytest.param("Anna Li (equal contribution), Tom Bo", ["Anna Li", "Tom Bo"], id="equal contribution"),
        pytest.param("Anna Li (A, B), Tom Bo (C)", ["Anna Li (A, B)", "Tom Bo (C)"], id="commas in brackets"),
        pytest.param("{Barnes and Noble} and Li, Anna", ["{Barnes and Noble}", "Li, Anna"], id="braces"),
        pytest.param("Google Research, Brain Team", ["Google Research", "Brain Team"], id="organisations"),
        pytest.param("Alexandra Andersen", ["Alexandra Andersen"], id="and inside a name"),
        pytest.param("Doe, Jane, Roe, John", ["Doe, Jane", "Roe, John"], id="inverted, known given names"),
        pytest.param("Doe, Jane, van Roe, Zoë", ["Doe, Jane", "van Roe, Zoë"], id="inverted, particle and accent"),
        pytest.param("Doe, Xi Ng, Roe, Bao", ["Doe, Xi Ng", "Roe, Bao"], id="inverted, a given name of two words"),
        pytest.param("Doe, Xi B., Roe, Bao", ["Doe, Xi B.", "Roe, Bao"], id="inverted, an initial"),
        pytest.param("Roe, Doe, Poe, Cog", ["Roe", "Doe", "Poe", "Cog"], id="family names alone"),
        pytest.param("Alice, Bob, Carol, Dave", ["Alice", "Bob", "Carol", "Dave"], id="given names alone"),
        pytest.param("[Anna Li, Tom Bo]", ["Anna Li", "Tom Bo"], id="square brackets"),
        pytest.param("[[Anna Li]], [[Tom Bo]]", ["Anna Li", "Tom Bo"], id="wiki links"),
        pytest.param("[[Li, Anna]], [[Bo, Tom]]", ["Li, Anna", "Bo, Tom"], id="wiki links to inverted names"),
        pytest.param("[[people/Anna Li|Anna]] and [[tbo|Tom Bo]]", ["Anna Li", "Tom Bo"], id="page or alias"),
        pytest.param("[[Anna Li#Work|A. L.]], Tom Bo", ["Anna Li", "Tom Bo"], id="a wiki link and a name"),
        pytest.param("  ", [], id="nothing"),
        pytest.param("-, *", [], id="no letters"),
    ],
)
def test_split_names(text: str, expected: list[str]) -> None:
    """Each name once, in order, without marks."""
    assert list(split_names(text)) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Anna Li et al.", ["Anna Li", "et al."]),
        ("Anna Li, Tom Bo, et al", ["Anna Li", "Tom Bo", "et al"]),
        ("Li, A. et al.", ["Li, A.", "et al."]),
        ("Anna Li and others", ["Anna Li", "and others"]),
        ("Anna Li, ...", ["Anna Li", "..."]),
        ("Anna Li, Tom Bo y otros", ["Anna Li", "Tom Bo", "y otros"]),
        ("Anna Li u.a.", ["Anna Li", "u.a."]),
        ("Anna Li et autres", ["Anna Li", "et autres"]),
        ("张三等", ["张三", "等"]),
        ("张三、李四 等人", ["张三", "李四", "等人"]),
        ("山田太郎, 他", ["山田太郎", "他"]),
        ("Anna Li et al.\n", ["Anna Li", "et al."]),
        ("김철수 외 3명", ["김철수", "외 3명"]),
        ("[Anna Li, Tom Bo et al.]", ["Anna Li", "Tom Bo", "et al."]),
        ("Anna Li, et al., Tom Bo", ["Anna Li", "Tom Bo", "et al."]),
        ("Anna Li, al.", ["Anna Li", "al."]),
        ("[[Anna Li]], [[Tom Bo]] et al.", ["Anna Li", "Tom Bo", "et al."]),
        ("Widget Lab（Lead: Anna Li）et al.", ["Widget Lab（Lead: Anna Li）", "et al."]),
        ("et al.", ["et al."]),
    ],
)
def test_lists_that_are_cut_short(text: str, expected: list[str]) -> None:
    """What cuts a list short is its last item, and reads as BibTeX's `others`."""
    found = split_names(text)
    assert list(found) == expected
    assert [parse_name(name).literal == "others" for name in found] == [False] * (len(found) - 1) + [True]


@pytest.mark.parametrize(
    ("items", "expected"),
    [
        (["Anna Li", "Tom Bo et al."], ["Anna Li", "Tom Bo", "et al."]),
        (["Anna Li", "et al.", "Tom Bo and others"], ["Anna Li", "Tom Bo", "et al."]),
        (["Li, Anna", "Bo, Tom"], ["Li, Anna", "Bo, Tom"]),
        (["Anna Li*", " ", "張三等"], ["Anna Li", "張三", "等"]),
    ],
)
def test_split_items(items: list[str], expected: list[str]) -> None:
    """An item is a name, and what cuts a list short is its last item wherever it stands."""
    assert list(split_items(items)) == expected


@pytest.mark.parametrize(
    ("text", "is_ambiguous"),
    [
        ("Roe, Doe, Poe, Cog", False),
        ("Vaswani, Shazeer, Parmar, Uszkoreit", False),
        ("Alice, Bob, Carol, Dave", True),
        ("Roe, Jane, Doe, Nimrod", True),
        ("Doe, Jane, Roe, John", False),
        ("Roe, Doe, Poe", False),
        ("Doe, Jane", False),
        ("Jane Roe, John Doe, Ann Poe, Bob Cog", False),
        ("Doe, J., Roe, J.", False),
        ("Google, Meta, OpenAI, Microsoft", False),
        ("张三, 李四, 王五, 赵六", False),
    ],
)
def test_ambiguous_lists(text: str, is_ambiguous: bool) -> None:  # noqa: FBT001 - a parameter of the test
    """Four single words may be four names or two."""
    assert is_ambiguous_list(text) is is_ambiguous


@pytest.mark.parametrize(
    ("raw", "given_", "particle", "family", "suffix"),
    [
        ("Anna Li", "Anna", None, "Li", None),
        ("Li, Anna", "Anna", None, "Li", None),
        ("Anna Maria Li", "Anna Maria", None, "Li", None),
        ("Aäron van den Oord", "Aäron", "van den", "Oord", None),
        ("van den Oord, Aäron", "Aäron", "van den", "Oord", None),
        ("Luc Van Gool", "Luc", None, "Van Gool", None),
        ("Quoc V. Le", "Quoc V.", None, "Le", None),
        ("Martin Luther King Jr.", "Martin Luther", None, "King", "Jr."),
        ("King, Jr., Martin Luther", "Martin Luther", None, "King", "Jr."),
        ("King, Martin Luther, Jr.", "Martin Luther", None, "King", "Jr."),
        ("Martin Luther King, Jr.", "Martin Luther", None, "King", "Jr."),
        ("LeCun Y", "Y", None, "LeCun", None),
        ("何, 恺明", "恺明", None, "何", None),
        ("Kaiming He (何恺明)", "Kaiming", None, "He", None),
        ("Anna Li (MIT)", "Anna", None, "Li", None),
        ("P.  O'Neil", "P.", None, "O'Neil", None),
    ],
)
def test_parse_name(raw: str, given_: str, particle: str | None, family: str, suffix: str | None) -> None:
    """Given names, particle, family name and suffix, whichever order they are written in."""
    name = parse_name(raw)
    assert (name.given, name.particle, name.family, name.suffix) == (given_, particle, family, suffix)
    assert (name.literal, name.raw) == (None, raw)


@pytest.mark.parametrize(
    ("raw", "literal"),
    [
        ("{Barnes and Noble}", "Barnes and Noble"),
        ("Google AI", "Google AI"),
        ("Widget Lab（Lead: Anna Li）", "Widget Lab"),
        ("University of Somewhere", "University of Somewhere"),
        ("Plato", "Plato"),
        ("何恺明", "何恺明"),
        ("山田 太郎", "山田 太郎"),
        ("A, B, C, D", "A, B, C, D"),
        ("A, B, C", "A, B, C"),
        (", ", ","),
    ],
)
def test_names_that_stay_whole(raw: str, literal: str) -> None:
    """What cannot be split for sure is kept as it is."""
    assert parse_name(raw).literal == literal


@settings(max_examples=150, deadline=None)
@given(st.text("aB .,;&{}()[]|*1^$等、 \nand", max_size=40))
def test_any_text(text: str) -> None:
    """Whatever the list: each name is a text with no spaces at its ends, of exactly one of the two kinds."""
    for written in split_names(text):
        name = parse_name(written)
        assert written == written.strip() != ""
        assert (name.family is None) != (name.literal is None)
        assert name.raw == written


@pytest.mark.parametrize(
    "text",
    [
        "A" * 200_000,
        "(" * 200_000,
        "a, " * 60_000,
        " " * 200_000,
        "<sup>" * 50_000,
        "a 1" * 60_000,
        "[[a" * 60_000,
        "[[a|b]]" * 30_000,
    ],
)
def test_long_texts(text: str) -> None:
    """Time is linear in the text: these would take minutes otherwise."""
    for name in split_names(text)[:3]:
        parse_name(name)
