"""The sealer comes by every ten seconds."""

from procrastinate.contrib.django import app

from kontor.kernel.audit import chain


@app.periodic(cron="*/10 * * * * *")
@app.task(queueing_lock="audit.seal", pass_context=False)
def seal_journal(timestamp: int) -> None:
    """Seal what was written since; ``timestamp`` is procrastinate's tick."""
    chain.seal()
