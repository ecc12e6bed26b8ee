"""`notelint resolve`: facts from Crossref and arXiv that notes lack, as a diff or written into the notes."""

from __future__ import annotations

from functools import partial
from importlib.util import find_spec

from notelint.commands.output import complain, say, write_output
from notelint.config import configurations
from notelint.difference import unified_diff
from notelint.engine.inputs import input_paths, read_sources
from notelint.engine.limits import on_each
from notelint.engine.reader import Reader
from notelint.errors import NotelintError, missing
from notelint.files import Files
from notelint.record import build_record
from notelint.report import REPORTS
from notelint.report.style import printable_patch
from notelint.report.text import counted
from notelint.typing import TYPE_CHECKING, NamedTuple
from notelint.writing import write_file

if TYPE_CHECKING:
    from argparse import Namespace
    from collections.abc import Mapping

    from notelint.diagnostic import Diagnostic
    from notelint.note.model import Document
    from notelint.resolve.services import Answer, Identifier
    from notelint.source import Source

_CLIENTS = ("arxiv", "habanero")


class _Asked(NamedTuple):
    """A document, and the identifiers of its papers by the numbers of its notes."""

    document: Document
    identifiers: Mapping[int, Identifier]

    @property
    def path(self) -> str:
        return self.document.source.path

    @property
    def data(self) -> bytes:
        return self.document.source.data


class _Resolved(NamedTuple):
    """A document before and after facts were added, and its contradictions."""

    before: Document
    after: Document
    findings: tuple[Diagnostic, ...]


def run(options: Namespace) -> int:
    """Print what the services would add to each note, or with `--write` add it.

    Gives 2 where an input cannot be read or a service not be asked, 1 where something is to be added or contradicted,
    else 0.
    """
    if lacking := [each for each in _CLIENTS if find_spec(each) is None]:
        raise missing("resolve", *lacking)
    from notelint.resolve.services import Services  # noqa: PLC0415 - needs what the others do not

    errors: list[NotelintError] = []
    files = Files(options.paths)
    config_of = configurations(files, options.config, isolated=options.isolated)
    reader = Reader(config_of, options.schema, files)
    paths = input_paths(options.paths, files, config_of, errors.append)
    sources, look, lost = read_sources(paths, "-", errors.append), partial(_asked, reader), "was not looked up"
    asked = [*on_each(sources, look, options.timeout, lost, errors.append)]
    services = Services(errors.append, contact=options.contact, refresh=options.refresh)
    answers = services.answers(known for each in asked for known in each.identifiers.values())
    add = partial(_resolved, answers=answers, reader=reader)
    resolved = [*on_each(asked, add, options.timeout, lost, errors.append)]
    changed = [each for each in resolved if each.after.source.text != each.before.source.text]
    if options.write:
        _write(changed, errors)
    else:
        diffs = (unified_diff(each.before.source.text, each.after.source.text, _path(each)) for each in changed)
        write_output(printable_patch(line) for diff in diffs for line in diff)
    findings = [finding for each in resolved for finding in each.findings]
    write_output(REPORTS["concise"](findings))
    found = sum(bool(answers.get(known)) for each in asked for known in each.identifiers.values())
    count = sum(len(each.identifiers) for each in asked)
    looked_up = f"Looked up {counted(count, 'note')}, found {found}."
    result = "" if errors and not changed else f" {_summary(len(changed), written=options.write)}"
    say(looked_up + result if count else "No note gives a DOI, an arXiv id or an ISBN: nothing to look up.")
    complain(errors)
    return 2 if errors else int(bool(findings) or (bool(changed) and not options.write))


def _asked(reader: Reader, source: Source) -> _Asked:
    from notelint.resolve.services import identifier_of  # noqa: PLC0415 - as above

    document = reader.document(source)
    found = (identifier_of(build_record(document, note, "")) for note in document.notes)
    return _Asked(document, {number: each for number, each in enumerate(found) if each})


def _resolved(asked: _Asked, answers: Mapping[Identifier, tuple[Answer, ...]], reader: Reader) -> _Resolved:
    from notelint.resolve.additions import additions, contradictions, with_additions  # noqa: PLC0415 - as above

    document = after = asked.document
    findings: list[Diagnostic] = []
    for number, identifier in asked.identifiers.items():
        note, said = document.notes[number], answers.get(identifier, ())
        findings += contradictions(document, note, said)
        if document.layout and (wanted := additions(build_record(document, note, ""), document.layout, said)):
            after = with_additions(after, number, wanted, reader.document)
    return _Resolved(document, after, tuple(findings))


def _path(resolved: _Resolved) -> str:
    return resolved.before.source.path


def _write(changed: list[_Resolved], errors: list[NotelintError]) -> None:
    for each in changed:
        try:
            write_file(_path(each), [each.after.source.data], was=each.before.source.data)
        except NotelintError as error:
            errors.append(error)


def _summary(changed: int, *, written: bool) -> str:
    if not changed:
        return "Nothing to add."
    return (
        f"Added facts to {counted(changed, 'file')}."
        if written
        else f"--write adds facts to {counted(changed, 'file')}."
    )
