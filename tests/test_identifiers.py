"""Identifiers: the many ways in which people write them."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from notelint.bibliography.identifiers import acl_id, arxiv_class, arxiv_id, doi, openreview_id


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("1706.03762", "1706.03762"),
        (" 2401.12345v2 ", "2401.12345v2"),
        ("arXiv:1401.7087 [quant-ph]", "1401.7087"),
        ("arXiv：2401.12345", "2401.12345"),
        ("ARXIV: 2401.12345V3", "2401.12345v3"),
        ("arXiv preprint arXiv:1706.03762", "1706.03762"),
        ("https://arxiv.org/abs/1706.03762", "1706.03762"),
        ("see https://arxiv.org/pdf/2401.12345v2.pdf, page 3", "2401.12345v2"),
        ("http://export.arxiv.org/abs/1706.03762", "1706.03762"),
        ("https://arxiv.org/html/2401.12345v1", "2401.12345v1"),
        ("https://ar5iv.labs.arxiv.org/html/1706.03762", "1706.03762"),
        ("https://ar5iv.org/abs/1706.03762", "1706.03762"),
        ("https://www.alphaxiv.org/overview/2401.12345", "2401.12345"),
        ("https://huggingface.co/papers/2401.12345", "2401.12345"),
        ("https://papers.cool/arxiv/2401.12345", "2401.12345"),
        ("10.48550/arXiv.2401.12345", "2401.12345"),
        ("https://doi.org/10.48550/ARXIV.1706.03762", "1706.03762"),
        ("math/0307200v3", "math/0307200v3"),
        ("hep-th/9711200", "hep-th/9711200"),
        ("https://arxiv.org/abs/math.GT/0309136", "math.GT/0309136"),
        ("https://arxiv.org/abs/math.gt/0309136", "math.GT/0309136"),
        ("0704.0001", "0704.0001"),
        ("1412.9999", "1412.9999"),
        ("1501.00001", "1501.00001"),
    ],
)
def test_arxiv_id(text: str, expected: str) -> None:
    """The bare id, its version kept, out of ids, labels and addresses."""
    assert arxiv_id(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("", id="empty"),
        pytest.param("https://arxiv.org/abs/", id="no id"),
        pytest.param("2506.XXXXX", id="placeholder"),
        pytest.param("2413.12345", id="no month 13"),
        pytest.param("2400.12345", id="no month 0"),
        pytest.param("0703.0001", id="before the new form"),
        pytest.param("1501.0001", id="four digits after 2014"),
        pytest.param("1412.00001", id="five digits before 2015"),
        pytest.param("foo/0307200", id="no archive"),
        pytest.param("math/0813001", id="old form, no month 13"),
        pytest.param("math/0801001", id="old form after its end"),
        pytest.param("version 1706.03762 of it", id="a number in prose"),
        pytest.param("2401.123456", id="a longer number"),
        pytest.param("https://example.org/abs/1706.03762", id="another site"),
        pytest.param("https://notarxiv.org/abs/1706.03762", id="a site whose name ends alike"),
        pytest.param("https://arxiv.org/list/cs.CL/2401", id="a listing"),
        pytest.param("１７０６.０３７６２", id="full-width digits"),
    ],
)
def test_no_arxiv_id(text: str) -> None:
    """What only looks like an id, and placeholders, are none."""
    assert arxiv_id(text) is None


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("arXiv:1401.7087 [quant-ph]", "quant-ph"),
        ("2401.12345 (cs.cl)", "cs.CL"),
        ("cs.LG", "cs.LG"),
        ("[cond-mat.MES-HALL]", "cond-mat.mes-hall"),
        ("hep-th/9711200", "hep-th"),
        ("math.GT/0309136", "math.GT"),
        ("2401.12345", None),
        ("2401.12345 [v2]", None),
        ("the state", None),
        ("", None),
    ],
)
def test_arxiv_class(text: str, expected: str | None) -> None:
    """The class in brackets, alone, or as the archive of an old id."""
    assert arxiv_class(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("10.1145/3183713.3196896", "10.1145/3183713.3196896"),
        ("doi:10.1145/3183713.3196896.", "10.1145/3183713.3196896"),
        ("https://doi.org/10.1234/ABC", "10.1234/abc"),
        ("(https://dx.doi.org/10.1234/abc)", "10.1234/abc"),
        ("https://doi.org/10.1234%2Fa%28b%29", "10.1234/a(b)"),
        ("10.1016/0004-3702(94)90007-8", "10.1016/0004-3702(94)90007-8"),
        ("see (10.1016/0004-3702(94)90007-8).", "10.1016/0004-3702(94)90007-8"),
        (
            "10.1002/(SICI)1097-4571(199806)49:8<693::AID-ASI4>3.0.CO;2-O",
            "10.1002/(sici)1097-4571(199806)49:8<693::aid-asi4>3.0.co;2-o",
        ),
        ("<https://doi.org/10.1234/abc>", "10.1234/abc"),
        ("10.1234/a_b", "10.1234/a_b"),
        ("**10.1234/abc**", "10.1234/abc"),
        ("10.1234/abc，发表于", "10.1234/abc"),
        ("10.1234/abc发表于", "10.1234/abc"),
        ("https://dl.acm.org/doi/pdf/10.1145/12.34?download=true", "10.1145/12.34"),
        ("https://link.springer.com/content/pdf/10.1007/s11263-015-0816-y.pdf", "10.1007/s11263-015-0816-y"),
        (
            "https://journals.plos.org/plosone/article?id=10.1371/journal.pone.0012345&type=x",
            "10.1371/journal.pone.0012345",
        ),
        ("https://www.biorxiv.org/content/10.1101/2020.01.01.123456v2.full.pdf", "10.1101/2020.01.01.123456"),
        ("https://onlinelibrary.wiley.com/doi/10.1111/jipb.70194/full", "10.1111/jipb.70194"),
        ("10.48550/arXiv.1706.03762", "10.48550/arxiv.1706.03762"),
    ],
)
def test_doi(text: str, expected: str) -> None:
    """The bare DOI in lower case, without what follows it in a sentence or an address."""
    assert doi(text) == expected


@pytest.mark.parametrize(
    "text", ["", "10.xxxx/abc", "10.1234/", "10.1234", "110.1234/abc", "v1.10.1234/abc", "10.1234/.", "10.5555/1.2"]
)
def test_no_doi(text: str) -> None:
    """Placeholders and numbers that only look alike are none."""
    assert doi(text) is None


def test_openreview_id() -> None:
    """The forum id of an address, whatever page of the forum it is."""
    assert openreview_id("https://openreview.net/forum?id=ryQu7f-RZ") == "ryQu7f-RZ"
    assert openreview_id("https://openreview.net/pdf?a=b&id=ryQu7f-RZ#x") == "ryQu7f-RZ"
    assert openreview_id("https://openreview.net/group?id=NeurIPS.cc/2024/Conference") is None
    assert openreview_id("https://openreview.net/") is None


def test_acl_id() -> None:
    """Anthology ids, old and new, alone, in addresses and in DOIs."""
    assert acl_id("N19-1423") == "N19-1423"
    assert acl_id("https://www.aclweb.org/anthology/N19-1423.pdf") == "N19-1423"
    assert acl_id("https://aclanthology.org/2020.findings-emnlp.12/") == "2020.findings-emnlp.12"
    assert acl_id("https://doi.org/10.18653/v1/2020.acl-main.1") == "2020.acl-main.1"
    assert acl_id("as in N19-1423") is None


@settings(max_examples=150, deadline=None)
@given(st.text("arxiv.og/:10648550vX2[](<>)%28- \n论", max_size=60))
def test_any_text(text: str) -> None:
    """Whatever the text, an identifier is one: reading it again gives itself."""
    for read in (arxiv_id, doi):
        found = read(text)
        assert found is None or read(found) == found


@pytest.mark.parametrize(
    "text", ["10.1234/" + "(" * 200_000, "arxiv:" * 100_000, "10.1234/<1:" * 50_000, "a-" * 200_000]
)
def test_long_texts(text: str) -> None:
    """Time is linear in the text: these would take minutes otherwise."""
    for read in (arxiv_id, arxiv_class, doi, openreview_id, acl_id):
        read(text)
