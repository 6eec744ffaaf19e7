"""How did somebody at the trust say that a sheet's headings are to be read? Kept in the register."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, replace
from datetime import datetime
from typing import Any

from sqlalchemy import Engine

from data_loaders.layouts import Column, Layout, bare_heading
from data_loaders.measures import NEWEST_NUMBERING, measure_of
from data_loaders.personal import may_be_echoed
from data_loaders.problems import MappingWrong
from warehouse import register as register_of

IN_TITLE = "{title}"  # a constant that each file says itself: the date above the table …
IN_SHEET_NAME = "{sheet}"  # … or the name of the sheet
# Kinds of columns for which last month's constant would be wrong for this month's file.
ANEW_FOR_EACH_FILE = ("date", "wave")


@dataclass(frozen=True)
class OwnLayout:
    """One sheet's headings as somebody at the trust explained them.

    `dataset` and `layout` name the declared layout whose columns these are. `columns` says for a
    heading, as written, which of our columns it is; `measures`, in a survey table with a row a
    unit, which question or score stands under it. `constants` gives columns that have no heading:
    the cell that every row would hold. `not_read` are the headings left out on purpose.
    """

    dataset: str
    layout: str
    columns: Mapping[str, str]
    measures: Mapping[str, str] = field(default_factory=dict)
    constants: Mapping[str, str] = field(default_factory=dict)
    not_read: tuple[str, ...] = ()
    file_name: str = ""  # of the file it was said of
    said_by: str = ""  # a name to be shown
    said_at: str = ""

    @property
    def headings_read(self) -> tuple[str, ...]:
        return (*self.columns, *self.measures)

    @property
    def said(self) -> str:
        """'as Jo Marsh said on 12 November 2026'; empty while it is not remembered."""
        if not self.said_at:
            return ""
        day = datetime.fromisoformat(self.said_at)
        return f"as {self.said_by} said on {day.day} {day:%B %Y}"


_SAID = ("dataset", "layout", "columns", "measures", "constants", "not_read", "file_name")


def from_record(record: Mapping[str, Any]) -> OwnLayout:
    """An own layout from JSON: {"dataset", "layout", "columns": {heading: column or null}, …}.

    A heading with null is not read in. Raises MappingWrong where the record says something else.
    """
    if unknown := sorted(set(record) - set(_SAID)):
        raise MappingWrong(f"A mapping has no {', '.join(unknown)}. It has {', '.join(_SAID)}.")
    try:
        columns = dict(record["columns"])
        return OwnLayout(
            dataset=str(record["dataset"]),
            layout=str(record["layout"]),
            columns={heading: str(name) for heading, name in columns.items() if name is not None},
            measures=dict(record.get("measures", {})),
            constants={name: str(cell) for name, cell in record.get("constants", {}).items()},
            not_read=(
                *record.get("not_read", ()),
                *(heading for heading, name in columns.items() if name is None),
            ),
            file_name=str(record.get("file_name", "")),
        )
    except KeyError as missing:
        raise MappingWrong(f"The mapping does not say its {missing.args[0]}.") from None


def what_is_wrong(own: OwnLayout, layout: Layout) -> list[str]:
    """Why these headings cannot be read so, in sentences; empty when they can."""
    missing = [column.means for column in not_yet_found(own, layout)]
    lacks = [f"Nothing says yet {'; nor '.join(missing)}."] if missing else []
    return [*what_clashes(own, layout), *lacks]


def what_clashes(own: OwnLayout, layout: Layout) -> list[str]:
    """What is said twice, or of a column that there is not."""
    names = [*own.columns.values(), *own.constants]
    columns = {column.name: column for column in layout.columns}
    unknown = sorted(set(names) - set(columns))
    wrong = [f'There is no column "{name}" in {layout.title}.' for name in unknown]
    for name in sorted({name for name in names if names.count(name) > 1} - set(unknown)):
        said = [f'"{heading}"' for heading, ours in own.columns.items() if ours == name]
        said += ["what you gave for the whole file"] if name in own.constants else []
        wrong.append(
            f"{' and '.join(said)} are both read as {columns[name].in_words}. Keep one of them."
        )
    for heading, measure in own.measures.items():
        if list(own.measures.values()).count(measure) > 1:
            wrong.append(f'"{heading}" is not the only heading read as {measure}. Keep one.')
        if measure_of(measure, NEWEST_NUMBERING) is None:
            wrong.append(f'"{heading}": there is no question or score {measure}.')
    return wrong


def not_yet_found(own: OwnLayout, layout: Layout) -> list[Column]:
    """The columns that the layout cannot do without and that nothing is said about."""
    said = {*own.columns.values(), *own.constants}
    if own.measures:  # the headings are the questions; heat maps often give no base
        said |= {"question", "respondents"}
    return [column for column in layout.columns if column.required and column.name not in said]


def may_be_constant(column: Column) -> bool:
    """Whether a whole file may share it: a day, a wave, a name, a choice; a title is each row's."""
    kind = column.kind
    is_name = kind.names not in ("person", None)
    return kind.name in ANEW_FOR_EACH_FILE or is_name or bool(kind.choices)


def remembered(register: Engine) -> list[OwnLayout]:
    """Everything said about headings, newest first."""
    called = register_of.names_of_people(register)
    return [
        replace(
            from_record(row["said"]),
            said_by=called.get(row["said_by"], row["said_by"]),
            said_at=row["said_at"],
        )
        for row in register_of.own_layouts(register)
    ]


def remember(register: Engine, own: OwnLayout, layout: Layout, person: str) -> None:
    """Files with these headings are read so from now on; what was said of them before is replaced.

    A day given for the whole file is not kept: each file is asked for its own.
    """
    kinds = {column.name: column.kind.name for column in layout.columns}
    kept = replace(
        own,
        constants={
            name: "" if cell != IN_TITLE and kinds[name] in ANEW_FOR_EACH_FILE else cell
            for name, cell in own.constants.items()
        },
        not_read=tuple(heading for heading in own.not_read if may_be_echoed(heading)),
    )
    headings = {bare(heading) for heading in (*own.headings_read, *own.not_read)}
    for before in remembered(register):
        if {bare(heading) for heading in before.headings_read} <= headings:
            forget(register, before, person)
    said = {name: value for name, value in asdict(kept).items() if name in _SAID}
    register_of.remember_own_layout(register, _key(own), said, person, own.said_at)


def forget(register: Engine, own: OwnLayout, person: str) -> None:
    """The headings are strange again; what was loaded stays."""
    register_of.forget_own_layout(register, _key(own), person)


def bare(heading: str) -> str:
    """A heading without what varies freely, also one in letters of another alphabet."""
    return bare_heading(heading) or heading.casefold()


def _key(own: OwnLayout) -> str:
    return " | ".join(sorted(bare(heading) for heading in own.headings_read))
