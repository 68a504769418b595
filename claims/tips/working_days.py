"""Working days: Monday to Friday. Holidays differ from desk to desk and are not known here."""

from datetime import datetime, timedelta

SATURDAY = 5


def after_working_days(moment: datetime, days: int) -> datetime:
    """The same time of day, so many working days later."""
    while days:
        moment += timedelta(days=1)
        days -= moment.weekday() < SATURDAY
    return moment
