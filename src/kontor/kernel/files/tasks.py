"""Bytes whose row was never committed are swept away every night."""

from procrastinate.contrib.django import app

from kontor.kernel.files import storing


@app.periodic(cron="20 4 * * *")
@app.task(queueing_lock="files.sweep", pass_context=False)
def sweep_files(timestamp: int) -> None:
    """Remove bytes that no row knows and that are older than a day; ``timestamp`` is procrastinate's tick."""
    storing.sweep()
