"""Plain command lines, read without `argparse`, which takes 5 ms: as long as a run that finds all in the cache works.

What is not plain (an error, a shortened option, a question for help) is left to `argparse`, which reads the others in
the same way.
"""

from __future__ import annotations

from notelint.typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from typing import Any


_DEFAULTS: Mapping[object, object] = {"store_true": False}


class PlainParser:
    """Is told of arguments as an `argparse.ArgumentParser` is."""

    def __init__(self) -> None:
        self.arguments: dict[str, tuple[str, Mapping[str, Any]]] = {}  # by name: the key of its value, and the rest
        self._exclusive: list[PlainParser] = []

    def add_argument(self, *names: str, **how: Any) -> None:  # noqa: ANN401 - as argparse takes them
        """Take an argument; see `argparse`."""
        key = how.get("dest") or names[-1].lstrip("-").replace("-", "_")
        self.arguments |= dict.fromkeys(names, (key, how))

    def add_mutually_exclusive_group(self) -> PlainParser:
        """What takes arguments of which one may be given."""
        self._exclusive.append(PlainParser())
        return self._exclusive[-1]

    def read(self, line: Sequence[str]) -> dict[str, Any] | None:
        """The values of all arguments; None where `argparse` is to decide."""
        known = self.arguments.copy()
        for group in self._exclusive:
            if sum(word.partition("=")[0] in group.arguments for word in line) > 1:
                return None
            known |= group.arguments
        values = {key: how.get("default", _DEFAULTS.get(how.get("action"))) for key, how in known.values()}
        others: list[tuple[int, str]] = []
        words = iter(line)
        for number, word in enumerate(words):
            if word == "-" or not word.startswith("-"):
                others.append((number, word))
            elif not _take_option(word, words, known, values):
                return None
        return values if self._take_others(others, values) else None

    def _take_others(self, others: Sequence[tuple[int, str]], values: dict[str, Any]) -> bool:
        """Take over what belongs to no option; False unless that is one list of any length, with no option within."""
        (key, how), *more = [argument for name, argument in self.arguments.items() if not name.startswith("-")]
        if more or how.get("nargs") != "*":
            return False
        if others:
            values[key] = [word for _, word in others]
        return not others or others[-1][0] - others[0][0] < len(others)


def _take_option(
    word: str, following: Iterator[str], known: Mapping[str, tuple[str, Mapping[str, Any]]], values: dict[str, Any]
) -> bool:
    """Take over what an option says; False where that is not plain."""
    name, equals, value = word.partition("=")
    if name not in known:
        return False
    key, how = known[name]
    action = how.get("action", "store")
    if action == "store_true":
        values[key] = True
        return not equals
    if not equals:
        value = next(following, "-")
    if (value.startswith("-") and not equals) or value not in how.get("choices", (value,)):
        return False
    match action:
        case "append":
            values[key] = [*values[key], value]
        case "extend":
            values[key] = [*(values[key] or ()), *how["type"](value)]
        case _ if "type" not in how:  # which could refuse the value
            values[key] = value
        case _:
            return False
    return True
