"""Which day does a table describe, as the words above it or its file's name say?"""

from __future__ import annotations

import re
from datetime import date

from data_loaders.dates import date_uk

_AS_AT = re.compile(r"\bas (?:at|of)[:\s]*(.{6,24}?)(?= ·|\s*[.,;)]|\s*$)", re.IGNORECASE)
_NAMED_DAY = re.compile(
    r"\d{1,2}(?:st|nd|rd|th)?[ _.\-]?[a-z]{3,9}[ _.\-]?(?:19|20)\d\d"
    r"|\d{1,2}[.\-_]\d{1,2}[.\-_](?:19|20)\d\d|(?:19|20)\d\d[.\-_]\d\d[.\-_]\d\d",
    re.IGNORECASE,
)


def day_above(title: str) -> date | None:
    """ "Register as at 31 October 2026" above a table."""
    said = _AS_AT.search(title)
    return _understood(said[1].strip()) if said else None


def day_in_file_name(name: str) -> date | None:
    """A whole day in a file's name ("Staff in post 30-09-2026.xlsx"); a month alone is no day."""
    days = {_understood(match[0].replace("_", "-")) for match in _NAMED_DAY.finditer(name)} - {None}
    return next(iter(days)) if len(days) == 1 else None


def _understood(written: str) -> date | None:
    [day] = date_uk.understand([written], False).values
    return day if isinstance(day, date) else None
