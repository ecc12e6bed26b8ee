"""The words of the command line: near misses, help, completion in shells."""

from __future__ import annotations

import fcntl
import os
import pty
import re
import select
import shutil
import signal
import struct
import subprocess
import sys
import termios
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from notelint import __version__
from notelint.diagnostic import Severity
from notelint.options import _SEVERITIES, parser_of
from notelint.verbs import VERBS

if TYPE_CHECKING:
    from collections.abc import Callable

    Run = Callable[..., tuple[int, str, str]]

ROOT = Path(__file__).parents[1]
pytestmark = pytest.mark.usefixtures("in_temporary_folder")


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ("chekc", "unknown verb 'chekc': did you mean 'check'?"),
        ("help convrt", "unknown verb 'convrt': did you mean 'convert'?"),
        ("xyzzy", f"unknown verb 'xyzzy': the verbs are {', '.join(VERBS)}"),
        ("notes", "'notes' is a path, not a verb: `notelint check notes` checks it"),
        ("--fix notes", "--fix: options come after the verb, as in `notelint check --fix`"),
        ("--verison", "--verison: did you mean '--version'?"),
        ("check --selct image", "unknown option --selct: did you mean '--select'?"),
        ("check notes --selct=image", "unknown option --selct: did you mean '--select'?"),
        ("check --sel image", "unknown option --sel: did you mean '--select'?"),
        ("check --xyzzy", "unknown option --xyzzy; see `notelint check --help`"),
        ("check -x", "unknown option -x; see `notelint check --help`"),
        ("convert --to bibtx", "--to: unknown value 'bibtx': did you mean 'bibtex'?"),
        ("convert --to BibTeX", "--to: unknown value 'BibTeX': did you mean 'bibtex'?"),
        ("check --output-format jsno", "--output-format: unknown value 'jsno': did you mean 'json'?"),
        ("check --fail-on eror", "--fail-on: unknown value 'eror': did you mean 'error'?"),
        ("rule --output-format pdf", "--output-format: unknown value 'pdf': it is one of text, json"),
        ("check --jobs 0", "--jobs: '0' is not a whole number of 1 or more"),
        ("infer --share 101", "--share: '101' is not a percentage from 1 to 100"),
        ("check --select ,", "--select: it names no rule"),
        ("check --fix=yes", "--fix: takes no value, but has 'yes'"),
        ("check --baseline", "--baseline: a value is missing"),
        ("check --fail-on error --exit-zero", "--exit-zero: not allowed with argument --fail-on"),
        ("explain", "the following arguments are required: FILE[:LINE]"),
        ("clean one two", "unexpected argument 'two'"),
        ("check --schema a --schema b", "--schema is given twice; `schemas` in the configuration chooses one for"),
    ],
)
def test_a_mistake_is_one_line_with_its_remedy(arguments: str, message: str, run: Run) -> None:
    """The right word, or where it is listed; never a page of usage; exit code 2."""
    Path("notes").mkdir()
    code, out, err = run(*arguments.split())
    assert (code, out, err.count("\n")) == (2, "", 1)
    assert err.startswith(f"notelint: {message}")
    assert err.endswith("?\n") or "`" in err or ": the verbs are " in err


def test_paths_on_both_sides_of_an_option(run: Run) -> None:
    """Where a path stands among the options does not matter."""
    for name in ("a.md", "b.md"):
        Path(name).write_text("# A\n\n##  B\n")
    for arguments in (("a.md", "-q", "b.md"), ("-q", "a.md", "b.md"), ("a.md", "--add-ignore", "-q", "b.md")):
        run("check", *arguments, "--output-format", "concise")
    assert all("ignore[heading-whitespace]" in Path(name).read_text() for name in ("a.md", "b.md"))


def test_the_version_is_that_of_both(run: Run) -> None:
    """A report of a fault needs notelint's version and Python's."""
    expected = f"notelint {__version__} (Python {'.'.join(map(str, sys.version_info[:3]))})\n"
    assert run("--version") == run("-V") == (0, expected, "")


def test_the_list_of_verbs(run: Run) -> None:
    """By three words it is help, without any it is a mistake; each verb has a line."""
    code, text, err = run("help")
    assert (code, err) == (0, "")
    assert re.findall(r"(?m)^    (\w+) ", text) == [*VERBS, "help"]
    assert run("--help") == run("-h") == (0, text, "")
    assert run() == (2, "", text)


@pytest.mark.parametrize("verb", VERBS)
def test_the_help_of_a_verb(verb: str, capfd: pytest.CaptureFixture[str], run: Run) -> None:
    """`help VERB` is `VERB --help`: one line of usage, an example of this verb, lines that a terminal holds."""
    texts = []
    for arguments in (("help", verb), (verb, "--help"), (verb, "-h")):
        with pytest.raises(SystemExit) as ended:
            run(*arguments)
        assert ended.value.code == 0
        texts.append(capfd.readouterr().out)
    assert len({*texts}) == 1
    first, second, *_ = texts[0].splitlines()
    assert first.startswith(f"usage: notelint {verb}")
    assert second == ""
    assert re.search(rf"(?m)^example:\n  notelint {verb}\b", texts[0])
    assert max(map(len, texts[0].splitlines())) <= 88


def test_every_option_has_a_help_text() -> None:
    """And stands in a group, where there are many."""
    (verbs,) = (each for each in parser_of(VERBS.values())._actions if each.metavar == "VERB")
    parsers = verbs.choices
    assert isinstance(parsers, dict)
    for name, parser in parsers.items():
        actions = [each for each in parser._actions if each.metavar != "VERB"]
        assert all(each.help for each in actions), name
        alone = [each for each in parser._optionals._group_actions if each.dest != "help"]
        assert len(alone) <= 4, name


def test_the_severities_are_those_of_diagnostics() -> None:
    """They are written out in the options so that these need not import diagnostics."""
    assert tuple(Severity) == _SEVERITIES


@pytest.fixture
def script(run: Run) -> Callable[[str], Path]:
    """Writes the completion script of a shell into the folder."""

    def write(shell: str) -> Path:
        if not shutil.which(shell):
            pytest.skip(f"{shell} is not installed")
        code, text, err = run("completion", shell)
        assert (code, err) == (0, "")
        path = Path(f"completion.{shell}").absolute()
        path.write_text(text, "utf-8")
        return path

    Path("notes").mkdir()
    return write


# What is typed, and words that completion offers then.
TYPED = [
    ("notelint ch", {"check"}),
    ("notelint help con", {"convert", "config"}),
    ("notelint check --output-format js", {"json", "json-lines"}),
    ("notelint convert --to bib", {"bibtex", "biblatex"}),
    ("notelint check --fail-on ne", {"never"}),
    ("notelint check --sel", {"--select"}),
    ("notelint check --select image-ca", {"image-case"}),
    ("notelint rule image-m", {"image-missing"}),
    ("notelint schema paper-", {"paper-note", "paper-study"}),
    ("notelint config bas", {"baseline"}),
    ("notelint check no", {"notes"}),
    ("notelint check --fix -o no", {"notes"}),
]


@pytest.mark.parametrize(("typed", "words"), TYPED)
def test_completion_in_bash(typed: str, words: set[str], script: Callable[[str], Path]) -> None:
    """The function that the script defines, called as bash calls it at the tab key."""
    program = f"""
        source {script("bash")}
        function=$(complete -p notelint | sed 's/.*-F \\([^ ]*\\) .*/\\1/')
        COMP_WORDS=({typed}); COMP_CWORD=$((${{#COMP_WORDS[@]}} - 1)); COMP_LINE="{typed}"; COMP_POINT=${{#COMP_LINE}}
        $function
        printf '%s\\n' "${{COMPREPLY[@]}}"
    """
    done = subprocess.run(["bash", "-c", program], capture_output=True, check=True, text=True)
    assert ({*done.stdout.split()}, done.stderr) == (words, "")


@pytest.mark.parametrize(("typed", "words"), TYPED)
def test_completion_in_fish(typed: str, words: set[str], script: Callable[[str], Path]) -> None:
    """What fish would offer, which it says itself."""
    program = f"source {script('fish')}; complete -C '{typed}'"
    done = subprocess.run(
        ["fish", "--no-config", "-c", program],
        capture_output=True,
        check=True,
        text=True,
        env={**os.environ, "HOME": str(Path.cwd())},
    )
    assert {line.split("\t")[0].rstrip("/") for line in done.stdout.splitlines()} - {""} == words


def test_completion_in_zsh(script: Callable[[str], Path]) -> None:
    """In a terminal, the tab key writes out the only word that is left; the script lies in a folder of functions."""
    script("zsh").rename("_notelint")
    child, terminal = pty.fork()
    if child == 0:
        os.execvpe("zsh", ["zsh", "-f", "-i"], {**os.environ, "TERM": "dumb", "HOME": str(Path.cwd())})  # noqa: S606 - its name is enough
    try:
        fcntl.ioctl(terminal, termios.TIOCSWINSZ, struct.pack("HHHH", 24, 120, 0, 0))
        os.write(terminal, b"fpath=($PWD $fpath); autoload -U compinit; compinit -u -D; echo re''ady\n")
        _read_until(terminal, b"ready\r\n")
        for typed, words in TYPED:
            if len(words) == 1:
                os.write(terminal, f"{typed}\t".encode())
                _read_until(terminal, typed.rpartition(" ")[0].encode() + b" " + next(iter(words)).encode())
                os.write(terminal, b"\x15")
    finally:
        os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)
        os.close(terminal)


def _read_until(terminal: int, wanted: bytes) -> None:
    """Read what a terminal shows until that is in it; a minute in which nothing more is shown fails the test."""
    shown = b""
    while wanted not in shown:
        ready, _, _ = select.select([terminal], [], [], 60)
        assert ready, shown
        shown += os.read(terminal, 4096).replace(b"\0", b"")


def test_completion_without_its_package(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    """It says what to install."""
    monkeypatch.setitem(sys.modules, "shtab", None)
    message = "notelint: completion needs shtab: pip install shtab\n"
    assert run("completion", "bash") == (2, "", message)
