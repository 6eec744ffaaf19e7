"""What would each survey indicator be, worked out by hand? Plain loops over accepted survey lines."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

Row = dict[str, Any]
Held = dict[str, list[Row]]  # the rows that count now, by dataset
# period, breakdown, division, directorate, staff group, band, characteristic, weighting
Key = tuple[str, str, str, str, str, str, str, str]
Answer = tuple[float, float | None]  # value and base; a count has no base
Twin = Callable[[Held], dict[Key, Answer]]

# A line of a measure: period, weighting, division, directorate, staff group, band …
Line = tuple[str, str, str | None, str | None, str | None, str | None]
# … and its numerator and denominator, None where they are withheld or were not given.
Sums = tuple[float, float] | None


def home_of(held: Held) -> dict[str, str]:
    """The division that each directorate belongs to, or last belonged to."""
    stretches = sorted(held["structure"], key=lambda row: row["valid_from"] or date.min)
    return {row["directorate"]: row["division"] for row in stretches}


def published(measure: str, kind: str) -> Twin:
    """A score of 0-10, or a share in per cent, as published for each group; sums where it was not."""

    def twin(held: Held) -> dict[Key, Answer]:
        lines: dict[Line, Sums] = {}
        for row in annual(held):
            if (
                row["measure"] == measure
                and row["value_kind"] == kind
                and not row["characteristic"]
            ):
                value, people = row["value"], row["respondents"]
                is_known = not row["is_suppressed"] and value is not None and people is not None
                lines[line_of(held, row)] = (value * people, people) if is_known else None
        return rolled_up(lines)

    return twin


def response_rate(held: Held) -> dict[Key, Answer]:
    """Staff who answered, in per cent of the staff who were asked."""
    lines: dict[Line, Sums] = {}
    for row in annual(held):
        if row["measure"] == "response_rate" and not row["characteristic"]:
            line = line_of(held, row)
            if line[4] is None and line[5] is None:
                answered, asked = row["respondents"], row["eligible"]
                is_known = not row["is_suppressed"] and answered is not None and asked is not None
                lines[line] = (100 * answered, asked) if is_known else None
    return rolled_up(lines)


def item_score(*measures: str) -> Twin:
    """The mean of several questions' scores, where all have one; base: the smallest of theirs."""

    def twin(held: Held) -> dict[Key, Answer]:
        rows = [row for row in annual(held) if not row["characteristic"] and not row["band"]]
        lines: dict[Line, Sums] = {}
        for line in {line_of(held, row) for row in rows if row["measure"] in measures}:
            mine = [row for row in rows if line_of(held, row) == line]
            scores = [question(mine, measure) for measure in measures]
            if "withheld" in scores:
                lines[line] = None
            elif None not in scores:
                base = min(people for _, people in scores)
                mean = sum(score for score, _ in scores) / len(scores)
                lines[line] = (mean * base, base)
        return rolled_up(lines)

    return twin


def question(rows: list[Row], measure: str) -> Any:
    """(score, people) of one question of one group; None where it has none, or "withheld"."""
    mine = [row for row in rows if row["measure"] == measure]
    given = [row for row in mine if row["value_kind"] == "score"]
    if given:
        row = given[0]
        return "withheld" if row["is_suppressed"] else (row["value"], row["respondents"])
    shares = [row for row in mine if row["value_kind"] == "share" and 1 <= row["option_code"] <= 5]
    if any(row["is_suppressed"] for row in shares):
        return "withheld"
    whole = sum(row["value"] for row in shares)
    if whole == 0 or not (len(shares) == 5 or 99 <= whole <= 101):
        return None  # a score needs all answers
    # The fifth answer scores 10, or 0 for questions in which agreeing is bad news.
    points = {option: 2.5 * (option - 1) for option in range(1, 6)}
    if measure in ("q5a", "q5c") or measure.startswith(("q12", "q26")):
        points = {option: 10 - score for option, score in points.items()}
    score = sum(row["value"] * points[row["option_code"]] for row in shares) / whole
    return score, max(row["respondents"] for row in shares)


def engagement_gap(held: Held) -> dict[Key, Answer]:
    """Engagement of the others less engagement of the group compared, the trust as a whole."""
    others = {"Ethnicity": "white", "Long-term condition": "no"}
    compared = {"Ethnicity": "all other ethnic groups", "Long-term condition": "yes"}
    found: dict[Key, Answer] = {}
    sides: dict[tuple[str, str, str, str], Row] = {}
    for row in annual(held):
        if row["measure"] == "E" and row["value_kind"] == "score" and row["characteristic"]:
            side = row["characteristic_group"].lower()
            sides[row["period"], row["weighting"], row["characteristic"], side] = row
    for (period, weighting, characteristic, side), row in sides.items():
        if side == compared.get(characteristic):
            other = sides.get((period, weighting, characteristic, others[characteristic]))
            if other and not row["is_suppressed"] and not other["is_suppressed"]:
                base = min(row["respondents"], other["respondents"])
                key = (period, "characteristic", "", "", "", "", characteristic, weighting)
                found[key] = (other["value"] - row["value"], base)
    return found


def annual(held: Held) -> list[Row]:
    return [row for row in held["staff_survey"] if row["survey"] == "annual"]


def line_of(held: Held, row: Row) -> Line:
    division = row["division"] or home_of(held).get(row["directorate"] or "")
    return (
        row["period"],
        row["weighting"],
        division,
        row["directorate"],
        row["staff_group"],
        row["band"],
    )


def rolled_up(lines: dict[Line, Sums]) -> dict[Key, Answer]:
    """Every published line by itself; the trust and divisions also as sums of their directorates."""
    found: dict[Key, Sums] = {}
    for (period, weighting, division, directorate, staff_group, band), sums in lines.items():
        named = (
            division is not None,
            directorate is not None,
            staff_group is not None,
            band is not None,
        )
        breakdown = {
            (False, False, False, False): "trust",
            (True, False, False, False): "division",
            (True, True, False, False): "directorate",
            (False, True, False, False): "directorate",
            (False, False, True, False): "staff_group",
            (True, False, True, False): "division_staff_group",
            (False, False, False, True): "band",
        }[named]
        group = (division or "", directorate or "", staff_group or "", band or "")
        found[(period, breakdown, *group, "", weighting)] = sums
    parts = [(line, sums) for line, sums in lines.items() if line[3] is not None]
    wholes: dict[Key, list[Sums]] = {}
    for (period, weighting, division, *_), sums in parts:
        wholes.setdefault((period, "trust", "", "", "", "", "", weighting), []).append(sums)
        if division is not None:
            key: Key = (period, "division", division, "", "", "", "", weighting)
            wholes.setdefault(key, []).append(sums)
    for key, all_parts in wholes.items():
        if key not in found:
            known = [part for part in all_parts if part is not None]
            complete = len(known) == len(all_parts)
            found[key] = (
                (sum(top for top, _ in known), sum(base for _, base in known)) if complete else None
            )
    return {
        key: (sums[0] / sums[1], sums[1])
        for key, sums in found.items()
        if sums is not None and sums[1] > 0
    }
