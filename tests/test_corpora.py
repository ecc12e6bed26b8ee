"""What notelint says of whole folders of real notes: it changes only where somebody meant it to."""

from __future__ import annotations

from hashlib import sha256
from pathlib import Path

import pytest

from notelint.cli import main

CORPORA = Path(__file__).parents[1].parent / "shared" / "corpora"
DIGESTS = Path(__file__).parent / "corpora.sha256"
RUNS = {
    "findings": ("check", "--quiet", "--no-cache", "--isolated", "--select", "all", "--output-format", "json"),
    "fixed": ("check", "--quiet", "--no-cache", "--isolated", "--diff", "--unsafe-fixes"),
    "records": ("convert", "--to", "jsonl"),
}


def expected() -> list[tuple[str, str, str]]:
    """The names of the corpora, what is run on each, and the digest of what is printed."""
    found = []
    for line in DIGESTS.read_text(encoding="utf-8").splitlines():
        digest, name = line.split()
        corpus, what = name.split("/")
        found.append((corpus, what, digest))
    return found


@pytest.mark.parametrize(("corpus", "what", "digest"), expected())
def test_nothing_is_said_that_was_not_said_before(
    corpus: str, what: str, digest: str, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    """Findings, fixes and records of the corpora are those of the digests beside this test, byte for byte.

    Whoever changes them on purpose reads the difference (`python -m tests.bench compare REV`) and writes the new
    digests, which `sha256sum` gives of the commands above, run in the folder of the corpora.
    """
    if not CORPORA.is_dir():
        pytest.skip("the corpora are not beside the checkout")
    monkeypatch.chdir(CORPORA)
    main([*RUNS[what], corpus])
    printed = capfd.readouterr().out
    assert sha256(printed.encode("utf-8", "surrogateescape")).hexdigest() == digest, f"{corpus}/{what} has changed"
