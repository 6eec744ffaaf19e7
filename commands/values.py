"""What are the values of an indicator, as somebody may see them?"""

from __future__ import annotations

import math
from typing import Any

from access.people import homes
from access.people import person as person_of
from access.scope import Scope
from commands.session import Answer, CannotAnswer, Session
from metrics.finding import subject
from metrics.registry import find
from warehouse.snapshot import Snapshot, current, not_collected, values_of


def values(session: Session) -> Answer:
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
