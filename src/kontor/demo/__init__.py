"""The demo record: facts of five sources, and a scenario that is marked as simulated."""
