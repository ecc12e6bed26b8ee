"""Names of authors: how people write them, and their parts."""

from __future__ import annotations

import re
from functools import cache, lru_cache

from notelint.dataclass import dataclass
from notelint.typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable


@dataclass(frozen=True)
class Name:
    """A person or a corporate author. Exactly one of `family` and `literal` is not None; `raw` is the name as written.

    A list that the note cuts short (`et al.`) ends with the literal `others`, which is BibTeX's word for it.
    """

    family: str | None
    given: str | None
    particle: str | None
    suffix: str | None
    literal: str | None
    raw: str


# Patterns are kept as text: `re` compiles each when it is first asked for, and remembers it.

# Marks that tie an author to a footnote or an affiliation.
_MARK = r"""(?ix)
    <sup>[^<]*</sup>
    | \$?\^\{[^{}$]*\}\$? | \$\^.\$ | \^[\d,*]+\^?
    | (?<=[^\W\d_])(?:[\d*∗⋆†‡§¶#✉¹²³⁴-⁹⁰]|,(?=\d))+(?=\s*(?:[,;，；、]|\band\b|$))
    | [*∗⋆†‡§¶]\s?\d{1,2}(?!\d) | [*∗⋆†‡§¶#✉¹²³⁴-⁹⁰]+
    | \[\d+(?:\s*,\s*\d+)*\]
    | [(（](?:equal\ contributions?|co-?first\ authors?|corresponding(?:\ author)?)[)）]
    | [(（](?:共同一作|共一|通[讯訊]作者?)[)）]
"""
# What cuts a list short, at its end.
OTHERS = r"""(?ix:
    (?: (?:\band\s+|&\s*)?\b(?:et\.?\s*al\b\.?|others\b)
      | (?:\band\s+|&\s*)\d+\+?\s*(?:more|others?|co-?authors?)(?:\s+(?:co-?)?authors?)?\b
      | \betc\b\.? | (?<![^\s,，、;])al\.
      | \.{3} | …+ | \by\ otros | \bu\.\ ?a\. | \bet\ autres | \be\ altri | и\ др\.
      | 等(?:人|\s*\d+\s*[位名人个個](?:作者|学者|學者)?)?
      | ほか | (?<=[\u4e00-\u9fff])ら
      | (?<![^\s,，、])(?:(?:他|ほか)(?:\s*\d+\s*[名人])?|등|외(?:\s*\d+\s*[명인])?)
    )[\s,，、;.]*)"""
_STOP = r"(?<=[^\W\d_]{3})(?<!etc)(?<!Inc)(?<!Ltd)(?<!Corp)\.$"  # that ends the list
_EMAIL = r"\s*[-–—<(（|]?\s*\b[\w.+-]+@[\w-]+(?:\.[\w-]+)+[>)）]?"
_BRACKET = r"\s*[(（][^()（）]*[)）]"
_WIKI_LINK = r"\[\[([^\[\]|#]*)(?:#[^\[\]|]*)?(?:\|([^\[\]]*))?\]\]"
_STRONG = r"[;；\n|]|(?<=[A-Za-z.)]) ?・|(?<= )[·•](?= )|(?<=[A-Za-z.])[·•](?=[A-Za-z])"
_AND = r" (?:and|und|et(?! al)|y|e(?= \S+ \S)) | ?[&＆] ?| [和与與] "
_COMMA = r"[,，、]"
_NAME_WORD = r"[^\W\d_][\w'’-]*"
INITIALS = r"(?:[^\W\d_]\.[\s-]*)+|[A-Z]{1,3}"

# As `re` takes milliseconds to compile a set of so many signs, they are in no pattern.
_CJK = (
    *(("\u3400", "\u9fff"), ("\u3040", "\u30ff"), ("\uac00", "\ud7af"), ("\u1100", "\u11ff"), ("\u3005", "\u3005")),
    *(("\uf900", "\ufaff"), ("\U00020000", "\U0003ffff")),
)
AFTER_CJK = r"(?<=[^\x00-\u2fff])"  # and behind any sign of that size
ORGANIZATION = r"""(?x:
    \b(?:AI|Univ(?:ersity|ersité|ersität|\.)?|Institute?s?|Laborator(?:y|ies)|Labs?|Research|Inc\.?|Ltd\.?|Team|Group
    |Corp(?:oration)?\.?|Consortium|Collaboration|Foundation|Association|Department|School|College|Academy|Cent(?:er|re)
    |Project|Company|Google|Microsoft|OpenAI|DeepMind|Facebook|Meta|Anthropic|NVIDIA|Alibaba|Tencent|Baidu|Huawei
    |ByteDance|Amazon|Authors|Contributors|Committee|Council|Society|Organi[sz]ation|Network|Initiative)(?![\w-])
    | 大[学學] | 学院 | 學院 | 研究[所院室] | [实實]验室 | 實驗室 | 実験室 | 公司 | 대학교 | 연구[소원])"""
PARTICLE = (
    r"af|al|av|bin|d'|da|dal|de|degli|dei|del|della|den|der|des|di|do|dos|du|e|el|ibn|la|las|le|los|op|'t|te|ten|ter"
    r"|van|vom|von|y|zu|zum|zur"
)
# Written with a capital these belong to the family name; others (Le, Di, Da) are given names too often.
_CAPITAL_PARTICLE = "Van|Von|Del?|Della|Dos|De[nr]"
SUFFIX = r"(?:Jr|Sr)\.?|I{2,3}|IV|VI{0,3}"


def has_cjk(text: str) -> bool:
    """Whether a Chinese, Japanese or Korean character stands in a text."""
    return not text.isascii() and any(first <= sign <= last for sign in text for first, last in _CJK)


@lru_cache(maxsize=1024)  # all posts of a blog may have the same author
def split_names(text: str) -> tuple[str, ...]:
    """The names in a list of authors, in order, each as written but for footnote marks and spaces around it.

    `A B, C D and E F`, `Family, Given and Family, Given`, `Family, G., Family, G.` and lists with `;`, `、`, `，`, `·`
    or line ends are all read, also in square brackets, and of wiki links (`[[people/A B]]`) the names. A list that is
    cut short keeps its `et al.`, `等`, ... as its last item, which `parse_name` reads as the literal `others`.
    """
    if names := _wiki_names(text):
        return split_items(names)
    text = re.sub(_WIKI_LINK, lambda found: _linked_name(*found.groups()), text)
    text = re.sub(_EMAIL, "", text) if "@" in text else text
    text = re.sub(_STOP, "", re.sub(r"[^\S\n]+", " ", re.sub(_MARK, "", text)).strip())
    listed, others = _cut_others(text[1:-1] if re.fullmatch(r"\[[^\[\]]*\]", text) else text)
    parts = split_outside(_STRONG, listed)
    if len(parts) > 1:
        parts = [name for part in parts for name in _split_group(part)]
    if len(parts) > 1:
        found = [name for part in parts for name in split_outside(_AND, part)]
    else:
        found = _split_at_commas(listed)
    return _named([*found, *others])


def _split_group(part: str) -> list[str]:
    """The names between two strong separators: one, or those of a group, `Jane Roe, John Doe`."""
    names = split_outside(_COMMA, part)
    is_group = "、" in part or (len(names) > 1 and all(" " in re.sub(_BRACKET, "", name) for name in names))
    is_inverted = len(names) == 2 and re.match(rf"(?:{PARTICLE})\s", names[0])
    return names if is_group and not is_inverted else [part]


def split_items(items: Iterable[str]) -> tuple[str, ...]:
    """The names in a list whose items are one name each: what cuts one of them short cuts the list.

    `A B`, `C D et al.` are two names and `et al.`, which is the last wherever it stands. A single item in which commas
    stand is a list itself.
    """
    found: list[str] = []
    parts = [*items]
    if len(parts) == 1 and parts[0].count(",") > 1:
        return split_names(parts[0])
    for item in _paired(parts) if _are_in_turn(parts) else parts:
        name, others = _cut_others(" ".join(re.sub(_MARK, "", item).split()))
        found += [name, *others]
    return _named(found)


def _named(items: Iterable[str]) -> tuple[str, ...]:
    """The items in which letters stand, and last of them the first word that cuts the list short."""
    bare = (re.sub(_MARK, "", item.strip(" \t,，、")) for item in items)
    names = [name for item in bare if any(map(str.isalpha, name := " ".join(item.split())))]
    others = [name for name in items if re.fullmatch(OTHERS, name)]
    return (*(name for name in names if not re.fullmatch(OTHERS, name)), *others[:1])


def _wiki_names(text: str) -> list[str]:
    """The names of a list whose items are wiki links, and the word that cuts it short; empty for another text."""
    names = [_linked_name(*found.groups()) for found in re.finditer(_WIKI_LINK, text)]
    rest, others = _cut_others(re.sub(_WIKI_LINK, " ", text))
    alone = not any(map(str.isalpha, re.sub(r"\b(?:and|und)\b|[和与與]", "", rest)))
    return [*names, *others] if alone and names else []


def _linked_name(target: str, alias: str | None) -> str:
    """The name that a wiki link gives: of its page where that is a whole name (`people/Jane Doe`), else its alias."""
    page = target.rpartition("/")[2].strip()
    return page if len(page.split()) > 1 or not alias else alias


def is_ambiguous_list(text: str) -> bool:
    """Whether a list of names may be whole names as well as families and given names in turn: `Roe, Doe, Poe, Cog`.

    It has four or more parts, an even number, all single words, some of them given names, which do not tell which they
    are. Family names alone are many a list's way to be short.
    """
    parts = [part for part in split_outside(_COMMA, text) if part]
    words = len(parts) >= 4 and len(parts) % 2 == 0 and all(" " not in part and _is_family(part) for part in parts)
    return words and _known(parts) > 0 and not _are_in_turn(parts)


def _cut_others(text: str) -> tuple[str, tuple[str, ...]]:
    """The list without the word that cuts it short, and that word."""
    tail = text[-32:]
    found = re.search(OTHERS + "$", tail)
    if found is None:
        return text, ()
    return text[: len(text) - len(tail) + found.start()], (found[0].strip(" \n,，、;"),)


def _split_at_commas(text: str) -> list[str]:
    """The names of a list without `;` and the like, where a comma may part names or a name."""
    listed = [split_outside(_COMMA, part) for part in split_outside(_AND, text)]
    persons = [parts for parts in listed if not parts[0].startswith("{")]
    if _are_inverted(persons):
        return [", ".join(parts) for parts in listed]
    parts = [part for group in listed for part in group if part]
    if len(parts) == 1:
        return _split_at_spaces(text)
    if len(parts) % 2 == 0 and all(re.fullmatch(INITIALS, given) for given in parts[1::2]):
        return _paired(parts)
    return _paired(parts) if len(listed) == 1 and _are_in_turn(parts) else parts


def _split_at_spaces(text: str) -> list[str]:
    """The names of a list that only spaces part: `张三 李四`, `Jane Roe John Doe`; else the text as one name.

    Chinese and Korean names must all begin with a family name; of others most first words must be common given names,
    and no second one.
    """
    words = text.split()
    if len(words) > 1 and all(map(has_cjk, words)):
        return words if all(map(has_family_name, words)) else [text]
    pairs = len(words) // 2
    if pairs > 1 and len(words) % 2 == 0 and 2 * _known(words[::2]) > pairs and not _known(words[1::2]):
        return [" ".join(words[place : place + 2]) for place in range(0, len(words), 2)]
    return [text]


def has_family_name(name: str) -> bool:
    """Whether a Chinese, Japanese or Korean name begins with a common family name; a space may stand behind that."""
    from notelint.bibliography.common_names import FAMILY_NAMES  # noqa: PLC0415 - few lines ask for it

    known = _words(FAMILY_NAMES)
    first, space, _ = name.partition(" ")
    if space:
        return first in known
    return any(name[:length] in known and 1 <= len(name) - length <= max(2, length) for length in (1, 2, 3))


def _paired(parts: list[str]) -> list[str]:
    return [f"{family}, {given}" for family, given in zip(parts[::2], parts[1::2], strict=True)]


def _are_in_turn(parts: list[str]) -> bool:
    """Whether families and given names take turns, as in `Doe, Jane, Roe, John`.

    Every other part is a single word (or particles and one). If no given name has two words or an initial, which whole
    names would have in any place, they must be known as given names, more of them than of the families.
    """
    families, given = parts[::2], parts[1::2]
    if len(parts) < 4 or len(parts) % 2 or not all(map(_is_family, families)) or not all(map(_is_given_part, given)):
        return False
    return any(" " in name or "." in name for name in given) or _known(given) > len(given) / 2 > 2 * _known(families)


def _is_family(text: str) -> bool:
    """One word that is no organization's, or particles and one."""
    *particles, word = text.split()
    is_name = re.fullmatch(_NAME_WORD, word) and not re.search(ORGANIZATION, text) and not has_cjk(text)
    return bool(is_name) and all(re.fullmatch(PARTICLE, particle) for particle in particles)


def _is_given_part(text: str) -> bool:
    words = text.split()
    return len(words) <= 2 and not re.search(ORGANIZATION, text) and not has_cjk(text)


def _known(names: list[str]) -> int:
    """How many of some names are common given names."""
    from anyascii import anyascii  # noqa: PLC0415 - few lists ask for it

    from notelint.bibliography.common_names import GIVEN_NAMES  # noqa: PLC0415

    known = _words(GIVEN_NAMES)
    return sum(anyascii(name).lower() in known for name in names)


@cache
def _words(table: str) -> frozenset[str]:
    """The names in a table, which is asked for each name of a list."""
    return frozenset(table.split())


def split_outside(separator: str, text: str) -> list[str]:
    """The parts of a text between the separators that stand in no bracket, without spaces around them."""
    parts, start, depth = [], 0, 0
    for found in re.finditer(rf"(?P<open>[(\[{{（【])|(?P<close>[)\]}}）】])|{separator}", text, re.IGNORECASE):
        if found["open"]:
            depth += 1
        elif found["close"]:
            depth = max(0, depth - 1)
        elif depth == 0:
            parts.append(text[start : found.start()].strip())
            start = found.end()
    return [*parts, text[start:].strip()]


def _are_inverted(persons: list[list[str]]) -> bool:
    """Whether what stands between the `and`s is `family, given` each time; of a single one the halves must say so."""
    if not persons or not all(len(parts) == 2 and all(parts) for parts in persons):
        return False
    return len(persons) > 1 or _is_inverted(*persons[0])


def _is_inverted(family: str, given: str) -> bool:
    """Whether `family, given` is one name rather than two: neither half could be a whole name."""
    if has_cjk(family) or re.search(ORGANIZATION, family) or re.search(ORGANIZATION, given):
        return False
    words = family.split()
    return all(re.fullmatch(PARTICLE, word) for word in words[:-1]) and (len(words) > 1 or _is_given(given))


def _is_given(text: str) -> bool:
    """One word, or a word and initials."""
    first, *rest = text.split()
    return not has_cjk(first) and all(re.fullmatch(INITIALS, word) for word in rest)


def parse_name(raw: str) -> Name:
    """The parts of one name.

    A name in braces, an organisation, a single word and a CJK name without a comma stay whole, as `literal`.
    """
    text = " ".join(raw.split())
    if text.startswith("{") and text.endswith("}"):
        return _literal(text[1:-1].strip() or text, raw)
    if re.fullmatch(OTHERS, text):
        return _literal("others", raw)
    bare = re.sub(_BRACKET + "$", "", text) or text
    parts = [part.strip() for part in re.split(r"[,，]", bare)]
    if re.search(ORGANIZATION, bare) or not all(parts) or len(parts) > 3:
        return _literal(bare, raw)
    if len(parts) > 1:
        return _inverted(parts, raw)
    words = bare.split(" ")
    if len(words) == 1 or has_cjk(bare):
        return _literal(bare, raw)
    return _in_order(words, raw)


def _literal(text: str, raw: str) -> Name:
    return Name(family=None, given=None, particle=None, suffix=None, literal=text, raw=raw)


def _inverted(parts: list[str], raw: str) -> Name:
    """`van den Oord, Aäron`, `King, Jr., Martin Luther` (BibTeX) or `King, Martin Luther, Jr.`."""
    suffixes = [part for part in parts[1:] if re.fullmatch(SUFFIX, part)]
    given = [part for part in parts[1:] if part not in suffixes]
    if len(given) > 1 or len(suffixes) > 1:
        return _literal(" ".join(raw.split()), raw)
    words = parts[0].split(" ")
    if not given:  # `Martin Luther King, Jr.`
        return _in_order([*words, *suffixes], raw)
    particle = _leading_particles(words)
    return Name(
        family=" ".join(words[particle:]),
        given=given[0],
        particle=" ".join(words[:particle]) or None,
        suffix=next(iter(suffixes), None),
        literal=None,
        raw=raw,
    )


def _leading_particles(words: list[str]) -> int:
    """How many words at the front are particles; the last word never is."""
    count = 0
    while count < len(words) - 1 and re.fullmatch(PARTICLE, words[count]):
        count += 1
    return count


def _in_order(words: list[str], raw: str) -> Name:
    """`Aäron van den Oord Jr.`: given names, particle, family name, suffix; or `LeCun Y`, as PubMed has it."""
    suffix = words[-1] if len(words) > 2 and re.fullmatch(SUFFIX, words[-1]) else None
    words = words[:-1] if suffix else words
    if len(words) == 1:
        return Name(family=words[0], given=None, particle=None, suffix=suffix, literal=None, raw=raw)
    if len(words) == 2 and re.fullmatch("[A-Z]{1,2}", words[1]) and not words[0].isupper():
        return Name(family=words[0], given=words[1], particle=None, suffix=suffix, literal=None, raw=raw)
    start = next((n for n, word in enumerate(words[:-1]) if re.fullmatch(PARTICLE, word)), None)
    if start is None:
        start = next(
            (n for n, word in enumerate(words[:-1]) if n and re.fullmatch(_CAPITAL_PARTICLE, word)), len(words) - 1
        )
    particle = _leading_particles(words[start:])
    return Name(
        family=" ".join(words[start + particle :]),
        given=" ".join(words[:start]) or None,
        particle=" ".join(words[start : start + particle]) or None,
        suffix=suffix,
        literal=None,
        raw=raw,
    )
