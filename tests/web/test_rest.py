"""The REST interface: what each request answers, and what each kind of wrong request is told."""

from __future__ import annotations

import pytest


def test_me_says_what_i_may(as_olga, as_zhang, as_visitor):
    assert as_olga.get("/v1/me").json()["may"]["translate"] == ["en", "ru"]
    assert as_zhang.get("/v1/me").json()["may"]["approve"] == ["zh", "en", "ru"]
    assert not any(as_visitor.get("/v1/me").json()["may"].values())


def test_a_release_and_its_rows(as_visitor, release):
    listed = as_visitor.get("/v1/releases").json()
    assert [item["id"] for item in listed["items"]] == [release]
    head = as_visitor.get(f"/v1/releases/{release}").json()
    assert head["source_lang"] == "zh"
    assert head["languages"] == ["zh", "en", "ru"]
    assert head["versions"]["ru"]["title"].startswith("Порт Циндао")
    rows = as_visitor.get(f"/v1/releases/{release}/units").json()["rows"]
    assert [row["position"] for row in rows] == list(range(1, len(rows) + 1))
    row = rows[1]
    assert row["variants"]["en"]["text"].startswith("The two sides signed")
    assert {"version", "state", "author", "at", "origin", "source_changed"} <= row["variants"]["en"].keys()
    assert as_visitor.get(f"/v1/units/{row['id']}").json() == row


def test_help_for_a_unit(as_olga, unit):
    answer = as_olga.get(f"/v1/units/{unit(2)['id']}/help", params={"lang": "en"})
    assert answer.status_code == 200
    assert answer.json().keys() == {"matches", "terms", "issues", "comments", "history"}


class TestSaving:
    def test_a_text_is_stored_and_confirmed(self, unit, save):
        row = unit(2)
        text = "The two sides signed a memorandum of cooperation in Qingdao on March 12, 2026, it was said."
        saved = save(row, "en", text, "saving-1", confirm=True)
        assert saved.status_code == 200
        assert saved.json()["variants"]["en"]["text"] == text
        assert saved.json()["variants"]["en"]["state"] == "translated"
        assert unit(2) == saved.json()

    def test_the_same_operation_twice_changes_nothing_twice(self, unit, save):
        row = unit(4)
        first = save(row, "en", "The two sides will add more freight trains.", "twice-0001").json()
        again = save(row, "en", "The two sides will add more freight trains.", "twice-0001")
        assert again.status_code == 200
        assert again.json()["variants"]["en"] == first["variants"]["en"]

    def test_a_stale_version_is_a_conflict_that_shows_what_is_stored(self, unit, save, as_zhang):
        row = unit(4)
        assert save(row, "ru", "Стороны увеличат число поездов.", "stale-0001").status_code == 200
        late = save(row, "ru", "Другой текст.", "stale-0002", client=as_zhang)
        assert (late.status_code, late.json()["error"]) == (409, "conflict")
        assert late.json()["current"]["text"] == "Стороны увеличат число поездов."
        assert unit(4)["variants"]["ru"]["text"] == "Стороны увеличат число поездов."

    @pytest.mark.parametrize("client", ["as_visitor", "as_olga"])
    def test_only_translators_of_the_language_save(self, request, unit, save, client):
        row = unit(3)
        refused = save(row, "zh", "改。", "rights-0001", client=request.getfixturevalue(client))
        assert (refused.status_code, refused.json()["error"]) == (403, "permission_denied")
        assert unit(3) == row


class TestReview:
    def test_a_translator_cannot_approve(self, as_olga, unit):
        row = unit(5)
        answer = as_olga.post(
            f"/v1/units/{row['id']}/en/approve",
            json={"version": row["variants"]["en"]["version"], "operation_id": "approve-0001"},
        )
        assert (answer.status_code, answer.json()["error"]) == (403, "permission_denied")

    def test_nobody_approves_their_own_text(self, as_zhang, unit, save):
        row = save(
            unit(5), "en", "The delegation visited the terminal.", "own-0001", client=as_zhang, confirm=True
        ).json()
        answer = as_zhang.post(
            f"/v1/units/{row['id']}/en/approve",
            json={"version": row["variants"]["en"]["version"], "operation_id": "own-0002"},
        )
        assert (answer.status_code, answer.json()["error"]) == (422, "blocked")
        assert answer.json()["reasons"] == ["own_revision"]

    def test_an_editor_approves_and_returns(self, as_zhang, unit, save):
        row = save(unit(1), "ru", "Порт Циндао и Ташкент подписали меморандум", "approve-1001", confirm=True).json()
        path = f"/v1/units/{row['id']}/ru"
        version = row["variants"]["ru"]["version"]
        approved = as_zhang.post(f"{path}/approve", json={"version": version, "operation_id": "approve-1002"})
        assert approved.status_code == 200, approved.text
        assert approved.json()["variants"]["ru"]["state"] == "reviewed"

        row = save(unit(4), "en", "Both sides will add freight trains.", "return-1001", confirm=True).json()
        path = f"/v1/units/{row['id']}/en"
        version = row["variants"]["en"]["version"]
        returned = as_zhang.post(
            f"{path}/return", json={"version": version, "operation_id": "return-1002", "comment": "“The two sides”."}
        )
        assert returned.json()["variants"]["en"]["state"] == "initial"
        assert returned.json()["comments"] == 1

    def test_history_restores(self, as_olga, unit, save):
        row = unit(3)
        before = row["variants"]["ru"]["text"]
        row = save(row, "ru", "Совсем другой текст.", "history-0001").json()
        revisions = as_olga.get(f"/v1/units/{row['id']}/ru/history").json()["revisions"]
        old = next(revision for revision in revisions if revision["text"] == before)
        restored = as_olga.post(
            f"/v1/units/{row['id']}/ru/restore",
            json={
                "revision_id": old["id"],
                "version": row["variants"]["ru"]["version"],
                "operation_id": "history-0002",
            },
        )
        assert restored.json()["variants"]["ru"]["text"] == before

    def test_comments_are_counted(self, as_olga, unit):
        row = unit(2)
        answer = as_olga.post(f"/v1/units/{row['id']}/en/comment", json={"text": "Is “signed” the right tense?"})
        assert answer.json()["comments"] == row["comments"] + 1

    def test_a_decision_needs_a_known_kind(self, as_olga, unit):
        answer = as_olga.post(
            f"/v1/units/{unit(2)['id']}/decisions", json={"key": "k", "kind": "perhaps", "scope": "here"}
        )
        assert (answer.status_code, answer.json()["error"]) == (400, "bad_request")

    def test_a_decision_that_is_not_there_is_not_taken_back(self, as_olga, unit):
        answer = as_olga.post(f"/v1/units/{unit(2)['id']}/decisions/987/revoke", json={})
        assert (answer.status_code, answer.json()["error"]) == (404, "not_found")


class TestWrongRequests:
    @pytest.mark.parametrize(
        ("path", "status", "code"),
        [
            ("/v1/releases/R-1999-0001", 404, "not_found"),
            ("/v1/releases/R-1999-0001/units", 404, "not_found"),
            ("/v1/units/nothing", 404, "not_found"),
            ("/v1/units/nothing/help", 400, "bad_request"),
            ("/v1/units/nothing/help?lang=fr", 400, "bad_request"),
            ("/v1/releases?limit=0", 400, "bad_request"),
            ("/v1/releases?limit=many", 400, "bad_request"),
            ("/v1/releases?limit=²", 400, "bad_request"),
            ("/v1/releases?state=lost", 400, "bad_input"),
        ],
    )
    def test_reading(self, as_olga, path, status, code):
        answer = as_olga.get(path)
        assert (answer.status_code, answer.json()["error"]) == (status, code)
        assert answer.json()["message"]

    @pytest.mark.parametrize(
        "body",
        [
            b"",
            b"[]",
            b"{",
            b"\xff\xfe",
            b'{"text": 1, "version": 1, "operation_id": "wrong-0001"}',
            b'{"text": "x", "version": -1, "operation_id": "wrong-0001"}',
            b'{"text": "x", "version": true, "operation_id": "wrong-0001"}',
            b'{"text": "x", "version": 1}',
            b'{"text": "x", "version": 1, "operation_id": "short"}',
            b'{"text": "x", "version": 1, "operation_id": "wrong-0001", "confirm": "yes"}',
            b'{"text": "%s", "version": 1, "operation_id": "wrong-0001"}' % (b"x" * 20_001),
            b"[" * 100_000,
        ],
    )
    def test_writing(self, as_olga, unit, body):
        row = unit(2)
        answer = as_olga.put(f"/v1/units/{row['id']}/en", content=body, headers={"content-type": "application/json"})
        assert (answer.status_code, answer.json()["error"]) == (400, "bad_request")
        assert unit(2) == row

    def test_a_body_without_end_is_cut_off(self, as_olga, unit):
        answer = as_olga.put(
            f"/v1/units/{unit(2)['id']}/en",
            content=(b" " * 65536 for _ in range(16)),
            headers={"content-type": "application/json"},
        )
        assert (answer.status_code, answer.json()["error"]) == (413, "too_large")


class TestExport:
    def test_only_approved_text_leaves_the_house(self, as_olga, release):
        answer = as_olga.get(f"/v1/releases/{release}/export", params={"format": "tmx"})
        assert answer.status_code == 200
        assert "attachment" in answer.headers["content-disposition"]
        assert "automated terminal" not in answer.text

    def test_unapproved_text_takes_the_right(self, as_visitor, as_olga, release):
        query = {"format": "tmx", "unapproved": "yes"}
        assert as_visitor.get(f"/v1/releases/{release}/export", params=query).status_code == 403
        assert "memorandum" in as_olga.get(f"/v1/releases/{release}/export", params=query).text

    def test_an_unknown_format_is_named(self, as_olga, release):
        answer = as_olga.get(f"/v1/releases/{release}/export", params={"format": "pdf"})
        assert answer.status_code == 400
        assert "docx" in answer.json()["message"]


def test_concordance_finds_what_was_approved(as_zhang, unit, save):
    row = save(
        unit(2), "en", "The two sides signed a memorandum in Qingdao on March 12, 2026.", "cc-00001", confirm=True
    )
    row = row.json()
    approved = as_zhang.post(
        f"/v1/units/{row['id']}/en/approve",
        json={"version": row["variants"]["en"]["version"], "operation_id": "cc-00002"},
    )
    assert approved.status_code == 200, approved.text
    for query in ("备忘", "MEMORANDUM"):
        hits = as_zhang.get("/v1/concordance", params={"q": query}).json()["items"]
        assert any("memorandum in Qingdao" in hit["unit"]["texts"]["en"] for hit in hits), query
    assert as_zhang.get("/v1/concordance", params={"q": " "}).json()["items"] == []


def test_a_text_is_never_sent_under_another_persons_name(as_zhang, unit):
    row = unit(2)
    answer = as_zhang.put(
        f"/v1/units/{row['id']}/en",
        json={"text": "x", "version": row["variants"]["en"]["version"], "operation_id": "other-0001"},
        headers={"x-tmflow-account": "olga"},
    )
    assert (answer.status_code, answer.json()["error"]) == (401, "not_signed_in")
    assert unit(2) == row
