"""What tells one content from another: equal for equal bytes, and for no others that anybody will meet."""

from __future__ import annotations

try:
    from _blake2 import blake2b  # what hashlib gives, too, but with OpenSSL, which takes 3 ms to load
except ImportError:  # a Python that was built without it
    from hashlib import blake2b


def digest(data: bytes, key: bytes = b"") -> str:
    """A digest of 160 bits, in hexadecimal; with a `key` (up to 64 bytes), one that only who has it can make."""
    return blake2b(data, digest_size=20, key=key).hexdigest()
