"""What services ask of the outside world. `storage` implements the repositories, `bootstrap` picks and wires the rest."""
