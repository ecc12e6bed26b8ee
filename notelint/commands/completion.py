"""`notelint completion`: a script by which a shell completes what is typed."""

from __future__ import annotations

from notelint.commands.output import write_output
from notelint.config import Config
from notelint.dataclass import fields
from notelint.errors import missing
from notelint.options import parser_of
from notelint.resources import schema_names
from notelint.rule import read_rules
from notelint.typing import TYPE_CHECKING
from notelint.verbs import VERBS

if TYPE_CHECKING:
    from argparse import ArgumentParser, Namespace
    from collections.abc import Mapping, Sequence

_PATHS = {"PATH", "FILE", "FOLDER", "FILE|DIR", "NAME|FILE", "FILE|KEY=VALUE", "FILE[:LINE]", "BASE", "HEAD"}


def run(options: Namespace) -> int:
    """Print the script for a shell, which shtab makes of the parser."""
    try:
        import shtab  # noqa: PLC0415 - a package that only this needs
    except ImportError as error:
        raise missing("completion", "shtab") from error
    parser = parser_of(VERBS.values())
    _complete(parser, _words(), shtab.FILE)
    write_output([shtab.complete(parser, options.shell), "\n"])
    return 0


def _words() -> dict[str, Sequence[str]]:
    """The words that can stand for a metavariable."""
    rules = [word for rule in read_rules() for word in (rule.name, rule.family)]
    keys = [field.name.replace("_", "-") for field in fields(Config)]
    return {"RULES": rules, "RULE": rules, "SCHEMA": schema_names(), "KEY": keys}


def _complete(parser: ArgumentParser, words: Mapping[str, Sequence[str]], paths: object) -> None:
    """Say in each argument of a parser, and of those of its verbs, which words or paths it takes."""
    for action in parser._actions:  # noqa: SLF001 - argparse has no public way to list them
        if action.metavar == "VERB" and isinstance(action.choices, dict):
            for verb in action.choices.values():
                _complete(verb, words, paths)
        elif action.metavar in _PATHS:
            action.complete = paths  # type: ignore[attr-defined]
        elif action.metavar in words:
            action.choices = sorted({*words[str(action.metavar)]})
