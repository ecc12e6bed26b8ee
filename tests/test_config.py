"""The configuration: which file counts for a note, what it may say, and what is said about mistakes in it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from notelint.config import Config, SchemaChoice, configurations, read_config
from notelint.diagnostic import Severity
from notelint.errors import NotelintError
from notelint.files import Files

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture(autouse=True)
def _in_temporary_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


EVERYTHING = """
select = ["image", "section-missing"]
ignore = ["image-root"]
exclude = ["drafts/"]
image-roots = ["static"]
image-max-bytes = 500_000
severity = {image-missing = "error"}
schemas = [{paths = ["/papers/"], schema = "paper-note"}, {paths = ["*.md"], schema = "my/note.json"}]
"""


def test_every_key_is_read(tmp_path: Path) -> None:
    """A file that says everything gives a Config that holds everything."""
    (tmp_path / "notelint.toml").write_text(EVERYTHING)
    assert read_config("notelint.toml") == Config(
        path="notelint.toml",
        folder=str(tmp_path),
        schemas=(SchemaChoice(("/papers/",), "paper-note"), SchemaChoice(("*.md",), "my/note.json")),
        select=("image", "section-missing"),
        ignore=("image-root",),
        exclude=("drafts/",),
        image_roots=("static",),
        image_max_bytes=500_000,
        severity={"image-missing": Severity.ERROR},
    )


def test_patterns_count_from_the_folder_of_the_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Wherever one stands, `/papers/` is the folder beside the configuration; the first schema that fits counts."""
    (tmp_path / "notelint.toml").write_text(EVERYTHING)
    (tmp_path / "papers").mkdir()
    monkeypatch.chdir(tmp_path / "papers")
    config = configurations(Files())("a.md")
    schemas = [config.schema_for(path) for path in ("a.md", "../b.md", "../x/papers/c.md", "../d.qmd")]
    assert schemas == ["paper-note", *[f"{tmp_path}/my/note.json"] * 2, None]
    excluded = [config.excludes(f"{tmp_path}/{path}") for path in ("drafts/", "x/drafts/", "a.md")]
    assert excluded == [True, True, False]


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
    assert configurations(Files(), "a/notelint.toml")("a/b/n.md").ignore == ("a",)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ('selct = ["a"]', "unknown key 'selct': did you mean 'select'?"),
        (
            "x = 1",
            "unknown key 'x': the keys are select, ignore, exclude, image-roots, image-max-bytes, severity, schemas",
        ),
        ("image-max-bytes = -1", "image-max-bytes must be a whole number, 0 or more"),
        ("image-max-bytes = true", "image-max-bytes must be a whole number, 0 or more"),
        ('select = "image"', "select must be a list of strings"),
        ("ignore = [1]", "ignore must be a list of strings"),
        ("exclude = ['!']", "exclude: '!' is no pattern: write it as in .gitignore, such as 'papers/**/*.md'"),
        ("severity = 'error'", 'severity must be a table, such as {section-missing = "warning"}'),
        ("severity = {a = 'fatal'}", "severity.a must be one of error, warning, info"),
        ("severity = {a = ['error']}", "severity.a must be one of error, warning, info"),
        ("schemas = 'a'", 'schemas must be a list, such as [{paths = ["papers/"], schema = "paper-note"}]'),
        (
            "schemas = [{path = ['a'], schema = 'b'}]",
            "schemas[0] must be a table of paths (a list of patterns) and schema (a name or a JSON file)",
        ),
        ("schemas = [{paths = 'a', schema = 'b'}]", "schemas[0].paths must be a list of strings"),
        ("a = [", "cannot be read: Invalid value (at end of document)"),
        ("\udcff", "cannot be read: 'utf-8' codec can't decode byte 0xff in position 0: invalid start byte"),
    ],
    ids=lambda value: value[:30].encode("ascii", "replace").decode(),
)
def test_a_mistake_is_one_line_with_the_remedy(tmp_path: Path, text: str, message: str) -> None:
    """The file, the key, and what it must be."""
    (tmp_path / "notelint.toml").write_bytes(text.encode("utf-8", "surrogateescape"))
    with pytest.raises(NotelintError) as caught:
        read_config("notelint.toml")
    assert str(caught.value) == f"notelint.toml: {message}"


def test_a_configuration_that_is_no_table(tmp_path: Path) -> None:
    """`tool.notelint` may hold anything in TOML; only a table is one."""
    (tmp_path / "pyproject.toml").write_text("tool.notelint = 1")
    with pytest.raises(NotelintError, match=r"^pyproject\.toml: tool\.notelint must be a table$"):
        read_config("pyproject.toml")
