"""By which lenses may the same indicators be looked at, and what is each part of a lens called?"""

from __future__ import annotations

LENSES: dict[str, dict[str, str]] = {
    "Three Es": {
        "engagement": "Engagement",
        "equality": "Equality",
        "empowerment": "Empowerment",
    },
    "NHS IMPACT": {
        "N1": "Shared purpose and vision",
        "N2": "People and culture",
        "N3": "Leadership behaviours",
        "N4": "Capability and capacity",
        "N5": "Management system",
    },
    "Conditions, Capability, Connections": {
        "conditions": "Conditions",
        "capability": "Capability",
        "connections": "Connections",
    },
}
LENS_WORDS = {tag: words for lens in LENSES.values() for tag, words in lens.items()}


def in_words(tags: tuple[str, ...]) -> str:
    """'Empowerment; Capability and capacity; Conditions': the tags of an indicator as people say them."""
    return "; ".join(LENS_WORDS[tag] for tag in tags)
