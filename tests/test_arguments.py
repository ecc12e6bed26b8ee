"""Plain command lines say what argparse would make of them."""

from __future__ import annotations

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from notelint.cli import _parser, _plain_options

VERBS = ("check", "convert", "baseline", "images", "rule", "--version", "a.md")
WORDS = (
    *(
        "a.md",
        "b",
        "-",
        "--",
        "",
        "-q",
        "-qv",
        "-v",
        "--fix",
        "--fi",
        "--select",
        "--select=image",
        "image,link",
        "note",
    ),
    *("image,link", "note", "--ignore", "--add-ignore=", "--add-ignore=why", "--fail-on", "warning"),
    *("--fail-on=error", "--exit-zero", "-h"),
    *("--exit-non-zero-on-fix", "--config", "a.toml", "--config=select = ['image']", "--output-format", "json"),
    *("--output-format=odd", "-o", "-o=x", "-ox", "--output", "--jobs", "2", "--jobs=0", "--no-cache", "--quiet=1"),
    *(
        "--to",
        "bibtex",
        "--to=jsonl",
        "--where",
        "year>=2021",
        "--strict",
        "--key-pattern",
        "{author}",
        "--prune",
        "-1",
    ),
)


@given(st.sampled_from(VERBS), st.lists(st.sampled_from(WORDS), max_size=6))
@example("check", ["a.md", "--fix", "b"])
@example("check", ["--exit-zero", "--fail-on=error", "a.md"])
@example("check", ["-q", "--select", "image,link", "--select=note", "a.md", "b", "--config", "a.toml", "--config=x"])
@settings(deadline=None, max_examples=300)
def test_plain_lines_are_read_as_argparse_reads_them(verb: str, words: list[str]) -> None:
    """What is read without argparse is what argparse reads; where that refuses, nothing is."""
    try:
        expected = vars(_parser([verb, *words]).parse_args([verb, *words]))
    except SystemExit:
        expected = None
    read = _plain_options([verb, *words])
    assert read is None or vars(read) == expected


@pytest.mark.parametrize(
    "line",
    [
        "check",
        "check a.md b.md",
        "check --fix -q a.md",
        "check --no-cache --output-format json --select image,link --ignore=note-year .",
        "check --fail-on error --config a.toml -",
        "check --exit-zero a.md",
        "convert --to bibtex -o a.bib --where year>=2021 notes",
        "baseline -o known.json",
        "images --orphans .",
    ],
)
def test_usual_lines_are_plain(line: str) -> None:
    """These take no argparse."""
    assert _plain_options(line.split()) is not None


@pytest.mark.parametrize("line", ["", "--version", "rule --all", "check -h", "check --fi", "check --jobs 2", "chek"])
def test_what_is_not_plain(line: str) -> None:
    """Help, shortened options, other verbs and what may be an error are argparse's."""
    assert _plain_options(line.split()) is None
