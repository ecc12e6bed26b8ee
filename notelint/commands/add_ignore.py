"""`notelint check --add-ignore`: write comments that hide what is found today."""

from __future__ import annotations

from notelint.commands.output import say
from notelint.errors import NotelintError
from notelint.report.summary import counted
from notelint.typing import TYPE_CHECKING
from notelint.writing import write_file

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from notelint.commands.checker import Checker
    from notelint.source import Source


def add_ignore(
    sources: Iterable[Source], checker: Checker, reason: str, on_error: Callable[[NotelintError], None], *, quiet: bool
) -> None:
    """Write the comments into the files, and say how many findings they hide."""
    from notelint.hide import hide  # noqa: PLC0415 - it brings the records along, which a plain check does not need

    hidden = files = 0
    for source in sources:
        try:
            document, count = hide(checker.document(source), checker.find, checker.document, reason)
            if count:
                write_file(source.path, [document.source.data], was=source.data)
        except NotelintError as error:
            on_error(error)
        else:
            hidden += count
            files += bool(count)
    if not quiet:
        say(f"Hid {counted(hidden, 'problem')} in {counted(files, 'file')}.")
