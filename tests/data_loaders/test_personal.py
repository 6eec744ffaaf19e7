"""Is text that could point to one person recognised, and harmless text left alone?"""

from __future__ import annotations

import pytest

from data_loaders.personal import may_be_echoed, personal_detail


@pytest.mark.parametrize(
    ("text", "what"),
    [
        ("ask jo.marsh@example.org", "an e-mail address"),
        ("patient 943 476 5919", "an NHS number"),  # the NHS Data Dictionary's own example
        ("QQ123456C is not given out, AB 12 34 56 C is", "a National Insurance number"),
        ("ring 07700 900123", "a telephone number"),
        ("+44 1632 960123", "a telephone number"),
    ],
)
def test_a_personal_detail_is_named_by_its_kind(text: str, what: str) -> None:
    assert personal_detail(text) == what


@pytest.mark.parametrize(
    "text",
    [
        "Reduce falls by 20% by 31/03/2026",
        "943 476 5918",  # the check digit is wrong
        "Project 2024-017, 1,234 patients",
        "12345678",
        "Ward B12",
    ],
)
def test_ordinary_text_is_left_alone(text: str) -> None:
    assert personal_detail(text) is None


def test_long_text_is_not_repeated_to_anybody() -> None:
    assert not may_be_echoed("a story about somebody " * 5)
