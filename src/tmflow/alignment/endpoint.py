"""Sentence embeddings from a server that speaks `/v1/embeddings` as OpenAI's does: in the house or outside of it."""

from __future__ import annotations

import http.client
import json
import time
from dataclasses import dataclass
from http import HTTPStatus
from typing import TYPE_CHECKING, Final
from urllib.parse import urlsplit

import numpy as np

from tmflow.alignment.similarity import LONGEST
from tmflow.alignment.vectors import CAPACITY, VectorCache, Vectors, unit
from tmflow.i18n import tr
from tmflow.model.errors import InputError, Unavailable

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

_PATH: Final = "/v1/embeddings"
_LARGEST_ANSWER: Final = 256 * 1024 * 1024
_AGAIN: Final = frozenset({HTTPStatus.REQUEST_TIMEOUT, HTTPStatus.TOO_MANY_REQUESTS})
_SERVER_ERROR: Final = 500
_LONGEST_PAUSE_S: Final = 30.0


@dataclass(frozen=True, slots=True)
class Address:
    """Where and how to ask.

    Attributes:
        url: `http://host:port`, `https://host` and the like; `/v1/embeddings` is added unless the path ends so.
        model: the model's name as the server knows it.
        key: sent as a bearer token; empty where the server wants none.
        timeout_s: how long one answer may take, in seconds.
        tries: how often a request is sent at most.
        pause_s: seconds before the second try, doubled for each further one.
        batch: texts in one request.
    """

    url: str
    model: str
    key: str = ""
    timeout_s: float = 30.0
    tries: int = 4
    pause_s: float = 0.5
    batch: int = 64

    def __repr__(self) -> str:
        """Everything but the key: it must not reach a log."""
        return f"Address(url={self.url!r}, model={self.model!r})"


class EmbeddingsEndpoint:
    """A `Similarity` that asks a server. Redirects are not followed: the key goes to the named server alone.

    A time-out, a broken connection, "too many requests" and a server's own error are tried again after a pause (the
    one that the server names, if it does); any other refusal is final.

    Args:
        address: where to ask.
        capacity: how many vectors the cache keeps.
        sleep: waits so many seconds.

    Raises:
        InputError: the address is none.
    """

    def __init__(self, address: Address, capacity: int = CAPACITY, sleep: Callable[[float], None] = time.sleep) -> None:
        parts = urlsplit(address.url)
        if parts.scheme not in {"http", "https"} or not parts.hostname:
            raise InputError(tr("“{url}” is no address; expected http://host:port or https://host.", url=address.url))
        self.name = address.model
        self._address = address
        self._secure = parts.scheme == "https"
        self._host, self._port = parts.hostname, parts.port
        path = parts.path.rstrip("/")
        self._path = path if path.endswith("/embeddings") else path.removesuffix("/v1") + _PATH
        self._sleep = sleep
        self._cache = VectorCache(self._embed, capacity)

    def embed(self, texts: Sequence[str], lang: str) -> Vectors:  # noqa: ARG002 - one space for all languages
        """Return one vector of length 1 for each text; an empty text has the vector of a blank, which servers take.

        Raises:
            Unavailable: the server cannot be reached, refuses, or does not answer as agreed.
        """
        return self._cache.vectors([text or " " for text in texts]) if texts else np.zeros((0, 1), np.float32)

    def _embed(self, texts: Sequence[str]) -> Vectors:
        size = max(1, self._address.batch)
        found = [self._batch(texts[at : at + size]) for at in range(0, len(texts), size)]
        if len({part.shape[1] for part in found}) > 1:
            raise self._failure(tr("the vectors are of different lengths"))
        return unit(np.concatenate(found))

    def _batch(self, texts: Sequence[str]) -> Vectors:
        body = {"model": self._address.model, "input": [text[:LONGEST] for text in texts], "encoding_format": "float"}
        answer = self._asked(json.dumps(body, ensure_ascii=True).encode("ascii"))
        try:
            rows = sorted(json.loads(answer)["data"], key=lambda row: row["index"])
            vectors = np.array([row["embedding"] for row in rows], np.float32)
        except (ValueError, KeyError, TypeError, RecursionError) as error:
            raise self._failure(tr("the answer is not a list of embeddings")) from error
        if vectors.ndim != 2 or len(vectors) != len(texts) or not np.isfinite(vectors).all():  # noqa: PLR2004 - a table
            raise self._failure(tr("it sent {got} vectors for {asked} texts", got=len(vectors), asked=len(texts)))
        return vectors

    def _asked(self, body: bytes) -> bytes:
        reason = ""
        pause = self._address.pause_s
        for attempt in range(max(1, self._address.tries)):
            if attempt:
                self._sleep(min(pause, _LONGEST_PAUSE_S))
                pause = self._address.pause_s * 2**attempt
            try:
                status, wait, answer = self._once(body)
            except (OSError, http.client.HTTPException) as error:
                reason = tr("no answer in time") if isinstance(error, TimeoutError) else str(error)
                continue
            if status == HTTPStatus.OK:
                return answer
            reason = tr("it answered with status {status}", status=status)
            if status not in _AGAIN and status < _SERVER_ERROR:
                break
            pause = max(pause, wait)
        raise self._failure(reason)

    def _once(self, body: bytes) -> tuple[int, float, bytes]:
        """Ask once: the status, the pause that the server asks for in seconds, and what it said."""
        kind = http.client.HTTPSConnection if self._secure else http.client.HTTPConnection
        connection = kind(self._host, self._port, timeout=self._address.timeout_s)
        headers = {"Content-Type": "application/json", "Accept": "application/json"}
        if self._address.key:
            headers["Authorization"] = f"Bearer {self._address.key}"
        try:
            connection.request("POST", self._path, body, headers)
            response = connection.getresponse()
            answer = self._read(response)
            wait = response.headers.get("Retry-After", "")
            return response.status, float(wait) if wait.isdigit() else 0.0, answer
        finally:
            connection.close()

    def _read(self, response: http.client.HTTPResponse) -> bytes:
        """Read an answer of bounded size in bounded time: the time-out of a connection alone is one of silence."""
        until = time.monotonic() + self._address.timeout_s
        parts: list[bytes] = []
        size = 0
        while part := response.read1(65_536):
            parts.append(part)
            size += len(part)
            if time.monotonic() > until:
                raise TimeoutError
            if size > _LARGEST_ANSWER:
                raise http.client.HTTPException(tr("the answer is too long"))
        return b"".join(parts)

    def _failure(self, reason: str) -> Unavailable:
        return Unavailable(tr("The embeddings server {host}: {reason}.", host=self._host, reason=reason))
