"""Does the one command start, refuse and remember as it says?"""

from __future__ import annotations

import ast
import socket
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest
from streamlit import config

import run


@pytest.fixture
def venv(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A virtual environment's folder that is not there yet."""
    folder = tmp_path / "venv"
    monkeypatch.setattr(run, "VENV", folder)
    monkeypatch.setattr(run, "PYTHON", str(folder / "bin" / "python"))
    return folder


@pytest.fixture
def lock(tmp_path: Path) -> Path:
    """A lock that asks for nothing, so installing it needs no network."""
    file = tmp_path / "requirements.txt"
    file.write_text("# nothing is needed\n")
    return file


@pytest.fixture
def taken_port() -> Iterator[int]:
    with socket.create_server((run.visited("0.0.0.0"), 0)) as server:
        yield server.getsockname()[1]


def test_python_3_8_can_read_run_py_and_so_can_say_it_is_too_old() -> None:
    ast.parse(Path(run.__file__).read_text(encoding="utf-8"), feature_version=(3, 8))


def test_an_old_python_is_told_which_one_is_needed() -> None:
    with pytest.raises(run.CannotStart, match=r"Python 3\.11 or newer is needed, this is 3\.9\.2"):
        run.require_python((3, 9, 2))


def test_the_oldest_allowed_python_is_the_one_the_project_declares() -> None:
    declared = tomllib.loads((run.HOUSE / "pyproject.toml").read_text())["project"]
    assert declared["requires-python"] == ">=" + ".".join(map(str, run.OLDEST_PYTHON))
    run.require_python((*run.OLDEST_PYTHON, 0))


def test_run_py_needs_nothing_but_the_standard_library() -> None:
    tree = ast.parse(Path(run.__file__).read_text(encoding="utf-8"))
    imported = {a.name for n in ast.walk(tree) if isinstance(n, ast.Import) for a in n.names}
    imported |= {n.module or "" for n in ast.walk(tree) if isinstance(n, ast.ImportFrom)}
    assert {name.split(".")[0] for name in imported} <= sys.stdlib_module_names


def test_setting_up_makes_an_environment_with_pip_and_remembers_the_lock(
    venv: Path, lock: Path
) -> None:
    run.set_up(lock)
    assert run.venv_serves_this_python()
    assert run.is_installed(lock)


def test_a_second_start_sets_nothing_up(
    venv: Path, lock: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    venv.mkdir()
    run.stamp_of(lock).write_text(run.fingerprint(lock))
    run.set_up(lock)
    assert capfd.readouterr().out == ""
    assert not Path(run.PYTHON).exists()


def test_a_changed_lock_is_installed_again(venv: Path, lock: Path) -> None:
    venv.mkdir()
    run.stamp_of(lock).write_text(run.fingerprint(lock))
    lock.write_text("# one more line\n")
    assert not run.is_installed(lock)


def test_another_python_sets_up_again(
    venv: Path, lock: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    venv.mkdir()
    run.stamp_of(lock).write_text(run.fingerprint(lock))
    monkeypatch.setattr(sys, "version_info", (3, 99, 0))
    assert not run.is_installed(lock)


def test_a_package_without_its_hash_is_refused_and_not_remembered(venv: Path, lock: Path) -> None:
    lock.write_text("packaging==26.3\n")
    with pytest.raises(run.CannotStart, match="could not be installed"):
        run.set_up(lock)
    assert not run.is_installed(lock)


def test_an_environment_broken_off_half_way_is_made_afresh(venv: Path, lock: Path) -> None:
    subprocess.run([sys.executable, "-m", "venv", "--without-pip", venv], check=True)
    assert not run.venv_serves_this_python()
    run.set_up(lock)
    assert run.venv_serves_this_python()


def test_a_python_that_cannot_make_environments_is_told_what_to_install(
    venv: Path, lock: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "ensurepip", None)
    with pytest.raises(run.CannotStart, match="apt install python3-venv"):
        run.set_up(lock)


def test_a_taken_port_is_named_and_a_free_one_offered(taken_port: int) -> None:
    with pytest.raises(run.CannotStart) as refused:
        run.require_free_port("127.0.0.1", taken_port)
    assert f"Port {taken_port} is already in use" in str(refused.value)
    offered = int(str(refused.value).rpartition(" ")[2])
    assert offered > taken_port
    assert run.is_free("127.0.0.1", offered)


def test_a_taken_port_stops_the_start_without_a_traceback(
    taken_port: int, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run.main(["--port", str(taken_port)]) == 1
    assert capsys.readouterr().err.startswith(f"Port {taken_port} is already in use")


def test_a_server_that_ends_while_starting_is_not_waited_for() -> None:
    with subprocess.Popen([sys.executable, "-c", ""]) as ended:
        ended.wait()
        with pytest.raises(run.CannotStart, match="ended while starting"):
            run.wait_until_healthy(ended, "127.0.0.1", 1)


def test_a_named_chromium_is_used_before_one_on_the_path(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CHROMIUM", "/somewhere/chromium")
    assert run.find_chromium() == "/somewhere/chromium"


def test_a_machine_without_chromium_is_seen(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("CHROMIUM", raising=False)
    monkeypatch.setenv("PATH", str(tmp_path))
    assert run.find_chromium() is None


def test_every_locked_package_has_a_version_and_hashes() -> None:
    for file in (run.OWN, run.FOR_TESTS):
        text = file.read_text(encoding="utf-8").replace("\\\n", " ")
        packages = [
            line for line in text.splitlines() if line and not line.lstrip().startswith("#")
        ]
        assert packages
        assert all("==" in line and "--hash=sha256:" in line for line in packages)


def test_the_locks_name_no_index_and_no_folder_of_packages() -> None:
    for file in (run.OWN, run.FOR_TESTS):
        text = file.read_text(encoding="utf-8")
        assert not [word for word in ("://", "--index", "--find-links", "--extra") if word in text]


def test_both_locks_agree_on_every_package_they_share() -> None:
    own, for_tests = (
        dict(
            line.split(" ")[0].split("==") for line in file.read_text().splitlines() if "==" in line
        )
        for file in (run.OWN, run.FOR_TESTS)
    )
    differing = {name for name in own.keys() & for_tests.keys() if own[name] != for_tests[name]}
    assert not differing


def test_streamlit_knows_every_setting_we_make() -> None:
    settings = tomllib.loads((run.HOUSE / ".streamlit" / "config.toml").read_text())
    assert set(dotted(settings)) <= set(config.get_config_options())


def dotted(table: dict[str, object], above: str = "") -> Iterator[str]:
    for name, value in table.items():
        if isinstance(value, dict):
            yield from dotted(value, f"{above}{name}.")
        else:
            yield above + name


def test_the_demonstration_is_not_served_to_a_network(capsys: pytest.CaptureFixture[str]) -> None:
    assert run.main(["--host", "0.0.0.0"]) == 1
    said = capsys.readouterr().err
    assert "it serves this machine only, not 0.0.0.0" in said
    assert "[auth] in " in said


def test_where_a_sign_in_can_be_configured_the_server_decides(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(run, "SECRETS", (tmp_path,))
    run.require_this_machine_or_a_sign_in("0.0.0.0")
