"""The configuration: which file counts for a note, what it may say, and what is said about mistakes in it."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from notelint.config import Config, Layer, Patterns, SchemaChoice, configurations, read_config
from notelint.config.values import KEYS, Misfit, read_values
from notelint.diagnostic import Severity
from notelint.errors import NotelintError
from notelint.files import Files
from notelint.front_matter import read_front_matter
from notelint.resources import SCHEMAS
from notelint.source import Source

pytestmark = pytest.mark.usefixtures("in_temporary_folder")

SCHEMA = json.loads(Path(SCHEMAS, "config.json").read_text(encoding="utf-8"))


EVERYTHING = """
select = ["image", "section-missing"]
ignore = ["image-root"]
include = ["*.txt"]
exclude = ["drafts/"]
extend-exclude = ["old/"]
baseline = "known.json"
image-roots = ["static"]
image-max-bytes = 500_000
file-name = "{year}-{citekey}.md"
severity = {image-missing = "error"}
per-file-ignores = {"/a.md" = ["section"]}
schemas = [
    {paths = ["/papers/"], schema = "paper-note"},
    {paths = ["*.md"], front-matter = {kind = ["study", 1, true]}, schema = "my/note.json"},
]
"""


def test_every_key_is_read(tmp_path: Path) -> None:
    """A file that says everything gives a Config that holds everything, its paths absolute."""
    Path("notelint.toml").write_text(EVERYTHING)
    folder = str(tmp_path)
    assert read_config("notelint.toml") == Config(
        path="notelint.toml",
        schemas=(
            SchemaChoice("paper-note", Patterns(folder, ("/papers/",))),
            SchemaChoice(f"{folder}/my/note.json", Patterns(folder, ("*.md",)), {"kind": ("study", "1", "True")}),
        ),
        select=("image", "section-missing"),
        ignore=("image-root",),
        severity={"image-missing": Severity.ERROR},
        include=Patterns(folder, ("*.txt",)),
        exclude=(Patterns(folder, ("drafts/",)), Patterns(folder, ("old/",))),
        per_file_ignores=((Patterns(folder, ("/a.md",)), ("section",)),),
        baseline=f"{folder}/known.json",
        image_roots=(f"{folder}/static",),
        image_max_bytes=500_000,
        file_name="{year}-{citekey}.md",
    )


def test_patterns_count_from_the_folder_of_the_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Wherever one stands, `/papers/` is the folder beside the configuration; elsewhere its patterns mean nothing."""
    Path("notelint.toml").write_text(EVERYTHING)
    Path("papers").mkdir()
    monkeypatch.chdir("papers")
    config = configurations(Files())("a.md")
    chosen = [config.schema_choice(path, lambda: None) for path in ("a.md", "../x/papers/c.md", "../d.qmd")]
    assert [each and each.schema for each in chosen] == ["paper-note", None, None]
    paths = [
        f"{tmp_path}/drafts/",
        f"{tmp_path}/x/drafts/",
        f"{tmp_path}/x/old/",
        "a.md",
        f"{tmp_path.parent}/drafts/",
    ]
    assert [config.excludes(path) for path in paths] == [True, True, True, False, False]
    assert [config.includes(path) for path in ("a.txt", "a.md", "../../a.txt")] == [True, False, False]
    assert [config.ignored_in(path) for path in ("../a.md", "a.md")] == [("section",), ()]


def test_patterns_mean_nothing_outside_of_their_folder() -> None:
    """Not even a path whose name begins as the folder's does."""
    patterns = Patterns("/a/b", ("*",))
    assert [patterns.match(path) for path in ("/a/b/c", "/a/bc", "/a/bc/d", "/a", "/x/y/z")] == [True, *[False] * 4]
    assert [Patterns("/", ("/a",)).match(path) for path in ("/a", "/a/b", "/b")] == [True, True, False]


def test_all_markdown_files_are_included_where_nothing_is_said() -> None:
    """By the endings of their names, in whatever case."""
    assert [Config().includes(path) for path in ("a.md", "a.QMD", "a.txt")] == [True, True, False]


@pytest.mark.parametrize(
    ("said", "matches"),
    [
        ("kind: study", True),
        ("kind: [other, Study]", True),
        ("Kind : study", True),
        ("kind: 1", True),
        ("kind: yes please", False),
        ("kind: true", True),
        ("kind:", False),
        ("other: study", False),
        ("kind: [a: study]", False),
    ],
)
def test_a_schema_is_chosen_by_front_matter(said: str, matches: bool) -> None:  # noqa: FBT001 - a parameter
    """The value, or one of a list, is one of those asked for, whatever its case; keys are compared as elsewhere."""
    Path("notelint.toml").write_text(EVERYTHING)
    front_matter = read_front_matter(Source("a.md", f"---\n{said}\n---\n"))
    choice = configurations(Files())("a.md").schema_choice("a.md", lambda: front_matter)
    assert (choice is not None) == matches


def test_front_matter_is_not_read_without_need() -> None:
    """Where paths decide, nobody asks for it."""
    Path("notelint.toml").write_text(EVERYTHING)
    config = configurations(Files())("a.md")
    choice = config.schema_choice("papers/a.md", lambda: pytest.fail("front matter was asked for"))
    assert choice
    assert (choice.schema, choice.place) == ("paper-note", "notelint.toml:14:37")


def test_the_nearest_file_wins(tmp_path: Path) -> None:
    """The nearest folder that has a configuration; of two in one folder notelint.toml; none gives the defaults."""
    for folder, name, text in [
        ("a", "notelint.toml", 'ignore = ["a"]'),
        ("a", "pyproject.toml", '[tool.notelint]\nignore = ["not me"]'),
        ("a/b", "pyproject.toml", '[tool.notelint]\nignore = ["b"]'),
        ("a/b/c", "pyproject.toml", "[tool.other]\nnotelint = 1"),
    ]:
        (tmp_path / folder).mkdir(exist_ok=True)
        (tmp_path / folder / name).write_text(text)
    config_of = configurations(Files())
    ignored = {path: config_of(path).ignore for path in ("a/n.md", "a/b/n.md", "a/b/c/n.md", "n.md")}
    assert ignored == {"a/n.md": ("a",), "a/b/n.md": ("b",), "a/b/c/n.md": ("b",), "n.md": ()}
    assert configurations(Files(), ["a/notelint.toml"])("a/b/n.md").ignore == ("a",)
    assert configurations(Files(), isolated=True)("a/b/n.md") == Config()


def test_what_a_file_extends_holds_where_it_says_nothing(tmp_path: Path) -> None:
    """A key replaces that of the file below; tables and extend-exclude add to it; each keeps its own folder."""
    Path("in").mkdir()
    Path("pyproject.toml").write_text(
        '[tool.notelint]\nselect = ["image"]\nignore = ["link"]\nexclude = ["x/"]\nextend-exclude = ["y/"]\n'
        'image-roots = ["static"]\n[tool.notelint.severity]\nimage-alt = "info"\nimage = "error"\n'
        '[tool.notelint.per-file-ignores]\n"*.md" = ["a"]\n'
    )
    Path("in/notelint.toml").write_text(
        'extend = "../pyproject.toml"\nignore = []\nexclude = ["z/"]\nextend-exclude = ["w/"]\n'
        'severity.image-alt = "warning"\nper-file-ignores."*.md" = ["b"]\n'
    )
    config = configurations(Files())("in/a.md")
    below, above = str(tmp_path), str(tmp_path / "in")
    assert config == Config(
        path="in/notelint.toml",
        select=("image",),
        severity={"image": Severity.ERROR, "image-alt": Severity.WARNING},
        exclude=(Patterns(above, ("z/",)), Patterns(below, ("y/",)), Patterns(above, ("w/",))),
        per_file_ignores=((Patterns(below, ("*.md",)), ("a",)), (Patterns(above, ("*.md",)), ("b",))),
        image_roots=(f"{below}/static",),
    )
    assert list(config.severity) == ["image", "image-alt"]  # the family below does not undo the rule above
    places = [("select", 0), ("ignore",), ("severity", "image"), ("severity", "image-alt")]
    assert [config.place(*path) for path in places] == [
        "pyproject.toml:2:11",
        "in/notelint.toml:2:10",
        "pyproject.toml:9:9",
        "in/notelint.toml:5:22",
    ]


@pytest.mark.parametrize(
    ("files", "message"),
    [
        (
            {"notelint.toml": 'extend = "b.toml"', "b.toml": '\nextend = "./notelint.toml"'},
            "b.toml:2:10: a configuration cannot extend itself: notelint.toml -> b.toml -> notelint.toml",
        ),
        (
            {"notelint.toml": 'extend = "b.toml"', "b.toml": 'extend = "b.toml"'},
            "b.toml:1:10: a configuration cannot extend itself: b.toml -> b.toml",
        ),
        (
            {"notelint.toml": 'select = []\nextend = "b.toml"'},
            "notelint.toml:2:10: b.toml: cannot be read: No such file or directory",
        ),
        (
            {"notelint.toml": 'extend = "pyproject.toml"', "pyproject.toml": "[tool.other]"},
            "notelint.toml:1:10: pyproject.toml has no table [tool.notelint] to extend",
        ),
        ({"notelint.toml": 'extend = "b.toml"', "b.toml": "x-y = 1"}, "b.toml:1:1: unknown key 'x-y': "),
        ({"notelint.toml": "extend = 1"}, "notelint.toml:1:10: extend must be a text"),
    ],
    ids=["loop", "itself", "no file", "no table", "a mistake below", "no text"],
)
def test_a_mistake_in_what_is_extended(files: dict[str, str], message: str) -> None:
    """Each is said at the place where it is to be fixed."""
    for name, text in files.items():
        Path(name).write_text(text)
    with pytest.raises(NotelintError) as caught:
        read_config("notelint.toml")
    assert str(caught.value)[: len(message)] == message
    assert str(caught.value) == message or message.endswith(": ")


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ('selct = ["a"]', "1:1: unknown key 'selct': did you mean 'select'?"),
        ("\ufeffselct = 1", "1:1: unknown key 'selct': did you mean 'select'?"),
        ("\n  x = 1", f"2:3: unknown key 'x': the keys are {', '.join(KEYS)}"),
        ("[[schemas]]\n[selct]\n", "2:2: unknown key 'selct': did you mean 'select'?"),
        ("baseline = ''", "1:12: baseline must not be empty"),
        ("image-max-bytes = -1", "1:19: image-max-bytes must be a whole number, 0 or more"),
        ("image-max-bytes = true", "1:19: image-max-bytes must be a whole number, 0 or more"),
        ('select = "image"', '1:10: select must be a list: ["image"]'),
        ("ignore = [\n  'a', # b\n  1,\n]", "3:3: ignore[1] must be a text"),
        ("exclude = ['!']", "1:12: '!' is no pattern: write it as in .gitignore, such as 'papers/**/*.md'"),
        ("exclude = ['a\\']", "1:12: 'a\\\\' is no pattern: write it as in .gitignore, such as 'papers/**/*.md'"),
        ("severity = 'error'", '1:12: severity must be a table, such as {section-missing = "warning"}'),
        ("[severity]\na = 'fatal'", "2:5: severity.a must be one of error, warning, info"),
        ("severity.a = ['error']", "1:14: severity.a must be one of error, warning, info"),
        ("schemas = 'a'", '1:11: schemas must be a list: ["a"]'),
        ("schemas = ['a']", '1:12: schemas[0] must be a table, such as {paths = ["papers/"], schema = "paper-note"}'),
        ("schemas = [{path = ['a'], schema = 'b'}]", "1:13: unknown key 'path': did you mean 'paths'?"),
        ("schemas = [{schema = 'b'}]", "1:12: schemas[0] must have schema, and paths or front-matter"),
        ("[[schemas]]\npaths = 'a'\nschema = 'b'", '2:9: schemas[0].paths must be a list: ["a"]'),
        (
            "[[schemas]]\nschema = 'b'\n[schemas.front-matter]\na = 1.5",
            "4:5: schemas[0].front-matter.a must be a text, a whole number, true, false, or a list of these",
        ),
        ("per-file-ignores = {'#' = []}", "1:21: '#' is no pattern: write it as in .gitignore, such as "),
        ("a = [", "1:5: this `[` is not closed: add the closing `]`"),
        ("[a]\nb = ['c',\nd = 1", "2:5: this `[` is not closed: add the closing `]`"),
        ("a = 1\n\na = 2", "3:6: this key already has a value: keep one of the two"),
        ("a = " + "[" * 5000, "1:105: values are nested too deeply to read: flatten them"),
        ("a = " + "1" * 5000, "1:5: a number with too many digits: put it in quotes"),
        ("\udcff", "1: byte 0xFF is not UTF-8: save it as UTF-8"),
        ("a = 1\r\nb = '\udcf6'", "2: byte 0xF6 is not UTF-8: save it as UTF-8"),
    ],
    ids=lambda value: value[:30].encode("ascii", "replace").decode(),
)
def test_a_mistake_is_one_line_with_the_remedy(text: str, message: str) -> None:
    """The file, the line and column of the key or value, what it must be."""
    Path("notelint.toml").write_bytes(text.encode("utf-8", "surrogateescape"))
    with pytest.raises(NotelintError) as caught:
        read_config("notelint.toml")
    said = str(caught.value).removeprefix("notelint.toml:")
    assert said == message or (message.endswith("such as ") and said.startswith(message))


def test_places_in_pyproject() -> None:
    """They count from the top of the file; `tool.notelint` may hold anything in TOML, and only a table is one."""
    Path("pyproject.toml").write_text("[project]\nname = 'a'\n\n[tool.notelint]\nselct = []\n")
    with pytest.raises(NotelintError, match=r"^pyproject\.toml:5:1: unknown key 'selct'"):
        read_config("pyproject.toml")
    Path("pyproject.toml").write_text("tool.notelint = 1")
    with pytest.raises(NotelintError, match=r"^pyproject\.toml:1:1[57]: tool\.notelint must be a table$"):
        read_config("pyproject.toml")


def test_the_command_line_counts_over_files(tmp_path: Path) -> None:
    """`--config KEY=VALUE` replaces or adds as a file above would; its paths count from the working folder."""
    Path("in").mkdir()
    Path("in/notelint.toml").write_text('select = ["image"]\nseverity = {a = "info"}')
    values = ['select = ["link"]', 'severity.b="error"', 'image-roots=["r"]']
    config = configurations(Files(), values)("in/a.md")
    assert config == Config(
        path="in/notelint.toml",
        select=("link",),
        severity={"a": Severity.INFO, "b": Severity.ERROR},
        image_roots=(f"{tmp_path}/r",),
    )
    assert [config.place("select", 0), config.place("severity", "a")] == ["--config", "in/notelint.toml:2:17"]
    assert configurations(Files(), values, isolated=True)("in/a.md").path is None
    assert configurations(Files(), [*values, "in/notelint.toml"])("a.md") == config


@pytest.mark.parametrize(
    ("values", "message"),
    [
        (["select=image"], """--config select=image: write KEY = VALUE as in TOML, such as 'select = ["image"]'"""),
        (["selct=1"], "--config: unknown key 'selct': did you mean 'select'?"),
        (["extend='a.toml'"], "--config extend='a.toml': extend belongs in a file"),
        ([""], "--config: name a file, or write KEY = VALUE as in TOML"),
        (["a.toml", "b.toml"], "--config: name one file: a.toml can extend b.toml"),
        (["a.toml"], "a.toml: cannot be read: No such file or directory"),
        (["pyproject.toml"], "pyproject.toml has no table [tool.notelint]"),
    ],
    ids=["no TOML", "unknown key", "extend", "nothing", "two files", "no file", "no table"],
)
def test_a_mistake_on_the_command_line(values: list[str], message: str) -> None:
    """It is said with the option."""
    Path("pyproject.toml").write_text("[project]")
    with pytest.raises(NotelintError) as caught:
        configurations(Files(), values)("a.md")
    assert str(caught.value) == message


def test_isolated_and_a_file_exclude_each_other() -> None:
    """One asks for a file, the other for none."""
    with pytest.raises(NotelintError, match=r"^--isolated reads no configuration: remove --config a\.toml$"):
        configurations(Files(), ["a.toml"], isolated=True)


TEXTS = st.text(" #!/a*\n", max_size=4)
SCALARS = st.none() | st.booleans() | st.integers(-1, 1) | st.just(1.5) | TEXTS | st.sampled_from(list(Severity))
VALUES = st.recursive(
    SCALARS, lambda inner: st.lists(inner, max_size=2) | st.dictionaries(TEXTS, inner, max_size=2), max_leaves=4
)
CHOICES = st.fixed_dictionaries(
    {},
    optional={
        "schema": TEXTS,
        "paths": st.lists(TEXTS, max_size=2) | VALUES,
        "front-matter": st.dictionaries(TEXTS, VALUES, max_size=1) | VALUES,
        "x": VALUES,
    },
)
TABLES = st.fixed_dictionaries(
    {},
    optional={
        "schemas": st.lists(CHOICES, max_size=2) | VALUES,
        "severity": st.dictionaries(TEXTS, st.sampled_from([*Severity, "x"]), max_size=2) | VALUES,
        "per-file-ignores": st.dictionaries(TEXTS, st.lists(TEXTS, max_size=2), max_size=2) | VALUES,
        **{
            key: st.lists(TEXTS, max_size=2) | VALUES
            for key in (*KEYS, "x")
            if key not in {"schemas", "severity", "per-file-ignores"}
        },
    },
)


@settings(deadline=None, max_examples=300)
@example({"schemas": [{"schema": "a"}]})
@example({"schemas": [{"schema": "a", "front-matter": {"a": [1, "b", True]}}]})
@example({"extend": ""})
@example({"include": ["//"]})
@example({"file-name": "{year} {title}"})
@example({"file-name": "{year}\n"})
@example({"file-name": "{yaer}.md"})
@example({"file-name": "a/{year}.md"})
@given(TABLES)
def test_the_schema_says_what_the_reader_reads(table: dict[str, Any]) -> None:
    """A table matches schema/config.json just where the reader takes it (but for broken backslashes in patterns)."""
    try:
        read_values(Layer("a", "/", table))
    except Misfit:
        taken = False
    else:
        taken = True
    assert Draft202012Validator(SCHEMA).is_valid(table) == taken


def test_the_schema_describes_every_key() -> None:
    """The keys are the reader's, in one order; each has a description, a matching example, and its true default."""
    Draft202012Validator.check_schema(SCHEMA)
    assert list(SCHEMA["properties"]) == list(KEYS)
    for key, clause in SCHEMA["properties"].items():
        assert clause["description"].endswith("."), key
        for said in clause["examples"]:
            read_values(Layer("a", "/", {key: said}))
        usual = getattr(Config(), {"extend": "path", "extend-exclude": "exclude"}.get(key, key).replace("-", "_"))
        assert ("default" in clause) == (usual is not None), key
        assert (clause.get("default") or None) == (usual or None), key
