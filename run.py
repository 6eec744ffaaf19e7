"""How does one start this? Sets up `.venv` where needed, then serves, tests, checks or measures.

Only the standard library, and only what Python 3.8 can read, so that an old Python gets a
sentence and not a syntax error.
"""

from __future__ import annotations

import argparse
import hashlib
import http.client
import importlib.util
import os
import shutil
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path

HOUSE = Path(__file__).resolve().parent
VENV = HOUSE / ".venv"
PYTHON = str(VENV / ("Scripts/python.exe" if os.name == "nt" else "bin/python"))
OWN = HOUSE / "requirements.txt"
FOR_TESTS = HOUSE / "requirements-dev.txt"
# Where Streamlit looks for the provider of sign-ins.
SECRETS = (
    HOUSE / ".streamlit" / "secrets.toml",
    Path(os.path.expanduser("~"), ".streamlit", "secrets.toml"),
)
OLDEST_PYTHON = (3, 11)
BROWSERS = ("chromium", "chromium-browser", "google-chrome")
SECONDS_TO_START = 90

USAGE = """\
commands (the first word; without one, the dashboard is served):
  test [pytest's own arguments]   checks, then tests; without arguments all of them, two at a time
  check                           formatting, lint and types only
  bench                           measures speed against what we promise
"""


class CannotStart(Exception):
    """Something the reader can put right; the message says what and how."""


def main(arguments: list[str]) -> int:
    commands = {"test": test, "check": check, "bench": bench}
    try:
        require_python(sys.version_info[:3])
        if arguments[:1] and arguments[0] in commands:
            return commands[arguments[0]](arguments[1:])
        return serve(arguments)
    except CannotStart as reason:
        print(reason, file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        print("\nStopped.")
        return 130


def serve(arguments: list[str]) -> int:
    """Serve the dashboard until Ctrl-C."""
    parser = argparse.ArgumentParser(
        prog="run.py",
        description="Set up and serve the Improvement Culture Dashboard on this machine.",
        epilog=USAGE,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("--host", default="127.0.0.1", help="address to serve on (127.0.0.1)")
    parser.add_argument("--port", type=int, default=8501, help="port to serve on (8501)")
    parser.add_argument(
        "--data",
        type=Path,
        default=Path(os.environ.get("CULTURE_DATA", HOUSE / "data")),
        help="folder of the trust's data (CULTURE_DATA, else data/)",
    )
    wanted = parser.parse_args(arguments)

    require_this_machine_or_a_sign_in(wanted.host)
    require_free_port(wanted.host, wanted.port)
    set_up(OWN)
    data = wanted.data.resolve()
    environment = dict(os.environ, CULTURE_DATA=str(data))
    # Only to find nothing to do, `prepare` would import everything: 5 s of processor time.
    is_published = (data / "current").exists()
    if not is_published and run([PYTHON, "manage.py", "prepare"], environment):
        raise CannotStart("The data could not be prepared; see above.")

    # A plain `kill` ends the server as calmly as Ctrl-C does.
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    server = subprocess.Popen(
        server_command(PYTHON, wanted.host, wanted.port), cwd=HOUSE, env=environment
    )
    try:
        wait_until_healthy(server, wanted.host, wanted.port)
        address = f"http://{visited(wanted.host)}:{wanted.port}"
        print(f"\nThe dashboard is at {address}\nCtrl-C stops it.", flush=True)
        return server.wait()
    except KeyboardInterrupt:
        print("\nStopped.")
        return 0
    finally:
        server.terminate()
        server.wait()


def test(arguments: list[str]) -> int:
    """Checks and tests; all of them are run even when an early one fails, so one look shows all."""
    checked = check([])
    environment = dict(os.environ, CHROMIUM=find_chromium() or install_chromium())
    # For a few chosen tests, two processes cost more than they save and hide the debugger.
    chosen = arguments or ["-n", "2", "--dist", "loadfile"]
    tested = run([PYTHON, "-m", "pytest", *chosen], environment)
    return checked or tested


def check(_: list[str]) -> int:
    """Formatting, lint and types."""
    set_up(OWN, FOR_TESTS)
    tools = (["ruff", "format", "--check", "."], ["ruff", "check", "."], ["mypy"])
    outcomes = [run([PYTHON, "-m", *tool]) for tool in tools]
    return 1 if any(outcomes) else 0


def bench(arguments: list[str]) -> int:
    """The table of what was promised about speed and what was measured."""
    set_up(OWN, FOR_TESTS)
    environment = dict(os.environ, CHROMIUM=find_chromium() or install_chromium())
    return run([PYTHON, "-m", "benchmarks.run", *arguments], environment)


def run(command: list[str], environment: dict[str, str] | None = None) -> int:
    """The exit code of `command`, run in the house with its output shown."""
    return subprocess.run(command, cwd=HOUSE, env=environment, check=False).returncode


# Python and its environment


def require_python(version: tuple[int, ...]) -> None:
    if version[:2] < OLDEST_PYTHON:
        needed, this = (".".join(map(str, numbers)) for numbers in (OLDEST_PYTHON, version))
        raise CannotStart(
            f"Python {needed} or newer is needed, this is {this} ({sys.executable}).\n"
            "Install one from https://www.python.org/downloads/ or your package manager, then "
            f"start again with it, for instance: python{needed} run.py"
        )


def set_up(*locks: Path) -> None:
    """Make `.venv` hold exactly what `locks` say; does nothing when it already does."""
    stale = [lock for lock in locks if not is_installed(lock)]
    if not stale:
        return
    print("Setting up .venv. This is needed once and takes a minute or two.", flush=True)
    if not venv_serves_this_python():
        make_venv()
    for lock in stale:
        install(lock)


def is_installed(lock: Path) -> bool:
    stamp = stamp_of(lock)
    return stamp.exists() and stamp.read_text(encoding="utf-8") == fingerprint(lock)


def stamp_of(lock: Path) -> Path:
    return VENV / f"installed-{lock.stem}"


def fingerprint(lock: Path) -> str:
    """Changes with the lock and with the Python that would run it, and with nothing else."""
    python = ".".join(map(str, sys.version_info[:2]))
    return f"{python} {hashlib.sha256(lock.read_bytes()).hexdigest()}"


def venv_serves_this_python() -> bool:
    """Is there a `.venv` of this Python's version, whole enough to have pip?"""
    if not Path(PYTHON).exists():
        return False
    this = f"{tuple(sys.version_info[:2])}"
    asked = [PYTHON, "-c", "import sys, pip; print(tuple(sys.version_info[:2]))"]
    answer = subprocess.run(asked, capture_output=True, text=True, check=False)
    return answer.stdout.strip() == this


def make_venv() -> None:
    for module in ("venv", "ensurepip"):
        if importlib.util.find_spec(module) is None:
            raise CannotStart(
                f"This Python has no {module} module, so it cannot make a virtual environment.\n"
                "On Debian or Ubuntu: apt install python3-venv"
            )
    if run([sys.executable, "-m", "venv", "--clear", str(VENV)]):
        raise CannotStart(f"The virtual environment could not be made in {VENV}; see above.")


def install(lock: Path) -> None:
    # Wheels only: a locked wheel runs nothing while it is installed, a source package may.
    command = [PYTHON, "-m", "pip", "install", "--disable-pip-version-check", "--quiet"]
    command += ["--only-binary", ":all:", "--require-hashes", "-r", str(lock)]
    if run(command):
        raise CannotStart(
            f"The packages of {lock.name} could not be installed; see above.\n"
            "Behind a proxy or with a package index of your own, tell pip of it "
            "(HTTPS_PROXY, PIP_INDEX_URL, PIP_CERT) and start again; nothing needs undoing."
        )
    stamp_of(lock).write_text(fingerprint(lock), encoding="utf-8")


# The server


def server_command(python: str, host: str, port: int) -> list[str]:
    """What serves the dashboard; everything else is in `.streamlit/config.toml`."""
    return [
        python, "-m", "streamlit", "run", "app.py",
        "--server.address", host,
        "--server.port", str(port),
        "--server.headless", "true",
        "--logger.hideWelcomeMessage", "true",
    ]  # fmt: skip


def require_this_machine_or_a_sign_in(host: str) -> None:
    """Stop before anything is set up for a network: nobody could be kept out.

    The server looks at the sign-in closely when it starts; here only whether there can be one.
    """
    if host in ("127.0.0.1", "localhost", "::1") or any(map(Path.exists, SECRETS)):
        return
    raise CannotStart(
        f"The demonstration has no sign-in, so it serves this machine only, not {host}.\n"
        "Start it without --host, or with --host 127.0.0.1. To serve others, configure a provider "
        f"of OpenID Connect: [auth] in {SECRETS[0]} with redirect_uri, cookie_secret, client_id, "
        "client_secret and server_metadata_url, and [sign_in] in trust.toml."
    )


def require_free_port(host: str, port: int) -> None:
    if is_free(host, port):
        return
    free = next((later for later in range(port + 1, port + 100) if is_free(host, later)), None)
    offer = f" Port {free} is free: python3 run.py --port {free}" if free else ""
    raise CannotStart(f"Port {port} is already in use, perhaps by this dashboard.{offer}")


def is_free(host: str, port: int) -> bool:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family, socket.SOCK_STREAM) as probe:
        # As the server itself will bind: a port whose last visitors are still leaving is free.
        if os.name != "nt":
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError:
            return False
    return True


def wait_until_healthy(server: subprocess.Popen[bytes], host: str, port: int) -> None:
    """Return when `/healthz` answers; raise CannotStart when the server ended or never answers."""
    patience_ends = time.monotonic() + SECONDS_TO_START
    while time.monotonic() < patience_ends:
        if server.poll() is not None:
            raise CannotStart("The server ended while starting; see above.")
        if is_healthy(visited(host), port):
            return
        time.sleep(0.1)
    raise CannotStart(f"The server did not answer within {SECONDS_TO_START} s.")


def is_healthy(host: str, port: int) -> bool:
    connection = http.client.HTTPConnection(host, port, timeout=2)
    try:
        connection.request("GET", "/healthz")
        return connection.getresponse().status == 200
    except (OSError, http.client.HTTPException):
        return False
    finally:
        connection.close()


def visited(host: str) -> str:
    """The address a browser on this machine uses for a server bound to `host`."""
    return "127.0.0.1" if host in ("0.0.0.0", "::") else host


# The browser of the tests


def find_chromium() -> str | None:
    """A Chromium on this machine; `CHROMIUM` names one that is not on the PATH."""
    named = os.environ.get("CHROMIUM")
    return named or next(filter(None, map(shutil.which, BROWSERS)), None)


def install_chromium() -> str:
    is_root = hasattr(os, "geteuid") and os.geteuid() == 0
    if is_root and shutil.which("apt-get"):
        print("\nInstalling Chromium for the browser tests.", flush=True)
        run(["apt-get", "update", "-qq"])
        run(["apt-get", "install", "-y", "-qq", "chromium"])
        installed = find_chromium()
        if installed:
            return installed
    if run([PYTHON, "-m", "playwright", "install", "chromium"]):
        raise CannotStart(
            "The browser tests need Chromium and it could not be fetched. Install it "
            "(on Debian: apt install chromium), or name one: CHROMIUM=/path/to/chromium"
        )
    asked = (
        "from playwright.sync_api import sync_playwright\n"
        "with sync_playwright() as playwright: print(playwright.chromium.executable_path)"
    )
    return subprocess.run(
        [PYTHON, "-c", asked], check=True, capture_output=True, text=True
    ).stdout.strip()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
