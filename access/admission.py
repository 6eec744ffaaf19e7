"""May this person come in today? The register decides, each time anew."""

from __future__ import annotations

from sqlalchemy import Engine

from access.people import Person, everybody, is_known, person
from access.sign_in import Identity, NotSignedIn
from settings import SignIn
from warehouse.audit_trail import append
from warehouse.register import add_person
from warehouse.sign_ins import account_of, forget_accounts, note_sign_in, note_sign_out


class NoAccess(Exception):
    """Signed in, and given no role today; the message is a sentence for the visitor."""


def admitted(register: Engine, who: Identity) -> Person:
    """The person as the register has them now; raises NotSignedIn or NoAccess."""
    account = account_of(register, who.person_id)
    if account is not None:
        if who.signed_in_at <= account.over_until:
            raise NotSignedIn("You have signed out.")
        if (account.issuer, account.subject) != (who.issuer, who.subject):
            raise NoAccess("This address was used by another account before.")
    found = person(register, who.person_id)
    if found is None or not found.roles:
        raise NoAccess("Nobody has given you a role yet, or your access has ended.")
    return found


def arrive(register: Engine, who: Identity, choices: SignIn) -> None:
    """Note a sign-in, once; at the first one make the first administrator and take claimed roles.

    A claim counts only for somebody whom the register has never known: an ended access stays ended.
    """
    account = account_of(register, who.person_id)
    if account is not None and who.signed_in_at <= max(account.newest, account.over_until):
        return
    if account is None or (account.issuer, account.subject) == (who.issuer, who.subject):
        _take_in(register, who, choices)
    try:
        admitted(register, who)
    except NoAccess as reason:
        with register.begin() as connection:
            append(connection, who.person_id, "refused", str(reason))
        return
    with register.begin() as connection:
        note_sign_in(connection, who.person_id, who.issuer, who.subject, who.signed_in_at)
        append(connection, who.person_id, "signed in")


def leave(register: Engine, who: Identity) -> None:
    """End this sign-in everywhere: other tabs, and copies of its cookie."""
    account = account_of(register, who.person_id)
    is_theirs = account is not None and (account.issuer, account.subject) == (
        who.issuer,
        who.subject,
    )
    if account is None or not is_theirs or who.signed_in_at <= account.over_until:
        return
    with register.begin() as connection:
        note_sign_out(connection, who.person_id, who.signed_in_at)
        append(connection, who.person_id, "signed out")


def release_account(register: Engine, person_id: str, by: str) -> None:
    """Let the next account that signs in with this address be the person's."""
    with register.begin() as connection:
        forget_accounts(connection, by, person_id)


def _take_in(register: Engine, who: Identity, choices: SignIn) -> None:
    """Whom nobody wrote into the register: the first administrator, and people with claimed roles."""
    if not is_known(register, who.person_id):
        for role, directorates in _claimed_roles(who, choices).items():
            add_person(register, who.person_id, who.name, role, directorates, "as claimed")
    is_named = who.person_id == choices.first_administrator
    if is_named and not any("administrator" in one.roles for one in everybody(register)):
        why = "as trust.toml names the first"
        add_person(register, who.person_id, who.name, "administrator", (), why)


def _claimed_roles(who: Identity, choices: SignIn) -> dict[str, tuple[str, ...]]:
    """The roles that the claimed values mean here, with the directorates of all that mean it."""
    roles: dict[str, tuple[str, ...]] = {}
    for meaning in choices.roles:
        if meaning.value in who.claimed:
            roles[meaning.role] = (*roles.get(meaning.role, ()), *meaning.directorates)
    return roles
