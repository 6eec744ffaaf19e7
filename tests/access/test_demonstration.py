"""The demonstration shows itself only here, and only with the fictitious trust."""

from __future__ import annotations

from dataclasses import replace

import pytest

from access.demonstration import refusal
from settings import settings


@pytest.mark.parametrize("address", ["127.0.0.1", "::1", "localhost"])
def test_it_serves_this_machine(address: str) -> None:
    assert refusal(settings(), address) == ""


@pytest.mark.parametrize("address", ["0.0.0.0", "10.0.0.7", "dashboard.example", "", None])
def test_it_refuses_every_other_address(address: str | None) -> None:
    assert "Start it on 127.0.0.1." in refusal(settings(), address)


def test_a_real_trust_is_not_shown_without_a_sign_in() -> None:
    real = replace(settings(), is_fictitious=False)
    assert "no sign-in is configured" in refusal(real, "127.0.0.1")
