"""The job that takes up the jobs of a worker that died: nothing that was deferred stays undone."""

import logging

from procrastinate import JobContext
from procrastinate.contrib.django import app

_log = logging.getLogger("kontor.jobs")


@app.periodic(cron="* * * * *")
@app.task(queueing_lock="jobs.take_up_stalled", pass_context=True)
async def take_up_stalled(context: JobContext, timestamp: int) -> None:
    """Let the jobs be done that a worker without a heartbeat has begun; ``timestamp`` is procrastinate's tick.

    A job that is begun a second time finds out by itself what was done the first time (decision 0008).
    """
    manager = context.app.job_manager
    for job in await manager.get_stalled_jobs():
        _log.warning("Job %s (%s) was begun by a worker that is gone; it is taken up again.", job.id, job.task_name)
        await manager.retry_job(job)
