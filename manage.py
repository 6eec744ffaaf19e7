"""What can be done without a browser? Load, take back, rebuild, back up, restore, ask for values."""

from __future__ import annotations

import argparse
import csv
import json
import math
import sys
from collections.abc import Callable
from dataclasses import asdict, dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

from sqlalchemy import Engine

from access.people import homes
from access.people import person as person_of
from access.scope import Scope
from commands import doctor
from data_loaders.batch import publish_files
from data_loaders.marked_copy import NotMarked, can_be_marked, marked_copy
from data_loaders.own_layouts import OwnLayout, from_record
from data_loaders.pipeline import Checked, accept, check, say
from data_loaders.problems import LoadError, grouped
from metrics.finding import subject
from metrics.indicator import BREAKDOWNS
from metrics.registry import find
from settings import HOUSE, data_folder, settings
from warehouse import register as register_of
from warehouse.access_given import person_id_of
from warehouse.audit_trail import Mark, verify
from warehouse.backup import BackupError, back_up, restore
from warehouse.datasets import DATASETS
from warehouse.disk import DiskError, plainly
from warehouse.lock import AlreadyServed, BusyError, is_served, publishing
from warehouse.publish import PublishError, publish, take_back
from warehouse.recovery import is_fresh
from warehouse.register_steps import RegisterTooNew
from warehouse.sign_ins import forget_accounts
from warehouse.snapshot import Snapshot, current, not_collected, values_of
from warehouse.start import settle

SAMPLE_DATA = HOUSE / "sample_data"
OPERATOR = "command line"
DEMONSTRATOR = "improvement-team"  # of sample_data/people.csv
REFUSED = 2  # exit code: the file or the request cannot be taken as it is
FAILED = 1

Answer = dict[str, Any] | list[dict[str, Any]]


@dataclass(frozen=True)
class Session:
    """What every command works with."""

    folder: Path
    asked: argparse.Namespace
    prepared: str = ""  # what was done to a fresh folder

    @cached_property
    def register(self) -> Engine:
        return register_of.open_register(self.folder)


class CannotAnswer(Exception):
    """The request makes no sense here; the message says why."""


def main(arguments: list[str]) -> int:
    usual = argparse.Namespace(data=data_folder(), empty=False, json=False)
    asked = _parser().parse_args(arguments, usual)
    folder: Path = asked.data
    try:
        with plainly():
            session = Session(folder, asked)
            if asked.command not in _AS_IT_IS:
                session = Session(folder, asked, _made_ready(folder, asked))
            code, answer, in_words = asked.command(session)
    except (CannotAnswer, LoadError, BackupError, AlreadyServed, RegisterTooNew) as reason:
        print(reason, file=sys.stderr)
        return REFUSED
    except (PublishError, BusyError, DiskError) as reason:
        print(reason, file=sys.stderr)
        return FAILED
    if asked.json:
        print(json.dumps(answer, ensure_ascii=False, indent=1))
    else:
        print(in_words)
    return int(code)


def _made_ready(folder: Path, asked: argparse.Namespace) -> str:
    """Settle what a stopped process or a damaged disk left, as a server does; fill a fresh folder.

    A command that only looks settles nothing, nor does one beside a server: that did it at its
    start. Says what was done to a fresh folder.
    """
    if asked.command not in _LOOKING and not is_fresh(folder) and not is_served(folder):
        for sentence in settle(folder, settings()):
            print(sentence, file=sys.stderr)
    if asked.empty:
        return "Started without the fictitious trust."
    return prepare_where_fresh(folder)


def prepare_where_fresh(folder: Path) -> str:
    """Fill a fresh data folder with the fictitious trust, from its untidy files, as one version.

    A folder whose demonstration was broken off is completed; any other is left alone, and so is
    the folder of a trust that is not fictitious. Says what was done.
    """
    if not settings().is_fictitious:
        return "This trust is not fictitious: its data folder is left as it is."
    with publishing(folder, DEMONSTRATOR):
        if not is_fresh(folder) and not _is_half_prepared(folder):
            return "The data folder is in use already: left as it is."
        register = register_of.open_register(folder)
        try:
            version = _prepared(folder, register)
        finally:
            register.dispose()
    return f"The fictitious trust is ready: version {version}."


def _prepared(folder: Path, register: Engine) -> str:
    """Accept every file of the fictitious trust and publish them as one version."""
    _add_people(register)
    with (SAMPLE_DATA / "names.csv").open(encoding="utf-8", newline="") as names:
        for row in csv.DictReader(names):
            register_of.remember_meaning(
                register, row["kind"], row["written"], row["meaning"], DEMONSTRATOR
            )
    files = sorted((SAMPLE_DATA / "files").iterdir())
    for number, file in enumerate(files, start=1):
        checked = check(file.read_bytes(), file.name, folder, register)
        if checked.outcome != "no_change":
            accept(checked, folder, register, DEMONSTRATOR, hold_bad_rows=True)
        _tell(f"{file.name}: {checked.rows_ready} rows", 0.5 * number / len(files))
    publication = publish(
        folder,
        register,
        settings(),
        DEMONSTRATOR,
        f"{len(files)} files of the fictitious trust",
        lambda step, share: _tell(step, 0.5 + share / 2),
    )
    return publication.version


def _is_half_prepared(folder: Path) -> bool:
    """Begun and not finished: nothing was ever published, and nobody else uploaded anything."""
    register = register_of.open_register(folder)
    uploads = register_of.uploads(register)
    published = register_of.publications(register)
    register.dispose()
    return bool(uploads) and not published and {u["uploaded_by"] for u in uploads} == {DEMONSTRATOR}


def _add_people(register: Engine) -> None:
    known = register_of.names_of_people(register)
    with (SAMPLE_DATA / "people.csv").open(encoding="utf-8", newline="") as people:
        for row in csv.DictReader(people):
            if row["person_id"] not in known:
                areas = tuple(name for name in row["directorates"].split("; ") if name)
                register_of.add_person(register, row["person_id"], row["name"], row["role"], areas)


def _tell(step: str, share: float) -> None:
    print(f"{share:4.0%}  {step}", file=sys.stderr, flush=True)


# --- the commands: each answers with exit code, answer for machines, answer in words ---------------


def _prepare(session: Session) -> tuple[int, Answer, str]:
    """The work is done before every command; this one only says so."""
    return (
        0,
        {"said": session.prepared, "version": _version(session.folder)},
        session.prepared,
    )


def _check(session: Session) -> tuple[int, Answer, str]:
    checked = _checked(session)
    record, words = _as_record(checked), _in_words(checked)
    if session.asked.marked_copy is not None:
        written = _write_marked_copy(session, checked)
        record["marked_copy"] = str(written) if written else None
        words += f"\nMarked in {written}." if written else "\nThere is no cell to mark: no copy."
    return _code(checked), record, words


def _write_marked_copy(session: Session, checked: Checked) -> Path | None:
    """Write the file's marked copy where it was asked for; None where there is nothing to mark."""
    if not can_be_marked(checked.problems):
        return None
    file, copy = session.asked.file, session.asked.marked_copy
    try:
        copy.write_bytes(marked_copy(_content(file), file.name, checked.problems))
    except OSError as reason:
        raise CannotAnswer(f"{copy} cannot be written: {reason.strerror}.") from None
    except NotMarked:
        raise CannotAnswer(f"{file} could not be marked.") from None
    return Path(copy)


def _load(session: Session) -> tuple[int, Answer, str]:
    """Check, accept and publish; nothing is kept when the file is refused or rows are waiting."""
    checked = _checked(session, remembers=True)
    record, words = _as_record(checked), _in_words(checked)
    version = _version(session.folder)
    if checked.outcome == "no_change":
        same = next(
            upload["upload_id"]
            for upload in register_of.uploads(session.register)
            if upload["sha256"] == checked.sha256 and upload["state"] == "counts"
        )
        return 0, {**record, "upload_id": same, "version": version}, words
    waits = checked.rows_held > 0 and not session.asked.hold_bad_rows
    if checked.outcome == "refuse" or waits or checked.rows_ready == 0:
        hint = "\nNothing was loaded." + (
            " With --hold-bad-rows the other rows are." if waits and checked.rows_ready else ""
        )
        return REFUSED, {**record, "upload_id": None, "version": version}, words + hint
    published = publish_files(
        [checked], session.folder, session.register, settings(), OPERATOR, _tell
    )
    version = published.publication.version
    return (
        0,
        {**record, "upload_id": published.upload_ids[0], "version": version},
        f"{words}\nPublished as version {version}, upload {published.upload_ids[0]}.",
    )


def _withdraw(session: Session) -> tuple[int, Answer, str]:
    upload_id = session.asked.upload
    try:
        publication = take_back(
            session.folder, session.register, settings(), upload_id, OPERATOR, _tell
        )
    except KeyError:
        raise CannotAnswer(f"There is no upload {upload_id}.") from None
    return (
        0,
        {"upload_id": upload_id, "version": publication.version},
        f"{upload_id} is taken back. Everybody now sees version {publication.version}.",
    )


def _rebuild(session: Session) -> tuple[int, Answer, str]:
    publication = publish(
        session.folder, session.register, settings(), OPERATOR, "built again from accepted uploads"
    )
    return (
        0,
        {"version": publication.version, "seconds": publication.seconds},
        f"Built again as version {publication.version}.",
    )


def _backup(session: Session) -> tuple[int, Answer, str]:
    target: Path = session.asked.folder
    made = back_up(session.folder, target, OPERATOR)
    in_words = (
        f"Backed up to {target}: {len(made.files)} files, version {made.version or 'none yet'}. "
        "Each was read again and is whole. The backup holds the key of the staff numbers: keep it "
        "as safe as the data."
    )
    return 0, {"backup": str(target), "files": len(made.files), "version": made.version}, in_words


def _restore(session: Session) -> tuple[int, Answer, str]:
    source: Path = session.asked.folder
    restored = restore(source, session.folder, OPERATOR)
    record = {"backup": str(source), "files": len(restored.files), "version": restored.version}
    in_words = (
        f"Restored from {source} into {session.folder}: {len(restored.files)} files, as they were "
        f"on {restored.made_at}. Version {restored.version or 'none yet'} is shown."
    )
    return 0, record, in_words


def _forget_accounts(session: Session) -> tuple[int, Answer, str]:
    """For an address given to somebody else, or after a change of the provider of sign-ins."""
    person_id: str | None = session.asked.address and person_id_of(session.asked.address)
    with session.register.begin() as connection:
        many = forget_accounts(connection, OPERATOR, person_id)
    in_words = f"{many} forgotten. Who signs in next with the address is taken for its person."
    return 0, {"forgotten": many}, in_words


def _verify_audit(session: Session) -> tuple[int, Answer, str]:
    """Is the audit trail whole? Compared with an entry noted elsewhere where one is given."""
    noted = session.asked.noted
    found = verify(session.register, [noted] if noted else [])
    newest = f"{found.newest.number}:{found.newest.hash}" if found.newest else None
    record = {
        "entries": found.entries,
        "newest": newest,
        "broken": found.broken or None,
        "lost": [list(span) for span in found.lost],
    }
    if found.broken:
        return FAILED, record, f"The audit trail is not whole. {found.broken}"
    lost = "".join(
        f"\nEntries {first} to {last} went with a damaged register; entry {last + 1} says so."
        for first, last in found.lost
    )
    in_words = f"The audit trail is whole: {found.entries} entries.{lost}"
    return 0, record, f"{in_words}\nNewest: {newest}" if newest else in_words


def _doctor(session: Session) -> tuple[int, Answer, str]:
    """What is missing or unsafe; the exit code says whether anything is."""
    found = doctor.examine(session.folder)
    worst = {one.gravity for one in found}
    code = REFUSED if "unsafe" in worst else FAILED if worst else 0
    said = [doctor.state_in_words(session.folder), *(one.in_words for one in found)]
    if not found:
        said.append("Nothing to put right.")
    return code, [asdict(one) for one in found], "\n".join(said)


def _noted(written: str) -> Mark:
    """An entry noted elsewhere, as verify-audit and the log write it: 12:3fa9…"""
    number, _, digest = written.partition(":")
    if not number.isdecimal() or not digest:
        raise argparse.ArgumentTypeError("write it as NUMBER:HASH")
    return Mark(int(number), digest)


def _uploads(session: Session) -> tuple[int, Answer, str]:
    uploads = register_of.uploads(session.register)
    lines = [
        f"{u['upload_id']}  {u['state']:<11}  {u['dataset']:<20}  {u['rows']:>6} rows  {u['file_name']}"
        for u in uploads
    ]
    return 0, uploads, "\n".join(lines) or "Nothing has been uploaded yet."


def _values(session: Session) -> tuple[int, Answer, str]:
    """An indicator's values in the form shown, for one breakdown and within one person's scope."""
    asked = session.asked
    indicator = _indicator(asked.indicator)
    snapshot = current(session.folder)
    if snapshot is None:
        raise CannotAnswer("Nothing has been published yet.")
    scope = _scope(session, snapshot)
    needs = not_collected(snapshot, scope).get(indicator)
    if needs is not None:
        rows = [
            _value_record(
                {"indicator": indicator, "status": "not_collected", "basis": f"needs {needs}"}
            )
        ]
    else:
        values = values_of(snapshot, scope, indicator, asked.by)
        if asked.by == "trust" and values.empty:  # a gap is the whole trust's, by characteristic
            values = values_of(snapshot, scope, indicator, "characteristic")
        rows = [_value_record(row) for row in values.to_dict("records")]
    lines = [
        f"{row['period'] or '':<9} {row['unit'] or '':<34} {row['group'] or '':<50} "
        f"{_number_in_words(row['value'], row['status']):>14}  {row['verdict'] or ''}"
        for row in rows
    ]
    return 0, rows, "\n".join(lines) or "No values."


def _indicator(asked: str) -> str:
    """The id of what was asked for: an indicator by id or catalogue number, or a composite."""
    try:
        return find(asked).id
    except KeyError:
        try:
            return subject(asked).id
        except KeyError:
            raise CannotAnswer(f"There is no indicator {asked}.") from None


def _scope(session: Session, snapshot: Snapshot) -> Scope:
    """What the person named by --as may see; without it, what whoever runs this machine may."""
    if session.asked.person is None:
        return Scope.whole_trust(projects=False)
    person = person_of(session.register, session.asked.person)
    if person is None or not person.sees_indicators:
        raise CannotAnswer(f"{session.asked.person} has no access.")
    return person.scope(homes(snapshot))


def _value_record(row: dict[Any, Any]) -> dict[str, Any]:
    unit = row.get("directorate") or row.get("division") or ("trust" if "value" in row else None)
    group = row.get("staff_group") or row.get("band") or row.get("characteristic") or None
    kept = ("value", "lower", "upper", "n", "status", "verdict", "basis")
    record = {name: _plain(row.get(name)) for name in kept}
    record["n"] = None if record["n"] is None else int(record["n"])
    return {
        "indicator": row["indicator"],
        "period": row.get("period"),
        "unit": unit,
        "group": group,
        **record,
        "verdict": record["verdict"] or None,
    }


def _plain(value: Any) -> Any:
    """A value as JSON knows it: there is no NaN."""
    return None if isinstance(value, float) and math.isnan(value) else value


def _number_in_words(value: float | None, status: str) -> str:
    if status == "withheld":
        return "not shown"
    return status.replace("_", " ") if value is None else f"{value:g}"


# --- what a check says ----------------------------------------------------------------------------


def _checked(session: Session, *, remembers: bool = False) -> Checked:
    """The file as a mapping says, if one is given; only what is loaded `remembers` it."""
    file: Path = session.asked.file
    content = _content(file)
    if session.asked.mapping is None:
        return check(content, file.name, session.folder, session.register, session.asked.dataset)
    said = _mapping(session.asked.mapping)
    if remembers:
        return say(content, file.name, session.folder, session.register, said, OPERATOR)
    return check(content, file.name, session.folder, session.register, said=said)


def _content(file: Path) -> bytes:
    try:
        return file.read_bytes()
    except OSError as reason:
        raise CannotAnswer(f"{file} cannot be read: {reason.strerror}.") from None


def _mapping(file: Path) -> OwnLayout:
    try:
        record = json.loads(file.read_text(encoding="utf-8"))
    except OSError as reason:
        raise CannotAnswer(f"{file} cannot be read: {reason.strerror}.") from None
    except ValueError:
        raise CannotAnswer(f"{file} holds no JSON.") from None
    return from_record(record)


def _code(checked: Checked) -> int:
    return REFUSED if checked.outcome == "refuse" else 0


def _as_record(checked: Checked) -> dict[str, Any]:
    return {
        "outcome": checked.outcome,
        "dataset": checked.dataset,
        "layout": checked.layout,
        "sheet": checked.sheet,
        "heading_row": checked.heading_row,
        "rows_in_file": checked.rows_in_file,
        "rows_ready": checked.rows_ready,
        "rows_held": checked.rows_held,
        "rows_left_out": checked.rows_left_out,
        "ignored_columns": list(checked.ignored_columns),
        "problems": [problem.as_record() for problem in checked.problems],
        "questions": [
            {
                "kind": question.kind,
                "written": question.written,
                "rows": question.rows,
                "suggestions": list(question.suggestions),
            }
            for question in checked.questions
        ],
    }


def _in_words(checked: Checked) -> str:
    said = []
    if checked.dataset is not None and checked.outcome not in ("refuse", "no_change"):
        where = f"sheet {checked.sheet}, " if checked.sheet else ""
        said.append(
            f"{DATASETS[checked.dataset].title}: {where}headings on row {checked.heading_row}. "
            f"{checked.rows_ready} of {checked.rows_in_file} rows are ready, "
            f"{checked.rows_held} are held, {checked.rows_left_out} are left out."
        )
    for group in grouped(checked.problems):
        said += list(group.messages)
        if group.more:
            said.append(f"… and {group.more} more of this kind.")
    if checked.ignored_columns:
        names = ", ".join(f'"{name}"' for name in checked.ignored_columns)
        said.append(f"{names}: not read in, not kept.")
    if not checked.problems:
        said.append(f"Nothing to put right. {checked.rows_ready} rows are ready.")
    return "\n".join(said)


def _version(folder: Path) -> str | None:
    snapshot = current(folder)
    return snapshot.version if snapshot else None


# They only look, and look at what is there now.
_LOOKING = (_check, _uploads, _values, _verify_audit)
# They take the folder as they find it, also a fresh one.
_AS_IT_IS = (_restore, _doctor)


# --- arguments ------------------------------------------------------------------------------------


def _parser() -> argparse.ArgumentParser:
    # The shared arguments may stand before or after the command; what is not said there must not
    # wipe out what was said before it.
    shared = argparse.ArgumentParser(add_help=False, argument_default=argparse.SUPPRESS)
    shared.add_argument("--data", type=Path, metavar="DIR", help="folder of the trust's data")
    shared.add_argument(
        "--empty", action="store_true", help="start a fresh folder without the fictitious trust"
    )
    shared.add_argument("--json", action="store_true", help="answer for machines")
    parser = argparse.ArgumentParser(prog="manage.py", description=__doc__, parents=[shared])
    commands = parser.add_subparsers(required=True, metavar="command")

    def command(
        name: str, run: Callable[[Session], tuple[int, Answer, str]], says: str
    ) -> argparse.ArgumentParser:
        made = commands.add_parser(name, help=says, description=says, parents=[shared])
        made.set_defaults(command=run)
        return made

    command("prepare", _prepare, "fill a fresh data folder with the fictitious trust")
    for name, run, says in (
        ("check", _check, "what we understand of a file and what is wrong with it"),
        ("load", _load, "check a file, accept it and publish"),
    ):
        made = command(name, run, says)
        made.add_argument("file", type=Path)
        made.add_argument("--dataset", choices=sorted(DATASETS))
        made.add_argument(
            "--mapping", type=Path, metavar="FILE.json", help="how its headings are to be read"
        )
        if run is _check:
            made.add_argument(
                "--marked-copy",
                type=Path,
                metavar="OUT.xlsx",
                help="write the file with its problem cells coloured and commented",
            )
        if run is _load:
            made.add_argument(
                "--hold-bad-rows", action="store_true", help="load the other rows without them"
            )
    command("withdraw", _withdraw, "publish without an upload; it stays with us").add_argument(
        "upload"
    )
    command("rebuild", _rebuild, "build the published version again from accepted uploads")
    for name, run, says in (
        (
            "backup",
            _backup,
            "copy everything that is kept into an empty folder, and check the copy",
        ),
        ("restore", _restore, "bring a backup back into an empty data folder"),
    ):
        command(name, run, says).add_argument("folder", type=Path, metavar="DIR")
    command(
        "forget-accounts", _forget_accounts, "let another account sign in with a person's address"
    ).add_argument("address", nargs="?", help="one person's; without it, everybody's")
    command("uploads", _uploads, "everything ever accepted")
    command(
        "verify-audit", _verify_audit, "is the audit trail whole, or where is it not?"
    ).add_argument(
        "--noted", type=_noted, metavar="NUMBER:HASH", help="an entry noted elsewhere, to compare"
    )
    command("doctor", _doctor, "what is missing or unsafe here, and what to do about it")
    values = command("values", _values, "an indicator's values, in the form they are shown")
    values.add_argument("indicator")
    values.add_argument("--by", choices=sorted(BREAKDOWNS), default="trust")
    values.add_argument("--as", dest="person", metavar="PERSON", help="as this person may see them")
    return parser


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
