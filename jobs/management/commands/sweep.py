"""`manage.py sweep`: dispatch lost jobs; beat does this every 15 seconds."""

from django.core.management.base import BaseCommand

from jobs import dispatch


class Command(BaseCommand):
    help = "Dispatch every job that is due and whose message was lost."

    def handle(self, **options: object) -> None:
        self.stdout.write(f"Dispatched {dispatch.sweep()} jobs.")
