"""Which file and upload addresses did the server write to whose page?"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Iterable

MOST_OWNERS = 1_000
MOST_ADDRESSES = 2_000  # of one owner; a page has about ten


class HandedOut:
    """Addresses by the owner they were handed to; the oldest are forgotten first."""

    def __init__(self) -> None:
        self._addresses_of: OrderedDict[str, OrderedDict[str, None]] = OrderedDict()

    def note(self, owner: str, addresses: Iterable[str]) -> None:
        theirs = self._addresses_of.setdefault(owner, OrderedDict())
        self._addresses_of.move_to_end(owner)
        for address in addresses:
            theirs[address] = None
            theirs.move_to_end(address)
        while len(theirs) > MOST_ADDRESSES:
            theirs.popitem(last=False)
        while len(self._addresses_of) > MOST_OWNERS:
            self._addresses_of.popitem(last=False)

    def was_given(self, owner: str, address: str) -> bool:
        return address in self._addresses_of.get(owner, ())
