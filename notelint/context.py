"""What a check may ask beside the document: the schema of its notes, the files around it, the user's options."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from time import gmtime

from notelint.dataclass import dataclass, field
from notelint.defaults import IMAGE_MAX_BYTES
from notelint.diagnostic import Finding
from notelint.note.model import Document
from notelint.typing import TYPE_CHECKING, cast

if TYPE_CHECKING:
    from typing import Any, TypeVar

    from notelint.baseline import KnownFinding
    from notelint.files import Files
    from notelint.habits.habit import Habit
    from notelint.schema import Schema
    from notelint.suppression import Unused

    _Answer = TypeVar("_Answer")


@dataclass(frozen=True)
class Context:
    """`schema` is that of `document.layout` (None where the file is no note).

    `image_roots` are the folders that the user named as roots of images, relative to the working folder or absolute;
    `image_max_bytes` is how large an image may be. `unused` are the comments that hid nothing, and `stale` the known
    findings that were found no more, with how often: both known once the other rules have run. `habits` are those of
    the notes' siblings, by property, where the schema was learned from them. `year` is this year, by the clock unless
    given.
    """

    schema: Schema | None
    files: Files
    image_roots: tuple[str, ...] = ()
    image_max_bytes: int = IMAGE_MAX_BYTES
    unused: tuple[Unused, ...] = ()
    stale: Mapping[KnownFinding, int] = field(default_factory=dict)
    habits: Mapping[str, Habit] = field(default_factory=dict)
    year: int = field(default_factory=lambda: gmtime().tm_year)
    _answers: dict[object, tuple[Document, Any]] = field(default_factory=dict, repr=False, compare=False)

    def once(self, ask: Callable[[Document, Context], _Answer], document: Document) -> _Answer:
        """What `ask` gives, which several checks want of one document: it is asked once."""
        if ask not in self._answers or self._answers[ask][0] is not document:
            self._answers[ask] = (document, ask(document, self))
        return cast("_Answer", self._answers[ask][1])


Check = Callable[[Document, Context], Iterator[Finding]]
# Whether there can be anything in a document for a check to find, as far as a glance tells.
Need = Callable[[Document, Context], object]
