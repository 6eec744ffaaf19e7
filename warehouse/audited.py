"""Which masks were audited before, published or not? What was tried need not be audited again."""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from settings import HOUSE

Masks = dict[str, list[dict[str, object]]]


@contextmanager
def audited_masks(folder: Path) -> Iterator[Masks]:
    """The masks that this code audited in this data folder; what is added is kept.

    Only a memory: without the file every wave is audited again. A file that cannot be read counts
    as none, and masks of other code are not used.
    """
    file = folder / f"masks-{code_of_masks()}.json"
    masks = _read(file)
    before = len(masks)
    yield masks
    if len(masks) > before:
        folder.mkdir(parents=True, exist_ok=True)
        beginning = file.with_suffix(f".{os.getpid()}.tmp")
        beginning.write_text(json.dumps(masks), encoding="utf-8")
        beginning.replace(file)


def _read(file: Path) -> Masks:
    try:
        found: Masks = json.loads(file.read_text(encoding="utf-8"))
    except (FileNotFoundError, json.JSONDecodeError):
        return {}
    return found


def code_of_masks() -> str:
    """What stands for the code that masks and audits: other code decides anew."""
    digest = hashlib.sha256()
    for pattern in ("disclosure*.py", "wave_*.py", "trait_mask.py"):
        for module in sorted((HOUSE / "metrics").glob(pattern)):
            digest.update(module.read_bytes())
    return digest.hexdigest()[:12]
