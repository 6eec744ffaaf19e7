"""Data is shown as it is: it cannot become a picture, a link, a colour, a formula or a heading."""

from __future__ import annotations

import pytest

from pages.literal import literal


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
