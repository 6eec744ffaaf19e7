"""A page loads nothing from elsewhere and runs no script but those it came with."""

from __future__ import annotations

import base64
import hashlib
from pathlib import Path

from streamlit import file_util

from access.headers import content_policy


def scripts_allowed(page: str) -> str:
    parts = dict(part.split(" ", 1) for part in content_policy(page).split("; "))
    return parts["script-src"]


def test_only_the_inline_scripts_of_the_first_page_run() -> None:
    found = base64.b64encode(hashlib.sha256(b"a = 1").digest()).decode()
    page = '<script>a = 1</script><script src="b.js"></script>'
    assert scripts_allowed(page) == f"'self' 'sha256-{found}'"


def test_a_page_without_inline_scripts_runs_none() -> None:
    assert scripts_allowed("<p>Nothing here</p>") == "'self'"


def test_streamlits_own_page_needs_no_more_than_one_inline_script() -> None:
    page = Path(file_util.get_static_dir(), "index.html").read_text(encoding="utf-8")
    assert scripts_allowed(page).count("sha256-") == 1


def test_what_is_not_named_is_forbidden() -> None:
    assert content_policy("").startswith("default-src 'none'; ")
    assert "unsafe-eval" not in content_policy("")
    assert "frame-ancestors 'none'" in content_policy("")
