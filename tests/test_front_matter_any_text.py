"""Front matter whatever the text: nothing raises or explodes, places lie inside, what was written is read."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from notelint.front_matter import FrontMatter, read_front_matter
from notelint.source import Source

if TYPE_CHECKING:
    from notelint.front_matter import Value

ROOT = Path(__file__).parents[1]
CORPORA = ROOT.parent / "shared" / "corpora"


def read(text: str) -> FrontMatter:
    """The front matter of a text that has some."""
    front_matter = read_front_matter(Source("note.md", text))
    assert front_matter is not None
    return front_matter


def values(front_matter: FrontMatter) -> dict[str, Value]:
    """The entries as a mapping."""
    return {entry.key: entry.value for entry in front_matter.entries}


@pytest.mark.usefixtures("parser")
def test_aliases_are_written_out() -> None:
    """An alias stands for its anchor's value, also where only single keys can be read."""
    assert values(read("---\na: &x [1]\nb: *x\n<<: {c: 2}\n---\n")) == {"a": [1], "b": [1], "<<": {"c": 2}}
    assert values(read("---\na: &x 1\nb: *x\nc: [d\n---\n")) == {"a": 1, "b": 1}


def test_alias_bomb() -> None:
    """Aliases of aliases do not explode: what repeats too much is a problem, and the keys before it are kept."""
    levels = [f"k{level}: &k{level} [{', '.join([f'*k{level - 1}'] * 10)}]" for level in range(1, 12)]
    front_matter = read("\n".join(["---", "k0: &k0 x", *levels, "---", ""]))

    assert front_matter.problem is not None
    assert front_matter.problem.message == "aliases repeat too many values"
    assert "k3" in values(front_matter)
    assert "k9" not in values(front_matter)


@pytest.mark.parametrize(("fence", "mark"), [("---", ":"), ("+++", " =")], ids=["YAML", "TOML"])
def test_deep_nesting(fence: str, mark: str) -> None:
    """Brackets nested a hundred thousand deep are a problem, not the end of the process."""
    front_matter = read(f"{fence}\na{mark} {'[' * 100_000}{']' * 100_000}\n{fence}\n")

    assert front_matter.problem is not None
    assert front_matter.problem.message == "values are nested too deeply to read"


PIECES = [
    *(
        "a",
        "b: ",
        ": ",
        "- ",
        "\n",
        "\r\n",
        "\r",
        "\t",
        "  ",
        "#",
        '"',
        "'",
        "[",
        "]",
        "{",
        "}",
        ",",
        "&x ",
        "*x",
        "|",
    ),
    *(">", "!t ", "?", "%", "@", "`", "\\", "---", "...", "+++", "😀", "日", "\x85", "\u2028", "\ufeff", "\0", " = "),
    *("1", '"""', "'''", "key = 1\n", "key: v\n", "\n# ", "~", "\udcff", "[[t]]\n", ".", "1979-05-27"),
]


@given(st.sampled_from(["---\n", "+++\n", "\ufeff---\r\n"]), st.lists(st.sampled_from(PIECES), max_size=40))
@settings(deadline=None, max_examples=300)
def test_any_text_is_read(fence: str, pieces: list[str]) -> None:
    """No text raises, and every place lies inside the block, key before value."""
    text = fence + "".join(pieces) + "\n" + fence.removeprefix("\ufeff")

    front_matter = read_front_matter(Source("note.md", text))

    if front_matter is None:
        return
    start, end = front_matter.body_span
    assert front_matter.span.start <= start <= end <= front_matter.span.end <= len(text)
    for entry in (*front_matter.entries, *front_matter.duplicates):
        assert start <= entry.key_span.start <= entry.key_span.end <= end
        assert start <= entry.value_span.start <= entry.value_span.end <= end
        for item in entry.items:
            assert start <= item.start <= item.end <= end
    if front_matter.problem:
        span = front_matter.problem.span
        assert front_matter.span.start <= span.start <= span.end <= front_matter.span.end


_SCALARS = st.one_of(
    st.text(st.characters(codec="utf-8", exclude_categories=("Cc", "Cf", "Zl", "Zp")), max_size=20),
    st.integers(-(10**17), 10**17),
    st.booleans(),
    st.none(),
)
_VALUES = st.one_of(_SCALARS, st.lists(_SCALARS, max_size=4))


@given(st.dictionaries(st.from_regex(r"[a-z]{1,8}", fullmatch=True), _VALUES, min_size=1), st.booleans())
@settings(deadline=None, max_examples=200)
def test_what_is_dumped_is_read(data: dict[str, Value], flow: bool) -> None:  # noqa: FBT001 - hypothesis gives it
    """What PyYAML writes is read back, and the text at a value's place, read alone, gives that value."""
    text = f"---\n{yaml.safe_dump(data, allow_unicode=True, default_flow_style=None if flow else False)}---\n"

    front_matter = read(text)

    assert (values(front_matter), front_matter.problem) == (dict(sorted(data.items())), None)
    for entry in front_matter.entries:
        written = text[slice(*entry.value_span)]
        separator = "\n" if written.startswith("- ") else " "
        assert values(read(f"---\nk:{separator}{written}\n---\n")) == {"k": entry.value}
        assert text[slice(*entry.key_span)] in (entry.key, f"'{entry.key}'")


@given(st.lists(st.sampled_from(PIECES), max_size=25))
@settings(deadline=None, max_examples=300)
def test_line_ends_change_nothing_but_places(pieces: list[str]) -> None:
    """The same text with CRLF has the same values, and the same characters at their places."""
    body = "key: v\n" + "".join(pieces).replace("\r\n", "\n").replace("\r", "\n")
    unix = f"---\n{body}\n---\n"
    windows = unix.replace("\n", "\r\n")

    def shown(text: str) -> list[tuple[str, Value, str]] | None:
        found = read_front_matter(Source("note.md", text))
        if found is None:
            return None
        return [(one.key, one.value, text[slice(*one.value_span)].replace("\r\n", "\n")) for one in found.entries]

    if "{{" not in body:  # a placeholder's value is its source text, line ends and all
        assert shown(windows) == shown(unix)


# What it costs, and real notes.


def test_yaml_is_imported_when_needed() -> None:
    """A file without front matter, or with TOML, imports no YAML."""
    program = (
        "import sys\n"
        "from notelint.front_matter import read_front_matter\n"
        "from notelint.source import Source\n"
        "read_front_matter(Source('a.md', '# Heading'))\n"
        "read_front_matter(Source('a.md', '+++\\na = 1\\n+++\\n'))\n"
        "print('yaml' in sys.modules)\n"
    )

    done = subprocess.run([sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True, check=True)

    assert done.stdout == "False\n"


def test_real_notes() -> None:
    """Over real notes, only a template with a placeholder on a line of its own does not read."""
    if not CORPORA.is_dir():
        pytest.skip("the corpora are not here")
    problems = {}
    read_at_all = 0
    for path in sorted(CORPORA.rglob("*.md")):
        source = Source.from_bytes(path.relative_to(CORPORA).as_posix(), path.read_bytes())
        front_matter = read_front_matter(source)
        read_at_all += front_matter is not None
        if front_matter and (front_matter.problem or front_matter.duplicates):
            assert front_matter.problem is not None
            problems[source.path] = (source.position(front_matter.problem.span.start).line, len(front_matter.entries))

    assert (read_at_all, problems) == (415, {"vensin/templates/note-template.md": (7, 20)})
