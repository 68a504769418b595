"""Working days: Monday to Friday. Public holidays aren't taken into account."""

from datetime import datetime, timedelta

SATURDAY = 5


def after_working_days(moment: datetime, days: int) -> datetime:
    """Return the same time of day, so many working days later."""
    while days:
        moment += timedelta(days=1)
        days -= moment.weekday() < SATURDAY
    return moment
