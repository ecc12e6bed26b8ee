"""What earlier runs found, and whether it still holds."""

from __future__ import annotations

import functools
import posixpath

from notelint.cache import Cache, Entry, program_stamp
from notelint.engine.outcome import Outcome, deserialize, serialize
from notelint.engine.settings import fingerprints
from notelint.paths import absolute
from notelint.source import digest, encoded
from notelint.typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from notelint.config import Config
    from notelint.engine.inputs import Input
    from notelint.engine.settings import Settings
    from notelint.files import Files, Question

_NOT_ASKED = "?"


class Earlier:
    """Findings of earlier runs by file. They hold while content, settings and the answers of `files` are the same."""

    def __init__(self, cache: Cache, files: Files, settings_of: Callable[[str], str]) -> None:
        self._cache = cache
        self._files = files
        self._settings_of = settings_of
        self._held: dict[str, bool] = {"[]": True}  # many files rest on the same facts
        self._answer = functools.cache(files.answer)  # and many more on some of the same

    def find(self, each: Input) -> Outcome | None:
        """What work on a file gave that nothing has changed for; None where that is not known."""
        entry = self._cache.find(each.path, self._settings_of(each.path), digest(each.data))
        if entry is None:
            return None
        try:
            if entry.facts not in self._held:
                self._held[entry.facts] = self._hold(entry.facts)
            if not self._held[entry.facts]:
                return None
            left = () if entry.result == "[]" else deserialize(entry.result, each.source)
            return Outcome(each, left, holds_note=bool(entry.keys), keys=_keys(entry.keys), is_known=True)
        except (ValueError, TypeError, LookupError, RecursionError):  # somebody else wrote that file
            return None

    def facts(self, questions: Iterable[Question]) -> str:
        """The answers to questions that were just asked, as text."""
        import json  # noqa: PLC0415 - a run to which all is known needs none

        answers = [(question, self._files.answer(*question)) for question in questions]
        return json.dumps(answers, ensure_ascii=False, separators=(",", ":"))

    def keep(self, outcome: Outcome) -> None:
        """Take over what was found in a file, or is left in what it was fixed to."""
        if outcome.facts is not None:
            data = outcome.input.data if outcome.text is None else encoded(outcome.text)
            entry = Entry(outcome.facts, serialize(outcome.left), _keys_text(outcome))
            self._cache.keep(outcome.path, self._settings_of(outcome.path), digest(data), entry)

    def read_all(self) -> None:
        """Read now what is known of any file: processes that begin later have it."""
        self._cache.read_all()

    def save(self) -> None:
        """Write what is new."""
        self._cache.save()

    def _hold(self, facts: str) -> bool:
        import json  # noqa: PLC0415 - most notes rest on no facts

        for question, answer in json.loads(facts):
            # What a file holds may change by a fix; how folders look does not.
            ask = self._files.answer if question[0] == "read" else self._answer
            if ask(*question) != (tuple(answer) if isinstance(answer, list) else answer):
                return False
        return True


def _keys_text(outcome: Outcome) -> str:
    """The keys that the notes of a file want, a pinned one with `@`; empty where it holds no note."""
    if outcome.keys is None:
        return _NOT_ASKED if outcome.holds_note else ""
    return " ".join(f"@{key}" if is_pinned else key for key, is_pinned in outcome.keys)


def _keys(text: str) -> list[tuple[str, bool]] | None:
    """The keys of such a text. Raises ValueError where it is none."""
    if text != _NOT_ASKED and not all(each.lstrip("@")[:1].isalpha() for each in text.split(" ") if text):
        raise ValueError(f"{text!r} is no list of keys")
    return None if text == _NOT_ASKED else [(each.removeprefix("@"), each[0] == "@") for each in text.split()]


def earlier_findings(settings: Settings, files: Files, config_of: Callable[[str], Config], path: str) -> Earlier:
    """What earlier runs have found with such settings, in the project that a path belongs to."""
    cache = Cache(cache_folder(path, files, config_of), program_stamp())
    return Earlier(cache, files, fingerprints(settings, config_of))


def cache_folder(path: str, files: Files, config_of: Callable[[str], Config]) -> str:
    """The folder of a path's configuration, else that of its repository, else the working folder."""
    config = config_of(path)
    if config.path:
        return posixpath.dirname(absolute(config.path))
    return files.repository_root(path) or absolute(".")
