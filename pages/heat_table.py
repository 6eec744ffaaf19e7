"""Where does it differ? Directorates against a few numbers, shaded by their distance from the trust.

A real table, so that it can be selected, printed and read aloud; a cell is its value and the mark of
its verdict. Shaded only where the interval leaves the trust's value out.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from pandas import DataFrame
from pandas.io.formats.style import Styler

from charts.palette import Palette
from metrics.finding import Finding
from pages.literal import literal
from pages.parts import COLOUR_OF

NO_BREAK = "\u00a0"
Rows = Mapping[str, Mapping[str, Finding]]


def heat_table(rows: Rows, columns: Mapping[str, str], palette: Palette) -> Styler:
    """The table: `rows` by group (the trust first) and then by indicator; `columns` id → heading."""
    words = DataFrame(
        [[_words(found.get(column)) for column in columns] for found in rows.values()],
        index=[_name(group, place) for place, group in enumerate(rows)],
        columns=list(columns.values()),
    )
    words.index.name = "Directorate"
    looks = DataFrame(
        [[_look(found.get(column), palette) for column in columns] for found in rows.values()],
        index=words.index,
        columns=words.columns,
    )
    looks.iloc[:1] = looks.iloc[:1] + "font-weight:700;"
    return words.style.apply(lambda _: looks, axis=None).set_table_styles(_table_styles(palette))


def key_of(since: str) -> str:
    """What shades and marks mean, in the words and looks of the table itself; stands above it."""
    return (
        ":small[:gray[Shade: clearly] :blue-background[better] :gray[or] "
        ":orange-background[▎worse] :gray[than the trust, darker is further; no shade: cannot be "
        "told apart.]]  \n"
        f":small[:gray[Mark: change since {literal(since or 'a year before')},] :blue[▲] "
        ":gray[improved,] :orange[▼] :gray[worse, ● no clear change, ? cannot say.]]"
    )


def notes_on(title_of: Sequence[tuple[str, str]]) -> str:
    """What the columns are and why a cell may be empty; stands below the table."""
    meanings = "; ".join(f"{literal(short)}: {literal(title)}" for short, title in title_of)
    return (
        f":small[:gray[{meanings}. The trust is not weighted here, like its directorates. "
        "Hatched: not shown, to protect confidentiality.]]"
    )


def _name(group: str, place: int) -> str:
    return f"**{literal(group)}**" if place == 0 else literal(group)


def _words(finding: Finding | None) -> str:
    if finding is None:
        return ":small[–]"
    if not finding.is_shown:
        return f":small[{literal(finding.value_in_words)}]"
    value = literal(finding.number)
    if not finding.mark:
        return value
    mark = literal(finding.mark)
    if finding.verdict in ("improved", "worse"):
        mark = f":{COLOUR_OF[finding.verdict]}[{mark}]"
    return f"{value}{NO_BREAK}{mark}"


def _look(finding: Finding | None, palette: Palette) -> str:
    if finding is None:
        return f"color:{palette.quiet};"
    if finding.status == "withheld":
        return (
            f"color:{palette.quiet};background:repeating-linear-gradient(135deg,"
            f"{palette.hatch} 0 1px,transparent 1px 6px);"
        )
    if not finding.is_shown:
        return f"color:{palette.quiet};"
    shade = {
        "better": palette.better_shade,
        "much better": palette.much_better_shade,
        "worse": palette.worse_shade,
        "much worse": palette.much_worse_shade,
    }.get(finding.against_trust)
    if shade is None:
        return ""
    # The two hues are equally dark in grey print, so worse has an edge of its own.
    edge = f"box-shadow:inset 4px 0 0 {palette.worse};" if "worse" in finding.against_trust else ""
    return f"background:{shade};{edge}"


def _table_styles(palette: Palette) -> list[dict[str, str]]:
    """One set of widths serves a phone and a desk."""
    gutter = f"border-right:3px solid {palette.page} !important;"
    return [
        {
            "selector": "",
            "props": "table-layout:auto;width:100%;font-variant-numeric:tabular-nums;",
        },
        {
            "selector": "td, th.col_heading",
            "props": f"text-align:right !important;padding:5px clamp(3px,.7vw,14px);{gutter}",
        },
        {
            "selector": "th.row_heading, th.index_name, th.blank",
            "props": f"text-align:left;padding:5px clamp(3px,.7vw,14px) 5px 0;color:{palette.ink};",
        },
        {
            "selector": "th.col_heading, th.index_name",
            "props": f"font-weight:400;font-size:14px;color:{palette.quiet};",
        },
    ]
