"""Links about papers: what kind of page a URL leads to, whose it is, and its address without tracking."""

from __future__ import annotations

import re
from functools import cache, lru_cache

from notelint.bibliography.identifiers import acl_id, arxiv_id, doi, openreview_id
from notelint.bibliography.urls import split_url, unquote
from notelint.dataclass import dataclass
from notelint.typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

    from notelint.bibliography.urls import Url


@dataclass(frozen=True)
class Target:
    """Where a link leads.

    `kind`: paper, pdf, doi, arxiv, video, code, project, dataset, slides, blog or other; `provider`: the site, if
    known; `canonical_url`: the address without what only tracks (None for a path and the like); `external_id`: the
    provider's id of the thing (a video id, `owner/repository`, an arXiv id, a DOI).
    """

    kind: str
    provider: str | None = None
    canonical_url: str | None = None
    external_id: str | None = None


# Patterns are kept as text: `re` compiles each when it is first asked for, and remembers it.

_TRACKING = (
    r"(?i)(?:utm_\w+|fbclid|gclid|msclkid|igshid|mc_[ce]id|spm(?:_id_from)?|vd_source|from_spmid|unique_k|si|ab_channel"
    r"|share_(?:source|medium|plat|session_id|tag|from))(?:=.*)?"
)
_TEXT_FRAGMENT = r"(?s):~:.*"
# Redirecting pages, and the parameter that holds the true address.
_REDIRECT = (
    r"(?i)https?://(?:link\.zhihu\.com|link\.juejin\.cn|link\.csdn\.net|link\.jianshu\.com|(?:www\.)?google\.\w+/url)"
    r"/?\?(?:[^#]*?&)?(?:target|t|q|url)=(?P<target>https?(?::|%3a)[^&#]+)"
)
_LONGEST_LABEL = 32  # code points; a longer label is a title

# The first kind whose words stand in a label; a note on a paper is no paper.
_LABELS = (
    (
        "blog",
        r"\bblog|\bposts?\b|\bnotes?\b|review\b|解读|解讀|精读|精讀|笔记|筆記|博客|讲解|講解|ブログ|解説|블로그|리뷰",
    ),
    ("slides", r"\bslides?\b|\bppt\b|\bposter\b|幻灯片|投影片|スライド|슬라이드"),
    ("video", r"\bvideos?\b|\btalk\b|\byoutube\b|\bpresentation\b|视频|視頻|影片|動画|영상"),
    ("dataset", r"\bdata\s?sets?\b|\bdata\b|数据集|數據集|データセット|데이터"),
    (
        "code",
        r"\bcodes?\b|^sources?$|\bimplementation\b|\bgithub\b|\brepo(?:sitory)?\b|代码|代碼|源码|コード|実装|코드",
    ),
    (
        "project",
        r"\bproject\b|\bhome\s?page\b|\bweb\s?site\b|\bpage\b|\bdemo\b|项目|專案|主页|主頁|プロジェクト|프로젝트",
    ),
    ("paper", r"\bpapers?\b|\barticle\b|\bpdf\b|\barxiv\b|\bpublication\b|论文|論文|原文|논문"),
)
_EXTENSIONS = {"pdf": "pdf", "ppt": "slides", "pptx": "slides", "key": "slides", "mp4": "video", "webm": "video"}
# Kinds of sites that say more than a label can.
_DECISIVE = frozenset(("paper", "doi", "arxiv", "video", "dataset", "slides", "blog"))
# What stands where a code host has the owner of a repository.
_NO_OWNERS = frozenset(
    ("about", "collections", "explore", "features", "orgs", "search", "sponsors", "topics", "trending")
)


@lru_cache(maxsize=1024)  # a link is asked about when a note is looked for, and again in its record
def classify(url: str, label: str | None = None) -> Target:
    """What a link leads to, by its address and, where that leaves it open, by its label."""
    url = url.strip()
    if not url:
        return Target("other")
    if "?" in url and (redirect := re.match(_REDIRECT, url)):
        url = unquote(redirect["target"])
    parts = split_url(url)
    if parts is None or not parts.host or parts.scheme not in {"http", "https"}:
        path = parts.path if parts and not parts.scheme else ""
        return Target(_kind(None, path, label))
    provider, kind = _provider(parts.host)
    if provider in _READERS and (found := _READERS[provider](parts)):
        return found
    read_id, page = _PAPER_PAGES.get(provider, (None, ""))
    if read_id and (identifier := read_id(parts.text)):
        return Target("paper", provider, page.format(identifier), identifier)
    if kind is None and (parts.host.startswith("blog.") or "/blog/" in parts.path):
        kind = "blog"
    kind = _kind(kind, parts.path, label)
    return Target(kind, provider, _canonical(parts), doi(url) if kind in {"paper", "pdf"} else None)


def label_kind(label: str | None) -> str | None:
    """The kind that a label names by itself: `Code`, `[论文]`, `Project page`; None where it names none."""
    return _named_kind(label) if label and len(label) <= _LONGEST_LABEL else None


@lru_cache(maxsize=1024)  # many links have the same few labels
def _named_kind(label: str) -> str | None:
    return next((kind for kind, words in _LABELS if re.search(words, label, re.IGNORECASE)), None)


def _kind(site: str | None, path: str, label: str | None) -> str:
    """The kind by the site's own, the extension and the label."""
    extension = "pdf" if path.lower().endswith("/pdf") else _EXTENSIONS.get(path.rpartition(".")[2].lower())
    said = label_kind(label)
    if extension == "pdf" and site in {None, "paper", "code", "project"}:
        return "slides" if said == "slides" else "pdf"
    if site in _DECISIVE:
        return site or "other"
    if site == "code":
        return "dataset" if said == "dataset" else "code"
    return extension or said or site or "other"


@cache
def _hosts() -> dict[str, tuple[str, str | None]]:
    from notelint.bibliography.providers import PROVIDERS  # noqa: PLC0415 - read only when a link is asked about

    found: dict[str, tuple[str, str | None]] = {}
    for line in PROVIDERS.splitlines():
        provider, kind, *hosts = line.split()
        found.update(dict.fromkeys(hosts, (provider, None if kind == "-" else kind)))
    return found


def _provider(host: str) -> tuple[str | None, str | None]:
    """The provider and its kind of page, of a host or the domain it is part of."""
    known = _hosts()
    while host:
        if host in known:
            return known[host]
        host = host.partition(".")[2]
    return None, None


def without_tracking(url: str) -> str:
    """An address without the parameters that only track its reader, all else as written."""
    before, _, rest = url.partition("?")
    query, number, fragment = rest.partition("#")
    kept = _untracked(query)
    return url if kept == query else before + (f"?{kept}" if kept else "") + number + fragment


def _canonical(parts: Url) -> str:
    """The address without parameters that only track and without a text fragment, all else as written."""
    fragment = re.sub(_TEXT_FRAGMENT, "", parts.fragment)
    return parts._replace(query=_untracked(parts.query), fragment=fragment).text


def _untracked(query: str) -> str:
    """A query string without the parameters that only track."""
    return "&".join(pair for pair in query.split("&") if not re.fullmatch(_TRACKING, pair))


def _arxiv(parts: Url) -> Target:
    """A paper's page at arXiv or a mirror of it; without an id (`arxiv.org/abs/`, a listing) it is no paper."""
    provider, _ = _provider(parts.host)
    identifier = arxiv_id(parts.text)
    page = f"https://arxiv.org/abs/{identifier}" if identifier and provider == "arxiv" else _canonical(parts)
    return Target("arxiv" if identifier else "other", provider, page, identifier)


def _doi(parts: Url) -> Target | None:
    if identifier := arxiv_id(parts.text):
        return Target("arxiv", "arxiv", f"https://arxiv.org/abs/{identifier}", identifier)
    identifier = doi(parts.text)
    return Target("doi", "doi", f"https://doi.org/{identifier}", identifier) if identifier else None


def _ieee_id(url: str) -> str | None:
    found = re.search(r"ieee\.org/(?:abstract/)?document/(\d+)", url)
    return found[1] if found else None


def _youtube(parts: Url) -> Target | None:
    """A video's page in its long form; a playlist keeps its `list`."""
    path = parts.path if parts.host.endswith("youtu.be") else re.sub(r"^/(?:shorts|live|embed|v)(?=/)", "", parts.path)
    video = parts.parameter("v") or path.strip("/")
    if re.fullmatch(r"[\w-]{11}", video):
        return Target("video", "youtube", f"https://www.youtube.com/watch?v={video}", video)
    if playlist := parts.parameter("list"):
        return Target("video", "youtube", f"https://www.youtube.com/playlist?list={playlist}", playlist)
    return None


def _bilibili(parts: Url) -> Target | None:
    """A video's page; `p` is the part of a video in parts."""
    found = re.match(r"/video/(BV[0-9A-Za-z]{10}|av\d+)", parts.path)
    if found is None:
        return None
    part = parts.parameter("p")
    page = f"https://www.bilibili.com/video/{found[1]}" + (f"?p={part}" if part.isdecimal() else "")
    return Target("video", "bilibili", page, found[1])


def _repository(parts: Url) -> Target | None:
    """`owner/repository` on a code host; deeper pages keep their path."""
    provider, _ = _provider(parts.host)
    owner, _, rest = parts.path.strip("/").partition("/")
    name = rest.partition("/")[0].removesuffix(".git")
    if not name or owner in _NO_OWNERS or not re.fullmatch(r"[\w.-]+", owner):
        return Target("other", provider, _canonical(parts))
    if parts.path.lower().endswith(".pdf"):
        return Target("pdf", provider, _canonical(parts), f"{owner}/{name}")
    page = _canonical(parts) if "/" in rest.strip("/") else f"https://{parts.authority}/{owner}/{name}"
    return Target("code", provider, page, f"{owner}/{name}")


def _huggingface(parts: Url) -> Target | None:
    if parts.path.startswith("/papers/"):
        return _arxiv(parts)
    page = _canonical(parts)
    if found := re.match(r"/(datasets|spaces)/([\w.-]+(?:/[\w.-]+)?)", parts.path):
        return Target("dataset" if found[1] == "datasets" else "project", "huggingface", page, found[2])
    if parts.path.startswith("/blog/"):
        return Target("blog", "huggingface", page)
    return None


_READERS: dict[str | None, Callable[[Url], Target | None]] = {
    "arxiv": _arxiv,
    "ar5iv": _arxiv,
    "alphaxiv": _arxiv,
    "doi": _doi,
    "youtube": _youtube,
    "bilibili": _bilibili,
    "github": _repository,
    "gitlab": _repository,
    "gitee": _repository,
    "bitbucket": _repository,
    "codeberg": _repository,
    "huggingface": _huggingface,
}
# Sites that number their papers: how the number is read, and the page of the paper.
_PAPER_PAGES: dict[str | None, tuple[Callable[[str], str | None], str]] = {
    "openreview": (openreview_id, "https://openreview.net/forum?id={}"),
    "aclanthology": (acl_id, "https://aclanthology.org/{}/"),
    "ieee": (_ieee_id, "https://ieeexplore.ieee.org/document/{}"),
}
