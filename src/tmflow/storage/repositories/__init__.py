"""One module an area: the statements behind `tmflow.services.ports`. Each repository works on one open transaction."""
