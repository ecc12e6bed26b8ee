"""The part of `typing` that modules use while they run.

To import `typing` and to make its named tuples takes a twentieth of a run on one file. A type checker sees the
standard library's names.
"""

from __future__ import annotations

from collections import namedtuple

__all__ = ["TYPE_CHECKING", "NamedTuple", "cast"]

TYPE_CHECKING = False

if TYPE_CHECKING:
    from typing import NamedTuple, cast
else:

    class _Maker(type):
        """Makes a named tuple of each class that has NamedTuple as its base."""

        def __new__(cls, name, bases, members):  # noqa: ANN001, ANN204 - no type checker reads this
            if not bases:
                return super().__new__(cls, name, bases, members)
            names = tuple(members["__annotations__"])
            defaults = [members.pop(each) for each in names if each in members]
            made = namedtuple(name, names, defaults=defaults)  # noqa: PYI024 - this makes the other one
            for key, member in members.items():
                setattr(made, key, member)
            return made

    class NamedTuple(metaclass=_Maker):
        """As `typing.NamedTuple`. Annotations are text."""

    def cast(_, value):  # noqa: ANN001, ANN201 - as above
        """As `typing.cast`."""
        return value
