"""What does the log say of an error? Where it happened, and nothing of the data.

An error's own words may quote a cell ("could not convert 'Jane Smith' to float"), a person's name or
a file's. So every record of every logger, Streamlit's and the web server's too, keeps the kinds of
the error and of its causes, and the lines of code that led there.
"""

from __future__ import annotations

import logging
import sys
import threading
import traceback
from types import TracebackType
from typing import Any

_DEEPEST = 10  # causes of causes


def keep_data_out_of_the_log() -> None:
    """From here on, in the whole process, no error's own words are written anywhere."""
    make = logging.getLogRecordFactory()
    if getattr(make, "keeps_data_out", False):
        return

    def without_words(*args: Any, **given: Any) -> logging.LogRecord:
        record = make(*args, **given)
        if record.exc_info and record.exc_info[1] is not None:
            record.exc_text, record.exc_info = where(record.exc_info[1]), None
        return record

    without_words.keeps_data_out = True  # type: ignore[attr-defined]
    logging.setLogRecordFactory(without_words)
    sys.excepthook = _told
    threading.excepthook = lambda ended: _told(ended.exc_type, ended.exc_value, None)


def where(error: BaseException) -> str:
    """The kinds of an error and its causes, the first last, each with the lines that led to it."""
    told: list[str] = []
    cause: BaseException | None = error
    while cause is not None and len(told) < _DEEPEST:
        steps = [
            f'  File "{step.filename}", line {step.lineno}, in {step.name}'
            for step in traceback.extract_tb(cause.__traceback__)
        ]
        told.append("\n".join([f"{type(cause).__module__}.{type(cause).__name__}", *steps]))
        cause = cause.__cause__ or (None if cause.__suppress_context__ else cause.__context__)
    return "\nbecause of ".join(told)


def _told(
    _kind: type[BaseException], error: BaseException | None, _trace: TracebackType | None
) -> None:
    if error is not None and not isinstance(error, KeyboardInterrupt):
        print(where(error), file=sys.stderr, flush=True)
