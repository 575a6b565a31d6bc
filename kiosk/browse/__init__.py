"""The browser of state services: a supervisor that limits and wipes a passenger's session, and its window.

Two processes a session: the supervisor (no Qt) starts the window (Qt WebEngine) in a folder in memory that dies
with it.
"""
