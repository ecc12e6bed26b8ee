"""The notes that a benchmark runs on: real ones, replicated with other names and words, or generated ones."""

from __future__ import annotations

from pathlib import Path
from random import Random
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

CORPORA = Path(__file__).parents[2].parent / "shared" / "corpora"
FULL_SIZE = 30_000_000
# The corpora in which most files are notes with facts, sections and images: each file costs about twice as much.
RICH = ("bentrevett", "cun-bjy", "genga6", "tramac", "vensin", "zhjwpku")

_WORDS = (
    "attention",
    "layer",
    "model",
    "token",
    "training",
    "loss",
    "graph",
    "sparse",
    "模型",
    "训练",
    "注意力",
    "结果",
)


def make_corpus(folder: Path, size: int, names: Sequence[str] = ()) -> tuple[int, int]:
    """Fill a folder with notes of about `size` bytes in all; gives the number of files and of bytes.

    They are those of the corpora of these names, by default of all.

    Each copy of a note differs from the others in its name and in many of its words, so that no tool profits from
    having seen a text before. The copies come in rounds, so a smaller corpus has the same mixture.
    """
    count = written = copy = 0
    while written < size:
        for name, text in _notes(copy, names):
            path = folder / f"copy-{copy}" / name
            path.parent.mkdir(parents=True, exist_ok=True)
            data = text.encode("utf-8", "surrogateescape")
            path.write_bytes(data)
            count, written = count + 1, written + len(data)
            if written >= size:
                break
        copy += 1
    return count, written


def long_note(size: int) -> str:
    """One generated note of about `size` bytes."""
    random = Random(0)  # noqa: S311 - the same note each time
    sections = ["# A survey\n"]
    length = 0
    while length < size:
        sections.append(_section(random, len(sections)))
        length += len(sections[-1].encode())
    return "".join(sections)


def write_long_note(path: Path, size: int) -> None:
    """Write such a note."""
    path.write_text(long_note(size), encoding="utf-8")


def one_note() -> str:
    """A note on a paper of usual length (about 7 kB)."""
    return f"---\ntitle: A survey\nauthors: [Ann Ash, Bo Beech]\nyear: 2020\n---\n\n{long_note(7_000)}"


def write_notes(folder: Path, count: int) -> None:
    """Fill a folder with so many notes of about 7 kB, each on a paper of its own, of some year, venue and tags."""
    folder.mkdir(parents=True, exist_ok=True)
    for number in range(count):
        random = Random(number)  # noqa: S311 - the same notes each time
        tags = ", ".join(random.sample(_WORDS[:8], 3))
        head = f"title: Title {number} of {_sentence(random, 5)[:-1]!r}\nauthors: [Ann Ash, Bo Beech {number % 97}]\n"
        facts = (
            f"year: {1990 + number % 35}\nvenue: {random.choice(('ICML', 'VLDB', 'ACL', 'CVPR'))}\ntags: [{tags}]\n"
        )
        text = "".join(_section(random, each) for each in range(4))
        (folder / f"note-{number}.md").write_text(f"---\n{head}{facts}---\n\n{text}", encoding="utf-8")


def _notes(copy: int, names: Sequence[str]) -> Iterator[tuple[str, str]]:
    """The names and texts of one copy of all notes, or of those of some corpora."""
    found = sorted(path for path in CORPORA.rglob("*.md") if path.parent != CORPORA)
    found = [path for path in found if not names or path.relative_to(CORPORA).parts[0] in names]
    for path in found:
        text = path.read_bytes().decode("utf-8", "surrogateescape")
        yield path.relative_to(CORPORA).as_posix(), _reworded(text, copy)
    if not found:
        for number in range(600):
            random = Random(f"{copy} {number}")  # noqa: S311 - the same notes each time
            text = "".join(_section(random, each) for each in range(random.randrange(2, 30)))
            yield f"note-{number}.md", f"---\ntitle: Note {number}\ntags: [bench]\n---\n\n# Note {number}\n\n{text}"


def _reworded(text: str, copy: int) -> str:
    """The text with its commonest words numbered."""
    for word in (" the ", "的", " is "):
        text = text.replace(word, f"{word.rstrip()}{copy}{word[len(word.rstrip()) :]}")
    return text


def _section(random: Random, number: int) -> str:
    prose = "\n\n".join(_sentence(random, random.randrange(20, 90)) for _ in range(3))
    items = "".join(f"- **{random.choice(_WORDS)}**: {_sentence(random, 12)}\n" for _ in range(3))
    return f"\n## {number}. {_sentence(random, 4)}\n\n{prose}\n\n{items}\n$$\nx_{number} = y\n$$\n"


def _sentence(random: Random, words: int) -> str:
    text = " ".join(random.choices(_WORDS, k=words))
    kind = random.randrange(6)
    tail = {0: f" (see [paper](https://arxiv.org/abs/2001.{words:05}))", 1: " with `code`", 2: " and $a_b$"}
    return f"{text}{tail.get(kind, '')}."
