"""The inline parser: mistune's, with the place of each token, and what notes hold besides CommonMark."""

from __future__ import annotations

from functools import cache

from mistune import InlineParser
from mistune.core import InlineState
from mistune.helpers import PUNCTUATION, parse_link_href
from mistune.util import unikey

from notelint.markdown import obsidian
from notelint.markdown.emphasis import with_emphasis
from notelint.markdown.places import leading_whitespace
from notelint.regex import regex
from notelint.source import readable
from notelint.typing import TYPE_CHECKING, cast

if TYPE_CHECKING:
    import re
    from re import Match
    from typing import Any

    from notelint.markdown.leaves import Definitions

    Token = dict[str, Any]

_CJK_PUNCTUATION = "\u2018-\u201f\u2026\u3000-\u303f\uff01-\uff0f\uff1a-\uff20\uff3b-\uff40\uff5b-\uff65"
_CJK = "\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7af\uf900-\ufaff"
_RULES = {
    "escape": rf"\\{PUNCTUATION}",
    "link_close": r"\]",
    "linebreak": r"(?:\\| {2,})\n[ \t]*",
    "softbreak": r" *\n[ \t]*",
    "math": r"\$\$(?:[^$\\]++|\\[\s\S])++\$\$|\$`[^`\n]++`\$|\$(?![\s$])(?:[^$\\\n]++|\\.)*+(?<!\s)\$(?!\d)",
    "footnote": r"\[\^(?P<footnote_label>[^\\\[\]\s]{1,500})\](?!\()",
    "wiki_link": obsidian.WIKI_LINK,
    "bare_url": rf"(?<![A-Za-z0-9])https?://(?:[^\s<>{_CJK}{_CJK_PUNCTUATION}]++|(?<=[/=_#-])[{_CJK}]++)++",
    "strikethrough": r"~~(?=[^\s~])",
}
# What mistune's own grammar lacks: the rule that it goes before, and the characters that it may start with.
_ADDED = {
    "math": ("codespan", "$"),
    "footnote": ("link", "["),
    "wiki_link": ("link", "!["),
    "bare_url": (None, "h"),
    "strikethrough": (None, "~"),
}
_TRIGGER = regex(r"[\\`*_\[\]<$\n]|!\[|~~|https?://")
_PLAIN_DESTINATION = regex(r"[^\s()<\\\x00-\x1f\x7f][^\s()\\\x00-\x1f\x7f]*(?=[ \t\n)])")
_PARENTHESES = regex(r"\(((?:[^()\n]++|\([^()\n]*+\))*+)\)")
_SPACE = regex(r"[ \t]")
_TRAILING_ENTITY = regex(r"&[A-Za-z0-9]+;$")


def parse_tokens(text: str, definitions: Definitions) -> list[Token]:
    """Mistune's inline tokens of a text, each with its `span` in it."""
    state = PlacedInlineState({"ref_links": definitions})
    state.src = readable(text)  # mistune encodes destinations, which we read from the text itself
    return _parser().render(state)


@cache
def _parser() -> PlacedInlineParser:
    return PlacedInlineParser()


class PlacedInlineState(InlineState):
    """mistune's state with places: each token gets its `span` in the text of the leaf block.

    `offset` is where `src`, which may be a part of that text, begins; `end` is where the last token ends. Text tokens
    follow one another without gaps and are as long as their source, but for escapes, which bring their own span.
    """

    offset = 0
    end = 0

    def place(self, start: int, end: int) -> tuple[int, int]:
        """A range of `src` as a span."""
        return self.offset + start, self.offset + end

    def append_token(self, token: Token) -> None:
        if token["type"] == "text":
            _, self.end = token.setdefault("span", (self.end, self.end + len(token["raw"])))
        super().append_token(token)


class PlacedInlineParser(InlineParser):
    """mistune's inline grammar with places."""

    state_cls = PlacedInlineState

    def __init__(self) -> None:
        super().__init__()
        self.specification |= _RULES
        for name, (before, starts) in _ADDED.items():
            self.register(name, None, getattr(type(self), f"parse_{name}"), before, start_chars=list(starts))

    def parse_method(self, m: Match[str], state: InlineState) -> int | None:
        placed = _placed(state)
        end = super().parse_method(m, state)
        if end:
            placed.tokens[-1].setdefault("span", placed.place(m.start(), end))
            placed.end = placed.offset + end
        return end

    def _get_fast_trigger_re(self, _chars: set[str]) -> re.Pattern[str]:
        """Where a rule may match. mistune stops at each `h` and `!`, and sorts the characters anew each time."""
        return _TRIGGER

    def finalize_tokens(self, tokens: list[Token], depth: int) -> list[Token]:
        if not any(token["type"] == "text" and ("*" in token["raw"] or "_" in token["raw"]) for token in tokens):
            return tokens
        return with_emphasis(tokens, self.max_nested_level - depth)

    def parse_escape(self, m: Match[str], state: InlineState) -> int:
        span = _placed(state).place(m.start(), m.end())
        state.append_token({"type": "text", "raw": m[0][1], "span": span, "_emphasis": False})
        return m.end()

    def parse_auto_link(self, m: Match[str], state: InlineState) -> int:
        """`<https://example.org>`, `<a@example.org>`."""
        state.append_token({"type": "autolink", "text": m[0][1:-1], "form": "autolink"})
        return m.end()

    parse_auto_email = parse_auto_link

    def parse_inline_html(self, m: Match[str], state: InlineState) -> int | None:
        """A tag or comment. mistune takes links behind `<a>` for text; to CommonMark they are links."""
        end = super().parse_inline_html(m, state)
        state.in_link = False
        return end

    def parse_bare_url(self, m: Match[str], state: InlineState) -> int | None:
        text = m[0]
        if state.brackets and "]" in text:
            text = text[: text.index("]")]
        text = _trim_url(text)
        if not text.partition("://")[2]:
            return None
        state.append_token({"type": "autolink", "text": text, "form": "bare"})
        return m.start() + len(text)

    def parse_math(self, m: Match[str], state: InlineState) -> int:
        display = m[0].startswith("$$")
        text = m[0][2:-2] if display else m[0][1:-1]
        if text.startswith("`") and text.endswith("`"):  # GitHub's form
            text = text[1:-1]
        state.append_token({"type": "math", "text": text, "display": display})
        return m.end()

    def parse_footnote(self, m: Match[str], state: InlineState) -> int:
        state.append_token({"type": "footnote", "label": m["footnote_label"]})
        return m.end()

    def parse_wiki_link(self, m: Match[str], state: InlineState) -> int | None:
        if unikey(m["wiki"]) in state.env["ref_links"]:
            return None
        start, _ = _placed(state).place(*m.span("wiki"))
        state.append_token({"type": "wiki_link", "text": m["wiki"], "text_start": start})
        return m.end()

    def parse_strikethrough(self, m: Match[str], state: InlineState) -> int | None:
        if state.depth >= self.max_nested_level:
            return None
        close = state.delimiters.find("~~", m.end(), formatting=True)
        if close is None:
            return None
        inner = _placed(state.copy())
        inner.src = state.src[m.end() : close]
        inner.offset = inner.end = _placed(state).offset + m.end()
        state.append_token({"type": "strikethrough", "children": self.render(inner)})
        return close + 2

    def parse_link_close(self, m: Match[str], state: InlineState) -> int:
        """`]`, which may end a link or an image; `![a](x y.png)`, where mistune finds none, is seen nevertheless."""
        placed = _placed(state)
        opener = placed.brackets[-1] if placed.brackets else None
        end = super().parse_link_close(m, state)
        token = placed.tokens[-1]
        if opener is None:
            return end
        start = opener.start - (2 if opener.image else 1)
        if token["type"] in ("link", "image") and "span" not in token:
            token["span"] = placed.place(start, end)
            if "ref" not in token:
                token["destination"] = placed.place(*_destination(placed.src, m.end() + 1))
        elif opener.image and (found := _PARENTHESES.match(placed.src, m.end())):
            destination, title = _unparsed_destination(found)
            if not _SPACE.search(placed.src, *destination):
                return end
            del placed.tokens[opener.token_index :]
            placed.append_token(
                {
                    "type": "unparsed",
                    "alt": placed.src[opener.start : m.start()],
                    "destination": placed.place(*destination),
                    "title": title,
                    "span": placed.place(start, found.end()),
                }
            )
            return found.end()
        return end


def _placed(state: InlineState) -> PlacedInlineState:
    return cast("PlacedInlineState", state)


def _unparsed_destination(found: Match[str]) -> tuple[tuple[int, int], str | None]:
    """The place of a destination that may hold spaces, and the title behind it."""
    text = found[1].rstrip(" \t")
    title = None
    opening = text.rfind(text[-1], 0, -1) if text.endswith(("'", '"')) else -1
    if opening > 0 and text[opening - 1] in " \t":
        title = text[opening + 1 : -1]
        text = text[:opening].rstrip(" \t")
    start = found.start(1) + leading_whitespace(text)
    return (start, found.start(1) + len(text)), title


def _destination(src: str, position: int) -> tuple[int, int]:
    """Where the destination of an inline link stands, without angle brackets; mistune has found it to be one."""
    if plain := _PLAIN_DESTINATION.match(src, position):
        return plain.span()
    text, end = cast("tuple[str, int]", parse_link_href(src, position))
    end -= src[position:end].lstrip(" \t\n").startswith("<")
    return end - len(text), end


def _trim_url(text: str) -> str:
    """A URL without the punctuation that ends the sentence around it (GFM 6.9)."""
    surplus = text.count(")") - text.count("(")
    end = len(text)
    while end:
        char = text[end - 1]
        if char == ";" and (entity := _TRAILING_ENTITY.search(text, max(0, end - 34), end)):
            end = entity.start()
        elif char in "?!.,:;*_~'\"`|" or (char == ")" and surplus > 0):
            surplus -= char == ")"
            end -= 1
        else:
            break
    return text[:end]
