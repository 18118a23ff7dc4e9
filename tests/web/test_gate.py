"""Nothing is reached without a session, from another site, or under another name."""

from __future__ import annotations

import httpx
import pytest
from websockets.exceptions import InvalidStatus
from websockets.sync.client import connect

from tmflow.web import cookies


@pytest.mark.parametrize(
    "path",
    ["/", "/editor?release=R-2026-0001", "/_stcore/metrics", "/_stcore/host-config", "/metrics", "/media/x", "/v1/me"],
)
def test_without_session_nothing_is_served(server, path):
    answer = httpx.get(server.url + path, headers={"accept": "text/html"})
    if path.startswith(("/v1", "/_stcore")):
        assert answer.status_code == 401
        assert answer.json()["error"] == "not_signed_in"
    else:
        assert answer.status_code == 303
        assert answer.headers["location"].startswith("/signin?next=%2F")


def test_the_page_that_was_asked_for_opens_after_signing_in(server, serving):
    path = "/editor?release=R-2026-0001&unit=2"
    with server.client() as client:
        answer = client.get(path, headers={"accept": "text/html"})
        page = client.get(answer.headers["location"], headers={"accept": "text/html"})
        assert 'value="/editor?release=R-2026-0001&amp;unit=2"' in page.text
        answer = client.post("/signin", data={"name": "olga", "password": serving.PASSWORD, "next": path})
        assert (answer.status_code, answer.headers["location"]) == (303, path)
        assert client.get("/", headers={"accept": "text/html"}).status_code == 200


def test_the_first_page_is_found_by_its_name_too(as_olga):
    answer = as_olga.get("/releases?state=translated", headers={"accept": "text/html"})
    assert (answer.status_code, answer.headers["location"]) == (307, "/?state=translated")


@pytest.mark.parametrize(
    "target", ["https://example.org/", "//example.org", "/\\example.org", "javascript:alert(1)", ""]
)
def test_signing_in_never_leads_to_another_site(server, serving, target):
    with server.client() as client:
        answer = client.post("/signin", data={"name": "olga", "password": serving.PASSWORD, "next": target})
    assert (answer.status_code, answer.headers["location"]) == (303, "/")


def test_the_cookie_is_not_for_scripts_and_not_for_other_sites(server, serving):
    with server.client() as client:
        answer = client.post("/signin", data={"name": "olga", "password": serving.PASSWORD})
    attributes = answer.headers["set-cookie"].lower()
    assert "httponly" in attributes
    assert "samesite=lax" in attributes
    assert "secure" not in attributes


def test_behind_https_the_cookie_is_secure(server, serving):
    with server.client() as client:
        answer = client.post(
            "/signin",
            data={"name": "olga", "password": serving.PASSWORD},
            headers={"x-forwarded-proto": "https", "sec-fetch-site": "same-origin"},
        )
    assert "; secure" in answer.headers["set-cookie"].lower()


def test_a_wrong_password_says_so_and_shows_the_name_again(server):
    with server.client() as client:
        answer = client.post("/signin", data={"name": 'ol"ga', "password": "wrong password"})
    assert answer.status_code == 401
    assert "Name or password is not right." in answer.text
    assert 'value="ol&quot;ga"' in answer.text


def test_signing_out_ends_the_session_everywhere(server):
    with server.client("petr") as client:
        kept = client.cookies[cookies.NAME]
        assert client.get("/v1/me").status_code == 200
        assert client.post("/signout").headers["location"] == "/signin"
        assert client.get("/v1/me").status_code == 401
    assert httpx.get(f"{server.url}/v1/me", headers={"cookie": f"{cookies.NAME}={kept}"}).status_code == 401


def test_who_signs_in_after_somebody_else_ends_that_session(server, serving):
    with server.client("petr") as client:
        kept = client.cookies[cookies.NAME]
        assert client.post("/signin", data={"name": "olga", "password": "wrong password"}).status_code == 401
        assert client.get("/v1/me").json()["name"] == "petr"
        client.post("/signin", data={"name": "olga", "password": serving.PASSWORD})
        assert client.get("/v1/me").json()["name"] == "olga"
    # An open page of the one before would otherwise go on in that name.
    assert httpx.get(f"{server.url}/v1/me", headers={"cookie": f"{cookies.NAME}={kept}"}).status_code == 401


@pytest.mark.parametrize("value", ["", "x", "é" * 10, "a" * 5000, '"; drop table session; --'])
def test_an_invented_cookie_opens_nothing(server, value):
    header = f"{cookies.NAME}={value}".encode("latin-1", "replace")
    assert httpx.get(f"{server.url}/v1/me", headers={b"cookie": header}).status_code == 401


class TestOtherSites:
    @pytest.mark.parametrize(
        "headers",
        [
            {"origin": "https://example.org"},
            {"origin": "null"},
            {"sec-fetch-site": "cross-site"},
            {"sec-fetch-site": "same-site"},
        ],
    )
    def test_a_foreign_page_cannot_change_anything(self, unit, server, headers):
        row = unit(2)
        with server.client("olga") as client:
            client.headers.pop("origin")
            answer = client.put(
                f"/v1/units/{row['id']}/en",
                json={"text": "x", "version": row["variants"]["en"]["version"], "operation_id": "foreign-page-1"},
                headers=headers,
            )
        assert (answer.status_code, answer.json()["error"]) == (403, "cross_site")
        assert unit(2) == row

    def test_a_form_of_a_foreign_page_cannot_sign_anybody_in(self, server, serving):
        form = {"name": "olga", "password": serving.PASSWORD}
        for headers in ({"origin": "https://example.org"}, {"sec-fetch-site": "cross-site"}, {}):
            answer = httpx.post(f"{server.url}/signin", data=form, headers=headers)
            assert answer.status_code == 403
            assert "set-cookie" not in answer.headers

    def test_a_form_content_type_changes_nothing(self, as_olga, unit):
        row = unit(2)
        answer = as_olga.put(
            f"/v1/units/{row['id']}/en", content='{"text": "x"}', headers={"content-type": "text/plain"}
        )
        assert (answer.status_code, answer.json()["error"]) == (400, "bad_request")

    def test_a_rebound_name_is_refused(self, server):
        answer = httpx.get(f"{server.url}/healthz", headers={"host": "evil.example.org"})
        assert answer.status_code == 421


class TestWebsocket:
    def address(self, server):
        return f"ws://127.0.0.1:{server.port}/_stcore/stream"

    def refused(self, server, headers):
        with pytest.raises(InvalidStatus) as refusal, connect(self.address(server), additional_headers=headers):
            pass
        return refusal.value.response.status_code

    def test_without_session(self, server):
        assert self.refused(server, {}) == 403

    def test_with_an_ended_session(self, server):
        assert self.refused(server, {"cookie": f"{cookies.NAME}=ended"}) == 403

    def test_from_another_site(self, server):
        with server.client("olga") as client:
            cookie = f"{cookies.NAME}={client.cookies[cookies.NAME]}"
        assert self.refused(server, {"cookie": cookie, "origin": "https://example.org"}) == 403

    def test_with_a_session(self, server):
        with server.client("olga") as client:
            cookie = f"{cookies.NAME}={client.cookies[cookies.NAME]}"
        headers = {"cookie": cookie, "origin": server.url}
        with connect(self.address(server), additional_headers=headers, subprotocols=["streamlit"]) as socket:
            assert socket.subprotocol == "streamlit"


def test_every_answer_carries_the_security_headers(server, as_olga):
    for answer in (httpx.get(f"{server.url}/signin"), as_olga.get("/v1/me"), as_olga.get("/")):
        assert "default-src 'self'" in answer.headers["content-security-policy"]
        assert "http" not in answer.headers["content-security-policy"]
        assert answer.headers["x-content-type-options"] == "nosniff"
        assert answer.headers["x-frame-options"] == "DENY"


def test_health_is_open_and_figures_are_not(server, as_olga):
    health = httpx.get(f"{server.url}/healthz").json()
    assert health["status"] == "ok"
    assert len(health["boot"]) == 32
    assert as_olga.get("/metrics").status_code == 403
    with server.client("root") as client:
        figures = client.get("/metrics").text
    assert 'tmflow_answers_total{area="rest",status="200"}' in figures
    assert "olga" not in figures
