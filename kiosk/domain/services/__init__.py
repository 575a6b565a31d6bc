"""State services at a bus stop as values and pure rules: what is offered, found, allowed, and for how long."""
