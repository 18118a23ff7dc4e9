"""Signing in, sessions that end, and the administration of accounts."""

from __future__ import annotations

from types import SimpleNamespace

import pytest
from argon2 import PasswordHasher
from sqlalchemy import select, text

from tmflow.model.account import Grant, Role
from tmflow.model.errors import Blocked, Conflict, InputError, NotFound, NotSignedIn, PermissionDenied
from tmflow.services.accounts import DEMO, SYSTEM, AccountService, token_hash
from tmflow.services.passwords import Passwords
from tmflow.storage.engine import open_engine
from tmflow.storage.migrations import migrate
from tmflow.storage.schema import session
from tmflow.storage.unit_of_work import SqlUnitOfWorkFactory

EDITOR = frozenset({Grant(Role.EDITOR)})
ADMINISTRATOR = frozenset({Grant(Role.ADMINISTRATOR)})


BUSY_WEEK = (
    "2026-11-24T19:00:00+00:00",
    *tuple(f"2026-11-{day}T{hour}:00:00+00:00" for day in range(25, 31) for hour in ("04", "12", "20")),
    "2026-12-01T04:00:00+00:00",
)


class Clock:
    """A clock that the test sets."""

    def __init__(self):
        self.at = "2026-11-24T08:00:00+00:00"

    def __call__(self):
        return self.at


@pytest.fixture
def clock():
    return Clock()


@pytest.fixture
def engine(tmp_path):
    engine = open_engine(f"sqlite:///{tmp_path / 'tmflow.db'}")
    migrate(engine)
    yield engine
    engine.dispose()


@pytest.fixture(scope="module")
def passwords():
    return Passwords(PasswordHasher(time_cost=1, memory_cost=64, parallelism=1))


@pytest.fixture
def accounts(engine, passwords, clock):
    return AccountService(SqlUnitOfWorkFactory(engine), passwords, clock)


@pytest.fixture
def chen(accounts):
    return accounts.add(SYSTEM, "chenhao", "Chen Hao", "long enough", EDITOR)


@pytest.fixture
def admin(accounts):
    return accounts.add(SYSTEM, "admin", "Admin", "long enough", ADMINISTRATOR)


def test_a_session_goes_on_when_nothing_can_be_written(accounts, chen, engine, clock):
    token = accounts.sign_in("chenhao", "long enough")
    with engine.begin() as connection:
        connection.exec_driver_sql(
            "CREATE TRIGGER full BEFORE UPDATE ON session BEGIN SELECT RAISE(ABORT, 'database or disk is full'); END"
        )
    clock.at = "2026-11-24T09:00:00+00:00"
    assert accounts.resolve(token) == chen


def test_a_session_is_found_by_its_token_and_kept_by_its_hash(accounts, chen, engine):
    token = accounts.sign_in("ChenHao ", "long enough", "a browser")
    assert accounts.resolve(token) == chen
    with engine.connect() as connection:
        row = connection.execute(select(session)).one()
    assert row.token_hash == token_hash(token)
    assert token not in tuple(row)
    assert row.client == "a browser"


@pytest.mark.parametrize(
    ("name", "password"),
    [
        ("chenhao", "wrong word"),
        ("nobody", "long enough"),
        ("", ""),
        ("chenhao", "\ud800"),
        ("\ud800", "long enough"),
        ("chenhao", "x" * 100_000),
    ],
    ids=["password", "name", "empty", "surrogate", "broken name", "long"],
)
@pytest.mark.usefixtures("chen")
def test_a_wrong_sign_in_never_says_what_was_wrong(accounts, name, password):
    with pytest.raises(NotSignedIn, match="Name or password is not right"):
        accounts.sign_in(name, password)


@pytest.mark.parametrize(
    "token", ["", "unknown", "\ud800", "x" * 10_000], ids=["empty", "unknown", "surrogate", "long"]
)
def test_an_unknown_token_is_nobody(accounts, token):
    assert accounts.resolve(token) is None


@pytest.mark.parametrize(
    ("moments", "signed_in"),
    [
        (["2026-11-24T19:59:00+00:00"], True),
        (["2026-11-24T20:00:00+00:00"], False),
        (["2026-11-24T19:00:00+00:00", "2026-11-25T06:59:00+00:00"], True),
        (["2026-11-24T19:00:00+00:00", "2026-11-25T07:00:00+00:00"], False),
        ([*BUSY_WEEK, "2026-12-01T07:59:59+00:00"], True),
        ([*BUSY_WEEK, "2026-12-01T08:00:00+00:00"], False),
    ],
)
def test_a_session_ends_after_12_hours_without_use_and_after_7_days(accounts, chen, clock, moments, signed_in):
    token = accounts.sign_in("chenhao", "long enough")
    for clock.at in moments:
        found = accounts.resolve(token)
    assert (found == chen) is signed_in


def test_after_ten_attempts_the_right_password_waits_too(accounts, chen, clock):
    for _ in range(10):
        with pytest.raises(NotSignedIn):
            accounts.sign_in("chenhao", "wrong word")
    with pytest.raises(NotSignedIn, match="10 minutes"):
        accounts.sign_in("CHENHAO", "long enough")
    clock.at = "2026-11-24T08:10:01+00:00"
    assert accounts.resolve(accounts.sign_in("chenhao", "long enough")) == chen


@pytest.mark.usefixtures("chen")
def test_a_success_forgets_the_failures_before_it(accounts):
    for _ in range(2):
        for _ in range(9):
            with pytest.raises(NotSignedIn):
                accounts.sign_in("chenhao", "wrong word")
        assert accounts.sign_in("chenhao", "long enough")


ENDINGS = {
    "sign out": lambda case: case.accounts.sign_out(case.token),
    "an administrator revokes": lambda case: case.accounts.revoke_all(SYSTEM, case.chen.id),
    "own sessions revoked": lambda case: case.accounts.revoke_all(case.chen, case.chen.id),
    "a new password": lambda case: case.accounts.set_password(SYSTEM, "chenhao", "another word"),
    "own new password": lambda case: case.accounts.set_password(case.chen, "chenhao", "another word"),
    "closed": lambda case: case.accounts.set_active(SYSTEM, "chenhao", active=False),
}


@pytest.mark.parametrize("end", ENDINGS.values(), ids=ENDINGS)
def test_what_ends_a_session_ends_it_at_once(accounts, chen, end):
    token = accounts.sign_in("chenhao", "long enough")
    assert accounts.resolve(token) == chen
    end(SimpleNamespace(accounts=accounts, chen=chen, token=token))
    assert accounts.resolve(token) is None


@pytest.mark.usefixtures("chen")
def test_a_changed_role_is_seen_by_an_open_session(accounts):
    token = accounts.sign_in("chenhao", "long enough")
    accounts.set_grants(SYSTEM, "chenhao", {Grant(Role.READER)})
    assert accounts.resolve(token).grants == {Grant(Role.READER)}


@pytest.mark.usefixtures("chen")
def test_a_closed_account_cannot_sign_in_until_it_is_opened(accounts):
    accounts.set_active(SYSTEM, "chenhao", active=False)
    with pytest.raises(NotSignedIn):
        accounts.sign_in("chenhao", "long enough")
    accounts.set_active(SYSTEM, "chenhao", active=True)
    assert accounts.sign_in("chenhao", "long enough")


@pytest.mark.parametrize("name", ["", "a b", "x" * 61, "system", "a/b", "-a", "a\u0000"])
def test_names_that_cannot_be_used(accounts, name):
    with pytest.raises(InputError):
        accounts.add(SYSTEM, name, "Somebody", "long enough", ())


@pytest.mark.parametrize("password", ["", "nine char", "x" * 1001], ids=["empty", "short", "long"])
def test_passwords_that_cannot_be_used(accounts, password):
    with pytest.raises(InputError, match="characters"):
        accounts.add(SYSTEM, "name", "Somebody", password, ())


@pytest.mark.usefixtures("chen")
def test_a_name_is_taken_once(accounts):
    with pytest.raises(Conflict, match="chenhao"):
        accounts.add(SYSTEM, "CHENHAO", "Another", "long enough", ())


def test_the_last_administrator_stays(accounts, admin):
    with pytest.raises(Blocked) as refusal:
        accounts.set_active(admin, "admin", active=False)
    assert refusal.value.reasons == ("last_administrator",)
    with pytest.raises(Blocked):
        accounts.set_grants(admin, "admin", EDITOR)
    accounts.add(admin, "second", "Second", "long enough", ADMINISTRATOR)
    assert accounts.set_grants(admin, "admin", EDITOR).grants == EDITOR


MANAGEMENT = {
    "list": lambda accounts, actor: accounts.list(actor),
    "add": lambda accounts, actor: accounts.add(actor, "x", "X", "long enough", ()),
    "set_password": lambda accounts, actor: accounts.set_password(actor, "admin", "long enough"),
    "set_grants": lambda accounts, actor: accounts.set_grants(actor, "admin", ()),
    "set_active": lambda accounts, actor: accounts.set_active(actor, "admin", active=False),
    "revoke_all": lambda accounts, actor: accounts.revoke_all(actor, 1),
}


@pytest.mark.usefixtures("admin")
@pytest.mark.parametrize("act", MANAGEMENT.values(), ids=MANAGEMENT)
def test_only_an_administrator_manages_accounts(accounts, chen, act):
    with pytest.raises(PermissionDenied):
        act(accounts, chen)
    with pytest.raises(NotSignedIn):
        act(accounts, None)


NOBODY = {
    "set_password": lambda accounts: accounts.set_password(SYSTEM, "nobody", "long enough"),
    "set_grants": lambda accounts: accounts.set_grants(SYSTEM, "nobody", ()),
    "set_active": lambda accounts: accounts.set_active(SYSTEM, "nobody", active=True),
    "revoke_all": lambda accounts: accounts.revoke_all(SYSTEM, 77),
}


@pytest.mark.parametrize("act", NOBODY.values(), ids=NOBODY)
def test_an_account_that_is_not_there(accounts, act):
    with pytest.raises(NotFound):
        act(accounts)


def test_the_demonstration_accounts_are_made_once_and_can_sign_in(accounts):
    assert accounts.ensure_demo() == DEMO
    made = accounts.list(SYSTEM)
    assert accounts.ensure_demo() == DEMO
    assert accounts.list(SYSTEM) == made
    for demo in DEMO:
        assert accounts.resolve(accounts.sign_in(demo.name, demo.password)).grants == demo.grants


@pytest.mark.usefixtures("chen")
def test_the_trail_names_who_did_what_and_no_password(accounts, engine):
    accounts.sign_in("chenhao", "long enough")
    accounts.set_password(SYSTEM, "chenhao", "another word")
    with engine.connect() as connection:
        rows = connection.execute(text("SELECT account, action, subject, detail FROM audit ORDER BY id")).all()
    assert [(row.account, row.action) for row in rows] == [
        ("system", "account.added"),
        ("chenhao", "account.signed_in"),
        ("system", "account.password_set"),
    ]
    assert not any(
        "word" in str(value) or "enough" in str(value) for row in rows for value in (row.subject, row.detail)
    )
