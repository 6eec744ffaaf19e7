"""What is being done now, by whom, how far is it? Work that goes on when its page is closed.

A page that published by itself would stop half way at its visitor's next click: Streamlit ends a
run to begin the next. So the work runs in a thread of its own, and pages look at how far it is.
"""

from __future__ import annotations

import logging
import threading
import uuid
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any

log = logging.getLogger("improvement_culture")

Tell = Callable[[str, float], None]


@dataclass
class Work:
    """One piece of work. `about` says what it was begun for; `result` or `error` are its end."""

    folder: Path
    person_id: str
    name: str
    about: Any
    steps: list[tuple[str, datetime]] = field(default_factory=list)
    share: float = 0.0
    result: Any = None
    error: Exception | None = None
    reference: str = ""
    finished: threading.Event = field(default_factory=threading.Event)

    @property
    def is_done(self) -> bool:
        return self.finished.is_set()

    def tell(self, step: str, share: float) -> None:
        """Note that a step begins, and how much of the whole is done."""
        self.steps.append((step, datetime.now()))
        self.share = share


_works: dict[tuple[Path, str, str], Work] = {}
_beginning = threading.Lock()


def begin(folder: Path, person_id: str, name: str, about: Any, do: Callable[[Tell], Any]) -> Work:
    """Begin `do` for this person, unless the same piece of work is under way; returns the work.

    `do` is given a function that it tells its steps. An error is kept in the work and, as it may
    be a bug of ours, logged under a reference.
    """
    key = (folder, person_id, name)
    with _beginning:
        running = _works.get(key)
        if running is not None and not running.is_done:
            return running
        work = _works[key] = Work(folder, person_id, name, about)
    threading.Thread(target=_run, args=(work, do), name=name, daemon=True).start()
    return work


def work_of(folder: Path, person_id: str, name: str) -> Work | None:
    """This person's newest work of this name, under way or done; None where there is none."""
    return _works.get((folder, person_id, name))


def others_at_work(folder: Path, person_id: str, name: str) -> list[str]:
    """Who else is doing the same on this data folder now."""
    return sorted(
        work.person_id
        for work in list(_works.values())
        if work.folder == folder and work.name == name and work.person_id != person_id
        and not work.is_done
    )  # fmt: skip


def forget(work: Work) -> None:
    """The person has seen how it ended."""
    with _beginning:
        _works.pop((work.folder, work.person_id, work.name), None)


def _run(work: Work, do: Callable[[Tell], Any]) -> None:
    try:
        work.result = do(work.tell)
    except Exception as error:
        work.error = error
        work.reference = uuid.uuid4().hex[:4].upper()
        log.error("reference %s", work.reference, exc_info=error)
    finally:
        work.finished.set()
