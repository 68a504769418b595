from celery import shared_task

from jobs import ringing


@shared_task(name="jobs.sweep", ignore_result=True)
def sweep() -> None:
    """Ring again for what was not heard."""
    ringing.sweep()
