"""URLs in their parts are what the standard library makes of them."""

from __future__ import annotations

from urllib import parse

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from notelint.bibliography.urls import Url, split_url, unquote

PIECES = (
    "http:",
    "HTTPS:",
    "//",
    "www.a.org",
    "a/b.md",
    "?",
    "#",
    "[",
    "]",
    "[::1]",
    "@",
    ":80",
    "%41",
    "%",
    "&",
    "=",
    "+",
)
MORE = ("v", "ä", "：", "？", "；", " ", "\t", "\n", "\x00", "\\", '"', "~", ".", "1")
URLS = st.lists(st.sampled_from(PIECES + MORE), max_size=8).map("".join)


def library_parts(url: str) -> tuple[str, ...] | None:
    """What the standard library makes of a URL."""
    try:
        return tuple(parse.urlsplit(url))
    except ValueError:
        return None


@given(URLS)
@example("https://arxiv.org/abs/1706.03762v5?context=cs#S1")
@example("http://a.org？q")
@example("http://[")
@example("//[::1]/x")
@settings(deadline=None)
def test_a_url_has_the_parts_that_the_library_gives_it(url: str) -> None:
    """With or without the library's help, the parts are the same, and so is what refuses to be a URL."""
    assert split_url(url) == library_parts(url)


@given(URLS, URLS)
@settings(deadline=None)
def test_a_query_is_read_as_the_library_reads_it(query: str, name: str) -> None:
    """The first value of a parameter counts; without one there is none."""
    url = Url("https", "a.org", "", query, "")
    assert url.parameter(name) == parse.parse_qs(query).get(name, [""])[0]


@given(URLS)
@settings(deadline=None)
def test_parts_make_the_url_again(path: str) -> None:
    """The text of a URL on the web is its parts joined."""
    url = split_url(f"https://www.a.org/{path}")
    assert url is not None
    assert url.text == parse.urlunsplit(url)


@pytest.mark.parametrize(
    ("url", "host"),
    [
        ("https://user:word@WWW.Example.org:8080/x", "www.example.org"),
        ("notes/a.md", ""),
        ("mailto:a@b.org", ""),
    ],
    ids=["user and port", "path", "no authority"],
)
def test_host(url: str, host: str) -> None:
    """The host is what stands between user and port, in lower case."""
    parts = split_url(url)
    assert parts is not None
    assert parts.host == host


@given(URLS)
@settings(deadline=None)
def test_unquote(text: str) -> None:
    """Percent-encoding is decoded as the library does."""
    assert unquote(text) == parse.unquote(text)
