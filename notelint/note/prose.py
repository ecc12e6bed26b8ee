"""What the first sentences of a note say of its paper: the full title, where and when it came out, and who it is from.

The patterns are those of whole phrases (`published at`, `发表于`, `という論文`): a paper that is only mentioned says
nothing. Each pattern is tried on one line.
"""

from __future__ import annotations

import re

from notelint.bibliography.author_lists import read_authors
from notelint.bibliography.names import ORGANIZATION, has_cjk
from notelint.bibliography.venues import known_venue, split_venue_year
from notelint.note.claims import Claim, is_full_title, is_name, shown_title
from notelint.note.model import Origin
from notelint.note.names import fold_name
from notelint.regex import regex
from notelint.source import Span
from notelint.typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from notelint.note.head import Piece
    from notelint.note.model import Value

_MAY_DATE = regex(r"\d\d")
_YEAR = r"(?P<year>(?:19|20)\d\d)"
_NAME = r"[A-Z][A-Za-z&/-]{1,14}(?: [A-Z][\w&-]{1,12}){0,3}"
# A venue with its year, which a mark may open.
_VENUE = rf"[*_《\"“(（\[]*(?P<name>{_NAME}[ ,]?['’]?(?:(?:19|20)\d\d|\d\d)(?!\d))"
# Where and when a sentence says that the paper came out: `name` holds both, or `venue` and `year` one each. Each
# pattern with what stands, one of these, where it is found.
_PUBLISHED = (
    (
        ("ublished", "ppear", "resented", "ccepted", "eleased"),
        regex(
            r"(?i:published|appear(?:ed|s|ing)|presented|accepted|released)(?i: as an? [\w -]{3,40}?)?"
            rf" (?i:at|in|by|to|as|for|on)(?: the)? {_VENUE}"
        ),
    ),
    (
        ("paper", "article", "submission", "oral", "spotlight"),
        regex(
            rf"(?:\b(?i:this|is an?|is the)|^(?i:an?|the|from))[ *_]+{_VENUE}[ *_)\]]*"
            r"(?i:(?:oral|spotlight|best|main|workshop|conference) ?)*(?i:paper|article|submission|oral|spotlight)"
        ),
    ),
    (
        ("表", "收", "录", "錄", "刊", "稿", "中了", "自", "被"),
        regex(
            r"(?:[发發]表|收[录錄]|[录錄]用|接收|刊[登载載]|中稿|中了|投稿|[出來来]自|被)(?:[于於在到至为] ?|\s)?"
            + _VENUE
        ),
    ),
    (
        ("ccept", *"文会會作篇的年表收录錄にでの논발게채공실소나억"),
        regex(
            rf"{_VENUE}[ *_》\])）]*(?:会议|會議)?[上中年]?(?:的?一篇|的?(?:论文|論文|文章|最佳|工作)|的 ?[A-Za-z]"
            r"|[发發]表|接收|[录錄]用|收[录錄]"
            r"|(?:に|で|にて|の|において) ?(?:採択|発表|掲載|論文|[Oo]ral|ベスト|公開|提案|[Aa]ccept)"
            r"|(?:에|에서|의)? ?(?:발표|게재|채택|공개|논문|실린|소개|나온|[Aa]ccept|억셉))"
        ),
    ),
    (
        ("年", "년"),
        regex(
            rf"{_YEAR} ?(?:年度?|년도?)(?:[发發]表[于於在]|[的在于於のに에])? ?[*_《「“]*"
            rf"(?P<venue>{_NAME})(?![A-Za-z\d:：])"
        ),
    ),
)
# A year alone, in a sentence about the paper.
_SUBJECT = regex(
    r"\b(?:this|the) (?:paper|work|article|study)\b|论文|論文|本文|[这這该]篇|논문|\b(?:article|artículo|Aufsatz)\b",
    re.IGNORECASE,
)
# One of these stands in each line in which it is found.
_SUBJECTS = (
    "paper",
    "Paper",
    "article",
    "Article",
    "work",
    "study",
    "文",
    "篇",
    "논문",
    "rtículo",
    "ufsatz",
    "团队",
    "團隊",
    "作者",
)
_CAME_OUT = (
    regex(
        r"(?i:published|proposed|introduced|released|presented|appeared|written|came out|submitted)"
        r"(?: [^.,;()]{2,60}?)? (?:in|on) "
        rf"(?:(?:\d{{1,2}} )?[A-Z][a-z]{{2,8}}\.?,? (?:\d{{1,2}}, )?)?{_YEAR}(?![\w-])"
    ),
    regex(
        rf"{_YEAR} ?年(?:\d+月)?[^，。,.、\n]{{0,20}}"
        r"(?:[发發]表|提出|[发發]布|公[开開]|上[传傳]|発表|提案|投稿|の論文|的(?:论文|論文|文章|工作))"
    ),
    regex(
        rf"{_YEAR} ?년(?:도)?(?: ?\d+월)?(?:에|도|,)? ?(?:[^.,\n]{{1,24}}(?:에서|가|이) )?"
        r"(?:발표|공개|제안|게재|출판|나온)"
    ),
    regex(rf"(?i:publicado|veröffentlicht|publié|erschienen)(?: \w+){{0,2}} (?:en|im Jahr|in|el|dans|le)? ?{_YEAR}"),
)
_QUOTED = (
    r"(?:《([^《》\n]{8,400})》|「([^「」\n]{8,300})」|『([^『』\n]{8,300})』|“([^“”\n]{12,300})”|\"([^\"\n]{12,300})\""
    r"|\*{1,3}([^*\n]{12,300})\*{1,3}|(?<!\w)_([^_\n]{12,300})_)"
)
_TITLE = r"(?:全名|全[称稱]|[题題]目|[标標][题題]|名字|名[称稱]|[题題]名|原名|原[题題])"
# Each with what stands, one of these, where it is found.
_TITLED = (
    (
        ("titled", "called", "named", "title"),
        regex(rf"\b(?:titled|entitled|called|named|title(?: of (?:the|this) \w+)? is)[ :,]*{_QUOTED}", re.IGNORECASE),
    ),
    (("paper", "article", "preprint"), regex(rf"\b(?:paper|article|preprint)[ ,:]+{_QUOTED}", re.IGNORECASE)),
    (
        ("论文", "論文", "文章", "原文", "paper"),
        regex(rf"(?:论文|論文|文章|原文|paper)的?(?:英文)?{_TITLE}?(?:[是为為叫]做?)?[ :：]*{_QUOTED}", re.IGNORECASE),
    ),
    (
        ("名", "题", "題", "称", "稱"),
        regex(rf"{_TITLE}[是为為叫]做?[ :：]*(?:{_QUOTED}|([A-Z][A-Za-z][^\n，。]{{11,200}}?)(?=[，。]|$))"),
    ),
    (("篇", "一文"), regex(rf"{_QUOTED} *(?:[这這]一?篇|一文)")),
    (("篇",), regex(rf"[这這一该]篇(?:论文|論文|文章|paper)?[^\n《“\"\[]{{0,12}}{_QUOTED}")),
    (("論文",), regex(rf"論文の?(?:タイトル|題名|正式名称|名前)?[は、,]? ?{_QUOTED}")),
    (("論文", "を読"), regex(rf"{_QUOTED} ?(?:という|と題する|と題した)?(?:論文|を読)")),
    (("논문",), regex(rf"논문(?:의)? ?(?:제목|이름|원제|정식 ?명칭)?[은는인]? ?{_QUOTED}")),
    (("논문",), regex(rf"{_QUOTED} ?(?:라는|이라는|란)? ?논문")),
)
_MAY_TITLE = regex(r"[《「『“\"*_题題]|全名|名字")
# Who a sentence says the paper is from; only what reads as an organization counts.
_FROM = (
    regex(
        r"(?:^|[\s、,。])([^\s,.、。]+(?: [A-Z][\w&-]*){0,4})에서 (?:\d{4}년(?:도)?(?:에)? )?(?:발표|공개|제안|나온)"
    ),
    regex(
        r"(?:由|[来來]自(?:于)?|[是为]) ?([^，。,.《\n]{2,24}?) ?(?:[在于於] ?)?(?:\d{4} ?年)?(?:\d+月)?"
        r"(?:的?[团團][队隊])?(?:提出|[发發]表|[发發]布|公[开開])"
    ),
    regex(r"(?:^|[，,。\s])([^\s，。,.的]{2,24}?) ?的[^，。,.\s]{0,4}(?:研究(?:者|人[员員]|[团團][队隊])|科[学學]家)"),
    regex(r"(?:团队|團隊|作者)(?:们|們)?(?:均|都)?[来來]自(?:于)?[:： ]*([^，。,、.《\n]{2,30})"),
    regex(
        r"(?i:proposed|published|introduced|released|developed) by (?:(?:researchers|a team) (?:at|from) )?"
        r"([A-Z][\w&-]*(?: (?:of |at )?[A-Z][\w&-]*){0,5})"
    ),
    regex(r"(?:^|[\s、。])([^\s、。,]{2,20})が(?:\d{4}年に)?(?:発表|提案|公開)"),
)
_ORGANIZATION = regex(
    ORGANIZATION + r"|^(?:구글|마이크로소프트|네이버|카카오|메타|谷歌|微[软軟]|百度|腾讯|騰訊|阿里(?:巴巴)?|[华華]为"
    r"|字节(?:跳动)?|美团|快手|京东|清[华華]|北大|MIT|CMU|FAIR|グーグル|マイクロソフト)"
)
# What stands behind an organization in a sentence: the word for its people, or their names.
_ASIDE = regex(r"(?:的)?(?:研究)?(?:团队|團隊|人员|人員)$|(?<=[A-Za-z]) (?=[^\x00-\u10ff]).*$")
_NAMES = r"[^\W\d_a-z](?:[\w'’-]+|\.)(?: [^\W\d_a-z](?:[\w'’-]+|\.)){1,3}"
_BY = regex(
    r"(?:\b(?:paper|article|work|study)(?: is| was)?(?: written)? by "
    r"|作者(?:们|們)?(?:[是为為有]|包括|分[别別]是|[:：]) ?)"
    rf"({_NAMES}(?:(?:, and |, | and | & |、| ?[和与與] ?){_NAMES})*)"
)
_TEAM = regex(r"(?:团队|團隊|作者)(?:们|們)?(?:均|都)?[来來]自")


def prose_claims(pieces: Sequence[Piece], title: str | None) -> Iterator[Claim]:
    """What the first lines of a note say of its paper in sentences; a title only where `title` is no full one."""
    whole = "\n".join(piece.raw for piece in pieces)
    dated = [piece for piece in pieces if _MAY_DATE.search(piece.raw)] if _MAY_DATE.search(whole) else []
    if dated:
        yield from _publication(dated, _fitting(_PUBLISHED, whole))
    words = [word for word in _SUBJECTS if word in whole]
    about = [piece for piece in pieces if any(word in piece.raw for word in words)] if words else []
    yield from _year([piece for piece in about if piece in dated] if dated else ())
    yield from _authors(about)
    yield from _organizations(about)
    if title is None or is_name(title) or has_cjk(title) or title.casefold() in whole.casefold():
        yield from _title(pieces, title, _fitting(_TITLED, whole.lower()))


def _fitting(forms: Iterable[tuple[tuple[str, ...], re.Pattern[str]]], text: str) -> list[re.Pattern[str]]:
    """The patterns of which one of their words stands in a text."""
    return [pattern for needles, pattern in forms if any(needle in text for needle in needles)]


def _publication(pieces: Iterable[Piece], forms: Sequence[re.Pattern[str]]) -> Iterator[Claim]:
    """The venue and year of the first line that says where the paper came out."""
    for piece in pieces:
        for pattern in forms:
            found = pattern.search(piece.raw)
            venue, year = _named(found) if found else ("", None)
            if found and year and known_venue(venue):
                yield Claim(Origin.PROSE, "venue", venue, _span(piece, found))
                yield Claim(Origin.PROSE, "year", year, _span(piece, found))
                return


def _named(found: re.Match[str]) -> tuple[str, int | None]:
    said = found.groupdict()
    if name := said.get("name"):
        return split_venue_year(name)
    return said["venue"], int(said["year"])


def _year(pieces: Iterable[Piece]) -> Iterator[Claim]:
    for piece in pieces:
        if not _SUBJECT.search(piece.raw):
            continue
        for pattern in _CAME_OUT:
            if found := pattern.search(piece.raw):
                yield Claim(Origin.PROSE, "year", int(found["year"]), _span(piece, found, "year"))
                return


def _authors(pieces: Iterable[Piece]) -> Iterator[Claim]:
    """The authors whom a sentence names: `This is a paper by Jane Roe.`."""
    for piece in pieces:
        found = _BY.search(piece.raw)
        said = read_authors(piece.raw, *found.span(1)) if found else None
        if found and said:
            names: list[Value] = [piece.raw[start:stop] for start, stop in said.ranges]
            yield Claim(Origin.PROSE, "authors", names, _span(piece, found, 1))
            return


def _organizations(pieces: Iterable[Piece]) -> Iterator[Claim]:
    for piece in pieces:
        if not (_SUBJECT.search(piece.raw) or _TEAM.search(piece.raw)):
            continue
        for pattern in _FROM:
            found = pattern.search(piece.raw)
            name = _ASIDE.sub("", found[1].strip()) if found else ""
            if found and _ORGANIZATION.search(name) and not name[0].islower():
                yield Claim(Origin.PROSE, "organizations", [name], _span(piece, found, 1))
                return


def _title(pieces: Iterable[Piece], title: str | None, forms: Sequence[re.Pattern[str]]) -> Iterator[Claim]:
    """The full title of a paper whose note is headed by a short name, or by words in another language."""
    for piece in pieces:
        if not _MAY_TITLE.search(piece.raw):
            continue
        for pattern in forms:
            found = pattern.search(piece.raw)
            group = next((number for number, said in enumerate(found.groups(), 1) if said), 0) if found else 0
            said = shown_title(found[group]) if found and group else None
            if found and said and is_full_title(said) and _is_fuller(said, title):
                yield Claim(Origin.PROSE, "title", said, _span(piece, found, group))
                if title and not has_cjk(title):
                    yield Claim(Origin.PROSE, "short_name", title, Span(piece.span.start, piece.span.start))
                return


def _is_fuller(said: str, title: str | None) -> bool:
    """Whether a title is rather the paper's own than what heads the note: a name, or words in another language."""
    if title is None or is_name(title) or (has_cjk(title) and not has_cjk(said)):
        return True
    return len(said) > len(title) and fold_name(said).startswith(fold_name(title))


def _span(piece: Piece, found: re.Match[str], group: int | str = 0) -> Span:
    return Span(*(piece.span.start + place for place in found.span(group)))
