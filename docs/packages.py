"""What is the dashboard made of, and under which licences? Writes packages.cdx.json and licences.md.

Every package of the lock, with what each needs; licences as the packages themselves declare them:
python -m docs.packages
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, metadata
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent
LOCK = HERE.parent / "requirements.txt"
# Nothing that asks those who run or change the dashboard to publish what they do.
ALLOWED = frozenset(
    {
        "0BSD", "Apache-2.0", "BSD-2-Clause", "BSD-3-Clause", "CC0-1.0", "ISC", "MIT", "MIT-0",
        "MIT-CMU", "MPL-2.0", "PSF-2.0", "Zlib",
    }
)  # fmt: skip
# What older packages write in words, by SPDX's names (spdx.org/licenses).
_SPDX = {
    "3-Clause BSD License": "BSD-3-Clause",
    "Apache License 2.0": "Apache-2.0",
    "Apache Software License": "Apache-2.0",
    "BSD License": "BSD-3-Clause",
    "MIT License": "MIT",
    "Mozilla Public License 2.0 (MPL 2.0)": "MPL-2.0",
}
_PINNED = re.compile(r"^(?P<name>[A-Za-z0-9._-]+)==(?P<version>[^ \\;]+)")
_NEEDED_BY = re.compile(r"^    # +(?:via +)?(?P<name>-r \S+|[\w.-]+)$")


@dataclass(frozen=True)
class Package:
    """A package of the lock; `needed_by` are names, or the file that asks for it."""

    name: str
    version: str
    needed_by: tuple[str, ...]

    @property
    def url(self) -> str:
        """As package lists of all languages name it (github.com/package-url)."""
        return f"pkg:pypi/{self.name.lower()}@{self.version}"


def packages() -> list[Package]:
    """Every package of requirements.txt, by name."""
    found: list[Package] = []
    name, version, needed_by = "", "", []
    for line in [*LOCK.read_text(encoding="utf-8").splitlines(), "end==0"]:
        if pinned := _PINNED.match(line):
            if name:
                found.append(Package(name, version, tuple(needed_by)))
            name, version, needed_by = pinned["name"], pinned["version"], []
        elif (above := _NEEDED_BY.match(line)) and above["name"] != "via":
            needed_by.append(above["name"])
    return found


def licence(package: Package) -> str:
    """Its licence as an SPDX expression; '' where the package is not installed or declares none."""
    try:
        said = metadata(package.name)
    except PackageNotFoundError:
        return ""
    classifiers = [
        line.rpartition(" :: ")[2]
        for line in said.get_all("Classifier") or []
        if line.startswith("License ::")
    ]
    declared = said.get("License-Expression") or ""
    written = [said.get("License") or "", *classifiers]
    short = [_SPDX.get(one, one) for one in written if one and "\n" not in one and len(one) < 40]
    return declared or next(iter(short), "")


def parts_of(expression: str) -> set[str]:
    """The licences in an SPDX expression."""
    return set(re.findall(r"[A-Za-z0-9.-]+", expression)) - {"AND", "OR", "WITH"}


def bill_of_materials() -> str:
    """packages.cdx.json: CycloneDX 1.6, without a time or number of its own, so that it can be held fresh."""
    found = packages()
    dashboard = {"type": "application", "bom-ref": "dashboard", "name": _project("name")}
    components = [
        {
            "type": "library",
            "bom-ref": one.url,
            "name": one.name,
            "version": one.version,
            "purl": one.url,
            "licenses": [{"expression": licence(one)}],
        }
        for one in found
    ]
    needs: dict[str, list[str]] = {"dashboard": [], **{one.url: [] for one in found}}
    by_name = {one.name: one.url for one in found}
    for one in found:
        for above in one.needed_by:
            needs[by_name.get(above, "dashboard")].append(one.url)
    whole: dict[str, Any] = {
        "$schema": "http://cyclonedx.org/schema/bom-1.6.schema.json",
        "bomFormat": "CycloneDX",
        "specVersion": "1.6",
        "version": 1,
        "metadata": {"component": {**dashboard, "version": _project("version")}},
        "components": components,
        "dependencies": [
            {"ref": ref, "dependsOn": sorted(below)} for ref, below in sorted(needs.items())
        ],
    }
    return json.dumps(whole, indent=1) + "\n"


def _project(field: str) -> str:
    text = (HERE.parent / "pyproject.toml").read_text(encoding="utf-8")
    found = re.search(rf'^{field} = "(.+)"$', text, re.MULTILINE)
    assert found is not None
    return found[1]


def licences() -> str:
    """The text of licences.md."""
    lines = [
        "# Licences",
        "",
        "Written by `python -m docs.packages` from requirements.txt and what each package declares.",
        "The dashboard itself is under the MIT licence (`LICENSE`). Wheels of numpy and scipy also",
        "hold compiled libraries; the texts of their licences lie beside them in `.venv`.",
        "",
        "| Package | Version | Licence |",
        "| --- | --- | --- |",
        *(f"| {one.name} | {one.version} | {licence(one)} |" for one in packages()),
        "",
    ]
    return "\n".join(lines)


def main() -> None:
    (HERE / "packages.cdx.json").write_text(bill_of_materials(), encoding="utf-8")
    (HERE / "licences.md").write_text(licences(), encoding="utf-8")


if __name__ == "__main__":
    main()
