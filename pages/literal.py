"""How is data shown as it is? Escaped for markdown, with nothing in it that could come alive."""

from __future__ import annotations

import re

_SPECIAL = re.compile(r"([\\`*_{}\[\]()<>#+\-.!|~$:&^=])")
# Streamlit turns :material/home:, :+1: and :red[…] into pictures and colours, -> and -- into signs,
# and addresses into links, after backslashes are gone; a word joiner, which has no width, keeps
# them apart.
_COMES_ALIVE = re.compile(
    r":(?=[A-Za-z/]|[\w+-]+:)|@(?=\w)|\b[Ww]{3}(?=\.)|<(?=[-=])|-(?=[->])|[>~](?==)"
)
_JOINER = "\u2060"
# Signs without a look of their own, and those that turn the direction of all that follows them.
_UNSEEN = re.compile("[\x00-\x1f\x7f-\x9f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]")
_SHOWN_FOR_UNSEEN = "\N{REPLACEMENT CHARACTER}"
_NOT_IN_A_FILE_NAME = re.compile(r'[<>:"/\\|?*]')
_LONGEST_FILE_NAME = 120  # characters before the ending; Windows ends whole paths at 260


def literal(text: str) -> str:
    """Data for a markdown text, shown as it is: no formatting, links, icons, maths or HTML."""
    still = _COMES_ALIVE.sub(lambda found: found.group() + _JOINER, _seen(text))
    return _SPECIAL.sub(r"\\\1", still)


def as_file_name(text: str) -> str:
    """A file's name with its ending, in which data stands as far as every system can keep it."""
    stem, dot, ending = _NOT_IN_A_FILE_NAME.sub("_", _seen(text)).rpartition(".")
    return f"{stem.strip('. ')[:_LONGEST_FILE_NAME].rstrip('. ') or 'numbers'}{dot}{ending}"


def _seen(text: str) -> str:
    """One line, in which nothing is hidden."""
    return _UNSEEN.sub(_SHOWN_FOR_UNSEEN, re.sub(r"[\t\n\r]+", " ", text))
