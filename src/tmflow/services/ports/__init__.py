"""What services ask of the outside world: `storage` implements the repositories, `bootstrap` wires the rest."""
