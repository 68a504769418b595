"""The project: settings, addresses, engines. No app imports it."""

from factcheck.celery import app as celery_app

__all__ = ["celery_app"]
