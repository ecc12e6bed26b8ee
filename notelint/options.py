"""The parser of the command line, which says in one line what is wrong, and options that several verbs have."""

from __future__ import annotations

import argparse
from functools import partial

from notelint.errors import NotelintError, did_you_mean
from notelint.typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
    from typing import NoReturn

    Group = argparse._ActionsContainer  # noqa: SLF001 - what parsers and groups have in common has no public name

# A width that is given need not be asked of the terminal, for which argparse imports much.
_LAYOUT = partial(argparse.RawDescriptionHelpFormatter, width=88, max_help_position=30)
ADD_IGNORE = "--add-ignore"
_SEVERITIES = ("error", "warning", "info")  # those of notelint.diagnostic, which takes longer to import than all this
# What argparse says, and what it means.
_PLAIN = {"expected one argument": "a value is missing", "ignored explicit argument": "takes no value, but has"}


class Parser(argparse.ArgumentParser):
    """A parser that says in one line what is wrong, where argparse prints a page of usage."""

    def error(self, message: str) -> NoReturn:
        """Raise NotelintError: with the word that is meant, else with where help is."""
        for said, plain in _PLAIN.items():
            message = message.replace(said, plain)
        remedy = "" if message.endswith("?") else f"; see `{self.prog} --help`"
        raise NotelintError(f"{message.removeprefix('argument ')}{remedy}")

    def refuse(self, argument: str) -> NoReturn:
        """Raise NotelintError for an argument that is none of this parser's."""
        if not argument.startswith("-"):
            self.error(f"unexpected argument {argument!r}")
        option = argument.partition("=")[0]
        near = did_you_mean(option, (each for each in self._option_string_actions if each.startswith("--")))
        self.error(f"unknown option {option}{near and f': {near}'}")

    def format_help(self) -> str:
        """The help, which shows how the option is written that may go without a value."""
        return super().format_help().replace(f"{ADD_IGNORE} REASON  ", f"{ADD_IGNORE}[=REASON]")


class Verb(NamedTuple):
    """A verb: its line in the list of verbs, its positional arguments, what it does, an example, its options."""

    name: str
    summary: str
    arguments: str
    description: str
    example: str
    add_options: Callable[[Parser], None]

    def parse(self, arguments: Sequence[str]) -> argparse.Namespace:
        """The options that arguments set. Raises NotelintError where one is unknown, missing or wrong."""
        # To argparse, the next argument would be the value of an option that may go without one.
        arguments = [f"{ADD_IGNORE}=" if each == ADD_IGNORE else each for each in arguments]
        parser = Parser(
            prog=f"notelint {self.name}",
            usage=f"%(prog)s [OPTIONS] {self.arguments}".rstrip(),
            description=self.description,
            epilog=f"example:\n  {self.example}",
            formatter_class=_LAYOUT,
            allow_abbrev=False,
        )
        self.add_options(parser)
        options, unknown = parser.parse_known_args(arguments)
        if not all(each.startswith("-") for each in unknown):  # paths on both sides of an option
            options, unknown = parser.parse_known_intermixed_args(arguments)
        for argument in unknown:
            parser.refuse(argument)
        return options


def parser_of(verbs: Collection[Verb]) -> Parser:
    """The parser of all verbs with all their options: for the list of verbs, and for completion in a shell."""
    parser = Parser(
        prog="notelint",
        usage="%(prog)s VERB [OPTIONS] [ARGUMENTS]",
        description="Check, fix and convert Markdown notes on research papers.",
        epilog="`notelint help VERB` explains a verb and its options, `notelint rule RULE` a rule.",
        formatter_class=_LAYOUT,
    )
    parser.add_argument("-V", "--version", action="store_true", help="print the versions of notelint and Python")
    parsers = parser.add_subparsers(title="verbs", metavar="VERB", prog="notelint")
    for verb in verbs:
        verb.add_options(parsers.add_parser(verb.name, help=verb.summary, description=verb.summary))
    explained = parsers.add_parser("help", help="explain a verb and its options", description="explain a verb")
    explained.add_argument("verb", nargs="?", choices=[verb.name for verb in verbs], metavar="VERB")
    return parser


def add_paths(parser: Parser, text: str) -> None:
    """Any number of paths, or the folder that the user is in."""
    parser.add_argument("paths", nargs="*", default=["."], metavar="PATH", help=text)


def add_flags(group: Group, flags: Mapping[str, str]) -> None:
    """Options without a value, each with its help."""
    for option, text in flags.items():
        group.add_argument(option, action="store_true", help=text)


def add_schema(group: Group, text: str) -> None:
    """The note schema that overrules the configuration."""
    group.add_argument("--schema", action=Once, metavar="NAME|FILE", help=text)


def add_configuration(parser: Parser) -> Group:
    """The options about the configuration; gives their group."""
    group = parser.add_argument_group("configuration and files")
    group.add_argument(
        "--config",
        metavar="FILE|KEY=VALUE",
        action="append",
        default=[],
        help="use this configuration file instead of the nearest one, or set one key, as in TOML",
    )
    add_flags(group, {"--isolated": "ignore all configuration files"})
    return group


def add_stdin(group: Group) -> None:
    """What standard input stands for."""
    group.add_argument("--stdin-filename", default="-", metavar="NAME", help="the file name for standard input")


def add_output(group: Group) -> None:
    """The file that the output goes to."""
    group.add_argument("-o", "--output", metavar="FILE", help="write to this file instead of standard output")


def add_output_format(group: Group, formats: Iterable[str]) -> None:
    """The first of the formats is the default."""
    formats = tuple(formats)
    group.add_argument(
        "--output-format",
        choices=formats,
        type=one_of(formats),
        default=formats[0],
        metavar="FORMAT",
        help=f"{', '.join(formats)} (default: {formats[0]})",
    )


def add_timeout(group: Group) -> Group:
    """The limit for one file, in seconds; gives the group."""
    from notelint import defaults  # noqa: PLC0415 - as it is when it is asked for

    group.add_argument(
        "--timeout",
        type=positive,
        default=defaults.SECONDS_PER_FILE,
        metavar="SECONDS",
        help="give up a file that takes longer (default: %(default)s)",
    )
    return group


def add_exit_codes(group: Group) -> None:
    """What ends a check with 1."""
    levels = (*_SEVERITIES, "never")
    ends = group.add_mutually_exclusive_group()
    ends.add_argument(
        "--fail-on",
        choices=levels,
        type=one_of(levels),
        default="info",
        metavar="SEVERITY",
        help="exit with 1 only for findings of at least this severity: error, warning, info (default), or never",
    )
    add_flags(ends, {"--exit-zero": "exit with 0 even if there are findings"})
    add_flags(group, {"--exit-non-zero-on-fix": "exit with 1 if something was fixed"})


def one_of(known: Sequence[str]) -> Callable[[str], str]:
    """A type that takes only known words."""

    def word(text: str) -> str:
        if text not in known:
            remedy = did_you_mean(text, known, f"it is one of {', '.join(known)}")
            raise argparse.ArgumentTypeError(f"unknown value {text!r}: {remedy}")
        return text

    return word


def positive(text: str) -> int:
    """A whole number of 1 or more. Raises ArgumentTypeError."""
    if not text.isdecimal() or int(text) < 1:
        raise argparse.ArgumentTypeError(f"{text!r} is not a whole number of 1 or more")
    return int(text)


def percent(text: str) -> int:
    """A whole number from 1 to 100. Raises ArgumentTypeError."""
    if not text.isdecimal() or not 0 < int(text) <= 100:
        raise argparse.ArgumentTypeError(f"{text!r} is not a percentage from 1 to 100")
    return int(text)


def names(text: str) -> list[str]:
    """The names between commas. Raises ArgumentTypeError where there is none."""
    names = [name.strip() for name in text.split(",") if name.strip()]
    if not names:
        raise argparse.ArgumentTypeError("it names no rule")
    return names


class Once(argparse.Action):
    """An option that may be given once: of two, one would be left out silently."""

    def __call__(
        self,
        parser: argparse.ArgumentParser,
        namespace: argparse.Namespace,
        values: object,
        option_string: str | None = None,
    ) -> None:
        if getattr(namespace, self.dest) != self.default:
            parser.error(f"{option_string} is given twice; `schemas` in the configuration chooses one for each file")
        setattr(namespace, self.dest, values)
