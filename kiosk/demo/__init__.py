"""The demonstration: an invented network round one stop, its vehicles simulated, its feeds served over HTTP."""
