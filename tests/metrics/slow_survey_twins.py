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

# What the scores are made of, and the answers that score and their points, where they are not
# the usual five from 0 to 10 (NHS Staff Survey technical guide 2025).
PARTS = {
    "E": ("E_1", "E_2", "E_3"),
    "E_1": ("q2a", "q2b", "q2c"),
    "E_2": ("q3c", "q3d", "q3f"),
    "E_3": ("q25a", "q25c", "q25d"),
    "M_2": ("q3g", "q3h", "q3i"),
    "PP1_2": ("q9f", "q9g", "q9h", "q9i"),
    "PP1_3": ("q15", "q16a", "q16b", "q21"),
    "PP1_4": ("q7h", "q7i", "q8b", "q8c"),
    "PP2": ("q4a", "q4b", "q4c", "q8d", "q9e"),
    "PP3": ("PP3_1", "PP3_2"),
    "PP3_1": ("q3a", "q3b", "q3c", "q3d", "q3e", "q3f", "q5b"),
    "PP3_2": ("q20a", "q20b", "q25e", "q25f"),
    "PP5_1": ("q24a", "q24b", "q24c", "q24d", "q24e"),
    "PP5_2": ("q23b", "q23c", "q23d"),
    "PP7_1": ("q7a", "q7b", "q7c", "q7d", "q7e", "q7f", "q7g", "q8a"),
    "PP7_2": ("q9a", "q9b", "q9c", "q9d"),
}
POINTS = {
    "q15": {1: 10, 2: 0, 9: 5},
    "q16a": {1: 0, 2: 10},
    "q16b": {1: 0, 2: 10},
    **{question: {1: 10, 2: 5, 3: 0} for question in ("q23b", "q23c", "q23d")},
}
FIVE_POINTS = {option: 2.5 * (option - 1) for option in range(1, 6)}

# A line of a measure: period, weighting, division, directorate, staff group, band …
Line = tuple[str, str, str | None, str | None, str | None, str | None]
# … and its numerator and denominator, None where they are withheld or were not given.
Sums = tuple[float, float] | None


def home_of(held: Held, directorate: str | None, day: date) -> str | None:
    """The division that a directorate belonged to on a day; before it existed, its first."""
    stretches = sorted(
        (row for row in held["structure"] if row["directorate"] == directorate),
        key=lambda row: row["valid_from"] or date.min,
    )
    begun = [row for row in stretches if (row["valid_from"] or date.min) <= day]
    return (begun[-1:] or stretches[:1] or [{"division": None}])[0]["division"]


def published(measure: str, kind: str, survey: str = "annual") -> Twin:
    """A score of 0-10, or a share in per cent, as published for each group; sums where it was not."""

    def twin(held: Held) -> dict[Key, Answer]:
        lines: dict[Line, Sums] = {}
        for row in lines_of_survey(held, survey):
            if (
                row["measure"] == measure
                and row["value_kind"] == kind
                and not row["characteristic"]
            ):
                value, people = row["value"], row["respondents"]
                is_known = not row["is_suppressed"] and value is not None and people is not None
                lines[line_of(held, row)] = (value * people, people) if is_known else None
        if kind == "score":
            lines = {**recomputed(held, measure, survey), **lines}
        return rolled_up(lines)

    return twin


def recomputed(held: Held, measure: str, survey: str) -> dict[Line, Sums]:
    """The score of each group, as its file gives it or made of the score's parts."""
    rows = [row for row in lines_of_survey(held, survey) if not row["characteristic"]]
    lines: dict[Line, Sums] = {}
    for line in {line_of(held, row) for row in rows}:
        known = score_known([row for row in rows if line_of(held, row) == line], measure)
        if known is not None:
            is_shown = known != "withheld" and known[1] is not None
            lines[line] = (known[0] * known[1], known[1]) if is_shown else None
    return lines


def score_known(rows: list[Row], measure: str) -> Any:
    """(score, people) of a score of one group; None where too few of its parts are there, or
    "withheld". An element is the mean of its sub-scores, a sub-score the mean of its questions.
    """
    given = question(rows, measure)
    if given is not None or measure not in PARTS:
        return given
    parts = [score_known(rows, part) for part in PARTS[measure]]
    numbers = [part for part in parts if part not in (None, "withheld")]
    if len(numbers) < 2 / 3 * len(parts):
        return None
    if "withheld" in parts:
        return "withheld"
    people = [answered for _, answered in numbers]
    score = sum(score for score, _ in numbers) / len(numbers)
    return score, None if None in people else min(people)


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


def of_a_change(measure: str) -> Twin:
    """The mean of one change-readiness scale, 1-5, as given for each directorate."""

    def twin(held: Held) -> dict[Key, Answer]:
        lines: dict[Line, Sums] = {}
        for row in held["change_readiness"]:
            value, people = row[measure], row["respondents"]
            is_known = value is not None and people is not None
            home = home_of(held, row["directorate"], row["asked_on"].replace(day=1))
            line = (row["period"], "unweighted", home, row["directorate"], None, None)
            lines[line] = (value * people, people) if is_known else None
        return rolled_up(lines)

    return twin


def item_score(*measures: str) -> Twin:
    """The mean of several questions' scores, where all have one; base: the smallest of theirs."""

    def twin(held: Held) -> dict[Key, Answer]:
        rows = [row for row in annual(held) if not row["characteristic"] and not row["band"]]
        lines: dict[Line, Sums] = {}
        for line in {line_of(held, row) for row in rows if row["measure"] in measures}:
            mine = [row for row in rows if line_of(held, row) == line]
            scores = [score_known(mine, measure) for measure in measures]
            if "withheld" in scores:
                lines[line] = None
            elif None not in scores:
                base = min(people for _, people in scores)
                mean = sum(score for score, _ in scores) / len(scores)
                lines[line] = (mean * base, base)
        return rolled_up(lines)

    return twin


def more_positive(first: str, second: str) -> Twin:
    """Percentage points by which more are positive on the first question than on the second."""
    one, other = published(first, "percent"), published(second, "percent")

    def twin(held: Held) -> dict[Key, Answer]:
        found: dict[Key, Answer] = {}
        others = other(held)
        for key, (value, people) in one(held).items():
            if key in others:
                known = [base for base in (people, others[key][1]) if base is not None]
                found[key] = (value - others[key][0], min(known))
        return found

    return twin


def items_positive(*measures: str) -> Twin:
    """The mean of several questions' percentages, where two thirds are there and all bases known."""

    def twin(held: Held) -> dict[Key, Answer]:
        rows = [
            row
            for row in annual(held)
            if row["measure"] in measures
            and row["value_kind"] == "percent"
            and not (row["characteristic"] or row["band"] or row["staff_group"])
        ]
        lines: dict[Line, Sums] = {}
        for line in {line_of(held, row) for row in rows}:
            mine = [row for row in rows if line_of(held, row) == line]
            given = [row for row in mine if not row["is_suppressed"] and row["value"] is not None]
            if len(given) < 2 / 3 * len(measures) or any(
                row["respondents"] is None for row in mine
            ):
                continue
            base = min(row["respondents"] for row in mine)
            mean = sum(row["value"] for row in given) / len(given)
            lines[line] = (mean * base, base) if len(given) == len(mine) else None
        return rolled_up(lines)

    return twin


def question(rows: list[Row], measure: str) -> Any:
    """(score, people) of one question of one group; None where it has none, or "withheld"."""
    mine = [row for row in rows if row["measure"] == measure]
    given = [row for row in mine if row["value_kind"] == "score"]
    if given:
        row = given[0]
        return "withheld" if row["is_suppressed"] else (row["value"], row["respondents"])
    if measure in PARTS or measure == "q23a":
        return None
    points: dict[int, float] = dict(POINTS.get(measure, FIVE_POINTS))
    if measure in ("q5a", "q5c") or measure.startswith(("q12", "q26")):
        points = {option: 10 - score for option, score in points.items()}
    shares = [row for row in mine if row["value_kind"] == "share" and row["option_code"] in points]
    if any(row["is_suppressed"] for row in shares):
        return "withheld"
    whole = sum(row["value"] for row in shares)
    if whole == 0 or not (len(shares) == len(points) or 99 <= whole <= 101):
        return None  # a score needs all answers
    score = sum(row["value"] * points[row["option_code"]] for row in shares) / whole
    if measure in ("q23b", "q23c", "q23d"):  # who had no appraisal scores 0
        had = {row["option_code"]: row["value"] for row in rows if row["measure"] == "q23a"}
        if None in had.values() or not {1, 2} <= set(had) or had[1] + had[2] == 0:
            return None
        score *= had[1] / (had[1] + had[2])
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


def standard(
    characteristic: str, measure: str, counted: tuple[int, ...], among: tuple[int, ...], how: str
) -> Twin:
    """A share in each of two groups: reference less compared in points, or compared over reference.

    The share is the percentage positive of questions 15 and 4b where it is given, else made of all
    answers; half a person is added where nobody of a group counts in a ratio.
    """
    sides = {"white": 0, "no": 0, "all other ethnic groups": 1, "yes": 1}

    def twin(held: Held) -> dict[Key, Answer]:
        groups: dict[tuple[str, str, str], list[Row]] = {}
        for row in annual(held):
            side = (row["characteristic_group"] or "").lower()
            kinds = ("share", "percent") if measure in ("q15", "q4b") else ("share",)
            is_asked = (row["characteristic"], row["measure"]) == (characteristic, measure)
            if is_asked and side in sides and row["value_kind"] in kinds:
                groups.setdefault((row["period"], row["weighting"], side), []).append(row)
        pairs: dict[tuple[str, str], dict[int, tuple[float, float]]] = {}
        for (period, weighting, side), rows in groups.items():
            made = people_of_a_standard(rows, counted, among)
            if made is not None:
                pairs.setdefault((period, weighting), {})[sides[side]] = made
        found: dict[Key, Answer] = {}
        for (period, weighting), pair in pairs.items():
            if len(pair) < 2 or pair[0][1] <= 0 or pair[1][1] <= 0:
                continue
            (c, n2), (a, n1) = pair[0], pair[1]
            base = min(n1, n2)
            if how == "ratio" and (a == 0 or c == 0):
                a, c, n1, n2 = a + 0.5, c + 0.5, n1 + 1, n2 + 1
            value = 100 * c / n2 - 100 * a / n1 if how == "gap" else (a / n1) / (c / n2)
            found[period, "characteristic", "", "", "", "", characteristic, weighting] = (
                value,
                base,
            )
        return found

    return twin


def people_of_a_standard(
    rows: list[Row], counted: tuple[int, ...], among: tuple[int, ...]
) -> tuple[float, float] | None:
    """How many of one group count, and among how many; None where it is withheld or not known."""
    if any(row["is_suppressed"] for row in rows):
        return None
    for row in rows:
        if row["value_kind"] == "percent" and row["value"] is not None and row["respondents"]:
            return row["value"] / 100 * row["respondents"], row["respondents"]
    shares = [row for row in rows if row["value_kind"] == "share"]
    if not 99 <= sum(row["value"] for row in shares) <= 101:
        return None
    people = {row["option_code"]: row["value"] / 100 * row["respondents"] for row in shares}
    return (
        sum(people.get(option, 0.0) for option in counted),
        sum(people.get(option, 0.0) for option in among),
    )


def annual(held: Held) -> list[Row]:
    return lines_of_survey(held, "annual")


def lines_of_survey(held: Held, survey: str) -> list[Row]:
    return [row for row in held["staff_survey"] if row["survey"] == survey]


def line_of(held: Held, row: Row) -> Line:
    year, quarter = int(row["period"][:4]), row["period"][5:]
    begins = {"": (year, 10), "Q1": (year, 4), "Q2": (year, 7), "Q3": (year, 10)}
    division = row["division"] or home_of(
        held, row["directorate"], date(*begins.get(quarter, (year + 1, 1)), 1)
    )
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
