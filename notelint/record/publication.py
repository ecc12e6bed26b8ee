"""What a venue says of a publication: the place where it came out, which a date or a status is not."""

from __future__ import annotations

import re

_LONGEST_EDITION = 24  # code points

# Patterns are kept as text: `re` compiles each when it is first asked for, and remembers it.

# Wherever they stand, the paper has not come out at the place that is named beside them.
_UNPUBLISHED = r"""(?ix)
    \b(?:under|in)\s(?:[\w-]+\s)?review\b | \bsubmi(?:tted|ssions?)\b | \bin\spreparation\b | \bunpublished\b
  | \brejected\b | \bwithdrawn\b | \bnot\s(?:yet\s)?(?:accepted|published)\b
  | 未(?:录用|錄用|发表|發表|出版|接收|投稿) | (?:在|送)审 | (?:审稿|審稿|投稿|査読|审核)中 | 待发表 | 심사\s*중
"""
_PREPRINT = r"(?i)\bpre-?prints?\b|预印本|預印本|プレプリント"
# What else is no place where it is all that is said.
_STATUS = r"""(?ix)
    (?:(?:already\s)?(?:published|accepted|appeared)(?:\sonline)? | in\spress | to\sappear | forthcoming
      | online\sfirst | early\saccess | (?:working\s)?draft | manuscript
      | (?:full\s)?(?:oral|poster|spotlight) | peer[-\s]reviewed
      | pre-?prints? | n/?a | none | unknown | tb[ad] | 预印本 | 預印本 | プレプリント
      | 已?(?:录用|錄用|发表|發表|出版|接收) | 掲載済み? | 게재 | 없음 | 无 | 無 | [\W_]+
    )
"""
_DATE = r"""(?ix)
    (?: \d | [-/.,~\s–年月日号년월일] | (?<=\d)(?:st|nd|rd|th) | jan(?:uary)? | feb(?:ruary)? | mar(?:ch)? | apr(?:il)?
      | may | june? | july? | aug(?:ust)? | sept?(?:ember)? | oct(?:ober)? | nov(?:ember)? | dec(?:ember)?
      | spring | summer | fall | autumn | winter
    )++
"""
_BEFORE_PLACE = (
    r"(?i)(?:accepted|published|presented|appeared|appears|to appear|forthcoming)(?: (?:at|in|by|to|for|as))?[:\s]\s*"
)
_IN = r"(?i)in:?\s+(?=the\s|proc|advances\s|findings\s|\d)"
_BEHIND_PLACE = r"""(?ix)
    (?<![\s,;])[\s,;]*[(（\[]?\b(?:oral|spotlight|highlight|poster|best\s(?:student\s)?paper(?:\saward)?|accepted)\b
    (?:\s(?:paper|presentation))?[)）\]]?$
"""
_PUBLISHER = r"""(?ix)
    \bpress\b | \bpublish(?:ers?|ing)\b | \bverlag\b | 出版
  | ^(?:springer|elsevier|wiley|o['’]reilly|packt|manning|addison[-\s]wesley|pearson|mcgraw[-\s]hill|prentice\shall
      |routledge|birkhäuser)\b
"""
_REPORT = r"(?i)\b(?:technical|research|tech)\.? report\b|\b(?:working|white) paper\b|技术报告"
_THESIS = r"""(?ix)
    (?:(?P<doctoral>ph\.?\s?d\.?|doctoral|doctorate|博士)
      | (?P<masters>master(?:['’]?s)?|m\.?sc\.?|硕士|碩士|修士|석사)
      | bachelor(?:['’]?s)?|学士|學士
    )?[\s-]{0,3}(?:thesis|dissertation|学位论文|學位論文|论文|論文|논문)\b
"""


def place(venue: str | None) -> str | None:
    """The place that a venue names: `CVPR 2023` of `Accepted at CVPR 2023 (oral)`.

    None where it gives but a date or a status (`2024-05`, `Under review at ICLR`).
    """
    text = (venue or "").strip()
    if re.search(_UNPUBLISHED, text):
        return None
    text = re.sub(_BEHIND_PLACE, "", text)
    for before in (_BEFORE_PLACE, _IN):
        if found := re.match(before, text):
            text = text[found.end() :]
    is_no_place = re.fullmatch(_STATUS, text) or re.fullmatch(_DATE, text)
    return None if is_no_place else text or None


def is_preprint(venue: str | None) -> bool:
    """Whether a venue says that the paper is a preprint: `Preprint`, `未录用（预印本）`."""
    return re.search(_PREPRINT, venue or "") is not None


def is_publisher(text: str) -> bool:
    """Whether a text names who brings out books rather than what a paper came out in: `Widget Press`."""
    return re.search(_PUBLISHER, text) is not None


def is_report(text: str) -> bool:
    """Whether a text says that the publication is a report: `Technical Report TR-12`."""
    return re.search(_REPORT, text) is not None


def is_edition(text: str) -> bool:
    """Whether a text is an acronym with a year, as conferences are named, not journals: `ICWG 2020`, `ICWG'20`."""
    if len(text) > _LONGEST_EDITION:
        return False
    return re.fullmatch(r"[A-Z][A-Za-z]*[A-Z][\w-]*['’ ]?(?:(?:19|20)\d\d|(?<=['’])\d\d)", text) is not None


def thesis(text: str) -> tuple[str | None, str] | None:
    """Of a venue such as `PhD thesis, Widget University` the degree (`doctoral`, `masters`), and where; else None."""
    found = re.search(_THESIS, text)
    if found is None:
        return None
    return found.lastgroup, (text[: found.start()] + text[found.end() :]).strip(" ,.:;()（），")


def journal_name(text: str, year: int | None) -> str:
    """The name of a journal without the year of the paper behind it: `Nature` of `Nature (2019)`."""
    return re.sub(rf"(?<![\s,])[\s,]+[(（]?{year}[)）]?$", "", text) if year else text
