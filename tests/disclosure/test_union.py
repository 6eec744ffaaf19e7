"""Everything that anybody can see of the fictitious trust, before and after a survey is uploaded
again, taken together: can a small group be worked out, and does a withheld number stand anywhere?
"""

from __future__ import annotations

import inspect
import io
import re
import shutil
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from itertools import product
from pathlib import Path

import pyarrow as pa
import pytest
from pandas import DataFrame

from access.scope import Scope
from metrics.disclosure_audit import leaks
from metrics.disclosure_form import LEAST_PERCENT, MOST_PERCENT
from metrics.disclosure_releases import Release, leaks_of, view_of_releases
from metrics.disclosure_view import Statement, View
from metrics.disclosure_wave import TRUST, Name
from metrics.finding import findings
from metrics.registry import INDICATORS
from metrics.wave_release import WaveRelease, asked_of_all, asked_of_some
from pages.frame import SCREENS
from pages.indicator_numbers import to_take_away
from reports.numbers import Numbers, as_csv, as_excel
from settings import settings
from tests.pages.screens import open_screen, words_on
from warehouse import snapshot as snapshots
from warehouse.accepted import About, accept, kept_rows
from warehouse.publish import publish
from warehouse.register import open_register, uploads
from warehouse.snapshot import Snapshot, current, directorates, every_value
from warehouse.wave_releases import releases_of

FLOOR = 11
SURVEY = "07 Staff survey 2025.xlsx"
SMALL = "Research and Innovation"  # nine people answered in 2025
MORE = {"Acute Medicine": 3, "Cancer Services": 40, "Children and Young People": 25}
MORE_OF = "Nursing and Midwifery Registered"  # all of them are nurses
CANARY = 2.71  # the score of the small directorate in the second file; nobody else's
PEOPLE = ("board-member", "improvement-team", "lead-care-of-older-people")
EVERYTHING = Scope.whole_trust(projects=True)


@dataclass(frozen=True)
class Twice:
    """A data folder in which the survey of 2025 was published, and then again with more people."""

    folder: Path
    before: Snapshot
    after: Snapshot
    releases: dict[str, list[WaveRelease]]


@pytest.fixture(scope="module")
def twice(demonstration_data: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Twice]:
    folder = tmp_path_factory.mktemp("twice") / "data"
    shutil.copytree(demonstration_data, folder)
    register = open_register(folder)
    before = current(folder)
    assert before is not None
    survey = next(one for one in uploads(register) if one["file_name"] == SURVEY)
    table = kept_rows(folder, survey)
    late = pa.Table.from_pandas(
        with_late_answers(table.to_pandas()), schema=table.schema, preserve_index=False
    )
    accept(
        folder,
        register,
        late,
        About(
            dataset="staff_survey",
            layout="text",
            file_name="late.xlsx",
            sha256="1" * 64,
            sheet="Sheet1",
            heading_row=1,
            rows=len(late),
            rows_held=0,
            uploaded_by="improvement-team",
        ),
    )
    publish(folder, register, settings(), "improvement-team", "late answers")
    after = current(folder)
    assert after is not None
    yield Twice(folder, before, after, releases_of(register))
    register.dispose()


def with_late_answers(rows: DataFrame) -> DataFrame:
    """The survey of 2025 once more, with a few more nurses in one directorate and many in two."""
    now = (rows["period"] == "2025") & rows["respondents"].notna()
    whole = rows["characteristic"].isna() & rows["band"].isna()
    of_trust = whole & rows["directorate"].isna() & rows["division"].isna()
    for directorate, more in MORE.items():
        here = rows["directorate"] == directorate
        rows.loc[now & here & rows["staff_group"].isna(), "respondents"] += more
    nurses = of_trust & (rows["staff_group"] == MORE_OF)
    everybody = of_trust & rows["staff_group"].isna()
    rows.loc[now & (everybody | nurses), "respondents"] += sum(MORE.values())
    small = now & (rows["directorate"] == SMALL) & (rows["value_kind"] == "score")
    rows.loc[small, "value"] = CANARY
    return rows


# --- the union of both versions ---------------------------------------------------------------


def seen(twice: Twice, period: str, filtered: str = "") -> list[Release]:
    return [one.as_seen(INDICATORS, filtered) for one in twice.releases[period]]


def test_the_survey_was_shown_in_two_forms(twice: Twice) -> None:
    assert len(twice.releases["2025"]) == 2
    assert twice.releases["2025"][0].cells["is_kept"].any()


def test_all_releases_of_every_wave_together_give_nobody_away(twice: Twice) -> None:
    for period in twice.releases:
        now, *earlier = seen(twice, period)
        assert list(leaks_of(now, FLOOR, earlier)) == []


def test_filtered_questions_give_nobody_away(twice: Twice) -> None:
    for period in twice.releases:
        for name in asked_of_some(INDICATORS):
            releases = [one for one in seen(twice, period, name) if one.measures]
            assert not releases or list(leaks_of(releases[0], FLOOR, releases[1:])) == []


def test_what_is_withheld_beyond_the_small_groups_stays_within_the_limit(twice: Twice) -> None:
    for snapshot in (twice.before, twice.after):
        values = of_survey(snapshot)
        for _, wave in values.groupby("period"):
            cells = wave.groupby(["breakdown", "directorate", "staff_group", "division"])
            hidden = [cell for cell, rows in cells if (rows["status"] == "withheld").all()]
            period = str(wave["period"].iloc[0])
            measures = next(iter(seen(twice, period)[-1].measures.values()))
            people = {
                (name[0], name[2], name[3]): answers.people
                for name, answers in measures.answers.items()
            }
            small = [n for n in people.values() if not n >= FLOOR]
            large = [cell for cell in hidden if people.get(cell[:3], 0) >= FLOOR]
            assert len(large) <= 2 * len(small) + 2


def of_survey(snapshot: Snapshot) -> DataFrame:
    """The rows of the table `value` on what everybody is asked, below the trust."""
    values = every_value(snapshot, EVERYTHING)
    return values.loc[
        values["indicator"].isin(list(asked_of_all(INDICATORS)))
        & (values["weighting"] == "unweighted")
        & ~values["breakdown"].isin(["trust", "characteristic"])
        & ~values["period"].str.contains(" ")
    ]


def said_in(rows: DataFrame, name: Name, supposed: Statement, most: float) -> Statement:
    """The statement with the numbers that the table `value` shows for this cell."""
    breakdown, division, directorate, staff_group, band = name
    here = rows.loc[
        (rows["breakdown"] == breakdown)
        & (rows["directorate"] == directorate)
        & (rows["staff_group"] == staff_group)
        & (rows["band"] == band)
        & ((breakdown == "directorate") | (rows["division"] == division))
    ]
    shown = here.loc[here["status"] == "shown"]
    if shown.empty:
        return replace(supposed, facts={})
    row = shown.iloc[0]
    exact = breakdown in ("division", "directorate")  # by the response rate beside the headcount
    facts = dict(supposed.facts) if exact else {"n": float(row["n"]), "n_round": 5.0}
    facts = {key: fact for key, fact in facts.items() if not key.startswith("rate")}
    if row["bound"] == "under":
        return replace(supposed, facts={**facts, "rate_min": 0, "rate_max": LEAST_PERCENT})
    if row["bound"] == "over":
        return replace(supposed, facts={**facts, "rate_min": MOST_PERCENT, "rate_max": 100})
    return replace(supposed, facts={**facts, "rate": row["value"], "rate_dp": 2 if most > 1 else 0})


@pytest.mark.parametrize("measure", ["engagement", "make_suggestions", "able_to_improve"])
def test_the_numbers_in_both_snapshots_give_nobody_away(twice: Twice, measure: str) -> None:
    """The audit once more, on what the tables hold and not on what the masks suppose."""
    releases = seen(twice, "2025")
    view, _ = view_of_releases(releases, measure, FLOOR)
    told = iter(view.statements)
    statements: list[Statement] = []
    for release, snapshot in zip(releases, (twice.after, twice.before), strict=True):
        values = of_survey(snapshot)
        rows = values.loc[(values["indicator"] == measure) & (values["period"] == "2025")]
        for name in release.wave.cells:
            statement = next(told)
            if name == TRUST or name in release.kept:
                statements.append(statement)
            else:
                statements.append(said_in(rows, name, statement, view.most))
    both = replace(view, statements=(*statements, *told))
    assert [
        leak for leak in leaks(both) if leak not in leaks(public_alone(releases, measure))
    ] == []


def public_alone(releases: list[Release], measure: str) -> View:
    """What the trust's own results and the first release tell without the second."""
    now = releases[0]
    silent = now.withholding(set(now.names) - {TRUST} - now.kept, now.kept)
    return view_of_releases([silent, *releases[1:]], measure, FLOOR)[0]


def test_the_snapshots_show_no_cell_and_no_number_that_was_not_audited(twice: Twice) -> None:
    for snapshot, place in ((twice.after, 0), (twice.before, 1)):
        release = twice.releases["2025"][place]
        shown = of_survey(snapshot)
        shown = shown.loc[(shown["period"] == "2025") & (shown["status"] == "shown")]
        hidden = {(name[0], name[2], name[3], name[4]) for name in release.marked("is_withheld")}
        columns = ["breakdown", "directorate", "staff_group", "band"]
        said = set(shown[columns].itertuples(index=False, name=None))
        # A cell of division and staff group is named by both; the division stands apart.
        crossed = {cell for cell in hidden if cell[0] == "division_staff_group"}
        assert said & (hidden - crossed) == set()
        scores = [key for key, one in INDICATORS.items() if one.statistic == "score"]
        audited = release.lines.loc[release.lines["indicator"].isin(scores)]
        exact = (audited["numerator"] / audited["denominator"]).round(2)
        numbers = set(exact)
        of_scores = shown.loc[shown["indicator"].isin(scores), "value"]
        assert set(of_scores) - numbers == set()


# --- what people read ------------------------------------------------------------------------

_NUMBER = re.compile(r"(?<![\d.])2\.710*(?![\d])")


def test_the_canary_would_be_noticed(twice: Twice) -> None:
    assert _NUMBER.search(f"a score of {CANARY}")
    given = twice.releases["2025"][0].given
    here = given.loc[(given["directorate"] == SMALL) & (given["indicator"] == "engagement")]
    assert (here["numerator"] / here["denominator"]).round(2).tolist() == [CANARY]


@pytest.mark.parametrize("screen", [one.name for one in SCREENS])
@pytest.mark.parametrize("person", PEOPLE)
def test_no_screen_shows_a_withheld_score(
    monkeypatch: pytest.MonkeyPatch, twice: Twice, person: str, screen: str
) -> None:
    at = open_screen(monkeypatch, twice.folder, person, screen)
    assert not at.exception
    assert _NUMBER.findall(words_on(at)) == []


@pytest.mark.parametrize("chosen", [SMALL, "Maternity"])
def test_no_page_of_a_directorate_shows_a_withheld_score(
    monkeypatch: pytest.MonkeyPatch, twice: Twice, chosen: str
) -> None:
    at = open_screen(
        monkeypatch, twice.folder, "improvement-team", "directorate", directorate=chosen
    )
    assert _NUMBER.findall(words_on(at)) == []


def scopes(snapshot: Snapshot) -> list[Scope]:
    """Everybody's, and that of each lead."""
    of_today = directorates(snapshot, EVERYTHING)
    leads = [
        Scope.of_directorates(frozenset({row.directorate}), frozenset({row.division}))
        for row in of_today.itertuples()
    ]
    return [EVERYTHING, Scope.whole_trust(projects=False), *leads]


def everything_read(snapshot: Snapshot, scope: Scope) -> Iterator[DataFrame]:
    """What every read of a snapshot gives this scope."""
    waves = sorted(set(every_value(snapshot, EVERYTHING)["period"]))
    years = [period for period in waves if len(period) == 4]
    for name, read in inspect.getmembers(snapshots, inspect.isfunction):
        asked = list(inspect.signature(read).parameters)
        if asked == ["snapshot", "scope"]:
            found = read(snapshot, scope)
            yield found if isinstance(found, DataFrame) else DataFrame([str(found)])
        elif asked[:2] == ["snapshot", "scope"] and "composite" in asked:
            for composite, year in product(("readiness", "three_e"), years):
                yield read(snapshot, scope, composite, year)
        elif asked == ["snapshot", "scope", "periods"]:
            yield read(snapshot, scope, tuple(waves))
        elif asked[:2] == ["snapshot", "scope"]:
            assert name == "values_of", f"{name} is read with arguments this test does not know"
            yield read(snapshot, scope, tuple(INDICATORS))


def test_no_read_under_any_scope_gives_a_withheld_score(twice: Twice) -> None:
    for snapshot in (twice.before, twice.after):
        for scope in scopes(snapshot):
            for found in everything_read(snapshot, scope):
                numbers = found.select_dtypes("number").to_numpy("float64").ravel()
                assert not (abs(numbers - CANARY) < 1e-6).any()


def test_a_scope_only_takes_rows_away(twice: Twice) -> None:
    everybody = set(map(tuple, every_value(twice.after, EVERYTHING).astype(str).to_numpy()))
    for scope in scopes(twice.after):
        theirs = set(map(tuple, every_value(twice.after, scope).astype(str).to_numpy()))
        assert theirs <= everybody


@pytest.mark.parametrize("as_file", [as_csv, as_excel])
def test_no_file_to_take_away_has_a_withheld_score(
    twice: Twice, as_file: Callable[[Numbers], bytes]
) -> None:
    values = every_value(twice.after, EVERYTHING)
    for name in asked_of_all(INDICATORS):
        rows = values.loc[(values["indicator"] == name) & (values["directorate"] == SMALL)]
        if rows.empty:
            continue
        numbers = to_take_away(twice.after, name, SMALL, rows, findings(rows))
        assert _NUMBER.findall(text_of(as_file(numbers))) == []


def text_of(content: bytes) -> str:
    if not zipfile.is_zipfile(io.BytesIO(content)):
        return content.decode("utf-8-sig")
    with zipfile.ZipFile(io.BytesIO(content)) as book:
        return "\n".join(book.read(name).decode() for name in book.namelist())


def test_no_table_of_a_snapshot_holds_a_withheld_score(twice: Twice) -> None:
    """Whatever is in the file could one day be read."""
    with twice.after.connection.cursor() as cursor:
        tables = [row[0] for row in cursor.execute("SHOW TABLES").fetchall()]
        for table in tables:
            found = cursor.execute(f'SELECT * FROM "{table}"').df()
            numbers = found.select_dtypes("number").to_numpy("float64").ravel()
            assert not (abs(numbers - CANARY) < 1e-6).any(), table
