"""Links: what a URL leads to."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from notelint.bibliography.links import Target, classify
from notelint.bibliography.providers import PROVIDERS

YOUTUBE = "https://www.youtube.com/watch?v=ULD3uIb2MHQ"
BILIBILI = "https://www.bilibili.com/video/BV1pu411o7BE"


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        (f"{YOUTUBE}&ab_channel=MuLi", Target("video", "youtube", YOUTUBE, "ULD3uIb2MHQ")),
        ("https://youtu.be/ULD3uIb2MHQ?si=a&t=10", Target("video", "youtube", YOUTUBE, "ULD3uIb2MHQ")),
        ("https://m.youtube.com/shorts/ULD3uIb2MHQ", Target("video", "youtube", YOUTUBE, "ULD3uIb2MHQ")),
        ("HTTPS://WWW.YouTube.com/watch?t=1&v=ULD3uIb2MHQ", Target("video", "youtube", YOUTUBE, "ULD3uIb2MHQ")),
        (
            "https://www.youtube.com/playlist?list=PL1&si=x",
            Target("video", "youtube", "https://www.youtube.com/playlist?list=PL1", "PL1"),
        ),
        (f"{BILIBILI}/?spm_id_from=333.999.0.0", Target("video", "bilibili", BILIBILI, "BV1pu411o7BE")),
        (f"{BILIBILI}?p=2&vd_source=x", Target("video", "bilibili", f"{BILIBILI}?p=2", "BV1pu411o7BE")),
        ("https://github.com/a/b.git", Target("code", "github", "https://github.com/a/b", "a/b")),
        ("https://github.com/a/b/", Target("code", "github", "https://github.com/a/b", "a/b")),
        (
            "https://github.com/a/b/tree/main/c?utm_source=x",
            Target("code", "github", "https://github.com/a/b/tree/main/c", "a/b"),
        ),
        (
            "https://github.com/a/b/blob/main/c.pdf",
            Target("pdf", "github", "https://github.com/a/b/blob/main/c.pdf", "a/b"),
        ),
        ("https://github.com/a", Target("other", "github", "https://github.com/a")),
        ("https://github.com/topics/x", Target("other", "github", "https://github.com/topics/x")),
        ("https://gitlab.com/a/b", Target("code", "gitlab", "https://gitlab.com/a/b", "a/b")),
        (
            "https://arxiv.org/pdf/1706.03762.pdf",
            Target("arxiv", "arxiv", "https://arxiv.org/abs/1706.03762", "1706.03762"),
        ),
        ("https://arxiv.org/abs/", Target("other", "arxiv", "https://arxiv.org/abs/")),
        (
            "https://huggingface.co/papers/2401.12345",
            Target("arxiv", "huggingface", "https://huggingface.co/papers/2401.12345", "2401.12345"),
        ),
        (
            "https://huggingface.co/datasets/a/b",
            Target("dataset", "huggingface", "https://huggingface.co/datasets/a/b", "a/b"),
        ),
        ("https://dx.doi.org/10.1234/ABC", Target("doi", "doi", "https://doi.org/10.1234/abc", "10.1234/abc")),
        (
            "https://doi.org/10.48550/arXiv.1706.03762",
            Target("arxiv", "arxiv", "https://arxiv.org/abs/1706.03762", "1706.03762"),
        ),
        (
            "https://dl.acm.org/doi/10.1145/1.2",
            Target("paper", "acm", "https://dl.acm.org/doi/10.1145/1.2", "10.1145/1.2"),
        ),
        (
            "https://ieeexplore.ieee.org/abstract/document/6544812/",
            Target("paper", "ieee", "https://ieeexplore.ieee.org/document/6544812", "6544812"),
        ),
        (
            "https://openreview.net/pdf?id=ryQu7f-RZ",
            Target("paper", "openreview", "https://openreview.net/forum?id=ryQu7f-RZ", "ryQu7f-RZ"),
        ),
        (
            "https://www.aclweb.org/anthology/N19-1423.pdf",
            Target("paper", "aclanthology", "https://aclanthology.org/N19-1423/", "N19-1423"),
        ),
        ("https://x.github.io/nerf", Target("project", "githubpages", "https://x.github.io/nerf")),
        ("https://blog.example.org/a", Target("blog", None, "https://blog.example.org/a")),
        ("https://example.org/blog/a", Target("blog", None, "https://example.org/blog/a")),
        ("https://zhuanlan.zhihu.com/p/1", Target("blog", "zhihu", "https://zhuanlan.zhihu.com/p/1")),
        (
            "https://link.zhihu.com/?target=https%3A//github.com/a/b",
            Target("code", "github", "https://github.com/a/b", "a/b"),
        ),
        ("https://en.wikipedia.org/wiki/X", Target("other", "wikipedia", "https://en.wikipedia.org/wiki/X")),
        ("https://example.org/a.pdf", Target("pdf", None, "https://example.org/a.pdf")),
        (
            "https://example.org/a?utm_source=x&b=%20c&fbclid=y#:~:text=z",
            Target("other", None, "https://example.org/a?b=%20c"),
        ),
        ("paper.pdf", Target("pdf")),
        ("../a.md", Target("other")),
        ("#section", Target("other")),
        ("mailto:a@example.org", Target("other")),
        ("http://[", Target("other")),
        ("", Target("other")),
    ],
)
def test_by_address(url: str, expected: Target) -> None:
    """Kind, site, address without tracking, and id, of an address alone."""
    assert classify(url) == expected


@pytest.mark.parametrize(
    ("label", "kind"),
    [
        ("Code", "code"),
        ("official implementation", "code"),
        ("代码", "code"),
        ("コード", "code"),
        ("Paper", "paper"),
        ("[论文]", "paper"),
        ("논문", "paper"),
        ("论文笔记", "blog"),
        ("Paper notes", "blog"),
        ("Project page", "project"),
        ("主页", "project"),
        ("Slides", "slides"),
        ("Talk", "video"),
        ("视频", "video"),
        ("Dataset", "dataset"),
        ("here", "other"),
        ("Encoders and decoders", "other"),
        ("A long title about a paper with code and data", "other"),
        (None, "other"),
    ],
)
def test_by_label(label: str | None, kind: str) -> None:
    """Where the address leaves it open, a short label says what it leads to."""
    assert classify("https://example.org/x", label).kind == kind


@pytest.mark.parametrize(
    ("url", "label", "kind"),
    [
        (YOUTUBE, "Paper", "video"),
        ("https://zhuanlan.zhihu.com/p/1", "论文", "blog"),
        ("https://github.com/a/b", "Project", "code"),
        ("https://github.com/a/b", "Dataset", "code"),
        ("https://example.org/a.pdf", "Slides", "slides"),
        ("https://example.org/a.pdf", "Code", "pdf"),
        ("https://x.github.io/", "Paper", "paper"),
        ("", "Talk", "other"),
    ],
)
def test_address_before_label(url: str, label: str, kind: str) -> None:
    """What the address says for sure, no label can change."""
    assert classify(url, label).kind == kind


def test_table_of_providers() -> None:
    """Each host stands in the table once."""
    hosts = [host for line in PROVIDERS.splitlines() for host in line.split()[2:]]
    assert len(hosts) == len(set(hosts))
    assert all(len(line.split()) >= 3 for line in PROVIDERS.splitlines())


@settings(max_examples=200, deadline=None)
@given(st.sampled_from(["https://", "http://", "", "https://youtu.be/", "https://github.com/"]), st.text(max_size=30))
def test_any_url(start: str, rest: str) -> None:
    """Whatever the address, nothing is raised; the canonical address is its own."""
    target = classify(start + rest)
    if target.canonical_url is not None:
        assert classify(target.canonical_url).canonical_url == target.canonical_url
