"""The command line: its verbs and options, and how a run ends."""

from __future__ import annotations

import argparse
import atexit
import gc
import io
import os
import sys
from importlib import import_module

from notelint import __version__
from notelint.errors import NotelintError
from notelint.paths import absolute
from notelint.typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from typing import TextIO

_SEVERITIES = ("error", "warning", "info")  # those of notelint.diagnostic, which takes longer to import than all this
_ADD_IGNORE = "--add-ignore"


def main(argv: Sequence[str] | None = None) -> int:
    """Run one verb.

    Gives 0 where all is well, 1 where `check` found something, 2 where an input, an option or the configuration is to
    be fixed, 130 after an interrupt, 141 where the reader of the output has gone.
    """
    # A document is of very many parts, and few of them refer back: to look for cycles as often as Python does takes
    # longer than to check it.
    gc.set_threshold(50_000, 20, 100)
    atexit.register(gc.freeze)  # nor does anybody look for them at the end, which takes a tenth of a short run
    _speak_utf8()
    arguments = sys.argv[1:] if argv is None else argv
    # To argparse, the next argument would be the value of an option that may go without one.
    arguments = [f"{_ADD_IGNORE}=" if each == _ADD_IGNORE else each for each in arguments]
    options = _parser(arguments).parse_args(arguments)
    try:
        _see_where_we_are()
        code: int = import_module(f"notelint.commands.{options.verb}").run(options)
    except NotelintError as error:
        import_module("notelint.commands.output").complain([error])
        return 2
    except BrokenPipeError:
        # Python flushes standard output once more at its end: that must not fail too.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 141
    except KeyboardInterrupt:
        return 130
    return code


def _see_where_we_are() -> None:
    """Raises NotelintError where the working folder is no more, from which all paths count."""
    try:
        absolute(".")
    except OSError as error:
        raise NotelintError("the working folder has been deleted: go to one that is there") from error


def _speak_utf8() -> None:
    """Text and line ends go out as they are, also where the locale would have them otherwise.

    Python has no stream where a caller closed it (`>&-`): then nobody reads, and what is written goes nowhere.
    """
    sys.stdout = sys.stdout or _nowhere()
    sys.stderr = sys.stderr or _nowhere()
    for stream, errors in ((sys.stdout, "surrogateescape"), (sys.stderr, "backslashreplace")):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors=errors, newline="\n")


def _nowhere() -> TextIO:
    from pathlib import Path  # noqa: PLC0415 - for the rare run with a closed stream

    return Path(os.devnull).open("w", encoding="utf-8")


def _parser(arguments: Sequence[str]) -> argparse.ArgumentParser:
    """The parser of these arguments: of the verbs, only the one that is asked for has its options."""
    parser = _Parser(
        prog="notelint",
        description="Checks, fixes and converts Markdown notes on research papers.",
        formatter_class=_unmeasured,
    )
    parser.add_argument("--version", action="version", version=f"notelint {__version__}")
    verbs = parser.add_subparsers(dest="verb", required=True, metavar="VERB", prog="notelint")
    asked = next((each for each in arguments if each in _VERBS), None)
    for name in _VERBS if asked is None or asked != arguments[0] else (asked,):
        text, description, add_arguments = _VERBS[name]
        verb = verbs.add_parser(name, help=text, description=description, formatter_class=_unmeasured)
        if name == asked:
            add_arguments(verb)
        verb.formatter_class = argparse.HelpFormatter
    parser.formatter_class = argparse.HelpFormatter
    return parser


def _unmeasured(prog: str) -> argparse.HelpFormatter:
    """A layout for a width that is not asked of the terminal, which argparse otherwise does for each argument."""
    return argparse.HelpFormatter(prog, width=80)


_CHECK = "Check notes against their schema and the rules. Exit code: 0 clean, 1 findings, 2 error."
_CONVERT = (
    "Convert notes to records. Files without a note are skipped. "
    "Exit code: 0 done, 1 no note or an incomplete record with --strict, 2 error."
)
_DIFF = (
    "Show which records were added, removed or changed between two git revisions of the current folder, or "
    "between two files of records. Exit code: 0 the same, 1 different, 2 error."
)
_CONFIG = "Print the value of each configuration key and where it is set: file, line and column, or default."
_EXPLAIN = (
    "Explain why a file is or is not a note: the evidence with its weights, and what would change the result. For a "
    "line, show its schema, note, section, facts, findings and rules."
)
_CLEAN = "Delete the cache folder .notelint_cache of a project. Exit code: 0 done, 2 error."
_INIT = (
    "Write a commented notelint.toml and, in a git repository without one, a .pre-commit-config.yaml. "
    "Existing files are never changed."
)
_NEW = (
    "Write a new note from a schema: on the paper that the options name, or one for each entry of a bibliography. "
    "Existing files are never changed. Exit code: 0 done, 1 some files already existed, 2 error."
)
_BASELINE = (
    "Record the current findings in a file. With it (option --baseline or configuration key), check "
    "reports only new findings. Exit code: 0 done, 2 error."
)
_INFER = (
    "Write note schemas from existing notes: what most notes have is required, what several have is allowed. "
    "Exit code: 0 done, 2 error, or too few notes with enough in common."
)
_RULE = "Print the document of a rule, or list the rules of a family."
_SCHEMA = "Print a built-in schema."
_SERVER = (
    "Check notes while they are written: a language server on standard input and output, which an editor starts. "
    "It takes the package pygls. Exit code: 0 done, 2 error."
)
_IMAGES = "List images. Nothing is changed or deleted. Exit code: 0 done, 1 --orphans found some, 2 error."


def _add_diff(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("base", metavar="BASE", help="a revision (main, HEAD~3, a tag), or a JSON file of records")
    parser.add_argument("head", metavar="HEAD", nargs="?", help="the same (default: the files on disk)")
    parser.add_argument("--schema", action=_Once, metavar="NAME|FILE", help="read every file with this note schema")
    _add_configuration(parser)
    parser.add_argument("--output-format", choices=("text", "json", "markdown"), default="text", help="default: text")
    parser.add_argument("-o", "--output", metavar="FILE", help="write to this file instead of standard output")


def _add_inputs(parser: argparse.ArgumentParser, schema: str) -> None:
    parser.add_argument(
        "paths", nargs="*", default=["."], metavar="PATH", help="files, folders, or - for standard input (default: .)"
    )
    parser.add_argument("--schema", action=_Once, metavar="NAME|FILE", help=schema)
    _add_configuration(parser)
    parser.add_argument("--stdin-filename", default="-", metavar="NAME", help="the file name for standard input")
    parser.add_argument("-o", "--output", metavar="FILE", help="write to this file instead of standard output")


def _add_configuration(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--config",
        metavar="FILE|KEY=VALUE",
        action="append",
        default=[],
        help="use this configuration file instead of the nearest one, or set one key, as in TOML",
    )
    parser.add_argument("--isolated", action="store_true", help="ignore all configuration files")


def _add_check(parser: argparse.ArgumentParser) -> None:
    from notelint.report import REPORTS  # noqa: PLC0415 - only check has reports

    _add_inputs(parser, "check every file against this note schema")
    parser.add_argument("--fix", action="store_true", help="apply the safe fixes")
    parser.add_argument("--unsafe-fixes", action="store_true", help="with --fix or --diff: apply unsafe fixes too")
    parser.add_argument("--diff", action="store_true", help="print what --fix would change without changing it")
    parser.add_argument("--fix-only", action="store_true", help="apply the safe fixes and report no findings")
    parser.add_argument("--show-fixes", action="store_true", help="list what was fixed in each file")
    for option, text in (("select", "run only these rules"), ("ignore", "skip these rules")):
        parser.add_argument(
            f"--{option}",
            type=_names,
            action="extend",
            metavar="RULES",
            help=f"{text}: names or families, separated by commas",
        )
    parser.add_argument("--vault", action="store_true", help="also compare the files with each other")
    parser.add_argument("--ignore-suppressions", action="store_true", help="also report findings that comments hide")
    parser.add_argument(_ADD_IGNORE, metavar="REASON", help="write comments that hide what is found")
    parser.add_argument("--baseline", metavar="FILE", help="report only findings that this baseline does not list")
    parser.add_argument("--no-baseline", action="store_true", help="also report findings in the baseline")
    parser.add_argument("--diff-base", metavar="REV", help="report only on lines changed since this git revision")
    parser.add_argument("--output-format", choices=tuple(REPORTS), default="full", help="default: full")
    parser.add_argument("--statistics", action="store_true", help="count the findings of each rule")
    _add_exit_codes(parser)
    parser.add_argument("--jobs", type=_positive, metavar="N", help="use N processes (default: one per processor)")
    _add_timeout(parser)
    parser.add_argument("--no-cache", action="store_true", help="do not use the cache")
    parser.add_argument("--watch", action="store_true", help="check files again when they change, until Ctrl-C")
    parser.add_argument("--force-exclude", action="store_true", help="apply exclude to named files too")
    parser.add_argument("-q", "--quiet", action="store_true", help="print no summary on standard error")
    parser.add_argument("-v", "--verbose", action="store_true", help="list each file and its configuration")
    parser.add_argument("--no-color", action="store_true", help="never use color")


def _add_timeout(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--timeout",
        type=_positive,
        default=120,
        metavar="SECONDS",
        help="end a process that takes longer for one file (default: %(default)s)",
    )


def _add_exit_codes(parser: argparse.ArgumentParser) -> None:
    ends = parser.add_mutually_exclusive_group()
    ends.add_argument(
        "--fail-on",
        choices=(*_SEVERITIES, "never"),
        default="info",
        help="exit with 1 only for findings of at least this severity (default: info)",
    )
    ends.add_argument("--exit-zero", action="store_true", help="exit with 0 even if there are findings")
    parser.add_argument("--exit-non-zero-on-fix", action="store_true", help="exit with 1 if something was fixed")


def _add_convert(parser: argparse.ArgumentParser) -> None:
    from notelint.formats import FORMATS  # noqa: PLC0415 - only convert has formats

    formats = (*FORMATS, "parquet", "markdown")  # these two have writers of another kind
    _add_inputs(parser, "read every file with this note schema; with --to markdown: write notes of this schema")
    parser.add_argument(
        "--to", choices=formats, metavar="FORMAT", help=f"{', '.join(formats)} (default: by the extension of -o)"
    )
    parser.add_argument(
        "--where",
        action="append",
        default=[],
        metavar="EXPR",
        help="convert only matching records: year>=2021 and tag=NLP",
    )
    parser.add_argument("--strict", action="store_true", help="write nothing if a record lacks a required property")
    parser.add_argument(
        "--per-note", action="store_true", help="write one file per note, named by its key, to the folder -o"
    )
    parser.add_argument(
        "--key-pattern",
        default="{author}{year}{word}",
        metavar="PATTERN",
        help="pattern of citation keys, from {author}, {year}, {word}, {Author}, {Word} (default: %(default)s)",
    )
    for option, text in (
        ("--org-as-author", "use the organization as the author if a note names no author"),
        ("--document-keywords", "add the tags of a file to each of its notes"),
        ("--keep-version", "keep the version of an arXiv paper in references"),
        ("--keep-formulas", "CSV: do not put a ' before cells that begin with =, +, - or @"),
    ):
        parser.add_argument(option, action="store_true", help=text)
    parser.add_argument("--jobs", type=_positive, default=1, metavar="N", help="use N processes (default: 1)")
    _add_timeout(parser)
    parser.add_argument("-v", "--verbose", action="store_true", help="list the skipped files")


def _add_new(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--schema",
        metavar="NAME|FILE",
        help="the schema of the note (default: as configured, else that of the folder's notes, else literature-note)",
    )
    for name, metavar, text in (
        ("title", "TITLE", "the title of the paper"),
        ("authors", "NAMES", "its authors: Jane Roe, John Doe"),
        ("year", "YEAR", "the year in which it appeared"),
        ("venue", "VENUE", "where it appeared"),
        ("doi", "DOI", "its DOI"),
        ("arxiv", "ID", "its arXiv id"),
        ("url", "URL", "its page"),
    ):
        parser.add_argument(f"--{name}", metavar=metavar, help=text)
    parser.add_argument(
        "--from",
        dest="entries",
        metavar="FILE",
        help="a note for each entry of a .bib file or of CSL-JSON",
    )
    _add_configuration(parser)
    parser.add_argument(
        "-o",
        "--output",
        metavar="FILE|DIR",
        help="a new file, or a folder, in which files are named as configured, else like the existing ones "
        "(default: standard output)",
    )


def _add_baseline(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("paths", nargs="*", default=["."], metavar="PATH", help="files or folders (default: .)")
    parser.add_argument("--prune", action="store_true", help="only remove findings that no longer exist")
    _add_configuration(parser)
    parser.add_argument(
        "-o", "--output", metavar="FILE", help="baseline file (default: as configured, or notelint-baseline.json)"
    )


def _add_images(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("paths", nargs="*", default=["."], metavar="PATH", help="files or folders (default: .)")
    parser.add_argument("--orphans", action="store_true", help="list the image files that no text file mentions")
    parser.add_argument("--output-format", choices=("concise", "json"), default="concise", help="default: concise")
    _add_configuration(parser)
    parser.add_argument("-o", "--output", metavar="FILE", help="write to this file instead of standard output")


def _add_config(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("key", nargs="?", metavar="KEY", help="show only this key")
    parser.add_argument(
        "--for", dest="file", default=".", metavar="PATH", help="show the configuration for this path (default: .)"
    )
    parser.add_argument("--output-format", choices=("text", "json"), default="text", help="default: text")
    _add_configuration(parser)


def _add_explain(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("places", nargs="+", metavar="FILE[:LINE]", help="a file, or a line in a file")
    parser.add_argument("--schema", action=_Once, metavar="NAME|FILE", help="read the file with this note schema")
    parser.add_argument("--output-format", choices=("text", "json"), default="text", help="default: text")
    _add_configuration(parser)


def _add_rule(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("name", nargs="?", metavar="NAME", help="a rule, or a family (default: list all)")
    parser.add_argument("--all", action="store_true", help="list all rules")
    parser.add_argument("--output-format", choices=("text", "json"), default="text", help="default: text")


def _add_init(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("folder", nargs="?", default=".", metavar="FOLDER", help="target folder (default: .)")


def _add_infer(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("paths", nargs="*", default=["."], metavar="PATH", help="files or folders (default: .)")
    parser.add_argument(
        "--dry-run", action="store_true", help="print a table of what the notes have instead of schemas"
    )
    parser.add_argument(
        "--share",
        type=_percent,
        default=90,
        metavar="N",
        help="require what N percent of the notes have (default: 90)",
    )
    parser.add_argument(
        "--at-least",
        type=_positive,
        default=5,
        metavar="N",
        help="ignore what fewer than N notes have in common (default: 5)",
    )
    _add_configuration(parser)
    parser.add_argument("-o", "--output", metavar="FOLDER", help="write each schema to a new file in this folder")


def _add_clean(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("path", nargs="?", default=".", metavar="PATH", help="project folder (default: .)")
    _add_configuration(parser)


def _add_schema(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("name", nargs="?", metavar="NAME", help="a schema (default: list all)")
    parser.add_argument(
        "--record", action="store_true", help="print the record schema for this note schema (NAME may be a JSON file)"
    )


def _positive(text: str) -> int:
    if not text.isdecimal() or int(text) < 1:
        raise argparse.ArgumentTypeError(f"{text!r} is not a whole number of 1 or more")
    return int(text)


def _percent(text: str) -> int:
    if not text.isdecimal() or not 0 < int(text) <= 100:
        raise argparse.ArgumentTypeError(f"{text!r} is not a percentage from 1 to 100")
    return int(text)


def _names(text: str) -> list[str]:
    names = [name.strip() for name in text.split(",") if name.strip()]
    if not names:
        raise argparse.ArgumentTypeError("it names no rule")
    return names


class _Once(argparse.Action):
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


class _Parser(argparse.ArgumentParser):
    """Its help says how the option is written that may go without a value."""

    def format_usage(self) -> str:
        return _with_optional_reason(super().format_usage())

    def format_help(self) -> str:
        return _with_optional_reason(super().format_help())


def _with_optional_reason(text: str) -> str:
    for spaces in ("  ", ""):  # two that stand between the option and its help keep this in its column
        text = text.replace(f"{_ADD_IGNORE} REASON{spaces}", f"{_ADD_IGNORE}[=REASON]")
    return text


# Each verb with what the list of verbs says of it, what its own help says, and its arguments.
_VERBS: Mapping[str, tuple[str, str, Callable[[argparse.ArgumentParser], None]]] = {
    "check": ("check notes, and fix them", _CHECK, _add_check),
    "convert": ("convert notes to records", _CONVERT, _add_convert),
    "diff": ("show changed records", _DIFF, _add_diff),
    "rule": ("explain a rule", _RULE, _add_rule),
    "explain": ("explain why a file is a note, or what is at a line", _EXPLAIN, _add_explain),
    "config": ("show the configuration", _CONFIG, _add_config),
    "init": ("create a configuration and a pre-commit hook", _INIT, _add_init),
    "new": ("write a note from a schema, or one for each entry of a bibliography", _NEW, _add_new),
    "infer": ("write note schemas from existing notes", _INFER, _add_infer),
    "baseline": ("record the current findings", _BASELINE, _add_baseline),
    "images": ("list used or unused images", _IMAGES, _add_images),
    "clean": ("delete the cache", _CLEAN, _add_clean),
    "schema": ("print a JSON Schema", _SCHEMA, _add_schema),
    "server": ("serve an editor by the Language Server Protocol", _SERVER, _add_configuration),
}
