"""What kind of file is this? Exactly one layout fits each sheet, or we say what the nearest lacks."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from data_loaders import (
    case_studies,
    change_readiness,
    events,
    national_results,
    objectives,
    pdsa_log,
    project_progress,
    project_register,
    project_team,
    self_assessment,
    staff_list,
    staff_survey,
    structure,
    training_attendance,
    workforce,
    workforce_assignments,
)
from data_loaders.fits import fits_of
from data_loaders.layouts import Found, Layout
from data_loaders.own_headings import found_by, stands_in
from data_loaders.own_layouts import OwnLayout, what_is_wrong
from data_loaders.problems import FileRefused, MappingWrong, Problem, refused
from data_loaders.rows import ROWS_SEARCHED_FOR_HEADINGS, heading_texts, rows_under
from data_loaders.single_answers import holds_single_answers
from data_loaders.workbook import Sheet
from warehouse.datasets import DATASETS

LAYOUTS: tuple[Layout, ...] = (
    *national_results.LAYOUTS,
    *staff_survey.LAYOUTS,
    *project_register.LAYOUTS,
    *pdsa_log.LAYOUTS,
    *project_team.LAYOUTS,
    *project_progress.LAYOUTS,
    *staff_list.LAYOUTS,
    *training_attendance.LAYOUTS,
    *workforce.LAYOUTS,
    *workforce_assignments.LAYOUTS,
    *structure.LAYOUTS,
    *self_assessment.LAYOUTS,
    *objectives.LAYOUTS,
    *events.LAYOUTS,
    *case_studies.LAYOUTS,
    *change_readiness.LAYOUTS,
)

MOST_ROWS_OF_A_LIST = 200_000
MOST_HEADINGS = 100  # of a list; survey tables have as many as there are questions


@dataclass(frozen=True)
class Recognised:
    """One sheet, the layout it has, and who explained its headings if somebody did."""

    layout: Layout
    found: Found
    own: OwnLayout | None = None


def recognise(
    sheets: tuple[Sheet, ...],
    file_name: str,
    dataset: str | None,
    own_layouts: Sequence[OwnLayout],
    said: OwnLayout | None = None,
) -> list[Recognised]:
    """The sheets that hold data, with their layouts, all of one dataset.

    What the trust explained counts before what we declared; what is `said` of this very file is
    the only reading of it. Raises FileRefused: the file holds
    single people's answers, belongs to another dataset than `dataset`, could be two, lacks a
    column, or looks like nothing we know.
    """
    visible = [sheet for sheet in sheets if not sheet.is_hidden and sheet.height > 0]
    if not visible:
        raise refused("empty_file", f"{file_name} holds no filled cells. Nothing was read.")
    for sheet in visible:
        if holds_single_answers(sheet):
            raise refused(
                "respondent_level",
                "This file holds single people's answers. We cannot keep those. "
                "Ask your survey contractor for results by directorate.",
                sheet.name,
            )
    if said is not None:
        return _as_said(visible, file_name, said)
    recognised = [
        sheet_read
        for sheet in visible
        if (sheet_read := _recognise_sheet(sheet, file_name, dataset, own_layouts))
    ]
    if not recognised:
        raise _gone(visible, dataset, own_layouts) or _nearest(visible, file_name, dataset)
    if any(one.own is not None for one in recognised):
        recognised = [one for one in recognised if one.own is not None]
    datasets = dict.fromkeys(one.layout.dataset for one in recognised)
    if dataset is not None and dataset not in datasets:
        raise refused(
            "wrong_dataset",
            f"{file_name} is {recognised[0].layout.title}, not "
            f"{DATASETS[dataset].title.lower()}. Drop it without choosing a kind, or choose "
            f"{DATASETS[recognised[0].layout.dataset].title.lower()}.",
            recognised[0].found.sheet,
        )
    if dataset is None and len(datasets) > 1:
        titles = " or ".join(one.layout.title for one in recognised[:2])
        raise refused(
            "two_readings",
            f"This workbook could be {titles}. Which is it? Choose the kind, and the other "
            "sheets are left alone.",
        )
    wanted = dataset or next(iter(datasets))
    chosen = [one for one in recognised if one.layout.dataset == wanted]
    for layout in {id(one.layout): one.layout for one in chosen}.values():
        if layout.of_one_file is not None:
            layout.of_one_file([one.found for one in chosen if one.layout is layout])
    return chosen


def _as_said(sheets: list[Sheet], file_name: str, said: OwnLayout) -> list[Recognised]:
    recognised = [
        one for sheet in sheets if (one := _by_own_layout(sheet, file_name, None, [said]))
    ]
    if not recognised:
        names = ", ".join(f'"{heading}"' for heading in said.headings_read)
        raise refused("heading_gone", f"No sheet of {file_name} has the headings {names} in a row.")
    return recognised


def _recognise_sheet(
    sheet: Sheet,
    file_name: str,
    dataset: str | None,
    own_layouts: Sequence[OwnLayout],
) -> Recognised | None:
    if explained := _by_own_layout(sheet, file_name, dataset, own_layouts):
        return explained
    # Wider than any list: only its shape can tell, and looking for headings would take seconds.
    if len(sheet.columns) > MOST_HEADINGS and (shaped := _by_shape(sheet, file_name)):
        return shaped
    fits = [fit for fit in fits_of(sheet, LAYOUTS) if not fit.missing]
    if fits:
        best = max(fits, key=lambda fit: (fit.layout.dataset == dataset, len(fit.columns)))
        rivals = [
            fit
            for fit in fits
            if len(fit.columns) == len(best.columns)
            and fit.layout.dataset != best.layout.dataset
            and dataset is None
        ]
        if rivals:
            raise refused(
                "two_readings",
                f"This sheet could be {best.layout.title} or {rivals[0].layout.title}. "
                "Which is it?",
                sheet.name,
            )
        headings = sum(text != "" for text in heading_texts(sheet, best.row))
        if headings > MOST_HEADINGS:
            raise refused(
                "too_large",
                f"This looks like {best.layout.title}, but has {headings} headings; we read up to "
                f"{MOST_HEADINGS}. Delete the columns that are not needed, and drop it again.",
                sheet.name,
            )
        if sheet.height - best.row - 1 > MOST_ROWS_OF_A_LIST:
            raise refused(
                "too_large",
                f"{file_name} has over {MOST_ROWS_OF_A_LIST:,} rows under its headings. Split it, "
                "for example by year, and drop the parts.",
                sheet.name,
            )
        return Recognised(
            best.layout,
            rows_under(sheet, best.layout, best.row, best.columns, best.twice, file_name),
        )
    return _by_shape(sheet, file_name)


def _by_shape(sheet: Sheet, file_name: str) -> Recognised | None:
    """The first layout without fixed headings that finds its cells in the sheet."""
    for layout in LAYOUTS:
        if layout.find is not None and (found := layout.find(sheet, file_name)):
            return Recognised(layout, found)
    return None


def _by_own_layout(
    sheet: Sheet, file_name: str, dataset: str | None, own_layouts: Sequence[OwnLayout]
) -> Recognised | None:
    """The sheet as the trust explained its headings, if all that are read stand in it.

    Of several that fit, the one counts that knows most of the sheet's headings.
    """
    fits = [one for one in stands_in(sheet, own_layouts) if not one.gone]
    fits.sort(key=lambda one: (one.own.dataset != dataset, -one.standing))
    for standing in fits:
        if (layout := base_of(standing.own)) is not None:
            found = found_by(standing, layout, sheet, file_name)
            return Recognised(layout, found, standing.own)
    return None


def base_of(own: OwnLayout) -> Layout | None:
    """The declared layout whose columns an own layout speaks of; None if it has none such now."""
    try:
        layout = layout_of(own.dataset, own.layout)
    except MappingWrong:
        return None
    return None if what_is_wrong(own, layout) else layout


def layout_of(dataset: str, name: str) -> Layout:
    """The declared layout with fixed headings of this name; raises MappingWrong."""
    for layout in LAYOUTS:
        if (layout.dataset, layout.name) == (dataset, name) and layout.find is None:
            return layout
    raise MappingWrong(f"There is no layout {name} of {dataset} whose headings can be said.")


def _gone(
    sheets: list[Sheet], dataset: str | None, own_layouts: Sequence[OwnLayout]
) -> FileRefused | None:
    """The refusal for a file that has most of the headings somebody explained, but not all."""
    near = [
        (sheet, one)
        for sheet in sheets
        for one in stands_in(sheet, own_layouts)
        if len(one.gone) < len(one.places) and dataset in (None, one.own.dataset)
    ]
    if not near:
        return None
    sheet, nearest = min(near, key=lambda one: (len(one[1].gone), -one[1].standing))
    names = " and ".join(f'"{heading}"' for heading in nearest.gone)
    are, it = ("is", "it") if len(nearest.gone) == 1 else ("are", "them")
    return refused(
        "heading_gone",
        f"We know these headings, {nearest.own.said}, but {names} {are} gone. "
        f"Say what stands for {it} now.",
        sheet.name,
    )


def _nearest(
    sheets: list[Sheet],
    file_name: str,
    dataset: str | None,
) -> FileRefused:
    """The refusal for a file that fits nothing: what it is nearest to, and what it lacks for that."""
    fits = [
        (sheet, fit)
        for sheet in sheets
        for fit in fits_of(sheet, LAYOUTS)
        if dataset in (None, fit.layout.dataset)
        and len(fit.columns) > 1
        and len(fit.missing) <= len(fit.columns)
    ]
    if not fits:
        names = [f'"{sheet.name}"' for sheet in sheets if sheet.name]
        several = f"sheet{'' if len(names) == 1 else 's'} {', '.join(names)}"
        where = several if names else "the file"
        kind = f" for {DATASETS[dataset].title.lower()}" if dataset else ""
        return refused(
            "not_recognised",
            f"{file_name} holds no table that we know{kind}. We looked for headings in the first "
            f"{ROWS_SEARCHED_FOR_HEADINGS} rows of {where}. Compare it with the template, or drop "
            "the sheet that holds the table.",
        )
    sheet, nearest = max(
        fits,
        key=lambda one: (
            len(one[1].columns) - 2 * len(one[1].missing),
            -len(one[1].layout.columns),
        ),
    )
    lacks = " and ".join(column.means for column in nearest.missing)
    add = " and ".join(f'"{column.in_words}"' for column in nearest.missing)
    word = "a column" if len(nearest.missing) == 1 else "columns"
    return FileRefused(
        Problem(
            "column_missing",
            "refuse",
            f"This looks like {nearest.layout.title}, but no heading says {lacks}. "
            f"Add {word} {add}, or tell us which it is.",
            sheet=sheet.name,
            row=nearest.row + 1,
            column=nearest.missing[0].headings[0],
        )
    )
