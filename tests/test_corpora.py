"""What notelint says of whole folders of real notes: it changes only where somebody meant it to."""

from __future__ import annotations

import pytest

from tests import corpora


@pytest.mark.parametrize("name", corpora.NAMES)
def test_nothing_is_said_that_was_not_said_before(name: str) -> None:
    """Findings, fixes and records of each file are those of the digests that are kept, byte for byte."""
    if not corpora.CORPORA.is_dir():
        pytest.skip("the corpora are not beside the checkout")
    assert corpora.changed(name, corpora.digests(name), corpora.known()[name]) == []
