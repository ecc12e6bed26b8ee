"""The digest of some bytes."""

from __future__ import annotations

from hashlib import blake2b

from notelint.digest import digest


def test_it_is_what_hashlib_gives() -> None:
    """Wherever the algorithm comes from, the digest is that of BLAKE2b (RFC 7693)."""
    for data in (b"", b"abc", bytes(range(256)) * 100):
        assert digest(data) == blake2b(data, digest_size=20).hexdigest()
