"""Background jobs that survive crashes: a job is a row first and a Celery message second."""
