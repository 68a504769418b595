from celery import shared_task

from jobs import dispatch


@shared_task(name="jobs.sweep", ignore_result=True)
def sweep() -> None:
    """Ring again for what was not heard."""
    dispatch.sweep()
