"""Measure everything we promise about speed and print one table (python3 run.py bench)."""

from __future__ import annotations

import subprocess
import sys
import tempfile
from pathlib import Path

from benchmarks import confidentiality, loading, numbers, people, publishing, screens
from settings import HOUSE


def main() -> int:
    """0 if every promise holds, 1 if one is broken."""
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place) / "data"
        subprocess.run(
            [sys.executable, "manage.py", "prepare", "--data", str(folder)], cwd=HOUSE, check=True
        )
        measured = [
            *numbers.measure(),
            *loading.measure(),
            *publishing.measure(folder),
            *confidentiality.measure(folder),
            *screens.measure(folder),
            *people.measure(folder),
        ]
    print("\n".join(one.line() for one in measured))
    return 0 if all(one.holds for one in measured) else 1


if __name__ == "__main__":
    sys.exit(main())
