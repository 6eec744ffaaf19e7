"""Which masks were audited before? An unchanged wave keeps its mask and costs no new audit."""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from settings import HOUSE

Masks = dict[str, list[int]]


@contextmanager
def audited_masks(folder: Path) -> Iterator[Masks]:
    """The masks that this code audited in this data folder; what is added is kept.

    Only a memory: without the file every wave is audited again. A file that cannot be read counts
    as none, and masks of other code are not used.
    """
    file = folder / f"masks-{_code()}.json"
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


def _code() -> str:
    digest = hashlib.sha256()
    for module in sorted((HOUSE / "metrics").glob("disclosure*.py")):
        digest.update(module.read_bytes())
    digest.update((HOUSE / "metrics" / "wave_mask.py").read_bytes())
    return digest.hexdigest()[:12]
