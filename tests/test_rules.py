"""Every rule document is a test: its Bad, Fixed and Good examples run through the command line."""

from __future__ import annotations

import json
import re
import subprocess
from pathlib import Path
from typing import Any, Protocol

import pytest

from notelint.checks import CHECKS, VAULT_CHECKS
from notelint.cli import main
from notelint.dataclass import dataclass, replace
from notelint.diagnostic import Safety
from notelint.errors import NotelintError
from notelint.front_matter import read_front_matter
from notelint.markdown import parse
from notelint.markdown.nodes import Code, Heading
from notelint.resources import RULES, SCHEMAS
from notelint.rule import read_rule, read_rules, select_rules
from notelint.source import Source

NAMES = sorted(path.stem for path in Path(RULES).glob("*.md"))
ESCAPE = re.compile(r"\\u([0-9A-F]{4})|\\r")
DEFAULTS = [name for name in NAMES if "\ndefault: on\n" in Path(RULES, f"{name}.md").read_text(encoding="utf-8")]


@dataclass(frozen=True)
class Example:
    """A note of a rule document, the files and the configuration beside it, and the output that it has.

    `files` are empty, but for those that `contents` has; `tracked` are those that git knows (None: no repository).
    """

    rule: str
    text: str
    path: str = "note.md"
    encoding: str = "utf-8"
    files: tuple[str, ...] = ()
    contents: tuple[tuple[str, str], ...] = ()
    tracked: tuple[str, ...] | None = None
    configuration: str = ""
    schema: str | None = None
    output: str = ""

    @property
    def paths(self) -> set[str]:
        """The notes of the example."""
        return {self.path, *(path for path, _ in self.contents)}


def fences(name: str) -> list[tuple[str, str, str]]:
    """The section, info string and code of each fence in a rule document, in order."""
    source = Source.from_bytes(f"rules/{name}.md", Path(RULES, f"{name}.md").read_bytes())
    front_matter = read_front_matter(source)
    found, section = [], ""
    for block in parse(source, front_matter.span.end if front_matter else 0):
        if isinstance(block, Heading):
            section = source.slice(block.text_span)
        elif isinstance(block, Code):
            found.append((section, block.info or "", block.text))
    return found


def examples(name: str, section: str) -> list[Example]:
    r"""The examples of a section.

    Each begins with a `markdown` fence; `files`, `file`, `tracked`, `toml` and `text` belong to the one before them. A
    `json` fence is the schema of all examples of the document. With the option `escapes=on`, `\r` and such as `\u200B`
    stand for characters that cannot be seen. Of a rule that compares files, `markdown` fences with other paths belong
    to one example.
    """
    blocks = fences(name)
    schema = next((code for _, info, code in blocks if info == "json"), None)
    found: list[Example] = []
    for place, info, code in blocks:
        language, *options = info.split()
        if place != section or language == "json":
            continue
        said: dict[str, Any] = dict(option.split("=") for option in options)
        if said.pop("escapes", "") == "on":
            code = ESCAPE.sub(lambda found: chr(int(found[1] or "0D", 16)), code)  # noqa: PLW2901 - the code meant
        if language == "markdown" and name in VAULT_CHECKS and found and said["path"] not in found[-1].paths:
            found[-1] = replace(found[-1], contents=(*found[-1].contents, (said["path"], code)))
        elif language == "markdown":
            found.append(Example(name, code, schema=schema, **said))
        elif language == "file":
            found[-1] = replace(found[-1], contents=(*found[-1].contents, (said["path"], code)))
        else:
            found[-1] = extended(found[-1], language, code)
    return found


def extended(example: Example, language: str, code: str) -> Example:
    """An example with what another of its fences says."""
    match language:
        case "files":
            return replace(example, files=tuple(code.splitlines()))
        case "tracked":
            return replace(example, tracked=tuple(code.splitlines()))
        case "toml":
            return replace(example, configuration=code)
        case "text":
            return replace(example, output=code)
    raise ValueError(f"a rule document has no {language!r} fences")


def cases(section: str) -> list[Any]:
    """All examples of that section, for parametrising; the id says which rule's and the how-manieth it is."""
    return [
        pytest.param(name, example, id=f"{name}-{number}")
        for name in NAMES
        for number, example in enumerate(examples(name, section), 1)
    ]


class Run(Protocol):
    """Run `check` on an example, with more options."""

    def __call__(self, example: Example, *options: str) -> str: ...


@pytest.fixture
def check(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Run:
    """A function that writes an example's files into an empty folder and gives the concise output of `check` there.

    The rules are those on by default and the one that the example is about.
    """
    monkeypatch.chdir(tmp_path)

    def run(example: Example, *options: str) -> str:
        contents = dict.fromkeys((*example.files, *(example.tracked or ()), example.path), "") | dict(example.contents)
        for each, text in contents.items():
            (tmp_path / each).parent.mkdir(parents=True, exist_ok=True)
            (tmp_path / each).write_text(text, encoding="utf-8", newline="")
        if example.tracked is not None:
            subprocess.run(["git", "init", "--quiet"], check=True)
            subprocess.run(["git", "add", "--force", "--", *example.tracked], check=True)
        (tmp_path / example.path).write_bytes(example.text.encode(example.encoding))
        configuration = example.configuration
        if example.schema:
            (tmp_path / "schema.json").write_text(example.schema, encoding="utf-8")
            configuration += 'schemas = [{ paths = ["*.md"], schema = "schema.json" }]\n'
        (tmp_path / "notelint.toml").write_text(configuration, encoding="utf-8")
        rules = ",".join([*DEFAULTS, example.rule])
        paths = ["--vault", "."] if example.rule in VAULT_CHECKS else [example.path]
        status = main(["check", "--output-format", "concise", "--select", rules, *options, *paths])
        output = capsys.readouterr().out

        assert status == int(bool(output))
        return output

    return run


@pytest.mark.parametrize(("name", "example"), cases("Bad"))
def test_bad_example_has_exactly_the_output_below_it(name: str, example: Example, check: Run) -> None:
    """A Bad example has the findings that the document shows, and no others from any rule."""
    assert f"[{name}]" in example.output
    assert check(example) == example.output


@pytest.mark.parametrize(("name", "example"), cases("Good"))
def test_good_example_has_no_findings(name: str, example: Example, check: Run) -> None:
    """No rule finds anything in a Good example, whichever rule it is about."""
    assert (name, check(example)) == (name, "")


@pytest.mark.parametrize("name", NAMES)
def test_fix_leaves_exactly_the_fixed_example(name: str, check: Run, tmp_path: Path) -> None:
    """Fixed is what a fix makes of each Bad example; a second one changes nothing, and a rule without has none."""
    unsafe = ["--unsafe-fixes"] if read_rule(name).fix is Safety.UNSAFE else []
    fixed = []
    for example in examples(name, "Bad") if name in CHECKS else ():
        check(example, "--fix", *unsafe)
        note = tmp_path / example.path
        after = note.read_bytes()
        if after != example.text.encode(example.encoding):
            fixed.append(after.decode())
            check(replace(example, text=after.decode()), "--fix", *unsafe)

            assert note.read_bytes() == after

    assert fixed == [example.text for example in examples(name, "Fixed")]
    assert bool(fixed) == bool(read_rule(name).fix)


def test_every_check_has_a_document_and_every_document_a_check() -> None:
    """A rule is a document and a check of the same name."""
    assert sorted([*CHECKS, *VAULT_CHECKS]) == NAMES


@pytest.mark.parametrize("name", NAMES)
def test_a_document_shows_the_rule(name: str) -> None:
    """A document has at least one Bad and one Good example, and a summary of one sentence."""
    rule = read_rule(name)

    assert examples(name, "Bad")
    assert examples(name, "Good")
    assert rule.summary.endswith(".")
    assert ". " not in rule.summary


@pytest.mark.parametrize("name", NAMES)
def test_facts_of_a_rule_are_those_of_its_front_matter(name: str) -> None:
    """What `read_rule` reads by hand is what the YAML reader reads."""
    rule = read_rule(name)
    front_matter = read_front_matter(Source(f"rules/{name}.md", rule.document))

    assert front_matter is not None
    assert {entry.key: entry.value for entry in front_matter.entries} == {
        "severity": str(rule.severity),
        "default": "on" if rule.default else "off",
        "fix": str(rule.fix) if rule.fix else "none",
    }


@pytest.mark.parametrize(
    ("select", "ignore", "expected"),
    [
        pytest.param([], [], DEFAULTS, id="nothing selected: those on by default"),
        pytest.param(["image-case"], [], ["image-case"], id="one rule"),
        pytest.param(["section"], [], [name for name in NAMES if name.startswith("section-")], id="a family"),
        pytest.param(["all"], ["image"], [name for name in NAMES if not name.startswith("image-")], id="ignore wins"),
    ],
)
def test_select_rules(select: list[str], ignore: list[str], expected: list[str]) -> None:
    """Rules are chosen by name, by family or all; what is ignored is left out."""
    assert [rule.name for rule in select_rules(read_rules(), select, ignore)] == expected


@pytest.mark.parametrize("selector", ["image-", "imag", "section-mising", "", "IMG001"])
def test_an_unknown_selector_is_the_users_error(selector: str) -> None:
    """What names no rule is said, with the nearest rule or where to look."""
    with pytest.raises(NotelintError, match=r"^unknown rule .*(did you mean|lists the rules)"):
        select_rules(read_rules(), [selector])


def test_the_schema_of_rule_documents_is_json() -> None:
    """schema/rule.json stands beside the other schemas and names the sections that a rule document has."""
    schema = json.loads(Path(SCHEMAS, "rule.json").read_text(encoding="utf-8"))

    assert {"why", "bad", "fixed", "good"} <= set(schema["properties"])
