"""How can two lists name the same person without our keeping who it is?

Staff numbers are kept only as keyed hashes. The key lies in the data folder and nowhere else:
without it nobody can try all eight-digit numbers until one fits.
"""

from __future__ import annotations

import hmac
import os
import secrets
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path

_DIGITS = 16  # hexadecimal: 64 bits, so two of ten thousand people never share one
_KEY_FILE = "staff_number.key"


def staff_keys(numbers: Iterable[str], folder: Path) -> list[str]:
    """The keyed hash of each staff number (HMAC-SHA-256, the first 16 hexadecimal digits)."""
    begun = hmac.new(_key(folder), digestmod="sha256")

    def keyed(number: str) -> str:
        hashed = begun.copy()
        hashed.update(number.encode())
        return hashed.hexdigest()[:_DIGITS]

    return [keyed(number) for number in numbers]


def _key(folder: Path) -> bytes:
    """This data folder's key, made on first use and readable by its owner only."""
    file = folder / _KEY_FILE
    if not file.exists():
        folder.mkdir(parents=True, exist_ok=True)
        beginning = folder / f"{_KEY_FILE}.{secrets.token_hex(4)}"
        with open(os.open(beginning, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as made:
            made.write(secrets.token_bytes(32))
            made.flush()
            os.fsync(made.fileno())
        # Linking never replaces: of two processes making a key, both go on with the first one's.
        with suppress(FileExistsError):
            os.link(beginning, file)
        beginning.unlink()
    return file.read_bytes()
