"""How is data shown as it is? Escaped for markdown, with nothing in it that could come alive."""

from __future__ import annotations

import re

_SPECIAL = re.compile(r"([\\`*_{}\[\]()<>#+\-.!|~$:&^=])")
# Streamlit turns :material/home: and :red[…] into pictures and colours, and addresses into links,
# after backslashes are gone; a word joiner, which has no width, keeps them apart.
_COMES_ALIVE = re.compile(r":(?=[A-Za-z/])|@(?=\w)|\b[Ww]{3}(?=\.)")
_JOINER = "\u2060"


def literal(text: str) -> str:
    """Data for a markdown text, shown as it is: no formatting, links, icons, maths or HTML."""
    still = _COMES_ALIVE.sub(lambda found: found.group() + _JOINER, text.replace("\n", " "))
    return _SPECIAL.sub(r"\\\1", still)
