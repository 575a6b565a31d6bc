"""The usage log: one SQLite file, one thread that writes it, readers with connections of their own."""
