"""URLs in their parts (RFC 3986), as `urllib.parse` reads them: that takes 2 ms to import, and few URLs need it."""

from __future__ import annotations

from notelint.regex import regex
from notelint.typing import NamedTuple

# Any URL, but for spaces that are left out of it, hosts beyond ASCII (some letters stand for a `/`) and IP addresses.
_PLAIN = regex(
    r"(?![\x00- ])(?:(?P<scheme>[A-Za-z][A-Za-z0-9+.-]*+):)?+"
    r"(?://(?P<authority>[!\"$-.0->@-Z\\^-~]*+)(?=[/?#]|\Z)|(?!//))"
    r"(?P<path>[^?#\t\n\r]*+)(?:\?(?P<query>[^#\t\n\r]*+))?+(?:#(?P<fragment>[^\t\n\r]*+))?+"
)


class Url(NamedTuple):
    """The parts of a URL, each empty where it is not there."""

    scheme: str
    authority: str
    path: str
    query: str
    fragment: str

    @property
    def host(self) -> str:
        """The host of the authority, without a port and in lower case."""
        return self.authority.rpartition("@")[2].partition(":")[0].lower()

    @property
    def text(self) -> str:
        """The whole URL, which has an authority."""
        query, fragment = self.query and f"?{self.query}", self.fragment and f"#{self.fragment}"
        return f"{self.scheme}://{self.authority}{self.path}{query}{fragment}"

    def parameter(self, name: str) -> str:
        """The first value that the query gives a parameter, decoded; empty without one."""
        pairs = (pair.partition("=") for pair in self.query.replace("+", " ").split("&"))
        return next((unquote(value) for key, _, value in pairs if value and unquote(key) == name), "")


def split_url(url: str) -> Url | None:
    """The parts of a URL, or of a path; None where it can be none."""
    if found := _PLAIN.fullmatch(url):
        scheme, *others = found.groups("")
        return Url(scheme.lower(), *others)
    from urllib.parse import urlsplit  # noqa: PLC0415 - see above

    try:
        return Url(*urlsplit(url))
    except ValueError:  # `http://[`
        return None


def unquote(text: str) -> str:
    """A text with what is percent-encoded in it decoded."""
    if "%" not in text:
        return text
    from urllib import parse  # noqa: PLC0415 - see above

    return parse.unquote(text)
