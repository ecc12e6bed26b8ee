"""What is safe to print, and in which color."""

from __future__ import annotations

from notelint.diagnostic import Severity
from notelint.regex import regex

# A note's words may stand in a message: control characters must not reach the terminal (nor break the line), and a
# lone surrogate, which stands for a byte that is not UTF-8, cannot be encoded.
_UNPRINTABLE = {
    **{code: 0x2400 + code for code in range(0x20)},
    ord("\t"): " ",
    0x7F: "\u2421",
    **dict.fromkeys((*range(0x80, 0xA0), 0x2028, 0x2029, *range(0x202A, 0x202F), *range(0x2066, 0x206A)), "\ufffd"),
    **dict.fromkeys(range(0xD800, 0xE000), "\ufffd"),
}
_LONE_RETURN = regex(r"\r(?!\n)")
_UNPRINTABLE_IN_PATCH = {
    code: sign for code, sign in _UNPRINTABLE.items() if code not in (9, 10, 13) and not 0xD800 <= code < 0xE000
}

_RESET = "\x1b[0m"
_BOLD = "\x1b[1m"
_BLUE = "\x1b[1;34m"
_COLORS = {Severity.ERROR: "\x1b[1;31m", Severity.WARNING: "\x1b[1;33m", Severity.INFO: "\x1b[1;36m"}


def printable(text: str) -> str:
    """The text on one line, with a visible sign for each character that a terminal would not show as written."""
    # Of the characters above Python calls none printable; translating takes forty times as long as asking.
    return text if text.isprintable() else text.translate(_UNPRINTABLE)


def printable_start(text: str) -> str:
    """The same at the start of a line, for a path or what begins with one.

    GitHub Actions and Azure Pipelines take a line that begins with `::` or `##[` for a command, whoever printed it.
    """
    shown = printable(text)
    return f"./{shown}" if shown.lstrip().startswith(("::", "##")) else shown


def printable_patch(text: str) -> str:
    """A unified diff in the same way, which still applies where only tabs, CR LF and bytes that are no UTF-8 stand."""
    return _LONE_RETURN.sub("\u240d", text.translate(_UNPRINTABLE_IN_PATCH))


def bold(text: str, *, color: bool) -> str:
    """The text, in bold if color is wanted."""
    return f"{_BOLD}{text}{_RESET}" if color else text


def faint(text: str, *, color: bool) -> str:
    """The frame around a source line."""
    return f"{_BLUE}{text}{_RESET}" if color else text


def weighed(text: str, severity: Severity, *, color: bool) -> str:
    """The text in the color of a severity."""
    return f"{_COLORS[severity]}{text}{_RESET}" if color else text
