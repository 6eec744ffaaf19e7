"""Which account did a person sign in with, when last, and which of their sign-ins are over?"""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import Connection, Engine, insert, select, update

from warehouse.audit_trail import append
from warehouse.register_tables import SIGN_IN


@dataclass(frozen=True)
class Account:
    """The account a person is held to. `newest` and `over_until` are in seconds since 1970.

    Sign-ins made up to `over_until` have been signed out.
    """

    issuer: str
    subject: str
    newest: int
    over_until: int


def account_of(register: Engine, person_id: str) -> Account | None:
    """The account of the person's first sign-in; None where they never did."""
    wanted = select(
        SIGN_IN.c.issuer, SIGN_IN.c.subject, SIGN_IN.c.newest, SIGN_IN.c.over_until
    ).where(SIGN_IN.c.person_id == person_id)
    with register.connect() as connection:
        row = connection.execute(wanted).first()
    return Account(*row) if row else None


def note_sign_in(
    connection: Connection, person_id: str, issuer: str, subject: str, signed_in_at: int
) -> None:
    """Hold the person to this account, at the first sign-in; after that only note the newest."""
    changed = connection.execute(
        update(SIGN_IN).where(SIGN_IN.c.person_id == person_id).values(newest=signed_in_at)
    )
    if not changed.rowcount:
        connection.execute(
            insert(SIGN_IN).values(
                person_id=person_id,
                issuer=issuer,
                subject=subject,
                newest=signed_in_at,
                over_until=0,
            )
        )


def note_sign_out(connection: Connection, person_id: str, signed_in_at: int) -> None:
    """All sign-ins of this person up to that moment are over, in every tab and with every copy."""
    connection.execute(
        update(SIGN_IN).where(SIGN_IN.c.person_id == person_id).values(over_until=signed_in_at)
    )


def forget_accounts(connection: Connection, by: str, person_id: str | None = None) -> int:
    """The next account that signs in is the person's; of all people, where none is named.

    For an address given to somebody else, or after a change of provider. Returns how many were held
    to an account.
    """
    held = select(SIGN_IN.c.person_id).order_by(SIGN_IN.c.person_id)
    if person_id is not None:
        held = held.where(SIGN_IN.c.person_id == person_id)
    forgotten = list(connection.execute(held).scalars())
    for one in forgotten:
        connection.execute(SIGN_IN.delete().where(SIGN_IN.c.person_id == one))
        append(connection, by, "person changed", f"{one}: held to no account any more")
    return len(forgotten)
