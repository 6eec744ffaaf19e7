"""What is the one sentence at the top of a page? Made from verdicts, never over another verdict.

Each claim ("people are more involved") belongs to one indicator and is used only where that
indicator's own finding says "improved" or "worse".
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from metrics import standards
from metrics.finding import Finding
from metrics.stories import in_a_sentence, listed

# What people would say of each indicator: if it improved, and if it is worse.
CLAIMS: dict[str, tuple[str, str]] = {
    "readiness": ("the trust is readier to improve", "the trust is less ready to improve"),
    "engagement": ("staff are more engaged", "staff are less engaged"),
    "motivation": ("people are more motivated", "people are less motivated"),
    "involvement": ("people are more involved", "people are less involved"),
    "advocacy": ("people recommend us more", "people recommend us less"),
    "team_working": ("teams work together better", "teams work together less well"),
    "shared_objectives": ("more teams share objectives", "fewer teams share objectives"),
    "project_starts_rate": ("more projects are started", "fewer projects are started"),
    "training_reach": ("training reaches more people", "training reaches fewer people"),
    "non_clinical_reach": (
        "training is shared more fairly with non-clinical staff",
        "training is shared less fairly with non-clinical staff",
    ),
    "fairness": ("people are treated more fairly", "people are treated less fairly"),
    "inclusion": ("people feel they belong more", "people feel they belong less"),
    "engagement_gap": ("the engagement gap is narrower", "the engagement gap is wider"),
    "engagement_spread": (
        "directorates lie nearer together in engagement",
        "directorates lie further apart in engagement",
    ),
    "training_least_reached": ("training is shared more fairly", "training is shared less fairly"),
    "leads_least_reached": ("leading is shared more fairly", "leading is shared less fairly"),
    "voice": ("staff have more of a say", "staff have less of a say"),
    "able_to_improve": (
        "staff are more able to make improvements",
        "staff are less able to make improvements",
    ),
    "make_suggestions": (
        "people are more able to make suggestions",
        "people are less able to make suggestions",
    ),
    "involved_in_change": (
        "people are more involved in changes to their work",
        "people are less involved in changes to their work",
    ),
    "speak_up_gap": ("speaking up and being heard lie closer", "speaking up is less often heard"),
    "autonomy": (
        "people have more control over their work",
        "people have less control over their work",
    ),
    "autonomy_less_involvement": (
        "people have more say over their own work",
        "people have less say over their own work",
    ),
    "raising_concerns": ("it is safer to raise concerns", "it is less safe to raise concerns"),
    "compassionate_leadership": ("managers listen more", "managers listen less"),
    "qi_training_coverage": (
        "more staff have improvement training",
        "fewer staff have improvement training",
    ),
    "frontline_led": (
        "more projects are led from the front line",
        "fewer projects are led from the front line",
    ),
    "self_initiated": ("staff start more of the projects", "staff start fewer of the projects"),
    "people_involved": (
        "more staff take part in projects",
        "fewer staff take part in projects",
    ),
    "training_to_action": (
        "more of those trained are on a project",
        "fewer of those trained are on a project",
    ),
    "reached_improvement": (
        "more projects reach an improvement within a year",
        "fewer projects reach an improvement within a year",
    ),
    "projects_started": ("more starts", "fewer starts"),
    "people_trained": ("more people trained", "fewer people trained"),
    "pdsa_cycles_ended": ("more tests ended", "fewer tests ended"),
    **{
        one.id: (f"the {one.catalogue} is nearer to equal", f"the {one.catalogue} is less equal")
        for one in standards.DECLARED
    },
}
_COUNT = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")


def of_the_trust(found: Mapping[str, Finding], in_directorates: Sequence[Finding] = ()) -> str:
    """The first sentence anybody reads: has improvement culture changed since a year ago?

    `found` are the trust's newest findings by indicator, the one to speak of first in front.
    `in_directorates` are the directorates' findings: where nothing of the trust is worse but one
    of them is, the sentence says so.
    """
    shown = {name: finding for name, finding in found.items() if finding.is_shown}
    improved = [name for name, finding in shown.items() if finding.verdict == "improved"]
    worse = [name for name, finding in shown.items() if finding.verdict == "worse"]
    if improved and worse:
        first, second = CLAIMS[improved[0]][0], CLAIMS[worse[0]][1]
        return f"{_capital(first)} than a year ago, but {_they(second, first)}."
    if improved:
        but = _but(in_directorates, improved[0])
        return f"{_capital(CLAIMS[improved[0]][0])} than a year ago{but}."
    if worse:
        return f"{_capital(CLAIMS[worse[0]][1])} than a year ago."
    if any(finding.verdict == "no clear change" for finding in shown.values()):
        but = _but(in_directorates, "")
        return f"No clear change in improvement culture since last year{but}."
    return "It cannot be said yet whether improvement culture has changed."


def _but(in_directorates: Sequence[Finding], claimed: str) -> str:
    """', but not everywhere' where a directorate fell on what was claimed, else who fell on what."""
    fell = [finding for finding in in_directorates if finding.verdict == "worse"]
    names = sorted({finding.group for finding in fell})
    if any(finding.subject.id == claimed for finding in fell):
        return ", but not everywhere"
    if not fell:
        return ""
    if len(names) > 1:
        return f", but {in_words(len(names))} directorates fell on a score"
    return f", but {names[0]} fell on {in_a_sentence(fell[0].subject.title)}"


def of_one_e(name: str, main: Finding | None, parts: Sequence[Finding]) -> str:
    """An E page's sentence: its main finding, then the first part that moved each way."""
    claims = [
        claim
        for verdict in ("improved", "worse")
        for claim in [_claim(part) for part in parts if part.verdict == verdict][:1]
    ]
    if main is None or not main.is_shown:
        return f"{_capital(' and '.join(claims))}." if claims else f"{name} is not shown yet."
    said = {
        "improved": f"{name} improved",
        "worse": f"{name} is worse",
        "no clear change": f"{name} shows no clear change",
        "cannot say": f"{name} cannot be said to have moved",
    }.get(main.verdict, f"{name} is {main.value_in_words}")
    if not claims:
        return f"{said}."
    if len(claims) == 2:
        return f"{said}: {claims[0]}, but {_they(claims[1], claims[0])}."
    goes_along = main.verdict in ("improved", "worse") and any(
        part.verdict == main.verdict for part in parts
    )
    return f"{said}: {claims[0]}." if goes_along else f"{said}, but {claims[0]}."


def of_the_months(newest: Sequence[Finding]) -> str:
    """'More starts, fewer tests ended': what is special in the newest month of each count."""
    claims = [_claim(finding) for finding in newest if finding.verdict in ("improved", "worse")]
    if claims:
        return _capital(", ".join(claims))
    if any(finding.verdict == "no clear change" for finding in newest):
        return "Nothing unusual in the newest month"
    return "Too few months to say what is usual"


def of_the_directorates(findings: Sequence[Finding]) -> str:
    """'Emergency and Maternity stand below the trust': those clearly so on one number or more."""
    judged = [f for f in findings if f.is_shown and f.trust_value is not None]
    groups = sorted({f.group for f in judged})
    below = sorted({f.group for f in judged if f.against_trust.endswith("worse")})
    if not groups:
        return "Nothing to compare with the trust yet"
    if len(below) > 3:
        return f"{_capital(in_words(len(below)))} directorates stand below the trust"
    if below:
        return f"{listed(below)} {'stands' if len(below) == 1 else 'stand'} below the trust"
    if len(groups) > 1:
        return "No directorate stands clearly below the trust"
    above = any(f.against_trust.endswith("better") for f in judged)
    return f"{groups[0]} {'stands above' if above else 'cannot be told apart from'} the trust"


def of_groups(groups: Sequence[Finding], kind: str) -> str:
    """'Emergency fell; Estates and Maternity are below the trust': groups side by side.

    `kind` is what one of them is called: 'directorate', 'staff group'. Only groups whose own
    finding says so are named as moved, only those whose interval leaves the trust out as below.
    """
    shown = [group for group in groups if group.is_shown]
    if not shown:
        return f"By {kind}: nothing that may be shown"
    rises = shown[0].subject.better == "higher"
    moved = [group.group for group in shown if group.verdict == "worse"]
    below = [
        group.group
        for group in shown
        if group.against_trust.endswith("worse") and group.group not in moved
    ]
    said = []
    if moved:
        fell = "fell" if rises else f"{_are(moved)} worse than a year before"
        said.append(f"{_few(moved, kind)} {fell}")
    if below:
        place = "below" if rises else "worse than"
        said.append(f"{_few(below, kind)} {_are(below)} {place} the trust")
    if said:
        return _capital("; ".join(said))
    improved = [group.group for group in shown if group.verdict == "improved"]
    if improved:
        return _capital(f"{_few(improved, kind)} improved")
    if any(group.trust_value is not None for group in shown) and rises:
        return f"No {kind} is clearly below the trust"
    return f"By {kind}"


def of_fair_shares(groups: Sequence[Finding], what: str) -> str:
    """'Two staff groups get less than a fair share of training': those whose interval is below 1."""
    shown = [group for group in groups if group.is_shown]
    short = [group.group for group in shown if group.upper is not None and group.upper < 1]
    if not shown:
        return f"Shares of {what}: nothing that may be shown"
    if not short:
        return f"No staff group gets clearly less than a fair share of {what}"
    get = "gets" if len(short) == 1 else "get"
    return _capital(f"{_few(short, 'staff group')} {get} less than a fair share of {what}")


def of_training(coverage: Finding | None, shares: Sequence[Finding]) -> str:
    """'24 % of staff have improvement training; two staff groups get less than a fair share.'"""
    if coverage is None or not coverage.is_shown:
        return "It cannot be said yet how many staff have improvement training."
    said = f"{coverage.value_in_words} of staff have improvement training"
    short = [f.group for f in shares if f.is_shown and f.upper is not None and f.upper < 1]
    if not short:
        return f"{said}."
    get = "gets" if len(short) == 1 else "get"
    return f"{said}; {_few(short, 'staff group')} {get} less than a fair share."


def _few(names: Sequence[str], kind: str) -> str:
    """Up to two by name, more by number."""
    return listed(names) if len(names) < 3 else f"{in_words(len(names))} {kind}s"


def _are(names: Sequence[str]) -> str:
    return "is" if len(names) == 1 else "are"


def who_is_lower(gap: Finding) -> str:
    """'Ethnicity: white staff lower': whose engagement the gap leaves behind."""
    if gap.value is None or gap.group not in _SIDES or not gap.value:
        return gap.group
    return f"{gap.group}: {_SIDES[gap.group][gap.value > 0]} lower"


# Of each characteristic, who is lower where the gap is below nought, and above it.
_SIDES = {
    "Ethnicity": ("white staff", "other ethnic groups"),
    "Long-term condition": ("staff without one", "staff with one"),
}


def in_words(count: int) -> str:
    """'three'; in figures from eleven."""
    return _COUNT[count] if count < len(_COUNT) else str(count)


def _claim(finding: Finding) -> str:
    if finding.subject.id == "engagement_gap" and finding.group != "Trust":
        wide = "narrower" if finding.verdict == "improved" else "wider"
        return f"the {finding.group.lower()} gap is {wide}"
    return CLAIMS[finding.subject.id][0 if finding.verdict == "improved" else 1]


def _they(claim: str, after: str) -> str:
    """'they are less engaged' where the sentence has named the same people already."""
    who = after.split()[0]
    if who in ("staff", "people") and claim.startswith((f"{who} are ", f"{who} have ")):
        return claim.replace(who, "they", 1)
    return claim


def _capital(sentence: str) -> str:
    return sentence[:1].upper() + sentence[1:]
