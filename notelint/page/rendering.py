"""The page as HTML, in pieces. Needs the package jinja2.

The notes are data in it, never markup: JSON in which `<`, `>` and `&` are escaped, of which its script builds what is
shown; what only an open note shows is that JSON deflated (RFC 1951) and in Base64. A Content Security Policy allows
that script and that style, by their digests, and nothing else: no address is asked for anything.
https://www.w3.org/TR/CSP3/
"""

from __future__ import annotations

import json
from base64 import b64encode
from hashlib import sha256
from itertools import islice
from zlib import MAX_WBITS, compressobj

from jinja2 import Environment, StrictUndefined
from markupsafe import Markup

from notelint import __version__
from notelint.resources import package_file
from notelint.source import readable
from notelint.typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from notelint.record.model import Json

_PART = 32  # notes
_SCRIPTS = ("build", "body", "notes", "filters", "gallery", "timeline", "coverage", "findings", "note", "main")


def render(
    title: str,
    index: Mapping[str, Json],
    details: Iterable[Json],
    findings: Json,
    images: Iterable[str | None],
) -> Iterator[str]:
    """The page; `index`, `details` and `findings` are those of content.py, `images` the URLs of embedded images."""
    environment = Environment(autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True)
    environment.policies["json.dumps_function"] = _json
    environment.policies["json.dumps_kwargs"] = {}
    style, script = style_and_script()
    yield from environment.from_string(package_file("page/page.html")).generate(
        title=readable(title),
        index={**index, "part": _PART},
        parts=_packed(details),
        findings=findings,
        images=images,
        # Both are ours, and neither holds the end of its element: tests/test_page.py.
        style=Markup(style),  # noqa: S704
        script=Markup(script),  # noqa: S704
        policy=_policy(style, script),
        version=__version__,
    )


def _packed(details: Iterable[Json]) -> Iterator[str]:
    """The details of a few notes at a time, packed: a browser then reads a third before it can show the page."""
    waiting = iter(details)
    while part := list(islice(waiting, _PART)):
        deflate = compressobj(wbits=-MAX_WBITS)
        yield b64encode(deflate.compress(_json(part).encode()) + deflate.flush()).decode()


def style_and_script() -> tuple[str, str]:
    """The style and the script of every page."""
    scripts = (package_file(f"page/script/{name}.js") for name in _SCRIPTS)
    return package_file("page/style.css"), "".join(("(() => {\n", *scripts, "})();\n"))


def _policy(style: str, script: str) -> str:
    return "; ".join(
        (
            "default-src 'none'",
            f"script-src {_digest(script)}",
            f"style-src {_digest(style)}",
            "img-src 'self' file: data:",
            "base-uri 'none'",
            "form-action 'none'",
            "require-trusted-types-for 'script'",
            "trusted-types 'none'",
        )
    )


def _digest(text: str) -> str:
    return f"'sha256-{b64encode(sha256(text.encode()).digest()).decode()}'"


def _json(value: Json) -> str:
    """Compact JSON, with U+FFFD for a byte that is not UTF-8."""
    return readable(
        json.dumps(value, ensure_ascii=False, allow_nan=False, check_circular=False, separators=(",", ":"))
    )
