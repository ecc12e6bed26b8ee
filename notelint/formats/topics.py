"""Tags as keywords: what a paper is about. How far its reader has got, and what the note is, are no topics."""

from __future__ import annotations

import re

from notelint.formats.text import one_line
from notelint.typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

# In `status/done` and `type:paper` the first word says that what follows is no topic, in `topic/widgets` that it is.
_PROPERTIES = r"""(?x)
    types?|kinds?|status|states?|stages?|progress|projects?|areas?|resources?|archives?|priority|rating|year|date|source
    |workflow|meta|system|状态|狀態|类型|類型|项目|項目|进度
"""
_FACETS = r"topics?|subjects?|keywords?|tags?|themes?|fields?|categor(?:y|ies)|主题|主題|关键词|關鍵詞|分类|分類"

# Words for a note's state and for what is noted, without hyphens and the like.
_WORKFLOW = r"""(?x)
    (?:to(?:be)?|must|currently|now|already|re|un|half)?(?:read(?:ing)?|readlater|review)|tobe\w+ed|toreadlist|tbr|todos?
    |reviewed|summari[sz]ed|processed|annotated|done|wip|inprogress|finished|completed?|skimmed
    |inbox|backlog|queue|later|draft|stub|seed(?:ling)?|evergreen|budding|fleeting|permanent|archived?|starred|important
    |favou?rites?|(?:research|academic|conference|journal|scientific)?(?:papers?|articles?|publications?)
    |(?:(?:paper|literature|lit|reading|book|source|reference|research|permanent|fleeting)s?)?(?:notes?|summar(?:y|ies))
    |(?:paper)?(?:readings?|reviews?)|reading(?:list|group|log)|literature|references?|bibliography|citations?|sources?
    |zotero|mendeley|endnote|readwise|obsidian|logseq|notion|roam|zettel(?:kasten)?|moc|pkm|vault|template|arxiv
    |(?:论文|論文|文献|文獻|读书|讀書|阅读|閱讀|学习|學習)?(?:笔记|筆記|阅读|閱讀|精读|泛读|解读|总结)|论文|論文|文献|文獻|待读|已读|未读
    |在读|待办|重要|論文(?:メモ|読み|紹介|まとめ)|文献メモ|読書|未読|既読|논문(?:리뷰|읽기|정리)?|독서
    |(?:year)?(?:19|20)\d\d
"""


def topics(tags: Iterable[str]) -> list[str]:
    """The tags that say what a paper is about, each once and as it is written.

    Of a nested tag the parts at its ends that are no topic are left out: `paper/widgets` is `widgets`. A comma, at
    which a format would part the tag, is a space.
    """
    found = (_topic(one_line(tag.replace(",", " ")).removeprefix("#")) for tag in tags)
    return list(dict.fromkeys(filter(None, found)))


def _topic(tag: str) -> str:
    """What a tag says of the topic; empty where it says nothing."""
    parts = _parts(tag)
    if len(parts) > 1 and _is(_PROPERTIES, parts[0]):
        return ""
    start, end = 0, len(parts)
    while start < end - 1 and (_is(_FACETS, parts[start]) or _is(_WORKFLOW, parts[start])):
        start += 1
    while start < end and _is(_WORKFLOW, parts[end - 1]):
        end -= 1
    topic = "/".join(parts[start:end])
    return topic if any(map(str.isalnum, topic)) else ""


def _parts(tag: str) -> list[str]:
    """The parts of a nested tag; a colon within a word parts it, too (`status:done`), but none before a space."""
    first, *others = tag.split("/")
    found = re.fullmatch(r"([\w-]+):(\S.*)", first)
    is_parted = found and (_is(_PROPERTIES, found[1]) or _is(_FACETS, found[1]))
    return [*(found.groups() if found and is_parted else (first,)), *others]


def _is(words: str, text: str) -> bool:
    return re.fullmatch(words, re.sub(r"[\W_]+", "", text).casefold()) is not None
