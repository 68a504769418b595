"""`manage.py sweep`: what beat does every 15 seconds, by hand or from cron."""

from django.core.management.base import BaseCommand

from jobs import dispatch


class Command(BaseCommand):
    help = "Ring again for every job that is due and was not heard."

    def handle(self, **options: object) -> None:
        self.stdout.write(f"Rang for {dispatch.sweep()} jobs.")
