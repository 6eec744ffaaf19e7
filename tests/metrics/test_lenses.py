"""Has every tag of an indicator a name?"""

from metrics.lenses import LENS_WORDS, in_words
from metrics.registry import INDICATORS


def test_every_tag_of_every_indicator_has_words() -> None:
    tags = {tag for indicator in INDICATORS.values() for tag in indicator.lenses}
    assert tags <= set(LENS_WORDS)


def test_tags_are_written_as_people_say_them() -> None:
    assert in_words(("empowerment", "N4")) == "Empowerment; Capability and capacity"
