"""Which sentence encoder the office uses.

`TMFLOW_ENCODER` is empty for the one that comes with the program, `none` for none, `labse` for LaBSE by
sentence-transformers (`pip install 'tmflow[labse]'`), `st:NAME` for another model of that library, or the address of a
server that speaks `/v1/embeddings`: then `TMFLOW_ENCODER_MODEL` names the model, and `TMFLOW_ENCODER_KEY` is the key.
"""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Final

from tmflow.alignment.aligner import default
from tmflow.alignment.endpoint import Address, EmbeddingsEndpoint
from tmflow.alignment.similarity import SentenceTransformer
from tmflow.i18n import tr
from tmflow.model.errors import InputError

if TYPE_CHECKING:
    from collections.abc import Mapping

    from tmflow.alignment.similarity import Similarity

ENCODER_VARIABLE: Final = "TMFLOW_ENCODER"
MODEL_VARIABLE: Final = "TMFLOW_ENCODER_MODEL"
KEY_VARIABLE: Final = "TMFLOW_ENCODER_KEY"
_LIBRARY: Final = "st:"


def encoder(environ: Mapping[str, str] | None = None) -> Similarity | None:
    """Return the encoder that the environment names; nothing is loaded yet.

    Raises:
        InputError: it names none that there is, or a server without a model.
    """
    given = environ if environ is not None else os.environ
    named = given.get(ENCODER_VARIABLE, "").strip()
    if not named:
        return default().similarity
    if named == "none":
        return None
    if named == "labse":
        return SentenceTransformer()
    if named.startswith(_LIBRARY):
        return SentenceTransformer(named.removeprefix(_LIBRARY))
    if not named.startswith(("http://", "https://")):
        message = tr("{name} is no encoder; expected none, labse, st:NAME, or the address of a server.", name=named)
        raise InputError(message, source=ENCODER_VARIABLE)
    model = given.get(MODEL_VARIABLE, "").strip()
    if not model:
        raise InputError(tr("Name the model of the server, too."), source=MODEL_VARIABLE)
    return EmbeddingsEndpoint(Address(named, model, given.get(KEY_VARIABLE, "").strip()))
