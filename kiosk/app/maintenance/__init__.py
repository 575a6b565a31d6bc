"""Wires the service menu: its door, its pages, and what stands behind each."""
