"""What the address of a paper says of where and when it came out, at sites whose addresses say it."""

from __future__ import annotations

import re
from functools import lru_cache

from notelint.typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Mapping


class Publication(NamedTuple):
    """A venue, and the year in which the paper appeared there."""

    venue: str
    year: int


# Patterns are kept as text: `re` compiles each when it is first asked for, and remembers it. In each, `venue` names
# the venue and `year` has two or four digits; a pattern without `venue` stands beside the name.
_ADDRESSES: Mapping[str, tuple[str, str | None]] = {
    "openaccess.thecvf.com": (r"/content[_/](?P<venue>cvpr|iccv|wacv|eccv|accv)_?(?P<year>\d{4})(?:[_/.]|$)", None),
    "ecva.net": (r"/papers/(?P<venue>eccv)_(?P<year>\d{4})/", None),
    "papers.nips.cc": (r"/(?:paper|paper_files/paper|book|hash)/(?P<year>(?:19|20)\d\d)/", "NeurIPS"),
    "papers.neurips.cc": (r"/(?:paper|paper_files/paper|hash)/(?P<year>(?:19|20)\d\d)/", "NeurIPS"),
    "proceedings.neurips.cc": (r"/(?:paper|paper_files/paper|hash)/(?P<year>(?:19|20)\d\d)/", "NeurIPS"),
    "usenix.org": (r"/(?:conference|legacy/events)/(?P<venue>osdi|nsdi|fast|atc|hotos)-?(?P<year>\d\d)(?:/|$)", None),
    "ijcai.org": (r"/(?i:proceedings)/(?P<year>(?:20)?\d\d)(?:[-/]|$)", "IJCAI"),
    "isca-archive.org": (r"/(?P<venue>interspeech)_(?P<year>\d{4})/", None),
    "distill.pub": (r"/(?P<year>20\d\d)/", "Distill"),
    "aclanthology.org": (r"/(?P<year>20\d\d)\.(?P<venue>acl|emnlp|naacl|eacl|aacl|coling|conll|lrec|tacl|cl)-", None),
}  # fmt: skip
# The letters of older identifiers at the ACL: `P19-1359` is of ACL 2019.
_ACL_LETTERS: Mapping[str, str] = {
    "P": "ACL", "D": "EMNLP", "N": "NAACL", "E": "EACL", "C": "COLING", "K": "CoNLL", "L": "LREC", "Q": "TACL",
    "J": "Computational Linguistics", "I": "IJCNLP",
}  # fmt: skip
# Sites that number volumes: the name, the pattern of a volume, and the year before the first one.
_VOLUMES: Mapping[str, tuple[str, str, int]] = {
    "vldb.org": ("PVLDB", r"/pvldb/vol(\d+)/", 2007),
    "jmlr.org": ("JMLR", r"/papers/(?:v|volume)(\d+)/", 1999),
    "roboticsproceedings.org": ("RSS", r"/rss(\d\d)/", 2004),
}
# The volumes of PMLR that hold the large conferences.
_PMLR = """
ICML 2013 28 2014 32 2015 37 2016 48 2017 70 2018 80 2019 97 2020 119 2021 139 2022 162 2023 202 2024 235
AISTATS 2010 9 2011 15 2012 22 2013 31 2014 33 2015 38 2016 51 2017 54 2018 84 2019 89 2020 108 2021 130 2022 151
AISTATS 2023 206 2024 238
COLT 2012 23 2013 30 2014 35 2015 40 2016 49 2017 65 2018 75 2019 99 2020 125 2021 134 2022 178 2023 195
CoRL 2017 78 2018 87 2019 100 2020 155 2021 164 2022 205 2023 229
"""
_ADDRESS = r"(?i)https?://(?:www\.)?([\w.-]+)(/.*)"


@lru_cache(maxsize=256)  # asked for the venue, and again for the year
def publication(url: str) -> Publication | None:
    """Where and when the paper at an address came out; None where the address does not say."""
    found = re.match(_ADDRESS, url)
    if found is None:
        return None
    host, path = found[1].lower(), found[2]
    host = {"aclweb.org": "aclanthology.org", "aclanthology.info": "aclanthology.org"}.get(host, host)
    if host in _VOLUMES:
        name, pattern, before = _VOLUMES[host]
        volume = re.search(pattern, path)
        return Publication(name, before + int(volume[1])) if volume else None
    if host == "proceedings.mlr.press":
        return _in_pmlr(path)
    if host == "aclanthology.org" and (letter := re.search(r"/([A-Z])(\d\d)-\d{4}", path)):
        name = _ACL_LETTERS.get(letter[1], "")
        return Publication(name, _year(letter[2])) if name else None
    form, venue = _ADDRESSES.get(host, ("(?!)", None))
    said = re.search(form, path, re.IGNORECASE)
    return Publication(venue or _written(said["venue"]), _year(said["year"])) if said else None


def _in_pmlr(path: str) -> Publication | None:
    volume = re.match(r"/v(\d+)/", path)
    for line in _PMLR.strip().splitlines() if volume else ():
        venue, *rest = line.split()
        years = dict(zip(rest[1::2], rest[::2], strict=True))
        if volume and volume[1] in years:
            return Publication(venue, int(years[volume[1]]))
    return None


def _written(name: str) -> str:
    from notelint.bibliography.venues import known_venue  # noqa: PLC0415 - read only when an address says a venue

    venue = known_venue(name.upper())
    return venue.name if venue else name.upper()


def _year(digits: str) -> int:
    number = int(digits)
    return number if number > 99 else number + (1900 if number >= 60 else 2000)
