"""Is the list of what the dashboard is made of complete, fresh, and under licences we may use?"""

from __future__ import annotations

import json

import pytest

from docs.packages import (
    ALLOWED,
    HERE,
    LOCK,
    Package,
    bill_of_materials,
    licence,
    licences,
    packages,
    parts_of,
)

STALE = "Write it anew: python -m docs.packages"


def test_every_line_of_the_lock_is_a_package() -> None:
    pinned = [
        line.split("==")[0]
        for line in LOCK.read_text(encoding="utf-8").splitlines()
        if line and not line.startswith((" ", "#"))
    ]
    assert [one.name for one in packages()] == pinned


def test_every_package_is_locked_by_its_contents() -> None:
    lock = LOCK.read_text(encoding="utf-8").split("\n")
    pins = [place for place, line in enumerate(lock) if line and not line.startswith((" ", "#"))]
    assert all(lock[place + 1].startswith("    --hash=sha256:") for place in pins)


@pytest.mark.parametrize("package", packages(), ids=lambda one: one.name)
def test_a_package_s_licence_is_one_that_we_may_use(package: Package) -> None:
    parts = parts_of(licence(package))
    assert parts
    assert parts - ALLOWED == set()


def test_the_bill_of_materials_is_fresh() -> None:
    written = (HERE / "packages.cdx.json").read_text(encoding="utf-8")
    assert written == bill_of_materials(), STALE


def test_the_list_of_licences_is_fresh() -> None:
    assert (HERE / "licences.md").read_text(encoding="utf-8") == licences(), STALE


def test_everything_in_the_bill_is_needed_by_something() -> None:
    bill = json.loads(bill_of_materials())
    needed = {ref for line in bill["dependencies"] for ref in line["dependsOn"]}
    assert {one["bom-ref"] for one in bill["components"]} == needed
