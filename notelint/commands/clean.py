"""`notelint clean`: delete what earlier runs have kept."""

from __future__ import annotations

from notelint.cache import clean
from notelint.commands.output import say
from notelint.config import configurations
from notelint.engine.earlier import cache_folder
from notelint.errors import NotelintError
from notelint.files import Files
from notelint.folders import OWN_FOLDER
from notelint.paths import shown
from notelint.store import reason
from notelint.typing import TYPE_CHECKING

if TYPE_CHECKING:
    from argparse import Namespace


def run(options: Namespace) -> int:
    """Delete the cache of the project that a path belongs to."""
    files = Files([options.path])
    if not (files.is_dir(options.path) or files.is_file(options.path)):
        raise NotelintError(f"{options.path}: no such file or folder")
    inside = f"{options.path}/-" if files.is_dir(options.path) else options.path
    config_of = configurations(files, options.config, isolated=options.isolated)
    folder = cache_folder(inside, files, config_of)
    path = shown(f"{folder.rstrip('/')}/{OWN_FOLDER}")
    try:
        gone = clean(folder)
    except OSError as error:
        raise NotelintError(f"{path}: cannot be deleted: {reason(error)}") from error
    say(f"{path} {'deleted' if gone else 'does not exist: nothing to delete'}.")
    return 0
