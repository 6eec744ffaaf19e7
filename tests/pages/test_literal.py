"""Data is shown as it is: it cannot become a picture, a link, a colour, a formula or a heading."""

from __future__ import annotations

import pytest

from pages.literal import as_file_name, literal


@pytest.mark.parametrize(
    "text",
    [
        ":material/home:",
        ":red[late]",
        "http://e.vil",
        "www.e.vil",
        "a@e.vil",
        "$x^2$",
        "<b>bold</b>",
        "[link](http://e.vil)",
        "`code` **bold** _slant_",
        ":+1: :100:",
        "a -> b <- c -- d >= e <= f ~= g <-> h",
    ],
)
def test_what_streamlit_would_bring_to_life_is_broken_up(text: str) -> None:
    written = literal(text)
    assert text not in written
    assert written.replace("\\", "").replace("\u2060", "") == text


def test_plain_words_stay_as_they_are() -> None:
    assert literal("Care of Older People, Ward 7") == "Care of Older People, Ward 7"


def test_times_and_sentences_keep_their_colons() -> None:
    assert "\u2060" not in literal("Emergency: 09:14, worse")


def test_a_heading_is_only_a_sign_and_words() -> None:
    assert literal("# Heading") == "\\# Heading"


def test_signs_that_turn_the_direction_of_reading_are_seen_and_turn_nothing() -> None:
    assert literal("Ward\u202e7\x00") == "Ward�7�"


def test_a_file_s_name_holds_nothing_that_a_system_cannot_keep() -> None:
    assert as_file_name('../<b>Trained</b>: "7/8"\u202e.csv') == "__b_Trained__b__ _7_8_�.csv"


def test_a_very_long_file_name_keeps_its_ending() -> None:
    assert len(as_file_name("W" * 300 + ".xlsx")) == 125


def test_a_file_without_a_name_gets_one() -> None:
    assert as_file_name("...csv") == "numbers.csv"
