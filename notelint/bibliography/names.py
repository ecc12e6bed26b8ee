"""Names of authors: how people write them, and their parts."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
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
