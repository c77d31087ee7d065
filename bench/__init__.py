"""Benchmarks, run by hand; the figures with command, machine and date stand in ``docs/performance.md``."""
