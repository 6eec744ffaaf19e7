"""How does what was accepted become what is shown? Build, mask, audit, check, rename, point.

Nothing is edited in place: a new, complete file is built under a new name, and only then a
one-line pointer moves. A reader sees the old snapshot or the new one, never half of either.
"""

from __future__ import annotations

import hashlib
import json
import time
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import duckdb
import pandas as pd
import pyarrow as pa
from pandas import DataFrame
from sqlalchemy import Engine

from metrics.benchmark import peer_lines
from metrics.chart_choices import NOTHING_CHOSEN, ChartChoices
from metrics.compute import is_collected, lines, values
from metrics.culture_work import after_work
from metrics.periods import MONTH
from metrics.profiles import Profiles, profiles
from metrics.published import at_home_today, judged, shown
from metrics.registry import INDICATORS
from metrics.spread import with_spread
from metrics.training_dose import beside_change
from metrics.wave_mask import CanBeWorkedOut, Memory, mask
from metrics.wave_release import WaveRelease
from settings import HOUSE, Settings
from warehouse import register as register_of
from warehouse.audit_trail import note
from warehouse.audited import audited_masks, code_of_masks
from warehouse.build import load_current, own_database, prepare_views
from warehouse.chart_choices import choices
from warehouse.disk import plainly, sync_file, sync_folder
from warehouse.facts import FACTS
from warehouse.lasting_names import structure_of
from warehouse.lock import Progress, publishing, silent
from warehouse.locked import writing
from warehouse.own_results import count_own_results
from warehouse.pointer import announce, finish, forget, move, next_sequence
from warehouse.register_tables import UPLOAD, State
from warehouse.safety import keep_second_copies
from warehouse.wave_releases import Releases, releases_of, to_note, under_lasting_names

SCHEMA_SQL = (Path(__file__).parent / "schema.sql").read_text(encoding="utf-8")
READING_ORDER = [
    "indicator", "breakdown", "weighting", "division", "directorate", "staff_group", "band",
    "characteristic", "period",
]  # fmt: skip
_CODE = ("metrics", "warehouse")  # what a value depends on, beside uploads and settings


class PublishError(Exception):
    """Nothing was published and everybody sees what they saw before; the message says why."""


@dataclass(frozen=True)
class Publication:
    """A snapshot that was published, and the seconds each step took.

    `kept` says in words where groups of a survey keep their earlier numbers.
    """

    version: str
    sequence: int
    seconds: dict[str, float]
    kept: tuple[str, ...] = ()


def publish(
    folder: Path,
    register: Engine,
    settings: Settings,
    person: str,
    what: str,
    progress: Progress = silent,
    adding: Sequence[str] = (),
    without: Sequence[str] = (),
) -> Publication:
    """Build a snapshot of everything that counts now and point at it.

    `person` is the id of who does it. `what` says in words what is published, for the history. `progress` is told each step and the
    share done. Uploads in `adding` wait, and count from this publication on; those in `without` are
    taken back by it: both happen with the publication or not at all. Raises PublishError where the
    confidentiality check or another check fails, DiskError where the disk is full or fails,
    BusyError where somebody else publishes for too long, KeyError where there is no such upload.
    """
    with plainly(), publishing(folder, register_of.name_of(register, person), progress):
        noted = register_of.publications(register)
        finish(folder, {one["version"] for one in noted})
        uploads = _counting(register, adding, without)
        published_at = datetime.now(UTC).replace(microsecond=0, tzinfo=None)
        chosen = choices(register, published_at)
        snapshots = folder / "snapshots"
        snapshots.mkdir(parents=True, exist_ok=True)
        sweep(snapshots)
        sequence = next_sequence(folder, {one["sequence"] for one in noted})
        version = f"{sequence:06d}-{fingerprint(uploads, settings, chosen)}"
        becoming: dict[str, State] = dict.fromkeys(adding, "counts")
        becoming |= dict.fromkeys(without, "taken back")
        clock = _Clock(progress)
        unfinished = snapshots / f"{version}.building"
        finished = snapshots / f"{version}.duckdb"
        try:
            released = releases_of(register)
            built = build(folder, uploads, settings, released, clock.step, chosen=chosen)
            clock.step("Writing the snapshot", 0.85)
            about = {
                "version": version,
                "sequence": sequence,
                "published_at": published_at,
                "published_by": person,
                **built.about,
            }
            write_snapshot(unfinished, built, about)
            clock.step("Showing it to everybody", 0.95)
            unfinished.rename(finished)
            sync_folder(snapshots)
            announce(folder, finished.name)
            clock.end()
            register_of.note_publication(
                register,
                {
                    "sequence": sequence,
                    "version": version,
                    "published_by": person,
                    "published_at": published_at.isoformat(),
                    "what": what,
                    "seconds": json.dumps(clock.seconds),
                },
                becoming,
                to_note(built.waves, released, sequence),
            )
        except CanBeWorkedOut as leak:
            note(register, person, "refused", "publication: somebody could be worked out")
            raise PublishError(
                f"Not published: somebody could be worked out. {' '.join(leak.args)} "
                "Everybody still sees the version before. Nothing is lost."
            ) from leak
        except BaseException:
            # What is left half done may be what fills the disk.
            forget(folder)
            sweep(snapshots)
            finished.unlink(missing_ok=True)
            raise
        move(folder)
        keep_second_copies(folder)
        progress("Done", 1.0)
        return Publication(version, sequence, clock.seconds, built.kept)


def take_back(
    folder: Path,
    register: Engine,
    settings: Settings,
    upload_id: str,
    person: str,
    progress: Progress = silent,
) -> Publication:
    """Publish without this upload; it stays with us. Raises KeyError where there is no such one."""
    name = next(
        (u["file_name"] for u in register_of.uploads(register) if u["upload_id"] == upload_id), ""
    )
    what = f"{name} taken back"
    return publish(folder, register, settings, person, what, progress, without=(upload_id,))


def _counting(
    register: Engine, adding: Sequence[str], without: Sequence[str]
) -> list[dict[str, Any]]:
    """The uploads that will count, oldest first."""
    uploads = register_of.uploads(register)
    if unknown := {*adding, *without} - {upload["upload_id"] for upload in uploads}:
        raise KeyError(*sorted(unknown))
    return [
        upload
        for upload in uploads
        if (upload["state"] == "counts" or upload["upload_id"] in adding)
        and upload["upload_id"] not in without
    ]


@dataclass(frozen=True)
class Built:
    """The tables of a snapshot, not written yet; its survey waves as they are shown in it.

    `kept` says in words where groups of a wave decided anew keep their earlier numbers.
    """

    about: dict[str, Any]
    tables: dict[str, DataFrame]
    waves: tuple[WaveRelease, ...]
    kept: tuple[str, ...]


def build(
    folder: Path,
    uploads: list[dict[str, Any]],
    settings: Settings,
    released: Releases,
    step: Progress = silent,
    beside: dict[str, pa.Table] | None = None,
    chosen: ChartChoices = NOTHING_CHOSEN,
) -> Built:
    """Work out everything a snapshot holds; `beside` adds rows not accepted yet, for a dry run.

    `released` is what was ever shown of each survey wave: it is audited together with that. `chosen`
    are the limits and targets that stand for the control charts.
    """
    step("Gathering what counts", 0.05)
    with own_database() as connection:
        load_current(connection, folder, uploads, beside)
        count_own_results(connection, settings.organisation_code)
        prepare_views(connection, settings)
        step("Working out the indicators", 0.2)
        collected = {
            key: indicator
            for key, indicator in INDICATORS.items()
            if is_collected(connection, indicator)
        }
        trust = structure_of(connection)
        held = lines(connection, collected.values(), trust)
        step("Checking that nobody can be worked out", 0.4)
        with audited_masks(folder) as audited:
            memory = Memory(code_of_masks(), audited, under_lasting_names(released, trust))
            masked = mask(held, collected, settings, memory)
        measured = values(masked.lines, collected, settings.assumed_score_sd)
        safe = at_home_today(shown(measured, masked.cells, collected, settings), trust)
        safe = with_spread(safe, collected)
        step("Judging what changed", 0.65)
        peers = peer_lines(connection, settings.organisation_code, settings.benchmark_group)
        said = judged(safe, collected, settings, peers, trust.breaks, chosen.renamed(trust))
        composed: Profiles = profiles(safe)
        tables = {name: make(connection, settings) for name, make in FACTS.items()}
        tables["coverage"]["upload_id"] = tables["coverage"]["upload_number"].map(
            {upload["number"]: upload["upload_id"] for upload in uploads}
        )
        tables["arrival"]["first_uploaded_at"] = tables["arrival"]["upload_number"].map(
            {upload["number"]: upload["uploaded_at"] for upload in uploads}
        )
        about = _about(connection, said, settings)
    together = pd.concat([said, composed.rows], ignore_index=True).sort_values(READING_ORDER)
    missing = [
        {"indicator": key, "needs": "; ".join(indicator.needs)}
        for key, indicator in INDICATORS.items()
        if key not in collected
    ]
    doses, links = beside_change(said)
    tables |= {
        "value": together,
        "composite_part": composed.parts,
        "band_chance": composed.chances,
        "not_collected": DataFrame(missing, columns=["indicator", "needs"]),
        "culture_work": after_work(said, tables["event"]),
        "training_dose": doses,
        "dose_link": links,
        "upload": DataFrame(uploads, columns=[column.name for column in UPLOAD.c]),
    }
    return Built(about, tables, masked.releases, masked.kept_in_words)


def write_snapshot(file: Path, built: Built, about: dict[str, Any]) -> None:
    """Write a whole snapshot under a name that nobody reads yet, and make it last."""
    file.unlink(missing_ok=True)
    with writing(file) as connection:
        connection.execute(SCHEMA_SQL)
        for name, rows in {**built.tables, "about": DataFrame([about])}.items():
            _insert(connection, name, rows)
        connection.execute("CHECKPOINT")
    sync_file(file)


def _insert(connection: duckdb.DuckDBPyConnection, name: str, rows: DataFrame) -> None:
    """The rows in the columns that the schema has; text that is missing where it must not be is ''."""
    described = connection.execute(f'DESCRIBE "{name}"').fetchall()
    chosen: dict[str, Any] = {}
    for column, kind, nullable, *_ in described:
        values_of = rows[column] if column in rows.columns else pd.Series(pd.NA, index=rows.index)
        if kind == "VARCHAR" and nullable == "NO":
            values_of = values_of.astype(object).where(values_of.notna(), "")
        chosen[column] = values_of
    connection.register("filling", DataFrame(chosen))
    casts = ", ".join(f'CAST("{column}" AS {kind})' for column, kind, *_ in described)
    connection.execute(f'INSERT INTO "{name}" SELECT {casts} FROM filling')
    connection.unregister("filling")


def sweep(snapshots: Path) -> None:
    """Clear away what a publisher that was stopped half way left behind."""
    for unfinished in snapshots.glob("*.building*"):
        unfinished.unlink()


def fingerprint(
    uploads: list[dict[str, Any]], settings: Settings, chosen: ChartChoices = NOTHING_CHOSEN
) -> str:
    """What a snapshot's values depend on, in twelve digits: uploads, code, definitions, settings,
    and what was chosen for the control charts."""
    digest = hashlib.sha256(repr(asdict(settings)).encode())
    digest.update(repr(chosen).encode())
    for upload in uploads:
        digest.update(f"{upload['upload_id']} {upload['sha256']}".encode())
    for part in _CODE:
        for file in sorted((HOUSE / part).rglob("*")):
            if file.suffix in (".py", ".sql", ".csv"):
                digest.update(file.read_bytes())
    return digest.hexdigest()[:12]


def _about(
    connection: duckdb.DuckDBPyConnection, said: DataFrame, settings: Settings
) -> dict[str, Any]:
    found = connection.execute("SELECT MAX(register_on) FROM project_register").fetchall()
    periods = said["period"] if len(said) else pd.Series(dtype=object)
    waves, months = periods[periods.str.len() == 4], periods[periods.str.fullmatch(MONTH)]
    return {
        "trust_name": settings.trust_name,
        "is_fictitious": settings.is_fictitious,
        "last_wave": waves.max() if len(waves) else None,
        "register_on": found[0][0],
        "last_month": months.max() if len(months) else None,
        "peers": settings.benchmark_group_in_words,
    }


class _Clock:
    """Tells the progress and keeps the seconds of each step."""

    def __init__(self, progress: Progress) -> None:
        self.progress = progress
        self.seconds: dict[str, float] = {}
        self._last: tuple[str, float] | None = None

    def step(self, name: str, share: float) -> None:
        self.end()
        self._last = (name, time.perf_counter())
        self.progress(name, share)

    def end(self) -> None:
        """The last step is done."""
        if self._last is not None:
            name, began = self._last
            self.seconds[name] = round(time.perf_counter() - began, 3)
