"""The work on one file: to check it, or to fix it."""

from __future__ import annotations

from notelint.bounds import TooSlowError
from notelint.errors import NotelintError
from notelint.outcome import Outcome
from notelint.typing import TYPE_CHECKING

if TYPE_CHECKING:
    from notelint.commands.checker import Checker
    from notelint.commands.inputs import Input


def check_file(checker: Checker, each: Input) -> Outcome:
    """What is found in a file."""
    checker.files.forget()
    try:
        document = checker.document(each.source)
        return Outcome(checker.find(document), holds_note=bool(document.notes))
    except TooSlowError as error:
        return Outcome(faults=(f"{each.path}: was not checked: {error}",))
    except NotelintError as error:
        return Outcome(error=str(error))


def fix_file(checker: Checker, each: Input, *, unsafe: bool) -> Outcome:
    """What a file becomes by its safe fixes (and the unsafe ones), and what is then left."""
    from notelint.fix import fix_document  # noqa: PLC0415 - it brings the records along, which a plain check does not need

    checker.files.forget()
    try:
        document = checker.document(each.source)
        fixed = fix_document(document, checker.document, checker.find, reached=checker.reached, unsafe=unsafe)
    except TooSlowError as error:
        return Outcome(faults=(f"{each.path}: was not fixed: {error}",))
    except NotelintError as error:
        return Outcome(error=str(error))
    faults = []
    for diagnostic in fixed.withdrawn:
        line, column = diagnostic.source.position(diagnostic.finding.span.start)
        fault = f"the fix of {diagnostic.rule} would have changed what the note says and was taken back"
        faults.append(f"{each.path}:{line}:{column}: {fault}: please report this fault of notelint")
    return Outcome(
        fixed.left,
        fixed.document.source.text if fixed.document.source.text != each.source.text else None,
        tuple(diagnostic.rule for diagnostic in fixed.applied),
        tuple(faults),
        holds_note=bool(fixed.document.notes),
    )
