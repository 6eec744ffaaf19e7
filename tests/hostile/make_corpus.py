"""Which awkward and hostile files must the loaders withstand? Written to a folder, with index.json.

python -m tests.hostile.make_corpus FOLDER
"""

from __future__ import annotations

import json
import sys
from itertools import chain
from pathlib import Path

from tests.hostile import containers, meanings, people, shapes, texts
from tests.hostile.cases import Case

CLASSES = (
    shapes.control,
    texts.encoding,
    texts.delimiter,
    shapes.layout,
    meanings.dates,
    meanings.numbers,
    meanings.suppression,
    shapes.headers,
    shapes.duplicates,
    shapes.reference_data,
    shapes.formulas,
    meanings.values,
    containers.wrong_file,
    containers.empty,
    containers.container,
    containers.active_content,
    containers.resource,
    people.injection,
    people.personal_data,
)


def cases() -> list[Case]:
    """All files, by class."""
    return list(chain.from_iterable(make() for make in CLASSES))


def write(folder: Path) -> None:
    """Write the files and what is expected of each; the same bytes each time."""
    folder.mkdir(parents=True, exist_ok=True)
    entries = []
    for make in CLASSES:
        for case in make():
            (folder / case.file).write_bytes(case.content)
            entries.append({**case.entry(), "class": make.__name__.replace("_", " ")})
    text = json.dumps({"files": entries}, indent=1, ensure_ascii=False)
    (folder / "index.json").write_text(text + "\n", encoding="utf-8")


if __name__ == "__main__":
    write(Path(sys.argv[1]))
