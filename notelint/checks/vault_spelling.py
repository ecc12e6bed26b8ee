"""The check of the rule vault-spelling."""

from __future__ import annotations

from collections import Counter, defaultdict

from notelint.checks.vault import notes_of
from notelint.diagnostic import Finding
from notelint.note.names import fold_name, numbering_end
from notelint.typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from notelint.checks.vault import ContextOf
    from notelint.note.model import Document

_SHORTEST = 6  # letters; shorter words are alike by chance
_USES = 3  # how often a name is used at least before it is the usual one
_TIMES = 4  # how many times more often than its variant


def vault_spelling(documents: Sequence[Document], _: ContextOf) -> Iterator[tuple[Document, Finding]]:
    """Sections whose name differs in a letter from one that many more notes use: `Experiment`, `Experimrnts`."""
    places = [
        (document, section, fold_name(section.name))
        for document, note in notes_of(documents)
        for section in note.all_sections()
        if section.holds is None
    ]
    counts = Counter(name for *_, name in places)
    written = {name: section.name[numbering_end(section.name) :] for _, section, name in reversed(places)}
    usual = _usual(counts, {name: len(text.split()) for name, text in written.items()})
    for document, section, name in places:
        if meant := usual.get(name):
            finding = Finding(
                section.name_span,
                f'section "{section.name}" is called "{written[meant]}" in {counts[meant]} other places',
                f'rename it to "{written[meant]}"',
            )
            yield document, finding


def _usual(counts: Mapping[str, int], words: Mapping[str, int]) -> dict[str, str]:
    """The variants among names, each with the name that is used instead.

    Two names of as many words are variants if taking one letter out of one of them, or of both, makes them equal: a
    letter too many, too few, wrong, or swapped with the next.
    """
    alike: defaultdict[str, list[str]] = defaultdict(list)
    for name, _ in sorted(counts.items(), key=lambda item: (-item[1], item[0])):
        if len(name) >= _SHORTEST and name.isascii() and name.isalpha():
            for form in {name, *(name[:at] + name[at + 1 :] for at in range(len(name)))}:
                alike[form].append(name)
    found: dict[str, str] = {}
    for most, *rest in alike.values():
        for name in rest:
            often = counts[most] >= max(_USES, _TIMES * counts[name])
            if often and name[0] == most[0] and words[name] == words[most]:
                found[name] = max(found.get(name, most), most, key=lambda each: (counts[each], each))
    return found
