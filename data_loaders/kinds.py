"""What does a cell mean? Kinds of columns; here the words: names, codes, yes and no, pay bands.

Dates and numbers have rooms of their own. A kind looks at the distinct cells of one column at a time: a column of 60,000 dates holds some
hundreds of different ones, and some questions (0.643 or 64.3?) only the whole column answers.
"""

from __future__ import annotations

import datetime
import re
import unicodedata
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from typing import Literal

from data_loaders.personal import personal_detail
from data_loaders.workbook import Cell

Names = Literal[
    "directorate",
    "lead_directorate",
    "directorates",
    "division",
    "staff_group",
    "course",
    "objective",
    "org_level",
    "person",
]
Value = str | int | float | bool | datetime.date | None


@dataclass(frozen=True)
class Wrong:
    """Why a cell is not understood. `is_personal`: it must not be echoed."""

    code: str
    sentence: str
    is_personal: bool = False
    severity: str = "hold"


@dataclass
class Understood:
    """Distinct cells as values, in their order; the others by place in that order.

    `taken_for` says in words what a cell was taken for that does not say it exactly.
    """

    values: list[Value]
    wrong: dict[int, Wrong] = field(default_factory=dict)
    withheld: set[int] = field(default_factory=set)
    taken_for: dict[int, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Kind:
    """How cells of a column are understood.

    `dtype` is what pandas holds the values in. `is_personal` values are never shown again.
    `names` says which of the trust's names the values are, if they are names. `choices` is a closed
    list: each choice as people read it, with its value. Then `understand` leaves cells as written,
    `chosen` says which choice one means (None where that would be a guess: somebody is asked once,
    and the answer remembered), and `ask` what to write instead.
    """

    name: str
    dtype: str
    understand: Callable[[Sequence[Cell], bool], Understood]  # distinct cells, 1904 workbook
    is_personal: bool = False
    names: Names | None = None
    choices: Mapping[str, Value] = field(default_factory=dict)
    chosen: Callable[[str], str | None] = str
    ask: str = ""


class NotUnderstood(Exception):
    """A cell that is none of what its kind knows."""

    def __init__(self, code: str, sentence: str, is_personal: bool = False) -> None:
        super().__init__(sentence)
        self.wrong = Wrong(code, sentence, is_personal)


# Signs that take no room, those for machines, and those that turn the direction of reading: a name
# with one of them would print the rest of its sentence backwards, or not be written to a workbook.
_UNSEEN = re.compile(
    "[\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f\xad\u061c\u200b\u200e\u200f\u202a-\u202e"
    "\u2060-\u2069\ufeff\ufff9-\ufffb\ufffe\uffff\U000e0000-\U000e007f]"
)


def clean(cell: Cell) -> str:
    """A cell as text: one kind of space, none at the ends, whole numbers without '.0'."""
    if isinstance(cell, str):
        if cell.isalnum():  # no spaces to mend in a number or a single word
            return cell
        if not cell.isprintable():
            cell = _UNSEEN.sub("", cell)
        if not cell.isascii():
            cell = unicodedata.normalize("NFC", cell)
        return " ".join(cell.split())
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    if isinstance(cell, datetime.datetime):
        return cell.strftime("%d/%m/%Y %H:%M")
    if isinstance(cell, datetime.date):
        return cell.strftime("%d/%m/%Y")
    return str(cell)


def each(one: Callable[[str], Value], cells: Sequence[Cell], _is_1904: bool) -> Understood:
    """Understand cell by cell; empty cells stay empty."""
    understood = Understood([None] * len(cells))
    for place, cell in enumerate(cells):
        text = clean(cell)
        if text == "":
            continue
        try:
            understood.values[place] = one(text)
        except NotUnderstood as refusal:
            understood.wrong[place] = refusal.wrong
    return understood


def _kept_text(text: str) -> str:
    if detail := personal_detail(text):
        raise NotUnderstood(
            "personal_detail",
            f"looks like {detail}. Delete it. We have not kept it.",
            is_personal=True,
        )
    return text


def choice(name: str, spellings: dict[str, tuple[str, ...]], ask: str) -> Kind:
    """A closed list: our value, and how people write it (case, dots and dashes do not matter)."""
    known = {
        _bare(spelling): value
        for value, written in spellings.items()
        for spelling in (value, *written)
    }
    for word, ticked in (("yes", "true"), ("no", "false")):  # a tick box of Excel or Google
        if word in known:
            known.setdefault(ticked, known[word])

    def one(text: str) -> str | None:
        return known.get(_bare(text))

    return one_of(name, tuple(spellings), one, ask)


def one_of(
    name: str, choices: tuple[str, ...], chosen: Callable[[str], str | None], ask: str
) -> Kind:
    """A closed list where `chosen` knows which choice a text means, or None."""
    as_written = partial(each, _kept_text)
    values = {choice: choice for choice in choices}
    return Kind(name, "str", as_written, choices=values, chosen=chosen, ask=ask)


def _bare(text: str) -> str:
    """Without case, dots and dashes; a question mark stays, it says that somebody was not sure."""
    return re.sub(r"[^a-z0-9?]+", " ", text.lower()).strip()


_NO = {"n", "no", "none", "nil", "0", "false", "not yet", "tbc", "n a", "na", "tba", "unknown", ""}
_NOBODY_KNOWS = {"tbc", "tba", "unknown"}
_YES = {"y", "yes", "1", "true"}


def _said_or_not(text: str) -> bool:
    return _bare(text) not in _NO


def _yes_or_no(text: str) -> str | None:
    bare = _bare(text)
    return "yes" if bare in _YES else "no" if bare in _NO - _NOBODY_KNOWS else None


_WHOLE_TRUST = {"trust", "trust wide", "trustwide", "whole trust", "the trust", "all directorates"}


def _directorate_or_trust(text: str) -> str | None:
    return None if _bare(text) in _WHOLE_TRUST else _kept_text(text)


_WEB_ADDRESS = re.compile(r"https?://[^\s/]+\.[^\s/]+(/\S*)?", re.IGNORECASE)


def _web_address(text: str) -> str:
    if _WEB_ADDRESS.fullmatch(text) is None:
        raise NotUnderstood(
            "code_not_known",
            "this is no web address. Write it whole, from https:// on, or leave it empty.",
        )
    return text


text = Kind("text", "str", partial(each, _kept_text))
code = Kind("code", "str", partial(each, _kept_text))
is_filled = Kind("is_filled", "boolean", partial(each, _said_or_not), is_personal=True)
yes_or_no = Kind(
    "yes_or_no",
    "boolean",
    partial(each, _kept_text),
    choices={"yes": True, "no": False},
    chosen=_yes_or_no,
    ask="Write Y or N.",
)
directorate_name = Kind("directorate", "str", partial(each, _kept_text), names="directorate")
# What speaks of the whole trust says so in words or leaves the cell empty.
directorate_or_trust = Kind(
    "directorate", "str", partial(each, _directorate_or_trust), names="directorate"
)
# The first leads; the others stand in the same cell: "Emergency / Acute Medicine".
lead_directorate = Kind("directorate", "str", partial(each, _kept_text), names="lead_directorate")
directorate_names = Kind("directorates", "str", partial(each, _kept_text), names="directorates")
division_name = Kind("division", "str", partial(each, _kept_text), names="division")
staff_group_name = Kind("staff_group", "str", partial(each, _kept_text), names="staff_group")
course_name = Kind("course", "str", partial(each, _kept_text), names="course")
objective_name = Kind("objective", "str", partial(each, _kept_text), names="objective")
web_address = Kind("web_address", "str", partial(each, _web_address))


BANDS = ("1", "2", "3", "4", "5", "6", "7", "8a", "8b", "8c", "8d", "9", "VSM", "Medical", "Other")
_BAND = re.compile(r"(?:afc )?(?:band|b)? ?0?([1-79]|8 ?[a-d])")


def _one_band(text: str) -> str:
    """Agenda for Change bands as '1' to '9' with '8a' to '8d'; 'VSM', 'Medical', else 'Other'."""
    bare = _bare(text)
    if match := _BAND.fullmatch(bare):
        return match[1].replace(" ", "")
    if bare in ("vsm", "very senior manager", "executive", "director"):
        return "VSM"
    if bare.startswith(("medical", "consultant", "m d", "doctor", "dental", "specialty")):
        return "Medical"
    return "Other"


band_name = Kind("band", "str", partial(each, _one_band))
