from celery import shared_task

from jobs import dispatch


@shared_task(name="jobs.sweep", ignore_result=True)
def sweep() -> None:
    """Dispatch jobs again whose message was lost."""
    dispatch.sweep()
