"""Invented entries in CSL-JSON: every kind of name, title and container that a citation processor has to print."""

from __future__ import annotations

from random import Random
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator

_GIVEN = (
    *("Ann", "Jane", "John", "Mary Beth", "Luís", "Zoë", "Jean-Paul", "Kai", "Priya", "Søren", "Olga", "T. J.", "Wei"),
    *("Xiao", "Yuki", "Min-jun", "Robert A.", "A.", "J. R. R.", "Élodie", "Mohammed", "Ines", "Peter", "Hugo Q."),
)
_FAMILY = (
    *("Roe", "Doe", "Poe", "Li", "O’Gear", "Müller-Cog", "Lindqvist", "Nguyen", "Åkesson", "Tanaka", "Okonkwo", "Kim"),
    *("García Pérez", "Ito", "Novák", "Sharma", "Wang", "Zhang", "Smith", "MacCog", "Petrov", "Bolt", "Ng", "Ó Cog"),
    *("Wright", "Chen", "Fischer", "Rossi", "Silva", "Dubois", "Jensen", "Haddad", "Mbeki", "Larsson", "Sato"),
)
_PARTICLES = ("van", "van der", "de", "von", "de la", "van den")
_HAN = ("罗简", "杜约翰", "王小明", "李晓", "张伟华", "欧阳修文", "陈静", "刘洋", "赵敏", "黄磊")
_SUBJECTS = (
    *("Widgets", "Gear Trains", "Deep Cogs", "Self-Adjusting Springs", "WidgetNet", "GearBERT-2", "Sparse Levers"),
    *("Very Large Gear Boxes", "3D Widgets", "Recurrent Pulleys", "Cogs, Gears, and Levers", "Bolts vs. Rivets"),
)
_TITLES = (
    "A Study of {}",
    "On the Origin of {}",
    "{} Revisited: A Large-Scale Study",
    "Are {} All You Need?",
    "What Is a Widget? The Case of {}",
    "{}: How to Build Them (and Why)",
    "Towards 10x Faster {}",
    "“Turn It Off”: {} and Their Users",
    "The “Slow” Path to {}",
    "Learning {} From 1,000 Examples",
    "An Analysis of {} in the U.S. Between 1990 and 2000",
    "{} – Ten Years Later",
    "Do {} Dream? A Survey",
    "iGear: {} at Scale",
    "Attention to {}",
    "{}",
)
_HAN_TITLES = ("部件研究", "基于齿轮的部件识别方法综述", "深度齿轮：原理与应用", "面向大规模部件的WidgetNet模型")
_JOURNALS = (
    ("Communications of the Widget", "Commun. Widget"),
    ("Journal of Widget Research", "J. Widget Res."),
    ("IEEE Transactions on Pattern Analysis and Machine Intelligence", "IEEE Trans. Pattern Anal. Mach. Intell."),
    ("Gears", None),
    ("Proceedings of the Academy of Gears", "Proc. Acad. Gears"),
    ("Cogs & Levers", None),
    ("The Annals of Springs", "Ann. Springs"),
    ("Science", None),
    ("International Journal of Gears: Theory and Practice", "Int. J. Gears"),
    ("Transactions of the Association for Computational Linguistics", None),
)
_HAN_JOURNALS = ("计算机学报", "部件与齿轮", "中国科学: 信息科学", "自动化学报")
_CONFERENCES = (
    "Proceedings of the 12th International Conference on Widgets",
    "Proceedings of the IEEE/CVF Conference on Computer Vision and Pattern Recognition",
    "Advances in Neural Information Processing Systems",
    "Proceedings of the 2019 Symposium on Gears (GEARS ’19)",
    "International Conference on Learning Representations",
    "2018 IEEE International Conference on Robotics and Automation (ICRA)",
    "Computer Vision – ECCV 2016",
    "Findings of the Association for Computational Linguistics: EMNLP 2021",
)
_PLACES = ("New York, NY, USA", "Cham", "Cambridge, MA", "London")
_PUBLISHERS = (
    "MIT Press",
    "Springer",
    "ACM",
    "Oxford University Press",
    "Association for Computing Machinery",
    "IEEE",
)
_SCHOOLS = ("University of Widgets", "Gear Institute of Technology", "Stanford University")
_KINDS = {"article-journal": 6, "paper-conference": 7, "article": 5, "book": 1, "thesis": 1}
_LONGEST = 12


def entries(count: int, seed: int) -> Iterator[dict[str, Any]]:
    """So many entries, the same for the same seed."""
    random = Random(seed)  # noqa: S311 - no secret
    for number in range(count):
        kind = random.choices([*_KINDS], [*_KINDS.values()])[0]
        han = random.random() < 0.12
        found: dict[str, Any] = {"id": f"e{number}", "type": kind, "title": _title(random, han=han)}
        found["author"] = _authors(random, han=han)
        found |= _KINDS_OF[kind](random, han)
        if han:
            found["language"] = "zh-CN"
        yield found


def _title(random: Random, *, han: bool) -> str:
    if han:
        return random.choice(_HAN_TITLES)
    return random.choice(_TITLES).format(random.choice(_SUBJECTS))


def _authors(random: Random, *, han: bool) -> list[dict[str, str]]:
    count = random.choice((1, 1, 2, 2, 3, 3, 4, 5, 6, 8, _LONGEST))
    if han:
        return [{"family": name[:1], "given": name[1:]} for name in random.sample(_HAN, min(count, 6))]
    return [_person(random, family) for family in random.sample(_FAMILY, count)]


def _person(random: Random, family: str) -> dict[str, str]:
    person = {"family": family, "given": random.choice(_GIVEN)}
    if random.random() < 0.08:
        person["non-dropping-particle"] = random.choice(_PARTICLES)
    elif random.random() < 0.04:
        person["suffix"] = random.choice(("Jr.", "III"))
    return person


def _article(random: Random, han: bool) -> dict[str, Any]:  # noqa: FBT001 - called by table
    journal, short = (random.choice(_HAN_JOURNALS), None) if han else random.choice(_JOURNALS)
    found: dict[str, Any] = {"container-title": journal, "volume": str(random.randint(13, 60))}
    if short:
        found["container-title-short"] = short
    if random.random() < 0.8:
        found["issue"] = str(random.randint(1, 12))
    found |= _issued(random, month=random.random() < 0.4) | _pages(random)
    return found | (_doi(random) if random.random() < 0.5 else {})


def _paper(random: Random, han: bool) -> dict[str, Any]:  # noqa: FBT001
    found: dict[str, Any] = {"container-title": "全国部件会议论文集" if han else random.choice(_CONFERENCES)}
    found |= _issued(random, month=random.random() < 0.3)
    found |= _pages(random) if random.random() < 0.8 else {}
    if random.random() < 0.6:
        found |= {"publisher": random.choice(_PUBLISHERS), "publisher-place": random.choice(_PLACES)}
    return found | (_doi(random) if random.random() < 0.4 else {})


def _preprint(random: Random, han: bool) -> dict[str, Any]:  # noqa: ARG001, FBT001
    year, month = random.randint(2015, 2024), random.randint(1, 12)
    number = f"{year % 100:02}{month:02}.{random.randint(1, 19999):05}"
    return {
        "publisher": "arXiv",
        "number": f"arXiv:{number}",
        "DOI": f"10.48550/arXiv.{number}",
        "issued": {"date-parts": [[year, month, random.randint(1, 28)]]},
    }


def _book(random: Random, han: bool) -> dict[str, Any]:  # noqa: FBT001
    publisher = "齿轮出版社" if han else random.choice(_PUBLISHERS)
    return _issued(random, month=False) | {
        "publisher": publisher,
        "publisher-place": "北京" if han else random.choice(_PLACES),
    }


def _thesis(random: Random, han: bool) -> dict[str, Any]:  # noqa: FBT001
    genre = {} if han else {"genre": random.choice(("PhD thesis", "Ph.D. dissertation", "Master’s thesis"))}
    return _issued(random, month=False) | genre | {"publisher": "齿轮大学" if han else random.choice(_SCHOOLS)}


_KINDS_OF = {
    "article-journal": _article,
    "paper-conference": _paper,
    "article": _preprint,
    "book": _book,
    "thesis": _thesis,
}


def _issued(random: Random, *, month: bool) -> dict[str, Any]:
    parts = [random.randint(1975, 2024), *([random.randint(1, 12)] if month else [])]
    return {"issued": {"date-parts": [parts]}}


def _pages(random: Random) -> dict[str, str]:
    first = random.randint(70, 9000)
    return {"page": f"{first}-{first + random.randint(3, 40)}"}


def _doi(random: Random) -> dict[str, str]:
    name = random.choice(("widget", "3292500", "s41586"))
    return {"DOI": f"10.{random.randint(1000, 9999)}/{name}.{random.randint(1000, 99999)}"}
