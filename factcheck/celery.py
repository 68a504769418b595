"""The Celery application. A message carries the id of one row, never the work itself."""

import os

from celery import Celery
from django.conf import settings

from factcheck import kombu_transport

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "factcheck.settings")

kombu_transport.use()
app = Celery("factcheck")
app.conf.update(
    broker_url=settings.CELERY_BROKER_URL,
    broker_connection_retry_on_startup=True,
    broker_connection_max_retries=None,
    broker_transport_options={
        "visibility_timeout": 600,
        "socket_connect_timeout": 1,
        "socket_timeout": 5,
        "socket_keepalive": True,
        # Dispatching tries once: kombu would retry for six seconds while somebody waits for a
        # page, and the sweep tries again anyway. Workers and beat still wait for ever.
        "max_retries": 0,
    },
    task_acks_late=True,
    task_reject_on_worker_lost=True,
    task_ignore_result=True,
    task_publish_retry=False,
    task_time_limit=120,
    task_soft_time_limit=100,
    worker_prefetch_multiplier=1,
    worker_max_tasks_per_child=200,
    worker_cancel_long_running_tasks_on_connection_loss=True,
    worker_soft_shutdown_timeout=10.0,
    worker_hijack_root_logger=False,
    worker_consumer="factcheck.embedded.celery_consumer:Forgiving",
    accept_content=["json"],
    task_serializer="json",
    task_default_queue="work",
    # Network waits have their own queue and threads, so that parsing never starves fetching.
    task_routes={
        "sources.capture": {"queue": "captures"},
        "claims.poll": {"queue": "captures"},
        "claims.send_letter": {"queue": "captures"},
        "claims.read_second": {"queue": "captures"},
        "reviews.find": {"queue": "captures"},
    },
    timezone="UTC",
    # Beat only sends messages: rows say what is due, so two beats or none are harmless.
    beat_schedule={
        "sweep": {"task": "jobs.sweep", "schedule": 15.0},
        "keep-moving": {"task": "reviews.keep_moving", "schedule": 15.0},
    },
)


def packages_with_tasks() -> list[str]:
    """Every package of ours that has a `tasks.py`: an app, or one subject inside an app."""
    found = (
        path.parent.relative_to(settings.BASE_DIR)
        for name in settings.OUR_APPS
        for path in (settings.BASE_DIR / name).rglob("tasks.py")
    )
    return sorted(".".join(folder.parts) for folder in found)


app.autodiscover_tasks(packages_with_tasks)
