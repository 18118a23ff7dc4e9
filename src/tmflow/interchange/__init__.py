"""One module a format, each with `parse` and/or `serialize` against the model; `registry` lists them."""
