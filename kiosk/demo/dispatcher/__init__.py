"""The far end of an emergency call, simulated: it answers 112, speaks, listens and fails on order."""
