"""Bytes from outside become domain values here: fetch, parse, publish."""
