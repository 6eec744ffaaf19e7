"""Does trust.toml say what is wrong in it?"""

from pathlib import Path

import pytest

from settings import HOUSE, ClaimedRole, SettingsError, read_settings, read_sign_in
from tests.served import with_choices


def written(folder: Path, targets: str) -> Path:
    """Our own trust.toml with other target shares."""
    lines = (HOUSE / "trust.toml").read_text(encoding="utf-8").splitlines()
    file = folder / "trust.toml"
    changed = [
        f"level_targets = {targets}" if line.startswith("level_targets") else line for line in lines
    ]
    file.write_text("\n".join(changed), encoding="utf-8")
    return file


def test_target_shares_are_read(tmp_path: Path) -> None:
    assert read_settings(written(tmp_path, "[90, 40, 5, 1, 0.5]")).level_targets[4] == 0.5


@pytest.mark.parametrize("targets", ["[90, 40]", "[90, 40, 5, 1, 101]", "[90, 40, 5, 1, -1]"])
def test_five_shares_between_nought_and_a_hundred_are_asked_for(
    tmp_path: Path, targets: str
) -> None:
    with pytest.raises(SettingsError, match="Write 5 numbers, 0 to 100"):
        read_settings(written(tmp_path, targets))


def choices(folder: Path, **said: object) -> Path:
    """Our own trust.toml with other choices in [sign_in]."""
    file = folder / "trust.toml"
    file.write_text(with_choices(said), encoding="utf-8")
    return file


def test_a_sign_in_may_be_shortened(tmp_path: Path) -> None:
    assert read_sign_in(choices(tmp_path, hours=0.5)).hours == 0.5


@pytest.mark.parametrize("hours", [12.5, 0, -1])
def test_a_sign_in_is_never_lengthened(tmp_path: Path, hours: float) -> None:
    with pytest.raises(SettingsError, match="never lengthened"):
        read_sign_in(choices(tmp_path, hours=hours))


def test_the_first_administrator_is_compared_in_lower_case(tmp_path: Path) -> None:
    file = choices(tmp_path, first_administrator=" Alex@Trust.example")
    assert read_sign_in(file).first_administrator == "alex@trust.example"


def test_a_claimed_role_names_its_directorates(tmp_path: Path) -> None:
    file = choices(tmp_path, roles=[["a", "directorate lead", "Imaging", "Pathology"]])
    assert read_sign_in(file).roles == (
        ClaimedRole("a", "directorate lead", ("Imaging", "Pathology")),
    )


def test_a_claimed_role_without_a_role_is_asked_for(tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match="value"):
        read_sign_in(choices(tmp_path, roles=[["a"]]))


def test_a_missing_choice_is_named(tmp_path: Path) -> None:
    file = tmp_path / "trust.toml"
    file.write_text("[sign_in]\n")
    with pytest.raises(SettingsError, match="first_administrator' is missing"):
        read_sign_in(file)
