"""Who is to have access, as a sheet says? Read whole, or told what is wrong in each row."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date

from data_loaders.dates import date_uk
from data_loaders.kinds import clean
from data_loaders.layouts import bare_heading
from data_loaders.problems import FileRefused
from data_loaders.workbook import Sheet, read
from warehouse.access_given import Access, Wanted, may_be_address, person_id_of

HEADINGS = ("Address", "Name", "Role", "Directorates", "From", "Until")
_NEEDED = HEADINGS[:3]
_ROWS_SEARCHED = 20  # for the headings


@dataclass(frozen=True)
class PeopleRead:
    """All the access of everybody whom a sheet names. Where there are `problems`, it names nobody."""

    wanted: tuple[Wanted, ...]
    problems: tuple[str, ...]


@dataclass(frozen=True)
class Allowed:
    """What may stand in a sheet: the roles, the one that needs directorates, and those there are."""

    roles: Sequence[str]
    lead: str
    directorates: Collection[str]


def read_people(content: bytes, file_name: str, allowed: Allowed) -> PeopleRead:
    """One row a person and role; several directorates with ; between them. Never raises.

    A person's rows say all that the person is to have; one without a role says: nothing.
    """
    try:
        sheets = [sheet for sheet in read(content, file_name) if not sheet.is_hidden]
    except FileRefused as refusal:
        return PeopleRead((), (refusal.problem.message,))
    for sheet in sheets:
        for place in range(min(sheet.height, _ROWS_SEARCHED)):
            columns = _columns(sheet, place)
            if all(heading in columns for heading in _NEEDED):
                return _read(_Rows(sheet, place + 1, columns), allowed)
    return PeopleRead((), (f"No sheet has the headings {', '.join(_NEEDED)}.",))


@dataclass(frozen=True)
class _Rows:
    """The rows under the headings."""

    sheet: Sheet
    first: int
    columns: dict[str, int]

    def text(self, heading: str, place: int) -> str:
        if heading not in self.columns:
            return ""
        return clean(self.sheet.columns[self.columns[heading]][place])

    def day(self, heading: str, place: int) -> tuple[date | None, list[str]]:
        """The day in a cell, and what is wrong with it."""
        if not self.text(heading, place):
            return None, []
        cell = self.sheet.columns[self.columns[heading]][place]
        understood = date_uk.understand([cell], self.sheet.is_1904)
        if understood.wrong:
            return None, [f'"{heading}": {understood.wrong[0].sentence}']
        [value] = understood.values
        assert isinstance(value, date), "what is not understood is wrong"
        return value, []


def _columns(sheet: Sheet, place: int) -> dict[str, int]:
    """Where each of our headings stands in a row."""
    known = {bare_heading(heading): heading for heading in HEADINGS}
    found = [known.get(bare_heading(clean(cell)), "") for cell in sheet.row(place)]
    return {heading: at for at, heading in enumerate(found) if heading}


def _read(rows: _Rows, allowed: Allowed) -> PeopleRead:
    names: dict[str, str] = {}
    accesses: dict[str, list[Access]] = {}
    problems: list[str] = []
    for place in range(rows.first, rows.sheet.height):
        if not any(rows.text(heading, place) for heading in HEADINGS):
            continue
        person_id, name = person_id_of(rows.text("Address", place)), rows.text("Name", place)
        access, wrong = _access(rows, place, allowed)
        if not may_be_address(person_id):
            wrong.append('"Address": write the address that the person signs in with.')
        if not name:
            wrong.append('"Name": empty. Write the name of the person.')
        elif names.setdefault(person_id, name) != name:
            wrong.append('"Name": another row gives this address another name.')
        problems += [f"Row {place + 1}, {sentence}" for sentence in wrong]
        accesses.setdefault(person_id, []).extend([access] if access else [])
    if not names and not problems:
        problems = ["There are headings, but no rows under them."]
    if problems:
        return PeopleRead((), tuple(problems))
    return PeopleRead(
        tuple(Wanted(one, names[one], tuple(accesses[one])) for one in sorted(names)), ()
    )


def _access(rows: _Rows, place: int, allowed: Allowed) -> tuple[Access | None, list[str]]:
    """What a row gives, None without a role; and what is wrong with it."""
    begins, wrong_from = rows.day("From", place)
    ends, wrong_until = rows.day("Until", place)
    wrong = wrong_from + wrong_until
    role = rows.text("Role", place).lower()
    cell = rows.text("Directorates", place)
    areas = tuple(sorted({part.strip() for part in cell.split(";") if part.strip()}))
    if not role:
        return None, wrong
    if role not in allowed.roles:
        wrong.append(f'"Role": write {", ".join(allowed.roles[:-1])} or {allowed.roles[-1]}.')
    if role == allowed.lead and not areas:
        wrong.append('"Directorates": empty. Write which the person leads.')
    if role == allowed.lead:
        unknown = [area for area in areas if area not in allowed.directorates]
        wrong += [f'"Directorates": {area} is not on your list.' for area in unknown]
    elif areas:
        wrong.append(f'"Directorates": only for a {allowed.lead}. Leave it empty.')
    if begins and ends and ends < begins:
        wrong.append('"Until": before "From". Put right one of the days.')
    return Access(role, areas, begins, ends), wrong
