"""The verbs of the command line: what each is for, its options by group, and an example."""

from __future__ import annotations

from notelint.options import (
    ADD_IGNORE,
    Parser,
    Verb,
    add_configuration,
    add_exit_codes,
    add_flags,
    add_output,
    add_output_format,
    add_paths,
    add_schema,
    add_stdin,
    add_timeout,
    names,
    one_of,
    percent,
    positive,
)


def _check(parser: Parser) -> None:
    from notelint.report import REPORTS  # noqa: PLC0415 - only check has reports

    add_paths(parser, "files, folders, or - for standard input (default: .)")
    rules = parser.add_argument_group("rules")
    for option, text in (("--select", "run only these rules"), ("--ignore", "skip these rules")):
        rules.add_argument(
            option,
            type=names,
            action="extend",
            metavar="RULES",
            help=f"{text}: names or families, separated by commas",
        )
    add_schema(rules, "check every file against this note schema")
    add_flags(rules, {"--vault": "also compare the files with each other"})
    add_flags(
        parser.add_argument_group("fixing"),
        {
            "--fix": "apply the safe fixes",
            "--unsafe-fixes": "with --fix or --diff: apply unsafe fixes too",
            "--diff": "print what --fix would change without changing it",
            "--fix-only": "apply the safe fixes and report no findings",
            "--show-fixes": "list what was fixed in each file",
        },
    )
    hiding = parser.add_argument_group("hiding existing findings")
    hiding.add_argument("--baseline", metavar="FILE", help="report only findings that this baseline does not list")
    hiding.add_argument("--diff-base", metavar="REV", help="report only on lines changed since this git revision")
    hiding.add_argument(ADD_IGNORE, metavar="REASON", help="write comments that hide what is found")
    add_flags(
        hiding,
        {
            "--no-baseline": "also report findings in the baseline",
            "--ignore-suppressions": "also report findings that comments hide",
        },
    )
    output = parser.add_argument_group("output")
    add_output_format(output, REPORTS)
    add_output(output)
    add_flags(output, {"--statistics": "count the findings of each rule"})
    add_flags(output, {"--watch": "check files again when they change, until Ctrl-C"})
    output.add_argument("-q", "--quiet", action="store_true", help="print no summary and no progress")
    output.add_argument("-v", "--verbose", action="store_true", help="list each file and its configuration")
    add_flags(output, {"--no-color": "never use color"})
    add_exit_codes(parser.add_argument_group("exit code"))
    files = add_configuration(parser)
    add_flags(files, {"--force-exclude": "apply exclude to named files too"})
    add_stdin(files)
    speed = parser.add_argument_group("speed")
    speed.add_argument("--jobs", type=positive, metavar="N", help="use N processes (default: one per processor)")
    add_timeout(speed)
    add_flags(speed, {"--no-cache": "do not use the cache"})


def _convert(parser: Parser) -> None:
    from notelint.formats import FORMATS  # noqa: PLC0415 - only convert has formats

    add_paths(parser, "files, folders, or - for standard input (default: .)")
    output = parser.add_argument_group("output")
    output.add_argument(
        "--to",
        choices=tuple(FORMATS),
        type=one_of(tuple(FORMATS)),
        metavar="FORMAT",
        help=f"{', '.join(FORMATS)} (default: by the extension of -o)",
    )
    add_output(output)
    add_flags(
        output,
        {
            "--per-note": "write one file per note, named by its key, to the folder -o",
            "--keep-formulas": "CSV: do not put a ' before cells that begin with =, +, - or @",
        },
    )
    output.add_argument("-v", "--verbose", action="store_true", help="list the skipped files")
    records = parser.add_argument_group("records")
    records.add_argument(
        "--where",
        action="append",
        default=[],
        metavar="EXPR",
        help="convert only matching records: year>=2021 and tag=NLP",
    )
    add_flags(
        records,
        {
            "--strict": "write nothing if a record lacks a required property",
            "--org-as-author": "use the organization as the author if a note names no author",
            "--document-keywords": "add the tags of a file to each of its notes",
            "--keep-version": "keep the version of an arXiv paper in references",
        },
    )
    records.add_argument(
        "--key-pattern",
        default="{author}{year}{word}",
        metavar="PATTERN",
        help="pattern of citation keys, from {author}, {year}, {word}, {Author}, {Word} (default: %(default)s)",
    )
    files = add_configuration(parser)
    add_schema(files, "read every file with this note schema; with --to markdown: write notes of this schema")
    add_stdin(files)
    speed = parser.add_argument_group("speed")
    speed.add_argument("--jobs", type=positive, default=1, metavar="N", help="use N processes (default: 1)")
    add_timeout(speed)


def _diff(parser: Parser) -> None:
    parser.add_argument("base", metavar="BASE", help="a revision (main, HEAD~3, a tag), or a JSON file of records")
    parser.add_argument("head", metavar="HEAD", nargs="?", help="the same (default: the files on disk)")
    output = parser.add_argument_group("output")
    add_output_format(output, ("text", "json", "markdown"))
    add_output(output)
    add_schema(add_timeout(add_configuration(parser)), "read every file with this note schema")


def _rule(parser: Parser) -> None:
    parser.add_argument("name", nargs="?", metavar="RULE", help="a rule, or a family (default: list all)")
    add_flags(parser, {"--all": "list all rules"})
    add_output_format(parser, ("text", "json"))


def _explain(parser: Parser) -> None:
    parser.add_argument("places", nargs="+", metavar="FILE[:LINE]", help="a file, or a line in a file")
    add_output_format(parser, ("text", "json"))
    add_schema(add_timeout(add_configuration(parser)), "read the file with this note schema")


def _config(parser: Parser) -> None:
    parser.add_argument("key", nargs="?", metavar="KEY", help="show only this key")
    parser.add_argument(
        "--for", dest="file", default=".", metavar="PATH", help="show the configuration for this path (default: .)"
    )
    add_output_format(parser, ("text", "json"))
    add_configuration(parser)


def _init(parser: Parser) -> None:
    parser.add_argument("folder", nargs="?", default=".", metavar="FOLDER", help="target folder (default: .)")


def _new(parser: Parser) -> None:
    paper = parser.add_argument_group("the paper")
    for name, metavar, text in (
        ("title", "TITLE", "the title of the paper"),
        ("authors", "NAMES", "its authors: Jane Roe, John Doe"),
        ("year", "YEAR", "the year in which it appeared"),
        ("venue", "VENUE", "where it appeared"),
        ("doi", "DOI", "its DOI"),
        ("arxiv", "ID", "its arXiv id"),
        ("url", "URL", "its page"),
    ):
        paper.add_argument(f"--{name}", metavar=metavar, help=text)
    paper.add_argument(
        "--from", dest="entries", metavar="FILE", help="a note for each entry of a .bib file or of CSL-JSON"
    )
    parser.add_argument_group("output").add_argument(
        "-o",
        "--output",
        metavar="FILE|DIR",
        help="a new file, or a folder, in which files are named as configured, else like the existing ones "
        "(default: standard output)",
    )
    add_timeout(add_configuration(parser)).add_argument(
        "--schema",
        metavar="NAME|FILE",
        help="the schema of the note (default: as configured, else that of the folder's notes, else literature-note)",
    )


def _infer(parser: Parser) -> None:
    add_paths(parser, "files or folders (default: .)")
    add_flags(parser, {"--dry-run": "print a table of what the notes have instead of schemas"})
    parser.add_argument(
        "--share",
        type=percent,
        default=90,
        metavar="N",
        help="require what N percent of the notes have (default: 90)",
    )
    parser.add_argument(
        "--at-least",
        type=positive,
        default=5,
        metavar="N",
        help="ignore what fewer than N notes have in common (default: 5)",
    )
    parser.add_argument("-o", "--output", metavar="FOLDER", help="write each schema to a new file in this folder")
    add_timeout(add_configuration(parser))


def _baseline(parser: Parser) -> None:
    add_paths(parser, "files or folders (default: .)")
    add_flags(parser, {"--prune": "only remove findings that no longer exist"})
    parser.add_argument(
        "-o", "--output", metavar="FILE", help="baseline file (default: as configured, or notelint-baseline.json)"
    )
    add_timeout(add_configuration(parser))


def _images(parser: Parser) -> None:
    add_paths(parser, "files or folders (default: .)")
    add_flags(parser, {"--orphans": "list the image files that no text file mentions"})
    add_output_format(parser, ("concise", "json"))
    add_output(parser)
    add_timeout(add_configuration(parser))


def _page(parser: Parser) -> None:
    add_paths(parser, "files or folders (default: .)")
    parser.add_argument("--title", metavar="TEXT", help="the title of the page (default: the name of the first path)")
    add_flags(parser, {"--embed-images": "put small copies of the images into the page, which then links to no file"})
    add_output(parser)
    group = add_timeout(add_configuration(parser))
    add_schema(group, "read every file with this note schema")
    group.add_argument("--jobs", type=positive, metavar="N", help="use N processes (default: one per processor)")


def _clean(parser: Parser) -> None:
    parser.add_argument("path", nargs="?", default=".", metavar="PATH", help="project folder (default: .)")
    add_configuration(parser)


def _schema(parser: Parser) -> None:
    parser.add_argument("name", nargs="?", metavar="SCHEMA", help="a schema (default: list all)")
    add_flags(parser, {"--record": "print the record schema for this note schema (SCHEMA may be a JSON file)"})


def _resolve(parser: Parser) -> None:
    add_paths(parser, "files or folders (default: .)")
    add_flags(
        parser,
        {
            "--write": "write what is missing into the notes, and never over what they say",
            "--refresh": "ask again what has been answered in the last 30 days",
        },
    )
    parser.add_argument("--contact", metavar="EMAIL", help="your mail address, with which Crossref answers sooner")
    add_schema(add_timeout(add_configuration(parser)), "read every file with this note schema")


def _server(parser: Parser) -> None:
    add_timeout(add_configuration(parser))


def _completion(parser: Parser) -> None:
    shells = ("bash", "zsh", "fish")
    parser.add_argument("shell", choices=shells, type=one_of(shells), metavar="SHELL", help=", ".join(shells))


_TABLE = (
    Verb(
        "check",
        "check notes, and fix them",
        "[PATH ...]",
        "Check notes against their schema and the rules; where no schema is configured, against\n"
        "the habits of the other notes. `notelint rule RULE` explains a rule, `notelint explain\n"
        "FILE:LINE` what is found at a line.\n\n"
        "Exit code: 0 no findings, 1 findings, 2 error.",
        "notelint check --diff papers    # what --fix would change",
        _check,
    ),
    Verb(
        "convert",
        "convert notes to records",
        "[PATH ...]",
        "Convert notes to records. Files without a note are skipped.\n\n"
        "Exit code: 0 done, 1 no note or an incomplete record with --strict, 2 error.",
        "notelint convert papers -o refs.bib",
        _convert,
    ),
    Verb(
        "diff",
        "show changed records",
        "BASE [HEAD]",
        "Show which records were added, removed or changed between two git revisions of the\n"
        "current folder, or between two files of records.\n\n"
        "Exit code: 0 the same, 1 different, 2 error.",
        "notelint diff HEAD~1",
        _diff,
    ),
    Verb(
        "rule",
        "explain a rule",
        "[RULE]",
        "Print the document of a rule, or list the rules of a family.",
        "notelint rule section-missing",
        _rule,
    ),
    Verb(
        "explain",
        "explain why a file is a note, or what is at a line",
        "FILE[:LINE] ...",
        "Explain why a file is or is not a note: the evidence with its weights, and what would\n"
        "change the result. For a line, show its schema, note, section, facts, findings and\n"
        "rules.",
        "notelint explain papers/attention.md:20",
        _explain,
    ),
    Verb(
        "config",
        "show the configuration",
        "[KEY]",
        "Print the value of each configuration key and where it is set: file, line and column,\nor default.",
        "notelint config select --for papers",
        _config,
    ),
    Verb(
        "init",
        "create a configuration and a pre-commit hook",
        "[FOLDER]",
        "Write a commented notelint.toml and, in a git repository without one, a\n"
        ".pre-commit-config.yaml. Existing files are never changed.",
        "notelint init",
        _init,
    ),
    Verb(
        "new",
        "write a note from a schema, or one for each entry of a bibliography",
        "",
        "Write a new note from a schema: about the paper given by the options, or one for each\n"
        "entry of a bibliography. Existing files are never changed.\n\n"
        "Exit code: 0 done, 1 some files already existed, 2 error.",
        "notelint new --from refs.bib -o papers",
        _new,
    ),
    Verb(
        "infer",
        "write note schemas from existing notes",
        "[PATH ...]",
        "Write note schemas from existing notes: what most notes have is required, what several\n"
        "have is allowed.\n\n"
        "Exit code: 0 done, 2 error, or too few notes with enough in common.",
        "notelint infer --dry-run papers",
        _infer,
    ),
    Verb(
        "resolve",
        "look up papers on the network",
        "[PATH ...]",
        "Look up papers at Crossref and arXiv, for notes that give a DOI, an arXiv id or an\n"
        "ISBN. Print what the notes lack as a diff, and what they contradict. Only this verb\n"
        "uses the network. Needs the packages habanero and arxiv.\n\n"
        "Exit code: 0 nothing to add, 1 something to add or a contradiction, 2 error.",
        "notelint resolve papers > missing.diff",
        _resolve,
    ),
    Verb(
        "baseline",
        "record the current findings",
        "[PATH ...]",
        "Record the current findings in a file. With it (option --baseline or configuration key),\n"
        "check reports only new findings.\n\n"
        "Exit code: 0 done, 2 error.",
        "notelint baseline papers",
        _baseline,
    ),
    Verb(
        "images",
        "list used or unused images",
        "[PATH ...]",
        "List images. Nothing is changed or deleted.\n\nExit code: 0 done, 1 --orphans found some, 2 error.",
        "notelint images --orphans papers",
        _images,
    ),
    Verb(
        "page",
        "write a page of all notes",
        "[PATH ...]",
        "Write all notes into one HTML file: cards with images, timeline, search and filters,\n"
        "what is missing where, findings. Needs the package jinja2.\n\n"
        "Exit code: 0 done, 1 no note, 2 error.",
        "notelint page papers -o papers/vault.html",
        _page,
    ),
    Verb(
        "clean",
        "delete the cache",
        "[PATH]",
        "Delete the cache folder .notelint_cache of a project.\n\nExit code: 0 done, 2 error.",
        "notelint clean",
        _clean,
    ),
    Verb(
        "schema",
        "print a JSON Schema",
        "[SCHEMA]",
        "Print a built-in schema.",
        "notelint schema paper-note",
        _schema,
    ),
    Verb(
        "server",
        "serve an editor by the Language Server Protocol",
        "",
        "Check notes while you write: a language server on standard input and output, started\n"
        "by an editor. Needs the package pygls.\n\n"
        "Exit code: 0 done, 2 error.",
        "notelint server    # as the command of a language server in an editor",
        _server,
    ),
    Verb(
        "completion",
        "print a script that completes commands in a shell",
        "SHELL",
        "Print a script that makes the tab key complete verbs, options and values in a shell.\n"
        "Needs the package shtab: pip install shtab.",
        "notelint completion bash > ~/.local/share/bash-completion/completions/notelint",
        _completion,
    ),
)
VERBS = {verb.name: verb for verb in _TABLE}
