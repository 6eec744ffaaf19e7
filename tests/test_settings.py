"""Does trust.toml say what is wrong in it?"""

from pathlib import Path

import pytest

from settings import HOUSE, SettingsError, read_settings


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
