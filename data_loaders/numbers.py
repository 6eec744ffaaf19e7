"""Which number does a cell hold, or does it say that the number is withheld?"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from functools import partial

from data_loaders.kinds import Kind, NotUnderstood, Understood, Value, clean
from data_loaders.workbook import Cell

# As contractors and trusts write a withheld cell; a blank one is for its layout to judge.
_WITHHELD = re.compile(
    r"[*†‡#~x]+|[-–—]+|(?:n ?)?[<≤] ?=?\s?\d+|(?:under|below|fewer than|less than) \d+"
    r"|n/?a|n\.a\.?|suppressed|withheld|not shown.*|\.\.|[:.]|[\[(]?(?:c|x|z|s|low)[\])]?",
    re.IGNORECASE,
)
_NUMBER = re.compile(r"-?\d{1,3}(?:,\d{3})+(?:\.\d+)?|-?\d*\.?\d+(?:e[+-]?\d+)?", re.IGNORECASE)


_LARGEST_COUNT = 1_000_000_000


def is_withheld(text: str) -> bool:
    """Whether a cell says that its number is withheld at the source."""
    return _WITHHELD.fullmatch(text) is not None


def _number(text: str, expected: str) -> float:
    if _NUMBER.fullmatch(text) is None:
        raise NotUnderstood("number_not_understood", f'we found "{text}". Write {expected}.')
    return float(text.replace(",", ""))


def _numbers(
    finish: Callable[[float, str], Value],
    expected: str,
    may_be_withheld: bool,
    cells: Sequence[Cell],
    _is_1904: bool,
) -> Understood:
    understood = Understood([None] * len(cells))
    for place, cell in enumerate(cells):
        try:
            if type(cell) is float:
                understood.values[place] = finish(cell, "")
                continue
            text = clean(cell)
            if text == "":
                continue
            if may_be_withheld and is_withheld(text):
                understood.withheld.add(place)
                continue
            understood.values[place] = finish(_number(text, expected), text)
        except NotUnderstood as refusal:
            understood.wrong[place] = refusal.wrong
    return understood


def _whole(number: float, text: str) -> int:
    if not 0 <= number <= _LARGEST_COUNT or number != int(number):
        raise NotUnderstood(
            "number_out_of_range", f"{text or clean(number)} is not a count. Write a whole number."
        )
    return int(number)


def _positive(number: float, text: str) -> float:
    if not 0 <= number <= _LARGEST_COUNT:
        raise NotUnderstood(
            "number_out_of_range",
            f"{text or clean(number)} is no amount. Write a number from 0.",
        )
    return number


def _of_ten(number: float, text: str) -> float:
    if not 0 <= number <= 10:
        end = "over 10" if number > 10 else "under 0"
        hint = f" If {number / 10:.2f} was meant, write {number / 10:.2f}." if number > 10 else ""
        raise NotUnderstood(
            "number_out_of_range",
            f"{text or clean(number)} is {end}; scores run from 0 to 10.{hint}",
        )
    return number


def _of_five(number: float, text: str) -> float:
    if not 1 <= number <= 5:
        raise NotUnderstood(
            "number_out_of_range",
            f"{text or clean(number)} is no mean of answers from 1 to 5. "
            "If it is a total, divide it by the number of questions.",
        )
    return number


def _percentages(asks_below_one: bool, cells: Sequence[Cell], _is_1904: bool) -> Understood:
    """Percentages 0-100. When no plain number of the column is over 1, they are fractions: × 100.

    A number between 0 and 1 among larger ones could be either (0.643 % or 64.3 %): it is asked
    about, unless small shares are common. "64.3%" as text always says what it is.
    """
    understood = Understood([None] * len(cells))
    plain: dict[int, float] = {}
    for place, cell in enumerate(cells):
        text = clean(cell)
        try:
            if text == "":
                continue
            if is_withheld(text):
                understood.withheld.add(place)
            elif text.endswith("%"):
                number = _number(text.rstrip("% "), "a percentage, for example 64.3")
                understood.values[place] = _of_hundred(number, text)
            else:
                plain[place] = _number(text, "a percentage, for example 64.3")
        except NotUnderstood as refusal:
            understood.wrong[place] = refusal.wrong
    are_fractions = bool(plain) and max(plain.values()) <= 1
    for place, number in plain.items():
        text = clean(cells[place])
        try:
            if asks_below_one and not are_fractions and 0 < number < 1:
                raise NotUnderstood(
                    "percent_two_readings",
                    f"{text} could be {text} % or {number * 100:g} %. "
                    f'Write "{number * 100:g}%" if that was meant.',
                )
            understood.values[place] = (
                round(number * 100, 10) if are_fractions else _of_hundred(number, text)
            )
        except NotUnderstood as refusal:
            understood.wrong[place] = refusal.wrong
    return understood


def _of_hundred(number: float, text: str) -> float:
    if number > 100:
        hint = f" If {number / 10:g} was meant, write {number / 10:g}." if number < 1000 else ""
        raise NotUnderstood("number_out_of_range", f"{text or clean(number)} is over 100.{hint}")
    if number < 0:
        raise NotUnderstood("number_out_of_range", f"{text or clean(number)} is under 0.")
    return number


def _fraction(number: float, text: str) -> float:
    """0.4539 → 45.39: for files known to give shares as fractions."""
    if not 0 <= number <= 1:
        raise NotUnderstood(
            "number_out_of_range",
            f"{text or clean(number)} is no share from 0 to 1, as this workbook gives them. "
            "Compare it with the published file.",
        )
    return round(number * 100, 10)


count = Kind("count", "Int64", partial(_numbers, _whole, "a whole number", False))
amount = Kind("amount", "Float64", partial(_numbers, _positive, "a number", False))
count_or_withheld = Kind("count", "Int64", partial(_numbers, _whole, "a whole number", True))
score = Kind("score", "Float64", partial(_numbers, _of_ten, "a score from 0 to 10", True))
rating = Kind("rating", "Float64", partial(_numbers, _of_five, "a mean from 1 to 5", True))
percent = Kind("percent", "Float64", partial(_percentages, True))
share = Kind("share", "Float64", partial(_percentages, False))
# For files whose convention is known, so that nothing is guessed: 0.4539, and 45.39.
fraction = Kind("fraction", "Float64", partial(_numbers, _fraction, "a share from 0 to 1", True))
of_hundred = Kind(
    "of_hundred", "Float64", partial(_numbers, _of_hundred, "a percentage, for example 64.3", True)
)
