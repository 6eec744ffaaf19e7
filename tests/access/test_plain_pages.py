"""The pages of those who are not in look like the dashboard and show data as it is."""

from __future__ import annotations

import re

from access.plain_pages import busy_page, no_access_page, sign_in_page
from settings import HOUSE


def test_their_colours_are_the_dashboards() -> None:
    theme = (HOUSE / ".streamlit" / "config.toml").read_text(encoding="utf-8")
    used = set(re.findall(r"#[0-9A-F]{6}", busy_page()))
    assert {colour for colour in used if colour not in theme} == set()


def test_what_a_provider_claims_is_shown_as_it_is() -> None:
    page = no_access_page("You are signed in as <script>alert(1)</script>.", "/auth/logout")
    assert "<script>" not in page
    assert "&lt;script&gt;" in page


def test_one_provider_needs_no_name() -> None:
    assert ">Sign in</a>" in sign_in_page("", {"default": "/sign-in/default"})


def test_no_page_of_theirs_has_a_script() -> None:
    pages = (busy_page(), no_access_page("", "/"), sign_in_page("", {"default": "/"}))
    assert not any("<script" in page or "onclick" in page for page in pages)
