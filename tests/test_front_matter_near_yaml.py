"""Front matter that is no YAML but that people and editors write: what is read, where it stands, how to write it."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from notelint.front_matter import FrontMatter, problems, read_front_matter, unread
from notelint.source import Source, spliced

if TYPE_CHECKING:
    from notelint.front_matter import Value


def read(text: str) -> FrontMatter:
    """The front matter of a text that has some."""
    front_matter = read_front_matter(Source("note.md", text))
    assert front_matter is not None
    return front_matter


def values(front_matter: FrontMatter) -> dict[str, Value]:
    """The entries as a mapping."""
    return {entry.key: entry.value for entry in front_matter.entries}


def rewritten(text: str, *, is_safe: bool | None = None) -> str:
    """A text with all rewritings of its front matter, or only those that are safe or not."""
    found = [problem.rewriting for problem in read(text).problems if problem.rewriting]
    edits = [(each.span, each.text) for each in found if is_safe in (None, each.is_safe)]
    return spliced(text, sorted(edits))


@pytest.mark.usefixtures("parser")
@pytest.mark.parametrize("line_end", ["\n", "\r\n", "\r"], ids=["LF", "CRLF", "CR"])
@pytest.mark.parametrize(
    ("written", "value", "place"),
    [
        pytest.param("CogNet: Learned Cogs", "CogNet: Learned Cogs", None, id="a second colon"),
        pytest.param("Cogs: a: b: c", "Cogs: a: b: c", None, id="several colons"),
        pytest.param("\tCogs: b", "Cogs: b", "Cogs: b", id="a tab behind the colon"),
        pytest.param("Cogs: b # draft", "Cogs: b", "Cogs: b", id="a comment"),
        pytest.param("Cogs: number #5", "Cogs: number #5", None, id="a hash that begins no comment"),
        pytest.param("*Cogs* and Gears", "*Cogs* and Gears", None, id="emphasis"),
        pytest.param("*Cogs*", "*Cogs*", None, id="only emphasis"),
        pytest.param('"Cogs" in Theory', '"Cogs" in Theory', None, id="a quoted word"),
        pytest.param('"Cogs": "Gears"', '"Cogs": "Gears"', None, id="two quoted words"),
        pytest.param('"Cogs: "Small" ones"', 'Cogs: "Small" ones', None, id="quotes in quotes"),
        pytest.param("'it's here'", "it's here", None, id="an apostrophe in quotes"),
        pytest.param("'tis here", "'tis here", None, id="an apostrophe at the start"),
        pytest.param('"Cogs', "Cogs", None, id="a quote that nothing closes"),
        pytest.param('"\\d-cogs"', "\\d-cogs", None, id="a backslash"),
        pytest.param("@poe2013", "@poe2013", None, id="a citation key"),
        pytest.param("%x", "%x", None, id="a percent sign"),
        pytest.param("`x`", "`x`", None, id="a code span"),
        pytest.param("|text", "|text", None, id="a bar"),
        pytest.param("> A text", "A text", None, id="the mark of a block"),
        pytest.param("- Cogs", "Cogs", None, id="the mark of an item"),
        pytest.param("&a: b", "&a: b", None, id="an ampersand"),
        pytest.param("!a!b c", "!a!b c", None, id="an exclamation mark"),
        pytest.param("{x} y", "{x} y", None, id="braces"),
        pytest.param("[WIP] Cogs", "[WIP] Cogs", None, id="a word in brackets"),
        pytest.param("[Cogs](https://e.org): b", "[Cogs](https://e.org): b", None, id="a Markdown link"),
        pytest.param("[[Ann Poe]] et al.", "[[Ann Poe]] et al.", None, id="a link and words"),
        pytest.param("Cogs: small\n  ones", "Cogs: small ones", None, id="two lines"),
        pytest.param("\n  *Cogs* a: b", "*Cogs* a: b", "*Cogs* a: b", id="on the next line"),
        pytest.param("a\x07b", "ab", None, id="an invisible character"),
        pytest.param("a, [[b]]: c", "a, [[b]]: c", None, id="a link later on"),
    ],
)
def test_text(written: str, value: Value, place: str | None, line_end: str) -> None:
    """A value that YAML cannot read is the text of its line; no other key is lost, and quotes make it YAML."""
    text = f"---\nbefore: 1\nkey: {written}\nafter: 2\n---\n".replace("\n", line_end)

    front_matter = read(text)

    assert values(front_matter) == {"before": 1, "key": value, "after": 2}
    entry = front_matter.get("key")
    assert entry is not None
    assert text[slice(*entry.key_span)] == "key"
    assert text[slice(*entry.value_span)].replace(line_end, "\n") == (place or written)
    assert len(front_matter.problems) == 1
    assert not front_matter.problems[0].loses
    if front_matter.problems[0].rewriting:
        after = read(rewritten(text))
        assert (values(after), after.problems) == (values(front_matter), ())


@pytest.mark.usefixtures("parser")
@pytest.mark.parametrize("line_end", ["\n", "\r\n"], ids=["LF", "CRLF"])
@pytest.mark.parametrize(
    ("written", "value", "items"),
    [
        pytest.param(
            " [[Jane Roe]], [[John Doe|J. Doe]]",
            ["[[Jane Roe]]", "[[John Doe|J. Doe]]"],
            ["[[Jane Roe]]", "[[John Doe|J. Doe]]"],
            id="a row of links",
        ),
        pytest.param(
            " [[李雷]]，[[韩梅]]、[[林涛]]", *[["[[李雷]]", "[[韩梅]]", "[[林涛]]"]] * 2, id="full-width commas"
        ),
        pytest.param(" [[a]] [[b c]],", *[["[[a]]", "[[b c]]"]] * 2, id="spaces between links"),
        pytest.param(" [[a]],\n  [[b]]", *[["[[a]]", "[[b]]"]] * 2, id="a row on two lines"),
        pytest.param(" [#a, b c, 3]", ["#a", "b c", 3], ["#a", "b c", "3"], id="hashtags in brackets"),
        pytest.param(" [@a, 'b', [[c]]]", ["@a", "b", "[[c]]"], ["@a", "'b'", "[[c]]"], id="marks in brackets"),
        pytest.param(
            '\n  - @a\n  - b: c: d # e\n  - "x" y\n\n  - 1',
            ["@a", "b: c: d", '"x" y', 1],
            ["@a", "b: c: d", '"x" y', "1"],
            id="items of which some are no YAML",
        ),
        pytest.param("\n- [[A]]\n- *B* c", [[["A"]], "*B* c"], ["[[A]]", "*B* c"], id="items at the margin"),
        pytest.param(
            "\n  - name: A\n    site: 1\n  - @b",
            [{"name": "A", "site": 1}, "@b"],
            ["name: A\n    site: 1", "@b"],
            id="an item of two lines",
        ),
        pytest.param("\n\t- Jane\n\t- John", *[["Jane", "John"]] * 2, id="tabs"),
        pytest.param(
            "\n\t- name: A\n\t  site: 1\n\t- B", [{"name": "A", "site": 1}, "B"], ["name: A\n\t  site: 1", "B"],
            id="tabs and spaces",
        ),
        pytest.param("\n\t- @a\n\t- b: c: d", *[["@a", "b: c: d"]] * 2, id="tabs before what is no YAML"),
    ],
)  # fmt: skip
def test_list(written: str, value: Value, items: list[str], line_end: str) -> None:
    """A row of links, a list in brackets and a list of lines are lists, each item in its place."""
    text = f"---\nbefore: 1\nkey:{written}\nafter: 2\n---\n".replace("\n", line_end)

    front_matter = read(text)

    assert values(front_matter) == {"before": 1, "key": value, "after": 2}
    entry = front_matter.get("key")
    assert entry is not None
    assert [text[slice(*item)].replace(line_end, "\n") for item in entry.items] == items
    assert text[slice(*entry.value_span)].replace(line_end, "\n") == written.strip(" \n\t")
    assert [problem.loses for problem in front_matter.problems] == [False]
    if front_matter.problems[0].rewriting:
        after = read(rewritten(text))
        assert (values(after), after.problems) == (values(front_matter), ())


@pytest.mark.usefixtures("parser")
@pytest.mark.parametrize(
    ("body", "expected", "lost"),
    [
        pytest.param("title:Word\nb: 2", {"title": "Word", "b": 2}, False, id="no space after the colon"),
        pytest.param('title:"A" b\nb: 2', {"title": '"A" b', "b": 2}, False, id="no space, and no YAML"),
        pytest.param("年：2021\nb: 2", {"年": 2021, "b": 2}, False, id="a full-width colon"),
        pytest.param("作者： [[A]]，[[B]]\nb: 2", {"作者": ["[[A]]", "[[B]]"], "b": 2}, False, id="and links"),
        pytest.param("authors:: A, B\nb:: 2", {"authors": "A, B", "b": 2}, False, id="Dataview's two colons"),
        pytest.param("authors:: [[A]], [[B]]", {"authors": ["[[A]]", "[[B]]"]}, False, id="two colons and links"),
        pytest.param('"a key": b: c', {"a key": "b: c"}, False, id="a quoted key"),
        pytest.param("a: http://e.org: b", {"a": "http://e.org: b"}, False, id="a colon in a word"),
        pytest.param("tags: #a #b/c", {"tags": "#a #b/c"}, False, id="hashtags"),
        pytest.param("Tags:: #a", {"Tags": "#a"}, False, id="two colons and a hashtag"),
        pytest.param("foo: #a, #b", {"foo": "#a, #b"}, False, id="several hashtags of any key"),
        pytest.param("keywords:\n  - #a\n  - b", {"keywords": ["#a", "b"]}, False, id="hashtags as items"),
        pytest.param("a: [b, c\nd: e: f", {"d": "e: f"}, True, id="an open bracket"),
        pytest.param("a: {b: c: d}\ne: f", {"e": "f"}, True, id="braces around what is no YAML"),
        pytest.param("a: [b, [c, d: e: f]]\ne: f", {"e": "f"}, True, id="brackets in brackets"),
        pytest.param('a: "\nb: 1', {"b": 1}, True, id="nothing but a quote"),
        pytest.param("a: x\n b: 2\nc: 3", {"a": "x", "c": 3}, True, id="a key below a value"),
        pytest.param("a: x: y\n- b\nc: 3", {"a": "x: y", "c": 3}, True, id="an item below a text"),
        pytest.param("a:\n  - @b\n c\nd: 3", {"d": 3}, True, id="a line that belongs to no item"),
        pytest.param("a:\n  - @b\n  - [c\nd: 3", {"d": 3}, True, id="an item that is not closed"),
        pytest.param("a:\n\tb: 1\n  c: 2\nd: 3", {"d": 3}, True, id="tabs and spaces by turns"),
        pytest.param("a:\n  b: c: d\ne: f", {"e": "f"}, True, id="a key below a key"),
        pytest.param("a: b: c\n*d: 1", {"a": "b: c"}, True, id="a line that is no key"),
        pytest.param("  a: 1\n b: 2\nc: d: e", {"c": "d: e"}, True, id="lines above the first key"),
    ],
)
def test_key(body: str, expected: dict[str, Value], lost: bool) -> None:  # noqa: FBT001 - pytest gives it
    """A line at the margin that looks like a key is one; what is not read is reported as lost."""
    source = Source("note.md", f"---\n{body}\n---\n")

    front_matter = read(source.text)

    assert front_matter.problems
    assert (values(front_matter), unread(front_matter, source) is not None) == (expected, lost)


@pytest.mark.parametrize(
    "body",
    [
        "tags: # none yet",
        "tags: #add tags here",
        "tags: #1",
        "status: #todo",
        "tags: a #b",
        "tags:\n  - # none",
        '"key:": 1',
        "std::vector: 1",
        "a::: 1",
        "title: Issue #5: a text",
        "a: &b c",
        "a: !b c",
        "a: [[b]]",
        "a: {{b}}",
    ],
)
def test_yaml_stays_yaml(body: str) -> None:
    """What YAML reads as its author meant it is no problem: comments, anchors, tags, nested lists."""
    assert read(f"---\n{body}\nb: 1\n---\n").problems == ()


def test_places_of_keys_with_other_colons() -> None:
    """The key ends before its colon, whichever it is; the value begins behind it."""
    text = "---\nyear:2020\n年份：2021\nauthors:: Ann Ash\ntags:: #a #b\n---\n"
    assert [(text[slice(*entry.key_span)], text[slice(*entry.value_span)]) for entry in read(text).entries] == [
        ("year", "2020"),
        ("年份", "2021"),
        ("authors", "Ann Ash"),
        ("tags", "#a #b"),
    ]
    assert rewritten(text, is_safe=True) == "---\nyear: 2020\n年份: 2021\nauthors: Ann Ash\ntags: #a #b\n---\n"


def test_what_is_said() -> None:
    """Each problem has its place, what is wrong and how to write it, in the order of the lines."""
    text = """\
---
authors: [[Jane Roe]], [[John Doe]]
title: CogNet: Learned Cogs
tags: #gears #[[small gears]]
topics:
  - #wear
key: @roe2020
year:: 2020
---
"""
    source = Source("note.md", text)
    found = [
        (source.position(problem.span.start), source.slice(problem.span), problem.message, problem.help)
        for problem in problems(read(text), source)
    ]
    assert found == [
        (
            (2, 10),
            "[[Jane Roe]], [[John Doe]]",
            "several links in a row are not valid YAML",
            'write each link on a line of its own, in quotes: `- "[[Jane Roe]]"`',
        ),
        (
            (3, 14),
            ":",
            "a second `: ` on this line, which YAML reads as another key",
            'put the value in quotes: `title: "CogNet: Learned Cogs"`',
        ),
        (
            (4, 7),
            "#gears #[[small gears]]",
            "`#` starts a comment in YAML, which hides these tags",
            'write the tags as a list: `tags: [gears, "small gears"]`',
        ),
        (
            (6, 5),
            "#wear",
            "`#` starts a comment in YAML, which hides these tags",
            'put the tags in quotes: `- "#wear"`',
        ),
        ((7, 6), "@roe2020", "a value cannot begin with `@`", 'put the value in quotes: `key: "@roe2020"`'),
        (
            (8, 5),
            ":",
            "two colons: YAML reads the first as part of the key",
            "delete one of the colons: `year:`",
        ),
    ]
    assert (
        rewritten(text)
        == """\
---
authors:
  - "[[Jane Roe]]"
  - "[[John Doe]]"
title: "CogNet: Learned Cogs"
tags: [gears, "small gears"]
topics:
  - "#wear"
key: "@roe2020"
year: 2020
---
"""
    )


def test_a_rewriting_that_changes_another_key_is_not_safe() -> None:
    """In quotes, the first value would make a text of several lines of what stands below the second key."""
    text = "---\nkey: : x\na: \n|\nlast: 2\n---\n"
    assert values(read(text)) == {"key": ": x", "a": None, "last": 2}
    assert [problem.rewriting and problem.rewriting.is_safe for problem in read(text).problems] == [False, None]


def test_a_template_is_left_alone() -> None:
    """A key with a placeholder is neither read as a text nor reported."""
    source = Source("note.md", "---\ntitle: {{title}}: a study\nauthors:{{authors}}\nyear: 2020\n---\n")
    front_matter = read(source.text)
    assert (values(front_matter), list(problems(front_matter, source))) == ({"year": 2020}, [])


@pytest.mark.parametrize(
    ("above", "keys"),
    [("\n", ["a", "b"]), (" \r\n\t\n", ["a", "b"]), ("\ufeff\n", ["a", "b"]), ("x\n", None)],
    ids=["LF", "spaces", "BOM", "text"],
)
def test_empty_lines_above(above: str, keys: list[str] | None) -> None:
    """Front matter below empty lines is read, and the lines are to be deleted."""
    text = f"{above}---\na: 1\nb: 2\n---\ntext"

    front_matter = read_front_matter(Source("note.md", text))

    assert (front_matter and [entry.key for entry in front_matter.entries]) == keys
    if front_matter:
        assert text[slice(*front_matter.span)] == "---\na: 1\nb: 2\n---\n"
        assert [problem.message for problem in front_matter.problems] == ["front matter must begin on the first line"]
        assert rewritten(text).removeprefix("\ufeff") == "---\na: 1\nb: 2\n---\ntext"


@pytest.mark.parametrize(
    "text",
    ["\n---\na: 1\n---\n", "\n---\na: 1\nb: 2\n\ntext\n", "\n---\n\nprose\n\n---\n"],
    ids=["one", "open", "prose"],
)
def test_a_rule_below_an_empty_line(text: str) -> None:
    """There a rule begins no front matter that has only one key, or no end, or is prose."""
    assert read_front_matter(Source("note.md", text)) is None


_PIECES = st.sampled_from(
    [
        *(
            "a",
            "b c",
            ": ",
            ":",
            "::",
            "#",
            "#t",
            " # c",
            '"',
            "'",
            "@",
            "*",
            "|",
            "> ",
            "- ",
            "%",
            "`",
            "\\",
            "&x",
            "!",
        ),
        *(
            "[",
            "]",
            "{",
            "}",
            "[[A]]",
            "[[B]]",
            ", ",
            "，",
            "\t",
            "  ",
            "\n",
            "\n  ",
            "\n\t- ",
            "\n  - ",
            "\nk: ",
            "：",
            "1",
        ),
    ]
)


@given(st.lists(_PIECES, max_size=16).map("".join))
@settings(deadline=None, max_examples=600)
def test_a_rewriting_keeps_what_is_read(written: str) -> None:
    """Whatever stands behind a key: the other keys are read, places lie inside, a safe rewriting changes no value."""
    text = f"---\nfirst: 1\nkey: {written}\nlast: 2\n---\n"

    front_matter = read_front_matter(Source("note.md", text))

    if front_matter is None:
        return
    for entry in front_matter.entries:
        assert front_matter.body_span.start <= entry.key_span.start < entry.key_span.end <= entry.value_span.start
        assert entry.value_span.end <= front_matter.body_span.end
        assert all(entry.value_span.start <= item.start <= item.end <= entry.value_span.end for item in entry.items)
    after = read_front_matter(Source("note.md", rewritten(text, is_safe=True)))
    assert after is not None
    assert values(after) == values(front_matter)


@pytest.mark.parametrize(
    "written",
    [
        "[[a]], " * 20_000,
        "[[a]] " * 20_000 + "x",
        "[" * 50_000 + "]" * 50_000 + " x",
        "[" + "#a, " * 20_000,
        '"' + "a: " * 40_000,
        "'a' " * 30_000,
        "#a " * 30_000 + "!",
        "#" + "a" * 100_000 + "#",
        "x # " * 30_000 + ": y",
        "a: " + " " * 100_000 + "b",
        "\n" + "  - @a\n" * 5_000,
        "a: b\n" + "  c\n" * 30_000,
    ],
    ids=range(12),
)
def test_long_values_take_little_time(written: str) -> None:
    """No text is searched again and again."""
    start = time.process_time()
    read_front_matter(Source("note.md", f"---\nfirst: 1\ntags: {written}\nlast: 2\n---\n"))
    assert time.process_time() - start < 4
