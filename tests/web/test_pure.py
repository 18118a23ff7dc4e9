"""Small pure parts of the web room."""

from __future__ import annotations

import asyncio
import json
from urllib.parse import quote

import httpx
import pytest
from hypothesis import given
from hypothesis import strategies as st
from starlette.requests import Request

from tmflow.model import errors
from tmflow.model.match import DiffOp, DiffPart
from tmflow.model.segment import Segment
from tmflow.model.unit import State, Variant
from tmflow.web import cookies
from tmflow.web.errors import BadRequest, answer_to
from tmflow.web.gate import SessionGate, is_open
from tmflow.web.origin import host_allowed, host_name, same_origin
from tmflow.web.rest.releases import limit
from tmflow.web.signin import safe_target
from tmflow.web.wire import plain


@pytest.mark.parametrize(
    ("host", "name"),
    [
        ("localhost:8501", "localhost"),
        ("LOCALHOST.", "localhost"),
        ("[::1]:8501", "::1"),
        ("127.0.0.1", "127.0.0.1"),
        ("", ""),
        ("[::1", ""),
    ],
)
def test_host_name(host, name):
    assert host_name(host) == name


def test_hosts():
    assert host_allowed("localhost:1", ("localhost",))
    assert not host_allowed("localhost.evil.org", ("localhost",))
    assert host_allowed("anything", ())
    assert host_allowed("anything", ("*",))


@pytest.mark.parametrize(
    ("headers", "expected"),
    [
        ({"host": "a:1"}, None),
        ({"host": "a:1", "origin": "http://a:1"}, True),
        ({"host": "a:1", "origin": "http://a:2"}, False),
        ({"host": "a:1", "origin": "null"}, False),
        ({"host": "a:1", "origin": "http://["}, False),
        ({"host": "a:1", "sec-fetch-site": "same-origin", "origin": "http://b"}, True),
        ({"host": "a:1", "sec-fetch-site": "none"}, True),
        ({"host": "a:1", "sec-fetch-site": "cross-site", "origin": "http://a:1"}, False),
    ],
)
def test_same_origin(headers, expected):
    assert same_origin(headers) is expected


@pytest.mark.parametrize("path", ["/signin", "/healthz", "/static/js/index.js"])
def test_open_paths(path):
    assert is_open(path)


@pytest.mark.parametrize("path", ["/", "/signinx", "/static/../v1/me", "/metrics", "/_stcore/health", "/V1/me"])
def test_closed_paths(path):
    assert not is_open(path)


@given(st.text())
def test_a_target_is_always_a_path_of_ours(target):
    safe = safe_target(target)
    assert safe.startswith("/")
    assert not safe.startswith(("//", "/\\"))


@pytest.mark.parametrize(
    ("error", "status"),
    [
        (errors.InputError("x"), 400),
        (errors.TooLarge("x"), 413),
        (errors.NotSignedIn("x"), 401),
        (errors.PermissionDenied("x"), 403),
        (errors.Refused("x"), 403),
        (errors.NotFound("x"), 404),
        (errors.Conflict("x"), 409),
        (errors.Blocked("x", reasons=("empty",)), 422),
        (errors.Unavailable("x"), 503),
        (errors.StorageError("x"), 507),
        (errors.TmflowError("x"), 500),
    ],
)
def test_every_error_has_a_status(error, status):
    answer = answer_to(error)
    assert answer.status_code == status
    assert json.loads(answer.body)["message"] == "x"


def test_a_conflict_carries_what_is_stored():
    variant = Variant("en", Segment("Stored."), State.REVIEWED, 3)
    current = json.loads(answer_to(errors.Conflict("x", current=variant)).body)["current"]
    assert (current["text"], current["state"], current["version"]) == ("Stored.", "reviewed", 3)


def test_views_on_the_wire():
    assert plain((DiffPart(DiffOp.INSERT, "x"), {State.FINAL: frozenset({2, 1})})) == [
        {"op": "insert", "text": "x"},
        {"final": [1, 2]},
    ]
    with pytest.raises(TypeError):
        plain(object())


@pytest.mark.parametrize("target", ["//[", "//[::1", "http://[x", "//\u2100"])
def test_a_broken_target_is_no_target(target):
    assert safe_target(target) == "/"


@pytest.mark.parametrize(
    "header",
    [
        "tmflow_session=abc",
        'prefs={"a": 1, "b": [2]}; tmflow_session=abc',
        "a b=c; =x; ; tmflow_session=abc; k=v",
        "x@y=1; tmflow_session=abc",
    ],
)
def test_cookies_of_other_programs_on_this_machine_do_not_hide_ours(header):
    assert cookies.token({"cookie": header}) == "abc"


@pytest.mark.parametrize("text", ["0", "201", "-1", "1.5", "١", "9" * 5000])
def test_a_limit_that_is_none_is_told(text):
    request = Request({"type": "http", "query_string": f"limit={quote(text)}".encode(), "headers": []})
    with pytest.raises(BadRequest):
        limit(request)


class Unreachable:
    """Sessions in a database that does not answer."""

    def resolve(self, token):
        raise errors.StorageError(token)


def behind_the_gate(headers):
    async def never(scope, receive, send):
        raise AssertionError(scope, receive, send)

    async def ask():
        transport = httpx.ASGITransport(SessionGate(never, sessions=Unreachable()))
        async with httpx.AsyncClient(transport=transport, base_url="http://localhost") as client:
            return await client.get("/v1/me", headers=headers)

    return asyncio.run(ask())


def test_a_database_that_does_not_answer_is_told_at_the_gate():
    answer = behind_the_gate({"cookie": "tmflow_session=abc"})
    assert (answer.status_code, answer.json()) == (507, {"error": "storage", "message": "abc"})
    assert behind_the_gate({}).status_code == 401
