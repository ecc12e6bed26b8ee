"""What must hold of every input, each as a test of hypothesis: PROPERTIES by name."""

from __future__ import annotations

import contextlib
import io
import os
import re
import sys
import tempfile
from pathlib import Path
from time import process_time
from typing import TYPE_CHECKING, Any, NamedTuple

from hypothesis import strategies as st

from notelint import cli
from notelint.engine.fix import fix_document
from notelint.engine.outcome import deserialize, serialize
from notelint.formats import FORMATS
from notelint.record import records
from notelint.report import REPORTS
from notelint.source import Source, encoded
from tests.fuzz import texts
from tests.test_formats_markdown import LAYOUTS, assert_is_read_back, said
from tests.test_formats_readers import CHECKS
from tests.test_lint import find_all, read

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from notelint.note.model import Document
    from notelint.source import Span

_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f]")  # what a terminal or a CI log takes as a command
_FOR_PEOPLE = ("full", "concise", "grouped", "github")


def _document(text: str) -> Document:
    """The text as a file on the disk would be read."""
    return read(Source.from_bytes("note.md", texts.as_bytes(text)))


def findings_lie_inside(text: str) -> None:
    """Every rule takes any text, every place lies inside the file, and every report can be written and kept."""
    document = _document(text)
    found = find_all(document)
    length = len(document.source.text)
    for each in found:
        for span in _spans(each.finding):
            assert 0 <= span.start <= span.end <= length, each
    assert deserialize(serialize(found), document.source) == found
    for name, report in REPORTS.items():
        written = "".join(report(iter(found), color=False))
        assert name not in _FOR_PEOPLE or not _CONTROL.search(written), name


def _spans(finding: Any) -> Iterator[Span]:  # noqa: ANN401 - a Finding
    yield finding.span
    yield from (related.span for related in finding.related if related.span)
    yield from (edit.span for edit in finding.fix.edits) if finding.fix else ()


def fixes_settle(text: str) -> None:
    """Fixes come to an end, a second run changes nothing, and after the safe ones the records are equal."""
    document = _document(text)
    fixed = fix_document(document, read, find_all)
    assert fixed.withdrawn == ()
    again = read(Source.from_bytes("note.md", encoded(fixed.document.source.text)))
    assert again.source.text == fixed.document.source.text
    assert fix_document(again, read, find_all).applied == ()
    if "notelint" not in text and not _images(document):  # comments to notelint and spellings of images may change
        assert said(records([again])) == said(records([document]))
    unsafe = fix_document(document, read, find_all, unsafe=True).document
    assert fix_document(unsafe, read, find_all, unsafe=True).document.source.text == unsafe.source.text


def _images(document: Document) -> bool:
    return bool(document.images)


def records_are_read_back(text: str) -> None:
    """Written as Markdown, and read again, a record says the same, whatever the schema."""
    source = Source.from_bytes("note.md", texts.as_bytes(text))
    for layout in (None, *LAYOUTS.values()):
        assert_is_read_back(source.text, layout, "gears.md")  # a heading `# note` would be no title


def records_are_written(text: str) -> None:
    """Every format takes the records of any text, and other programs read what it writes."""
    found = list(records([_document(text)]))
    for each in FORMATS.values():
        if not each.is_exact:
            "".join(each.write(found)).encode("utf-8", "surrogateescape")
    for check in CHECKS:
        check(found)


def time_is_linear(piece: str) -> None:
    """Four times the text takes about four times the calls, and by far not sixteen times the time."""
    small, large = (_cost(piece * count) for count in (60, 240))
    assert large[0] <= 9 * small[0] + 20_000, (small, large)
    assert large[1] <= 12 * small[1] + 1, (small, large)


def _cost(text: str) -> tuple[int, float]:
    """How many calls a check of a text takes, and how many seconds."""
    calls = 0

    def count(_frame: object, event: str, _argument: object) -> None:
        nonlocal calls
        calls += event in {"call", "c_call"}

    source = Source("note.md", text)
    start = process_time()
    sys.setprofile(count)
    try:
        document = read(source)
        find_all(document)
        list(records([document]))
    finally:
        sys.setprofile(None)
    return calls, process_time() - start


def any_schema_is_answered(schema: str, text: str) -> None:
    """A schema is used, or refused in lines of notelint's own, by `check` and by `convert`."""
    with _folder({"review.json": schema, "note.md": text}):
        for verb in (("check",), ("convert", "--to", "jsonl")):
            code, _, error = _run(*verb, "note.md", "--schema", "review.json")
            assert code in {0, 1} or error.startswith("notelint: "), (code, error)


def any_configuration_is_answered(configuration: str) -> None:
    """A configuration is used, or refused in lines of notelint's own."""
    with _folder({"notelint.toml": configuration, "x.toml": 'ignore = ["image"]\n', "note.md": "#  A\n"}):
        for arguments in (("check", "."), ("config",), ("images", ".")):
            code, _, error = _run(*arguments)
            assert code in {0, 1} or error.startswith("notelint: "), (code, error)


def any_baseline_is_answered(baseline: str) -> None:
    """A baseline is used, or refused in a line that names it."""
    with _folder({"known.json": baseline, "note.md": "#  A\n"}):
        for arguments in (
            ("check", "note.md", "--baseline", "known.json"),
            ("baseline", "-o", "known.json", "--prune"),
        ):
            code, _, error = _run(*arguments)
            assert code in {0, 1} or "known.json" in error, (code, error)


def every_verb_answers(notes: list[str], entries: str) -> None:
    """On a folder of any texts, and entries of any, each verb ends with its codes; what it refuses it names."""
    files = {f"{number}.md": text for number, text in enumerate(notes)}
    with _folder({**files, "refs.bib": entries, "refs.json": entries}):
        Path("out").mkdir()
        for arguments in VERBS:
            code, _, error = _run(*arguments)
            assert code in {0, 1} or "notelint: " in error, (arguments, code, error)


VERBS = (
    ("check", ".", "--vault", "--select", "all", "--ignore-suppressions"),
    ("check", ".", "--diff", "--unsafe-fixes"),
    ("check", ".", "--add-ignore=why"),
    ("check", ".", "--fix", "--unsafe-fixes"),
    ("explain", "0.md"),
    ("explain", "0.md:3"),
    ("infer", ".", "--dry-run", "--at-least", "2"),
    ("infer", ".", "-o", "out"),
    ("new", "--from", "refs.bib", "-o", "out"),
    ("new", "--from", "refs.json", "-o", "out"),
    ("convert", ".", "--to", "markdown", "-o", "out/notes.md"),
)


def a_damaged_cache_changes_nothing(data: st.DataObject) -> None:
    """Whatever became of the cache, a run says what it says without one."""
    with _folder({"note.md": "#  A\n\n![](x.png)\n", "other.md": "# B\n\n[c](gone.md)\n"}):
        check = ("check", ".", "--output-format", "json")
        _run(*check)
        for path in sorted(Path(".notelint_cache").iterdir()):
            path.write_bytes(data.draw(texts.damage(path.read_bytes())))
        assert _run(*check) == _run(*check, "--no-cache")


@contextlib.contextmanager
def _folder(files: dict[str, str]) -> Iterator[None]:
    """The working folder is a new one with these files, which is alone in its repository."""
    before = Path.cwd()
    with tempfile.TemporaryDirectory() as temporary:
        os.chdir(temporary)
        try:
            Path(".git").mkdir()
            for name, text in files.items():
                Path(name).write_bytes(texts.as_bytes(text))
            yield
        finally:
            os.chdir(before)


def _run(*arguments: str) -> tuple[int, str, str]:
    """Run notelint in this process; an exception of it is one of ours."""
    streams = [io.TextIOWrapper(io.BytesIO(), encoding="utf-8") for _ in range(2)]
    with contextlib.redirect_stdout(streams[0]), contextlib.redirect_stderr(streams[1]):
        code = cli.main(arguments)
    for stream in streams:
        stream.flush()
    out, error = (stream.buffer.getvalue().decode("utf-8", "surrogateescape") for stream in streams)
    return code, out, error


class Property(NamedTuple):
    """A check that raises where something does not hold, and the strategies of its arguments."""

    check: Callable[..., None]
    inputs: tuple[st.SearchStrategy[Any], ...]

    @property
    def name(self) -> str:
        """As the command line has it."""
        return self.check.__name__.replace("_", "-")


_REPEATED = st.lists(st.sampled_from(texts.REPEATED) | st.text(max_size=2), min_size=1, max_size=4).map("".join)
PROPERTIES = {
    each.name: each
    for each in (
        Property(findings_lie_inside, (texts.NOTES,)),
        Property(fixes_settle, (texts.NOTES,)),
        Property(records_are_read_back, (texts.NOTES,)),
        Property(records_are_written, (texts.NOTES,)),
        Property(time_is_linear, (_REPEATED,)),
        Property(
            any_schema_is_answered,
            (
                texts.SCHEMA_TEXTS,
                texts.NOTES,
            ),
        ),
        Property(any_configuration_is_answered, (texts.CONFIGURATIONS,)),
        Property(any_baseline_is_answered, (texts.BASELINES,)),
        Property(every_verb_answers, (texts.VAULTS, texts.ENTRIES)),
        Property(a_damaged_cache_changes_nothing, (st.data(),)),
    )
}
