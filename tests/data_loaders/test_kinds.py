"""Are words understood as people write them, and personal details neither kept nor repeated?"""

from __future__ import annotations

import pytest

from data_loaders.kinds import band_name, choice, clean, is_filled, text, yes_or_no
from data_loaders.workbook import Cell


@pytest.mark.parametrize(
    ("written", "band"),
    [
        ("6", "6"),
        (6.0, "6"),
        ("Band 6", "6"),
        ("AfC band 8A", "8a"),
        ("8 b", "8b"),
        ("B5", "5"),
        ("VSM", "VSM"),
        ("Consultant", "Medical"),
        ("Local grade", "Other"),
        ("8", "Other"),
    ],
)
def test_pay_bands_as_people_write_them(written: Cell, band: str) -> None:
    assert band_name.understand([written], False).values == [band]


def test_a_name_in_a_yes_or_no_column_is_kept_only_as_yes() -> None:
    written = ["A Person", "Y", "none", "N/A", ""]
    assert is_filled.understand(written, False).values == [True, True, False, False, None]


@pytest.mark.parametrize(("written", "said"), [("Yes", True), ("n", False), (True, True)])
def test_yes_and_no(written: Cell, said: bool) -> None:
    [text] = yes_or_no.understand([written], False).values
    assert yes_or_no.choices[yes_or_no.chosen(text)] is said


def test_case_and_dashes_do_not_matter_in_a_closed_list() -> None:
    kind = choice("involvement", {"co-designed": ()}, "Write it.")
    assert [kind.chosen(word) for word in ("Co designed", "CO–DESIGNED")] == ["co-designed"] * 2


@pytest.mark.parametrize("written", ["Y?", "Y?!x", "sort of", "perhaps"])
def test_a_word_that_is_not_on_the_list_is_not_guessed(written: str) -> None:
    kind = choice("status", {"attended": ("Y",)}, "Write Y, N or DNA.")
    assert kind.chosen(written) is None


def test_nobody_knows_is_neither_yes_nor_no() -> None:
    assert yes_or_no.chosen("TBC") is None


def test_a_telephone_number_in_free_text_is_not_kept() -> None:
    reading = text.understand(["Ring me on 01384 456111"], False)
    assert reading.values == [None]
    assert reading.wrong[0].sentence == (
        "looks like a telephone number. Delete it. We have not kept it."
    )


def test_odd_spaces_are_one_kind_of_space() -> None:
    assert clean("  Care\u00a0of  Older\u200b People\n") == "Care of Older People"


def test_signs_that_turn_the_direction_of_reading_are_dropped() -> None:
    assert clean("\u202eWard \u2066seven\u2069") == "Ward seven"


@pytest.mark.parametrize("sign", ["\x00", "\x1b", "\x7f", "\x9d", "\xad", "\u2060", "\U000e0041"])
def test_signs_that_nobody_sees_are_dropped(sign: str) -> None:
    assert clean(f"Ward{sign} 7") == "Ward 7"


def test_a_name_of_several_emoji_stays_whole() -> None:
    assert clean("👩‍⚕️ rounds") == "👩‍⚕️ rounds"
