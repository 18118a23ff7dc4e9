"""The encoder behind a server: a real HTTP server on this machine, well behaved and not."""

from __future__ import annotations

import json
import threading
import time
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import numpy as np
import pytest

from tmflow.alignment.aligner import Aligner
from tmflow.alignment.endpoint import Address, EmbeddingsEndpoint
from tmflow.alignment.similarity import SentenceTransformer, UniversalSentenceEncoder
from tmflow.model.errors import InputError, Unavailable

ENCODER = UniversalSentenceEncoder()


class Handler(BaseHTTPRequestHandler):
    """Answers as the server's `plan` says, one entry a request, then properly."""

    def do_POST(self):
        body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        self.server.seen.append((self.path, self.headers.get("Authorization"), body))
        plan = self.server.plan
        step = plan.pop(0) if plan else "well"
        if isinstance(step, int):
            self.send_response(step)
            self.send_header("Retry-After", "7")
            self.send_header("Location", "http://127.0.0.1:9/elsewhere")
            self.send_header("Content-Length", "0")
            self.end_headers()
        elif step == "hang up":
            self.close_connection = True
        elif step == "silence":
            self.server.released.wait(5)
        elif step == "drip":
            self.send_response(200)
            self.end_headers()
            while not self.server.released.wait(0.05):
                try:
                    self.wfile.write(b" ")
                except OSError:
                    break
        else:
            self.answer(body if step == "well" else step)

    def answer(self, body):
        if isinstance(body, dict):
            # Vectors on another scale than ours, in any order: what a client may not rely on.
            vectors = ENCODER.embed(body["input"], "") * 3 + 0.2
            rows = [{"index": n, "embedding": [float(x) for x in v]} for n, v in enumerate(vectors)]
            body = json.dumps({"data": rows[::-1], "model": body["model"]})
        data = body.encode()
        self.send_response(200)
        self.send_header("Content-Length", str(len(data)))
        self.end_headers()
        self.wfile.write(data)

    def log_message(self, *_):
        """Keep the tests quiet."""


@contextmanager
def serving(*plan):
    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.plan, server.seen, server.released = list(plan), [], threading.Event()
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    try:
        yield server
    finally:
        server.released.set()
        server.shutdown()
        server.server_close()
        thread.join()


def endpoint(server, pauses=None, **more):
    url = f"http://127.0.0.1:{server.server_address[1]}"
    sleep = (lambda _: None) if pauses is None else pauses.append
    return EmbeddingsEndpoint(Address(url, "house-model", **{"key": "sesame", "timeout_s": 5.0, **more}), sleep=sleep)


def test_texts_go_in_batches_and_come_back_in_order_at_length_one():
    texts = [f"sentence {n}" for n in range(5)]
    with serving() as server:
        encoder = endpoint(server, batch=2)
        found = encoder.embed(texts, "en")
        again = encoder.embed(texts[::-1], "en")
        assert [(path, key) for path, key, _ in server.seen] == [("/v1/embeddings", "Bearer sesame")] * 3
        assert [body["input"] for _, _, body in server.seen] == [texts[:2], texts[2:4], texts[4:]]
        assert {body["model"] for _, _, body in server.seen} == {"house-model"}
    expected = ENCODER.embed(texts, "") * 3 + 0.2
    expected /= np.linalg.norm(expected, axis=1, keepdims=True)
    assert found.dtype == np.float32
    assert np.allclose(found, expected, atol=1e-5)
    assert np.array_equal(again, found[::-1])


@pytest.mark.parametrize(
    ("plan", "pauses"),
    [
        ([503], [7.0]),
        ([429, 500, "well"], [7.0, 7.0]),
        (["hang up", "hang up"], [0.5, 1.0]),
    ],
)
def test_what_passes_is_tried_again(plan, pauses):
    waited = []
    with serving(*plan) as server:
        assert endpoint(server, waited).embed(["one"], "en").shape == (1, 512)
        assert len(server.seen) == len(pauses) + 1
    assert waited[0] == pauses[0]
    assert len(waited) == len(pauses)


@pytest.mark.parametrize("status", [400, 401, 404, 301, 307])
def test_a_refusal_is_final_and_a_redirect_is_not_followed(status):
    with serving(status) as server:
        with pytest.raises(Unavailable, match=str(status)):
            endpoint(server).embed(["one"], "en")
        assert len(server.seen) == 1


@pytest.mark.parametrize(
    "answer",
    [
        "",
        "no json",
        "[]",
        '{"data": []}',
        '{"data": [{"index": 0}]}',
        '{"data": [{"index": 0, "embedding": "AAAA"}]}',
        '{"data": [{"index": 0, "embedding": [NaN]}]}',
        '{"data": [{"index": 0, "embedding": [1, 2]}, {"index": 1, "embedding": [1, 2]}]}',
        "[" * 100_000,
    ],
)
def test_an_answer_that_is_none_is_refused(answer):
    with serving(answer) as server, pytest.raises(Unavailable, match=r"127\.0\.0\.1"):
        endpoint(server).embed(["one"], "en")


@pytest.mark.parametrize("step", ["silence", "drip"])
def test_a_server_that_does_not_come_to_an_end_is_left(step):
    with serving(step, step) as server:
        started = time.monotonic()
        with pytest.raises(Unavailable, match="in time"):
            endpoint(server, timeout_s=0.2, tries=2).embed(["one"], "en")
        assert time.monotonic() - started < 30  # it would drip for ever


def test_nobody_there():
    with serving() as server:
        encoder = endpoint(server, tries=2)
    with pytest.raises(Unavailable, match="refused"):
        encoder.embed(["one"], "en")
    assert encoder.embed([], "en").shape[0] == 0


@pytest.mark.parametrize("url", ["", "localhost:8000", "file:///etc/passwd", "ftp://host"])
def test_an_address_must_be_one(url):
    with pytest.raises(InputError, match="http"):
        EmbeddingsEndpoint(Address(url, "m"))


def test_the_key_is_not_shown():
    assert "sesame" not in repr(Address("http://host", "m", "sesame"))


def test_another_scale_of_vectors_gives_the_same_beads(aligner, read_ladder, ladder_paths):
    for path in ladder_paths:
        versions, _ = read_ladder(path.read_text(encoding="utf-8"))
        with serving() as server:
            found = Aligner(endpoint(server), aligner.lexicon).align(versions)
        assert found.warnings == ()
        assert [b.members for b in found.beads] == [b.members for b in aligner.align(versions).beads]


def test_when_the_server_fails_words_and_figures_decide_and_the_result_says_so(lexical, read_ladder, ladder_paths):
    versions, _ = read_ladder(ladder_paths[0].read_text(encoding="utf-8"))
    with serving(*[500] * 50) as server:
        found = Aligner(endpoint(server), lexical.lexicon).align(versions)
    assert found.beads == lexical.align(versions).beads
    assert "127.0.0.1" in found.warnings[0]
    assert "500" in found.warnings[0]


def test_sentence_transformers_is_an_extra(monkeypatch, lexical, read_ladder, ladder_paths):
    monkeypatch.setitem(__import__("sys").modules, "sentence_transformers", None)
    versions, _ = read_ladder(ladder_paths[0].read_text(encoding="utf-8"))
    found = Aligner(SentenceTransformer(), lexical.lexicon).align(versions)
    assert found.beads == lexical.align(versions).beads
    assert "tmflow[labse]" in found.warnings[0]
