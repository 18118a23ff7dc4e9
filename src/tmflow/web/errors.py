"""From the exception tree of the model to answers of the REST interface."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from starlette.responses import JSONResponse

from tmflow.i18n import tr
from tmflow.model import errors
from tmflow.web.wire import plain

if TYPE_CHECKING:
    from starlette.requests import Request


class BadRequest(errors.TmflowError):
    """A request that does not follow the interface: not JSON, a field missing or of the wrong kind."""


@dataclass(frozen=True, slots=True)
class Answer:
    """How one kind of error is told: an HTTP status and a code for programs."""

    status: int
    code: str


# The first kind that fits counts: special ones before general ones.
_ANSWERS: Final[tuple[tuple[type[errors.TmflowError], Answer], ...]] = (
    (BadRequest, Answer(400, "bad_request")),
    (errors.TooLarge, Answer(413, "too_large")),
    (errors.InputError, Answer(400, "bad_input")),
    (errors.NotSignedIn, Answer(401, "not_signed_in")),
    (errors.PermissionDenied, Answer(403, "permission_denied")),
    (errors.Blocked, Answer(422, "blocked")),
    (errors.Refused, Answer(403, "refused")),
    (errors.NotFound, Answer(404, "not_found")),
    (errors.Conflict, Answer(409, "conflict")),
    (errors.StorageError, Answer(507, "storage")),
    (errors.Unavailable, Answer(503, "unavailable")),
)
_OTHER: Final = Answer(500, "failed")


def answer_to(error: errors.TmflowError) -> JSONResponse:
    """Return the answer for an error: `{"error": code, "message": sentence}`, with `reasons` or `current` if known."""
    answer = next((answer for kind, answer in _ANSWERS if isinstance(error, kind)), _OTHER)
    body: dict[str, Any] = {"error": answer.code, "message": str(error)}
    if isinstance(error, errors.Blocked):
        body["reasons"] = list(error.reasons)
    if isinstance(error, errors.Conflict):
        body["current"] = plain(error.current)
    return JSONResponse(body, status_code=answer.status, headers={"cache-control": "no-store"})


async def tmflow_error(_request: Request, error: Exception) -> JSONResponse:
    """Answer an expected error; the handler for `TmflowError`."""
    if not isinstance(error, errors.TmflowError):
        raise error
    return answer_to(error)


def refused(status: int, code: str, message: str) -> JSONResponse:
    """Return an error that has no exception of its own."""
    return JSONResponse({"error": code, "message": message}, status_code=status, headers={"cache-control": "no-store"})


def not_signed_in() -> JSONResponse:
    """Return the answer to a request without a session."""
    return refused(401, "not_signed_in", tr("Your session has ended. Sign in again; your text is kept."))
