"""What can be done without a browser? Load, take back, rebuild, back up, restore, ask for values."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Callable
from pathlib import Path

from commands import demonstration, files, upkeep, values
from commands.session import FAILED, REFUSED, Answer, CannotAnswer, Session
from data_loaders.problems import LoadError
from metrics.indicator import BREAKDOWNS
from settings import data_folder, settings
from warehouse.backup import BackupError
from warehouse.datasets import DATASETS
from warehouse.disk import DiskError, plainly
from warehouse.lock import AlreadyServed, BusyError, is_served
from warehouse.publish import PublishError
from warehouse.recovery import is_fresh
from warehouse.register_steps import RegisterTooNew
from warehouse.start import settle


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
    return demonstration.prepare_where_fresh(folder)


# They only look, and look at what is there now.
_LOOKING = (files.check_file, files.uploads, values.values, upkeep.verify_audit)
# They take the folder as they find it, also a fresh one.
_AS_IT_IS = (upkeep.bring_back, upkeep.examine)


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

    def command(name: str, run: Callable[[Session], Answer], says: str) -> argparse.ArgumentParser:
        made = commands.add_parser(name, help=says, description=says, parents=[shared])
        made.set_defaults(command=run)
        return made

    command("prepare", demonstration.prepare, "fill a fresh data folder with the fictitious trust")
    for name, run, says in (
        ("check", files.check_file, "what we understand of a file and what is wrong with it"),
        ("load", files.load, "check a file, accept it and publish"),
    ):
        made = command(name, run, says)
        made.add_argument("file", type=Path)
        made.add_argument("--dataset", choices=sorted(DATASETS))
        made.add_argument(
            "--mapping", type=Path, metavar="FILE.json", help="how its headings are to be read"
        )
        if run is files.check_file:
            made.add_argument(
                "--marked-copy",
                type=Path,
                metavar="OUT.xlsx",
                help="write the file with its problem cells coloured and commented",
            )
        if run is files.load:
            made.add_argument(
                "--hold-bad-rows", action="store_true", help="load the other rows without them"
            )
    command("withdraw", files.withdraw, "publish without an upload; it stays with us").add_argument(
        "upload"
    )
    command("rebuild", upkeep.rebuild, "build the published version again from accepted uploads")
    for name, run, says in (
        (
            "backup",
            upkeep.backup,
            "copy everything that is kept into an empty folder, and check the copy",
        ),
        ("restore", upkeep.bring_back, "bring a backup back into an empty data folder"),
    ):
        command(name, run, says).add_argument("folder", type=Path, metavar="DIR")
    command(
        "forget-accounts", upkeep.forget, "let another account sign in with a person's address"
    ).add_argument("address", nargs="?", help="one person's; without it, everybody's")
    command("uploads", files.uploads, "everything ever accepted")
    command(
        "verify-audit", upkeep.verify_audit, "is the audit trail whole, or where is it not?"
    ).add_argument(
        "--noted",
        type=upkeep.noted,
        metavar="NUMBER:HASH",
        help="an entry noted elsewhere, to compare",
    )
    command("doctor", upkeep.examine, "what is missing or unsafe here, and what to do about it")
    shown = command("values", values.values, "an indicator's values, in the form they are shown")
    shown.add_argument("indicator")
    shown.add_argument("--by", choices=sorted(BREAKDOWNS), default="trust")
    shown.add_argument("--as", dest="person", metavar="PERSON", help="as this person may see them")
    return parser


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
