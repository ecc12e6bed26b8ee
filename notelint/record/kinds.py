"""What kind of thing a section or a record is, in the words of schema/record.json."""

from __future__ import annotations

import re
from functools import lru_cache

from notelint.note.names import fold_name
from notelint.typing import TYPE_CHECKING

if TYPE_CHECKING:
    from notelint.bibliography.venues import Kind
    from notelint.note.model import Section
    from notelint.record.model import RecordType, SectionKind

_HELD: dict[str, SectionKind] = {
    "model": "model",
    "training": "training",
    "fine_tuning": "fine_tuning",
    "summary": "summary",
}
# Folded names of the sections that every reader looks for; what a schema's property holds goes before these.
_NAMED: tuple[tuple[SectionKind, str], ...] = (
    ("summary", "(?:요약|要約)?summary|tldr|(?:一句话|一句話)?(?:总结|總結)|小[结結]|まとめ|要約|요약"),
    ("abstract", "(?:the)?(?:paper)?abstract|摘要|初録|초록"),
    ("method", "(?:proposed|our)?(?:methods?|methodology|approach)|方法(?:詳解|详解)?|手法|提案手法|방법론?"),
    ("results", "(?:main|experimental)?results?|experiments?(?:results?)?|evaluation|[实實][验驗](?:[结結]果)?"),
    ("results", "実験(?:結果)?|[结結]果|실험|결과"),
    ("contribution", "(?:main|key|our)?contributions?|(?:主要)?(?:贡献|貢獻|貢献)|기여"),
    ("limitations", "limitations?|weakness(?:es)?|(?:局限性?|限制)(?:可改进方向)?|限界|한계"),
    ("questions", "(?:open|my)?questions?|疑问|疑問|问题|問題|질문"),
    ("related", "relatedworks?|previousworks?|相关工作|相關(?:工作|研究)|関連研究|관련연구"),
)
_BY_VENUE: dict[Kind, RecordType] = {
    "conference": "conference",
    "workshop": "conference",
    "journal": "journal",
    "preprint_server": "preprint",
}
# The words of BibTeX, CSL and Zotero for the type of a publication.
_BY_WORD: dict[str, RecordType] = {
    "article": "journal",
    "articlejournal": "journal",
    "journalarticle": "journal",
    "journal": "journal",
    "inproceedings": "conference",
    "conference": "conference",
    "conferencepaper": "conference",
    "paperconference": "conference",
    "preprint": "preprint",
    "techreport": "report",
    "technicalreport": "report",
    "report": "report",
    "thesis": "thesis",
    "phdthesis": "thesis",
    "mastersthesis": "thesis",
    "book": "book",
    "dataset": "dataset",
    "software": "software",
    "webpage": "web",
    "online": "web",
}


def section_kind(section: Section) -> SectionKind:
    """The kind of a section: the property it holds, else what its name says, else `other`."""
    if section.holds in _HELD:
        return _HELD[section.holds]
    return _named_kind(fold_name(section.name))


@lru_cache(maxsize=1024)  # many notes have sections of the same few names
def _named_kind(name: str) -> SectionKind:
    return next((kind for kind, names in _NAMED if re.fullmatch(names, name)), "other")


def record_type(word: str | None, venue: str | None, kind: Kind | None, arxiv: str | None) -> RecordType:
    """The type of a publication: as the note says, by its venue, a preprint for an arXiv id, else `misc`.

    Never guessed: an organisation makes no report, an unknown venue no conference.
    """
    if word and (found := _BY_WORD.get(fold_name(word))):
        return found
    if kind:
        return _BY_VENUE[kind]
    if venue and re.search(r"\btechnical report\b", venue, re.IGNORECASE):
        return "report"
    return "preprint" if arxiv else "misc"
