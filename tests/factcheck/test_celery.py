"""Which tasks Celery knows: their names are a contract with messages that are on their way."""

from factcheck.celery import app

TASKS = {
    "claims.poll",
    "claims.read",
    "claims.read_left_over",
    "claims.read_page",
    "claims.read_second",
    "claims.send_letter",
    "claims.unpack",
    "jobs.sweep",
    "reviews.anchor",
    "reviews.compare_origins",
    "reviews.find",
    "reviews.keep_moving",
    "reviews.look",
    "reviews.read_proposal",
    "sources.capture",
    "sources.parse",
}


def test_every_task_is_registered_under_its_name():
    app.loader.import_default_modules()

    assert {name for name in app.tasks if not name.startswith("celery.")} == TASKS


def test_every_route_and_every_beat_entry_names_a_task():
    named = set(app.conf.task_routes) | {
        entry["task"] for entry in app.conf.beat_schedule.values()
    }

    assert named <= TASKS
