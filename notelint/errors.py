"""The one exception for what a user can fix, and the remedies for a misspelled name and a missing package."""

from __future__ import annotations

from notelint.typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable


class NotelintError(Exception):
    """Bad input, a bad option or a bad configuration: one line that says what to do.

    Raised anywhere, caught once, in `cli.main`, which prints it on stderr and ends with exit code 2.
    """


def missing(feature: str, *packages: str) -> NotelintError:
    """The error that a feature needs packages that are not installed, by their names on PyPI."""
    return NotelintError(f"{feature} needs {' and '.join(packages)}: pip install {' '.join(packages)}")


def did_you_mean(name: str, known: Iterable[str], otherwise: str = "") -> str:
    """The question whether one of the known names is meant that is much like a name; without one, `otherwise`."""
    from notelint.spelling import nearest  # noqa: PLC0415 - needed only where something is wrong

    near = nearest(name, known)
    return otherwise if near is None else f"did you mean {near!r}?"
