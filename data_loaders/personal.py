"""Does this text look as if it could point to one person? Then it is neither kept nor echoed."""

from __future__ import annotations

import re
from collections.abc import Callable

ECHOED_CHARACTERS = 60  # longer cells are free text, and free text is not repeated

_EMAIL = re.compile(r"[\w.+-]+@[\w-]+(\.[\w-]+)+")
# Two letters, six digits, one of A to D; some prefixes are never given out (HMRC manual NIM39110).
_NI_NUMBER = re.compile(
    r"\b(?!BG|GB|NK|KN|TN|NT|ZZ)[A-CEGHJ-PR-TW-Z][A-CEGHJ-NPR-TW-Z] ?\d{2} ?\d{2} ?\d{2} ?[A-D]\b",
    re.IGNORECASE,
)
_TEN_DIGITS = re.compile(r"(?<!\d)\d{3}[ -]?\d{3}[ -]?\d{4}(?!\d)")
_PHONE = re.compile(r"(?<![\d.])(?:\+44\s?(?:\(0\)\s?)?|0)\d(?:[\s-]?\d){8,9}(?![\d.])")


def personal_detail(text: str) -> str | None:
    """What kind of personal detail the text seems to hold, in words; None where there is none."""
    for words, holds in _DETECTORS:
        if holds(text):
            return words
    return None


def may_be_echoed(text: str) -> bool:
    """Whether a message may repeat this cell to the uploader."""
    return len(text) <= ECHOED_CHARACTERS and personal_detail(text) is None


def _holds_nhs_number(text: str) -> bool:
    """Ten digits of which the last is the modulus-11 check digit (NHS Data Dictionary)."""
    for found in _TEN_DIGITS.findall(text):
        digits = [int(character) for character in found if character.isdigit()]
        rest = sum((10 - place) * digit for place, digit in enumerate(digits[:9])) % 11
        if (11 - rest) % 11 == digits[9]:
            return True
    return False


_DETECTORS: tuple[tuple[str, Callable[[str], bool]], ...] = (
    ("an e-mail address", lambda text: _EMAIL.search(text) is not None),
    ("an NHS number", _holds_nhs_number),
    ("a National Insurance number", lambda text: _NI_NUMBER.search(text) is not None),
    ("a telephone number", lambda text: _PHONE.search(text) is not None),
)
