"""Jobs of the index: vectors that an import left to be made, and how common stems are."""

from procrastinate.contrib.django import app

from kontor.kernel.search.indexing import count_stems, encode_some

_AT_ONCE = 512  # rows; a job that is killed has lost so many at most


@app.task(queueing_lock="search.encode_waiting")
def encode_waiting() -> None:
    """Give vectors to all rows that wait for one, and go on until none is left; killed, it begins where it stopped."""
    while encode_some(_AT_ONCE):
        pass
    count_stems()


@app.periodic(cron="*/10 * * * *")
@app.task(queueing_lock="search.count")
def count_anew(timestamp: int) -> None:
    """Count how common stems are, every ten minutes; ``timestamp`` is procrastinate's tick."""
    count_stems()
