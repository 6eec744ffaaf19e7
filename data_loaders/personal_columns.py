"""Does a whole column seem to hold personal data? Then we suggest not to read it, and show none of it."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from data_loaders.kinds import clean
from data_loaders.layouts import Layout
from data_loaders.names import TrustNames
from data_loaders.own_layouts import bare
from data_loaders.personal import personal_detail
from data_loaders.workbook import Cell

# "Course name" and "Staff group of lead" are nobody's; "Name", "Project lead" and "E-mail" are.
_SAYS_SO = re.compile(
    r"(full |first |last |sur|fore|given |family |staff |employee |delegate |attendee |participant "
    r"|learner |user |contact |trainer |lead |manager |coach |author )?names?"
    r"|.*\bname of (?:the )?(?:lead|person|attendee|delegate|participant|member|employee).*"
    r"|.*\b(e ?mail|phone|telephone|mobile|tel|contact|dob|date of birth|birth|address|post ?code"
    r"|nhs (?:no|number)|ni (?:no|number)|national insurance|gender|sex|ethnic\w*|religion"
    r"|sexual orientation|disab\w*)\b.*"
    r"|.*\b(lead|leader|facilitator|trainer|sponsor|owner|author|manager|supervisor|delegate"
    r"|attendee|participant|learner|employee|coach|person|who)s?"
)
_NUMBERS_PEOPLE = re.compile(
    r".*\b(staff|employee|esr|payroll|assignment|person|personnel|personal)\b.*"
    r"\b(no|number|id|ref|reference|code)\b.*|payroll|esr"
)
_FULL_NAME = re.compile(
    r"(?:(?:Dr|Mr|Mrs|Ms|Miss|Prof|Professor|Sr|Sister)\.? .+)"
    r"|[A-Z][\w'’-]+,? (?:[A-Z]\.? )?[A-Z][\w'’-]+"
)
_MOST = 0.6
_SOME = 0.2


def is_personal(
    heading: str, cells: Sequence[Cell], layout: Layout, names: Mapping[str, TrustNames]
) -> bool:
    """Whether the column names, numbers or reaches people; `cells` are its distinct ones.

    A heading that the layout declares is none, whatever it says: its kind takes care of it.
    """
    texts = [clean(cell) for cell in cells if isinstance(cell, str) and not _is_short_number(cell)]
    if texts and sum(personal_detail(text) is not None for text in texts) >= _SOME * len(texts):
        return True
    if any(bare(heading) in column.known_headings for column in layout.columns):
        return False
    words = re.sub(r"[^a-z]+", " ", heading.lower()).strip()
    strangers = [text for text in texts if not _is_known(text, names)]
    are_words = len(strangers) > len(cells) / 2
    if _SAYS_SO.fullmatch(words) and (are_words or not cells):
        return True
    named = sum(_FULL_NAME.fullmatch(text) is not None for text in strangers)
    # Titles are written like names now and then; a column of names has hardly anything else.
    return bool(strangers) and are_words and named >= _NEARLY_ALL * len(strangers)


_NEARLY_ALL = 0.9


def numbers_people(heading: str) -> bool:
    """Whether the heading is one of a number that stands for a person."""
    return _NUMBERS_PEOPLE.fullmatch(re.sub(r"[^a-z]+", " ", heading.lower()).strip()) is not None


def _is_known(text: str, names: Mapping[str, TrustNames]) -> bool:
    return any(known.meant(text) is not None for known in names.values())


def _is_short_number(cell: str) -> bool:
    return cell.strip().isdigit() and len(cell.strip()) < 10
