"""`notelint server`: what editors show of notes, by the Language Server Protocol on standard input and output."""

from __future__ import annotations

import os
import sys

from notelint.errors import missing
from notelint.typing import TYPE_CHECKING

if TYPE_CHECKING:
    from argparse import Namespace


def run(options: Namespace) -> int:
    """Serve one editor until it goes away."""
    try:
        from notelint.server.features import new_service  # noqa: PLC0415 - an extra, which only this needs
    except ModuleNotFoundError as error:
        if error.name not in {"pygls", "lsprotocol"}:
            raise
        raise missing("server", "pygls") from error
    # The editor reads the protocol and nothing else: what a library prints goes to standard error.
    with os.fdopen(os.dup(sys.stdout.fileno()), "wb") as output:
        os.dup2(sys.stderr.fileno(), sys.stdout.fileno())
        new_service(options.config, options.timeout, isolated=options.isolated).start_io(sys.stdin.buffer, output)
    return 0
