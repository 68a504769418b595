"""`manage.py verify_snapshots`: every kept page's bytes are there and are its row's."""

import hashlib
import json
from typing import Any

from django.core.files.storage import default_storage
from django.core.management import BaseCommand, CommandError, CommandParser
from django.db.models import CharField, OuterRef, Subquery, Value
from django.db.models.functions import Cast, Concat

from history.models import Event
from sources.models import Snapshot
from sources.storage import storage_name

SHOWN = 20
"""Bad rows that are printed; the rest are counted."""
AT_ONCE = 1 << 20

_chain = Concat(Value("snapshot:"), Cast(OuterRef("pk"), CharField()))
TOLD = Subquery(Event.objects.filter(chain=_chain, kind="keep").values("side__text")[:1])
"""What the line that tells of its keeping says, as canonical JSON."""


class Command(BaseCommand):
    help = (
        "Read every kept page's bytes again, compare them with the hash in its row, and that"
        " with history. Ends with 1 if a page is not what was kept."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--sample", type=int, metavar="N", help="only N of them, chosen at random"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        # By hash: what several rows kept is read once.
        pages = Snapshot.objects.order_by("sha256", "pk")
        if options["sample"]:
            chosen = Snapshot.objects.order_by("?").values("pk")[: options["sample"]]
            pages = pages.filter(pk__in=chosen)
        count, bad, last, wrong = 0, 0, ("", 0), ""
        rows = pages.annotate(told=TOLD).values_list("pk", "sha256", "size", "told")
        for pk, sha256, size, told in rows.iterator(chunk_size=2000):
            if (sha256, size) != last:
                last, wrong = (sha256, size), what_is_wrong(sha256, size)
            count += 1
            if found := wrong or differs_from_history(sha256, told):
                bad += 1
                if bad <= SHOWN:
                    self.stdout.write(f"snapshot:{pk} {sha256}: {found}")
        if bad:
            raise CommandError(f"{bad} of {count} kept pages are not what was kept.")
        self.stdout.write(f"{count} kept pages: the bytes of each are those that were kept.")


def differs_from_history(sha256: str, told: str | None) -> str:
    """Whether the row names other bytes than the line that told of them when they were kept."""
    if told is None:
        return "no line of history tells of it"
    if told and json.loads(told).get("sha256") != sha256:  # empty: redacted
        return f"history tells of other bytes: {json.loads(told).get('sha256')}"
    return ""


def what_is_wrong(sha256: str, size: int) -> str:
    """What is wrong with the bytes kept under a hash, in a few words; else nothing."""
    digest, read = hashlib.sha256(), 0
    try:
        with default_storage.open(storage_name(sha256)) as file:
            while chunk := file.read(AT_ONCE):
                digest.update(chunk)
                read += len(chunk)
    except FileNotFoundError:
        return "its bytes are gone"
    except OSError as error:
        return f"its bytes cannot be read ({error.strerror})"
    if digest.hexdigest() != sha256:
        return f"its {read} bytes hash to {digest.hexdigest()}"
    return "" if read == size else f"{read} bytes lie there, its row says {size}"
