"""Identifiers of papers: arXiv, DOI, OpenReview and ACL Anthology, out of bare ids, labels and URLs.

Every function takes any text and gives the bare identifier, or None where the text holds none that is valid.
"""

from __future__ import annotations

import re

from notelint.bibliography.urls import unquote

# Patterns are kept as text: `re` compiles each when it is first asked for, and remembers it.

# https://info.arxiv.org/help/arxiv_identifier.html
_NEW = r"[0-9]{4}\.[0-9]{4,5}"
_OLD = r"[A-Za-z-]{2,8}(?:\.[A-Za-z]{2})?/[0-9]{7}"
_ID = rf"(?P<id>{_NEW}|{_OLD})(?P<version>[Vv][1-9][0-9]{{0,2}})?(?!\d)"

_ARXIV_ALONE = rf"\s*{_ID}\s*(?:[(\[][A-Za-z.-]+[)\]])?\s*"
_ARXIV_MARKED = rf"""(?x)
    (?i: \barxiv(?:\s*[:：]\s*(?:abs/)?|\s+(?=\d{{4}}\.\d))
      | 10\.48550/arxiv\.
      | (?<![\w-])(?:(?-i:[A-Za-z]+)\.)?(?:ar[x5]iv(?:\.labs\.arxiv)?|alphaxiv)\.org/
        (?:abs|pdf|html|overview|format|ps|src|e-print)/
      | (?<![\w-])(?:huggingface\.co|hf\.co)/papers/
      | (?<![\w-])papers\.cool/arxiv/
      | (?<![\w-])xxx\.lanl\.gov/(?:abs|pdf|ps)/
    ){_ID}"""

# https://arxiv.org/category_taxonomy, with the archives that were merged into others.
_ARCHIVE = (
    r"acc-phys|adap-org|alg-geom|ao-sci|astro-ph|atom-ph|bayes-an|chao-dyn|chem-ph|cmp-lg|comp-gas|cond-mat|cs|dg-ga"
    r"|econ|eess|funct-an|gr-qc|hep-(?:ex|lat|ph|th)|math|math-ph|mtrl-th|nlin|nucl-(?:ex|th)|patt-sol|physics"
    r"|plasm-ph|q-(?:alg|bio|fin)|quant-ph|solv-int|stat|supr-con"
)
_CLASS = r"(?P<archive>[a-z]+(?:-[a-z]+)?)(?:\.(?P<subject>[a-z]{2}|[a-z]{2,5}-[a-z]{2,4}))?"
_CLASS_MARKED = rf"(?i)[(\[]\s*{_CLASS}\s*[)\]]"
_CLASS_ALONE = rf"(?i)\s*{_CLASS}\s*"

# The SICI form of old Wiley DOIs holds `<693::AID-ASI4>`; any other angle bracket ends a DOI.
_DOI = r"(?i)(?<![\d.])10\.[0-9]{4,9}(?:/|%2f)(?:[^\s\"<>]|<\d+:[^\s<>]*>)+"
_DOI_END = r"[^!-~]"
_OPENING = {")": "(", "]": "[", "}": "{", ">": "<"}
_TRAILING = ".,;:!?'*`_|\\/"
# What a publisher's address has after the DOI.
_AFTER_DOI = (
    r"(?:\.full)?(?:\.pdf|\.html?)?(?:/(?:full|pdf|epdf|abstract|meta|html|figures|tables|references)(?:/\d+)?)?/?$"
)
_PREPRINT_VERSION = r"(10\.1101/[\d.]+)v\d+(?:\.full.*)?$"

_OPENREVIEW = (
    r"(?i)\bopenreview\.net/(?:forum|pdf|attachment|revisions|references/pdf)\?(?:[^\s#]*?&)?id="
    r"(?P<id>[A-Za-z0-9_-]{6,16})"
)

# https://aclanthology.org/info/ids/
_ACL_ID = r"(?P<id>[A-Z][0-9]{2}-[0-9]{4}|[0-9]{4}\.[a-z0-9_]+-[a-z0-9_]+\.[0-9]+)(?!\d)"
_ACL_ALONE = rf"\s*{_ACL_ID}\s*"
_ACL_MARKED = rf"(?:aclanthology\.(?:org|info)/(?:papers/)?|aclweb\.org/anthology/|10\.18653/v1/){_ACL_ID}"


def arxiv_id(text: str) -> str | None:
    """The arXiv identifier in a text, its version kept: `1706.03762v5`, `math.GT/0309136`.

    A text that is an id alone counts; in other text the id must follow `arXiv:`, arXiv's DOI prefix or an address of
    arXiv, ar5iv, alphaXiv or Hugging Face papers. The month must be one, and the number as long as its year asks.
    """
    alone = None if ":" in text else re.fullmatch(_ARXIV_ALONE, text)  # most texts are addresses
    found = alone or re.search(_ARXIV_MARKED, text)
    if found is None:
        return None
    identifier, version = found["id"], (found["version"] or "").lower()
    if "/" not in identifier:
        return identifier + version if _is_new_arxiv(identifier) else None
    archive, _, number = identifier.partition("/")
    name, dot, subject = archive.partition(".")
    if not re.fullmatch(_ARCHIVE, name.lower()) or not _is_old_arxiv(number):
        return None
    return f"{name.lower()}{dot}{subject.upper()}/{number}{version}"


def without_version(identifier: str) -> str:
    """An arXiv identifier without its version: all versions are one paper."""
    return re.sub(r"v\d+$", "", identifier)


def _is_new_arxiv(identifier: str) -> bool:
    """YYMM.NNNN from April 2007 on, YYMM.NNNNN from January 2015 on."""
    month, _, number = identifier.partition(".")
    return month >= "0704" and _is_month(month[2:]) and len(number) == (4 if month < "1501" else 5)


def _is_old_arxiv(number: str) -> bool:
    """YYMMNNN from August 1991 to March 2007."""
    return (number[:4] >= "9108" or number[:4] <= "0703") and _is_month(number[2:4])


def _is_month(digits: str) -> bool:
    return "01" <= digits <= "12"


def arxiv_class(text: str) -> str | None:
    """The arXiv class in a text: of `arXiv:1401.7087 [quant-ph]`, `cs.CL` alone, or the archive of an old id."""
    found = re.search(_CLASS_MARKED, text) or re.fullmatch(_CLASS_ALONE, text)
    if found is not None and re.fullmatch(_ARCHIVE, found["archive"].lower()):
        archive, subject = found["archive"].lower(), found["subject"]
        if subject is None:
            return archive
        return f"{archive}.{subject.upper() if len(subject) == 2 else subject.lower()}"
    identifier = arxiv_id(text)
    return identifier.partition("/")[0] if identifier and "/" in identifier else None


def doi(text: str) -> str | None:
    """The DOI in a text: bare, lower case, percent-decoded, without what follows it in a sentence or an address.

    arXiv's own DOIs (`10.48550/arxiv...`) are given too: `arxiv_id` knows the paper behind them. ACM's `10.5555/...`
    is none: the prefix is for tests, and the name is registered nowhere.
    """
    found = re.search(_DOI, text)
    if found is None:
        return None
    identifier = unquote(found[0])
    if "://" in text[: found.start()].rpartition(" ")[2]:
        identifier = re.split(r"[?#&]", identifier, maxsplit=1)[0]
        identifier = re.sub(_PREPRINT_VERSION, r"\1", re.sub(_AFTER_DOI, "", identifier))
    identifier = re.split(_DOI_END, identifier, maxsplit=1)[0]
    identifier = _without_unbalanced(identifier).rstrip(_TRAILING).lower()
    prefix, _, name = identifier.partition("/")
    return identifier if name and prefix != "10.5555" else None


def _without_unbalanced(text: str) -> str:
    """Cut a text before its first closing bracket that was not opened in it."""
    opened = dict.fromkeys(_OPENING.values(), 0)
    for offset, character in enumerate(text):
        if character in opened:
            opened[character] += 1
        elif character in _OPENING:
            opening = _OPENING[character]
            if opened[opening] == 0:
                return text[:offset]
            opened[opening] -= 1
    return text


def openreview_id(text: str) -> str | None:
    """The forum id of an OpenReview address (`forum?id=`, `pdf?id=`)."""
    found = re.search(_OPENREVIEW, text)
    return found["id"] if found else None


def acl_id(text: str) -> str | None:
    """The ACL Anthology id (`N19-1423`, `2020.acl-main.1`) of an id alone, an address or an ACL DOI."""
    found = re.fullmatch(_ACL_ALONE, text) or re.search(_ACL_MARKED, text)
    return found["id"] if found else None
