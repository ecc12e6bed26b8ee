"""Departures from the habits of a vault: each changes the text of one note, given what most notes have."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from random import Random

    Plant = Callable[[str, "Usual", Random], str | None]


@dataclass(frozen=True)
class Usual:
    """What nearly all notes of a vault have: section headings, front matter keys and labels, as they write them.

    `filled_keys` and `filled_labels` are those that nearly all give a value; the others are no habit.
    """

    sections: Sequence[str]
    keys: Sequence[str]
    labels: Sequence[str]


@dataclass(frozen=True)
class Defect:
    """A kind of departure; `plant` gives the changed text, or None where the note has not what it takes."""

    kind: str
    plant: Plant


def _sections(text: str, usual: Usual) -> list[tuple[int, int, re.Match[str]]]:
    """The usual sections that are in a note once: start, end and heading, where no deeper section is inside."""
    headings = [*re.finditer(r"(?m)^(?P<mark>#{1,6}) +(?P<number>[\d.]+ +)?(?P<name>[^\n]+?)(?: *: *)?$", text)]
    ends = [*(each.start() for each in headings), len(text)][1:]
    names = [each["name"] for each in headings]
    return [
        (each.start(), end, each)
        for each, end in zip(headings, ends, strict=True)
        if each["name"] in usual.sections and names.count(each["name"]) == 1 and text[each.end() : end].strip()
    ]


def _in_section(
    change: Callable[[str, int, int, re.Match[str]], str],
) -> Plant:
    """A defect of a section that is picked at random."""

    def plant(text: str, usual: Usual, pick: Random) -> str | None:
        found = _sections(text, usual)
        return change(text, *pick.choice(found)) if found else None

    return plant


def _front_matter(text: str) -> re.Match[str] | None:
    return re.match(r"---\n(.*?\n)---\n", text, re.DOTALL)


def _in_key(change: Callable[[str, str], str | None], wanted: Callable[[str], bool] = lambda _: True) -> Plant:
    """A defect of a usual key on one line whose value is `wanted`: `change` gives the line anew, of name and value."""

    def plant(text: str, usual: Usual, pick: Random) -> str | None:
        block = _front_matter(text)
        lines = [*re.finditer(r"(?m)^([\w-]+): *(\S[^\n]*)\n(?![ -])", block[1])] if block else []
        found = [each for each in lines if each[1] in usual.keys and wanted(each[2])]
        written = [(each, new) for each in found if (new := change(each[1], each[2])) is not None]
        if not block or not written:
            return None
        line, new = pick.choice(written)
        return text[: block.start(1) + line.start()] + new + text[block.start(1) + line.end() :]

    return plant


def _in_label(change: Callable[[str, str], str]) -> Plant:
    """A defect of a usual label line."""

    def plant(text: str, usual: Usual, pick: Random) -> str | None:
        lines = [*re.finditer(r"(?m)^(?:[-*] )?\*\*([^*\n:]+?):?\*\*:? *(\S[^\n]*)\n", text)]
        found = [each for each in lines if each[1] in usual.labels]
        if not found:
            return None
        line = pick.choice(found)
        return text[: line.start()] + change(line[0], line[1]) + text[line.end() :]

    return plant


def _slip(name: str) -> str:
    """A name with two letters inside it swapped."""
    place = next((i for i in range(1, len(name) - 2) if name[i] != name[i + 1] and name[i : i + 2].isalpha()), None)
    return name if place is None else name[:place] + name[place + 1] + name[place] + name[place + 2 :]


_OTHER_WORDS = (
    ("method", "approach"), ("methods", "approach"), ("methodology", "approach"), ("approach", "method"),
    ("results", "findings"), ("experiments", "evaluation"), ("evaluation", "experiments"), ("summary", "overview"),
    ("conclusion", "concluding remarks"), ("related work", "prior work"), ("introduction", "background"),
    ("limitations", "weaknesses"), ("future work", "next steps"), ("abstract", "summary"),
    ("方法", "算法"), ("总结", "小结"), ("结论", "结语"), ("实验", "评估"), ("摘要", "概述"), ("引言", "导言"),
)  # fmt: skip


def _renamed(text: str, usual: Usual, pick: Random) -> str | None:
    words = dict(_OTHER_WORDS)
    found = [each for each in _sections(text, usual) if each[2]["name"].casefold() in words]
    if not found:
        return None
    *_, heading = pick.choice(found)
    other = words[heading["name"].casefold()].capitalize()
    return text[: heading.start("name")] + other + text[heading.end("name") :]


def _misspelt_section(text: str, usual: Usual, pick: Random) -> str | None:
    found = [each for each in _sections(text, usual) if each[2]["name"].isascii() and len(each[2]["name"]) > 5]
    if not found:
        return None
    *_, heading = pick.choice(found)
    return text[: heading.start("name")] + _slip(heading["name"]) + text[heading.end("name") :]


def _swapped(text: str, usual: Usual, pick: Random) -> str | None:
    found = _sections(text, usual)
    pairs = [
        (one, other) for one, other in pairwise(found) if one[1] == other[0] and one[2]["mark"] == other[2]["mark"]
    ]
    if not pairs:
        return None
    (start, middle, _), (_, end, _) = pick.choice(pairs)
    behind = text[middle:end].rstrip("\n")
    return (
        text[:start]
        + behind
        + "\n\n"
        + text[start:middle].rstrip("\n")
        + "\n"
        + text[middle + len(behind) : end]
        + text[end:]
    )


def _without_front_matter(text: str, _: Usual, __: Random) -> str | None:
    block = _front_matter(text)
    return text[block.end() :].lstrip("\n") if block else None


def _other_title(text: str, usual: Usual, _: Random) -> str | None:
    block = _front_matter(text)
    title = re.search(r"(?m)^# (?P<title>\S[^\n]*)$", text)
    if not block or "title" not in usual.keys or not title or title["title"] not in block[1]:
        return None
    return text[: title.start("title")] + "A Wholly Different Study of Birds" + text[title.end("title") :]


def _under_title(change: Callable[[str], str]) -> Plant:
    """A defect of the lines between the title and the first empty line behind them."""

    def plant(text: str, _: Usual, __: Random) -> str | None:
        if _front_matter(text):
            return None
        found = re.search(r"(?m)^#{1,6} [^\n]+\n\n(?P<lines>(?!#)(?:[^\n]+\n)+)", text)
        if not found or not (_YEAR.search(found["lines"]) or "http" in found["lines"]):
            return None
        changed = change(found["lines"])
        return (
            None if changed == found["lines"] else text[: found.start("lines")] + changed + text[found.end("lines") :]
        )

    return plant


_LABEL_LINE = r"(?:[-*] )?\*\*([^*\n:]+?):?\*\*:? *\S[^\n]*\n"


def _swapped_labels(text: str, usual: Usual, _: Random) -> str | None:
    pairs = re.finditer(rf"(?m)^({_LABEL_LINE})({_LABEL_LINE})", text)
    found = next((each for each in pairs if {each[2], each[4]} <= {*usual.labels}), None)
    return text[: found.start()] + found[3] + found[1] + text[found.end() :] if found else None


_OTHER_KEYS = {"authors": "author", "year": "pub_year", "tags": "keywords", "title": "paper_title", "venue": "journal"}
_OTHER_LABELS = {
    "Venue": "会议",
    "Authors": "作者",
    "Year": "年份",
    "会议": "Venue",
    "作者": "Authors",
    "标题": "Title",
}
_DOI_LINE = re.compile(r"[^\n]*10\.\d{4}/[^\n]*\n")
_YEAR = re.compile(r"\b(?:19|20)\d\d\b")


_TITLE = re.compile(r"(?m)^(?P<mark>#{1,5}) +(?P<name>[^\n]+)$")


def _in_title(change: Callable[[str, str], str]) -> Plant:
    """A defect of a note's first heading, if no front matter says the title, too: `change` gives its line anew."""

    def plant(text: str, _: Usual, __: Random) -> str | None:
        title = None if _front_matter(text) else _TITLE.search(text)
        return text[: title.start()] + change(title["mark"], title["name"]) + text[title.end() :] if title else None

    return plant


def _spaced_heading(text: str, _: Usual, pick: Random) -> str | None:
    found = [each for each in _TITLE.finditer(text) if re.match(r"\w+ \w", each["name"])]
    if not found:
        return None
    heading = pick.choice(found)
    return text[: heading.start("name")] + heading["name"].replace(" ", "  ", 1) + text[heading.end("name") :]


def _hash_without_space(text: str, _: Usual, pick: Random) -> str | None:
    found = [each for each in _TITLE.finditer(text) if len(each["mark"]) > 1 and each["name"][0].isalnum()]
    if not found:
        return None
    heading = pick.choice(found)
    return text[: heading.end("mark")] + text[heading.start("name") :]


def _appended(lines: str) -> Plant:
    """A defect that stands in lines of its own at the end of a note."""
    return lambda text, _, __: f"{text.rstrip()}\n\n{lines}\n"


def _title_level(text: str, _: Usual, __: Random) -> str | None:
    title = re.search(r"(?m)^#{1,5} ", text)
    return text[: title.start()] + "#" + text[title.start() :] if title else None


def _deeper(text: str, _: int, __: int, heading: re.Match[str]) -> str:
    return text[: heading.start()] + "#" + text[heading.start() :]


def _date(value: str) -> bool:
    return re.fullmatch(r"[\"']?\d{4}-\d\d-\d\d[\"']?", value) is not None


def _whole(value: str) -> bool:
    return value.isdecimal()


def _word(value: str) -> bool:
    return re.fullmatch(r"[a-z-]{4,}", value) is not None


DEFECTS = (
    Defect("a section is missing", _in_section(lambda text, start, end, _: text[:start] + text[end:])),
    Defect("a section has another name", _renamed),
    Defect("a section's name is misspelt", _misspelt_section),
    Defect("a section is empty", _in_section(
        lambda text, _, end, heading: text[: heading.end()] + "\n\n" + text[end:])),
    Defect("bold in place of a heading", _in_section(
        lambda text, _, __, heading: f"{text[: heading.start()]}**{heading['name']}**{text[heading.end() :]}")),
    Defect("a plain line in place of a heading", _in_section(
        lambda text, _, __, heading: f"{text[: heading.start()]}{heading['name']}:{text[heading.end() :]}")),
    Defect("a section stands twice", _in_section(
        lambda text, _, __, heading: f"{text.rstrip()}\n\n{heading[0]}\n\nOnce more, in other words.\n")),
    Defect("two sections are swapped", _swapped),
    Defect("a section is a level deeper", _in_section(_deeper)),
    Defect("a colon behind a heading", _in_section(
        lambda text, _, __, heading: f"{text[: heading.end()].rstrip(' :')}:{text[heading.end() :]}")),
    Defect("a key is missing", _in_key(lambda _, __: "")),
    Defect("a key is misspelt", _in_key(
        lambda name, value: f"{_slip(name)}: {value}\n" if len(name) > 4 and _slip(name) != name else None)),
    Defect("a key has no value", _in_key(lambda name, _: f"{name}:\n", lambda value: value not in {"[]", "{}", '""'})),
    Defect("a word in place of a number", _in_key(lambda name, _: f"{name}: many\n", _whole)),
    Defect("a date that does not exist", _in_key(lambda name, _: f"{name}: 2024-13-45\n", _date)),
    Defect("a date in another form", _in_key(lambda name, _: f"{name}: 12 May 2024\n", _date)),
    Defect("a value is misspelt", _in_key(
        lambda name, value: f"{name}: {_slip(value)}\n" if _slip(value) != value else None, _word)),
    Defect("a key has another name", _in_key(
        lambda name, value: f"{_OTHER_KEYS[name]}: {value}\n" if name in _OTHER_KEYS else None)),
    Defect("a text in place of a list", _in_key(
        lambda name, value: f"{name}: {value[1:-1].split(',')[0]}\n", lambda value: value.startswith("["))),
    Defect("no front matter", _without_front_matter),
    Defect("the title is another one", _other_title),
    Defect("the title is a level deeper", _title_level),
    Defect("no title", _in_title(lambda _, __: "")),
    Defect("the title is bold", _in_title(lambda _, name: f"**{name}**")),
    Defect("two spaces in a heading", _spaced_heading),
    Defect("no space behind the marks of a heading", _hash_without_space),
    Defect("a heading without text", _appended("##\n\nWho else has tried?")),
    Defect("an image that is not there", _appended("![The rest](pictures/no-such-file.png)")),
    Defect("a link to a file that is not there", _appended("See [the other note](no-such-note.md).")),
    Defect("a link to a heading that is not there", _appended("See [below](#no-such-heading-anywhere).")),
    Defect("a space between a link's text and its address", _appended("See [the page] (https://example.org/page).")),
    Defect("a misspelt address", _appended("See [the page](htp://example.org/page).")),
    Defect("an arXiv id of a thirteenth month", _in_title(
        lambda mark, name: f"{mark} {name}\n\n[The preprint](https://arxiv.org/abs/1713.03762)")),
    Defect("bold that is not closed", _appended("**Note that it takes two days.")),
    Defect("a fence that is not closed", _appended("```python\nprint(2)")),
    Defect("a formula that is not closed", _appended("$$\na = b + c")),
    Defect("a row of too many cells", _appended("| a | b |\n|---|---|\n| 1 | 2 | 3 |")),
    Defect("a bar in a formula of a table", _appended("| a | b |\n|---|---|\n| $|x|$ | 2 |")),
    Defect("letters read in another encoding", _appended("So says SchrÃ¶dinger.")),
    Defect("two versions that were not merged", _appended("<<<<<<< HEAD\nTwo.\n=======\nThree.\n>>>>>>> other")),
    Defect("no year under the title", _under_title(lambda lines: _DOI_LINE.sub("", _YEAR.sub("", lines)))),
    Defect("nothing under the title", _under_title(lambda _: "")),
    Defect("the venue has another year", _in_label(lambda line, _: _YEAR.sub("1985", line))),
    Defect("a label is missing", _in_label(lambda _, __: "")),
    Defect("a label is misspelt", _in_label(lambda line, name: line.replace(name, _slip(name), 1))),
    Defect("a label stands twice", _in_label(lambda line, _: line + line)),
    Defect("two labels are swapped", _swapped_labels),
    Defect("a label has another name", _in_label(
        lambda line, name: line.replace(name, _OTHER_LABELS.get(name, name), 1))),
    Defect("a label has no value", _in_label(lambda line, name: f"{line[: line.index(name)]}{name}**:\n")),
)  # fmt: skip
