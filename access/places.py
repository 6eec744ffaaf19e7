"""Is there room for one more? Counts open pages, and keeps the places of those who reload."""

from __future__ import annotations

import time
from collections import Counter

MAY_COME_BACK = 60  # seconds in which somebody who was in finds their place kept


class Places:
    """One place is one open page. `owner` is whose it is; '' is somebody without a name."""

    def __init__(self) -> None:
        self._taken: Counter[str] = Counter()
        self._left_at: dict[str, float] = {}

    def take(self, owner: str) -> None:
        self._taken[owner] += 1

    def give_back(self, owner: str) -> None:
        now = time.monotonic()
        recent = {other: at for other, at in self._left_at.items() if now - at < MAY_COME_BACK}
        self._left_at = {**recent, owner: now}
        self._taken[owner] -= 1
        self._taken += Counter()  # forgets those at nought

    def is_full_for(self, owner: str, most: int) -> bool:
        """Are as many in as may be, and does this owner hold no place, now or just before?"""
        if self._taken.total() < most:
            return False
        left_at = self._left_at.get(owner, float("-inf"))
        holds_one = self._taken[owner] > 0 or time.monotonic() - left_at < MAY_COME_BACK
        return not (owner and holds_one)
