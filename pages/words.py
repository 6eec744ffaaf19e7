"""How are counts written in a sentence? 'Three gaps', 'one file', '18 files'."""

from __future__ import annotations

from collections.abc import Sequence

_NUMBERS = (
    "no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten",
)  # fmt: skip


def counted(number: int, one: str, several: str = "") -> str:
    """'three gaps': up to ten in words, then in figures; `several` where an s does not do."""
    return f"{number_in_words(number)} {one if number == 1 else several or one + 's'}"


def number_in_words(number: int) -> str:
    return _NUMBERS[number] if number < len(_NUMBERS) else f"{number:,}"


def sentence_case(words: str) -> str:
    """The same with its first letter large."""
    return words[:1].upper() + words[1:]


def in_sentence(title: str) -> str:
    """A title within a sentence: 'training attendance', but 'PDSA log'."""
    return title if title[1:2].isupper() else title[:1].lower() + title[1:]


def listed(names: Sequence[str]) -> str:
    """'Imaging', 'Imaging and Pathology', 'Emergency, Imaging and Pathology'."""
    if len(names) < 2:
        return "".join(names)
    return f"{', '.join(names[:-1])} and {names[-1]}"
