"""`manage.py load_demo`: the demo desk, once, in an empty database; tokens renewed later."""

from django.core.management.base import BaseCommand
from django.db import transaction

from accounts.models import SYSTEM, User
from factcheck.demo import people
from factcheck.demo.story import Story


class Command(BaseCommand):
    help = "Fill an empty desk with an invented town; renew the demo's tokens otherwise."

    def handle(self, **options: object) -> None:
        if User.objects.exclude(username=SYSTEM).exists():
            renewed = people.renew_tokens()
            self.stdout.write(f"The desk has people already; {renewed} demo tokens renewed.")
            return
        with transaction.atomic():
            cast, sign_ins = people.invite_all()
            Story(cast).play()
        path = people.write(sign_ins)
        for sign_in in sign_ins:
            self.stdout.write("{username:9} {role:8} {password}".format(**sign_in))
        self.stdout.write(f"The demo's sign-ins and tokens are kept in {path}")
