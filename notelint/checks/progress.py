"""Whether a note says of itself that it is not finished: what it lacks is then no news to its author."""

from __future__ import annotations

from notelint.checks.tags import tag_lists, tags_of
from notelint.habits.traits import labels_of
from notelint.note.names import fold_name
from notelint.typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from notelint.note.model import Document, Note

_STATES = frozenset(
    map(fold_name, (
        "status", "state", "stage", "progress", "reading status", "read status", "note status",
        "状态", "狀態", "状態", "阅读状态", "閱讀狀態", "进度", "進度", "ステータス", "상태", "estado", "statut",
    ))
)  # fmt: skip
_UNFINISHED = frozenset(
    map(fold_name, (
        "draft", "todo", "to do", "to read", "to be read", "unread", "not read", "not started", "started", "reading",
        "in progress", "ongoing", "wip", "work in progress", "stub", "planned", "queued", "queue", "backlog", "inbox",
        "pending", "incomplete", "unfinished", "partial", "partially read",
        "未读", "未讀", "待读", "待讀", "在读", "在讀", "阅读中", "閱讀中", "进行中", "進行中", "草稿", "未完成",
        "待办", "待整理", "待补充", "未読", "読書中", "読み途中", "途中", "下書き", "作業中", "作成中",
        "읽는 중", "읽을 예정", "작성 중", "미완성", "초안",
        "entwurf", "offen", "ungelesen", "in arbeit", "brouillon", "en cours", "à lire", "borrador", "pendiente",
        "por leer", "en progreso",
    ))
)  # fmt: skip
_DRAFT = frozenset(("draft", "wip", "todo", "unfinished"))
_DONE = frozenset(("done", "finished", "completed", "complete", "read", "published"))


def is_unfinished(document: Document, note: Note) -> bool:
    """Whether a note is a draft, or yet to be read or written to its end, by its front matter, tags or labels."""
    return any(fold_name(state) in _UNFINISHED for state in _states(document, note)) or _is_marked(document)


def _states(document: Document, note: Note) -> Iterator[str]:
    """What a note says of its state; of a nested tag the last part (`status/todo`)."""
    yield from (label.value for label in labels_of(note) if fold_name(label.name) in _STATES)
    if len(document.notes) > 1 or document.front_matter is None:
        return
    for entry in document.front_matter.entries:
        if fold_name(entry.key) in _STATES:
            values = entry.value if isinstance(entry.value, list) else [entry.value]
            yield from (value for value in values if isinstance(value, str))
    for entry in tag_lists(document):
        yield from (tag.text.rpartition("/")[2] for tag in tags_of(entry))


def _is_marked(document: Document) -> bool:
    """Whether a key says so that is true or false: `draft: true`, `read: false`."""
    entries = document.front_matter.entries if document.front_matter and len(document.notes) == 1 else ()
    return any(
        (entry.value is True and fold_name(entry.key) in _DRAFT)
        or (entry.value is False and fold_name(entry.key) in _DONE)
        for entry in entries
    )
