"""`manage.py verify_snapshots`: check that archived bytes and texts are unchanged."""

import hashlib
import json
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.core.files.storage import default_storage
from django.core.management import BaseCommand, CommandError, CommandParser
from django.db.models import CharField, Exists, F, OuterRef, QuerySet, Subquery, Value
from django.db.models.functions import Cast, Concat

from history.models import Event
from sources.quarantine.models import Quarantine
from sources.snapshots import orphan_files, text_hashes, warc
from sources.snapshots.models import Snapshot
from sources.snapshots.storage import storage_name, store_failing

SHOWN = 20
"""How many bad rows are printed; the rest are counted."""
AT_ONCE = 1 << 20
ROWS = 2000

_chain = Concat(Value("snapshot:"), Cast(OuterRef("pk"), CharField()))
TOLD = Subquery(Event.objects.filter(chain=_chain, kind="keep").values("side__text")[:1])
"""The hashes in the event that recorded a page's archiving, as canonical JSON."""

DESTROYED = Exists(
    Quarantine.objects.filter(
        sha256=OuterRef("sha256"), released_at=None, destroyed_at__isnull=False
    )
)


@dataclass(frozen=True, slots=True)
class CheckedPage:
    """What a row and its history say about one archived page."""

    pk: int
    sha256: str
    size: int
    warc_sha256: str
    warc_size: int
    told: str | None
    erased_at: datetime | None
    is_destroyed: bool = False
    """Whether an admin had its bytes destroyed while they were in quarantine."""

    @property
    def is_erased(self) -> bool:
        return self.erased_at is not None


class Command(BaseCommand):
    help = (
        "Read the bytes and the WARC record of every archived page again, compare them"
        " with the hashes in its row, and these with history; and its text with the hashes that"
        " were taken when it was parsed. Exits with 1 if a page is not what was archived. Pages"
        " that were erased by law have no bytes and no text, and are counted separately."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--sample", type=int, metavar="N", help="check only N of them, chosen at random"
        )
        parser.add_argument(
            "--orphans",
            choices=["show", "remove"],
            help="also find files that no row names and that are older than a day",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        pages = Snapshot.objects.all()
        if options["sample"]:
            chosen = Snapshot.objects.order_by("?").values("pk")[: options["sample"]]
            pages = pages.filter(pk__in=chosen)
        count, bad, erased = self._verify(pages)
        wrong = [f"{bad} of {count} archived pages are not what was archived."] if bad else []
        if texts := self._verify_texts():
            wrong.append(f"{texts} texts are not what was read or typed.")
        if options["orphans"]:
            try:
                self._tell_of_orphans(remove=options["orphans"] == "remove")
            except OSError as error:
                wrong.append(f"Listing the files of the storage failed ({_in_words(error)}).")
        if erased:
            self.stdout.write(f"{erased} were erased by law.")
        if wrong:
            raise CommandError(" ".join(wrong))
        self.stdout.write(
            f"{count} archived pages: the bytes of each are those that were archived."
        )

    def _verify(self, pages: "QuerySet[Snapshot]") -> tuple[int, int, int]:
        """How many rows there are, how many are bad (some are printed), and how many are
        erased."""
        count, bad, erased, last, wrong = 0, 0, 0, ("", 0), ""
        # By hash, those with bytes first: bytes that several rows share are read once.
        rows = pages.order_by("sha256", F("content__erased_at").asc(nulls_first=True), "pk")
        columns = ("pk", "sha256", "size", "warc_sha256", "warc_size", "told")
        asked = rows.annotate(told=TOLD, destroyed=DESTROYED)
        told = asked.values_list(*columns, "content__erased_at", "destroyed")
        for row in told.iterator(chunk_size=ROWS):
            page = CheckedPage(*row)
            is_shared = last == (page.sha256, page.size)
            if not page.is_erased and not page.is_destroyed and not is_shared:
                last = (page.sha256, page.size)
                wrong = what_is_wrong(page.sha256, page.size)
            count += 1
            erased += page.is_erased
            if page.is_destroyed:
                found = what_was_not_destroyed(page)
            elif page.is_erased:
                found = what_is_left(page, is_shared=is_shared)
            else:
                found = wrong or what_is_wrong_with_its_record(page)
            if found := found or differs_from_history(page):
                bad += 1
                if bad <= SHOWN:
                    self.stdout.write(f"snapshot:{page.pk} {page.sha256}: {found}")
        return count, bad, erased

    def _verify_texts(self) -> int:
        """Count the bad texts, always of all pages, and print some; the database compares."""
        bad = 0
        for page, wrong in text_hashes.differences():
            bad += 1
            if bad <= SHOWN:
                self.stdout.write(f"snapshot:{page}: {wrong}")
        return bad

    def _tell_of_orphans(self, *, remove: bool) -> None:
        found = 0
        # Removing takes locks of its own, so the walk is over before it begins.
        for sha256 in list(orphan_files.found()) if remove else orphan_files.found():
            if remove and not orphan_files.remove(sha256):
                continue
            found += 1
            if found <= SHOWN:
                self.stdout.write(f"no row names {sha256}")
        verb = "were removed" if remove else "lie there"
        self.stdout.write(f"{found} files that no row names {verb}.")
        if remove and (halves := orphan_files.remove_halves()):
            self.stdout.write(
                f"{halves} half-written files, left by writers that were killed, too."
            )


def differs_from_history(page: CheckedPage) -> str:
    """What is wrong if the row has other hashes than the event that recorded its archiving."""
    if page.told is None:
        return "no line of history records it"
    if not page.told:  # redacted
        return ""
    told = json.loads(page.told)
    if told.get("sha256") != page.sha256:
        return f"history records other bytes: {told.get('sha256')}"
    if told.get("warc", "") != page.warc_sha256:
        return f"history records another WARC record: {told.get('warc', '')}"
    return ""


def what_is_left(page: CheckedPage, *, is_shared: bool) -> str:
    """What an erased page still has but must not; `is_shared`: another page has the bytes."""
    try:
        with store_failing():
            if not is_shared and default_storage.exists(storage_name(page.sha256)):
                return "it was erased, but its bytes are still there"
            if page.warc_sha256 and default_storage.exists(storage_name(page.warc_sha256)):
                return "it was erased, but its WARC record is still there"
    except OSError as error:
        return f"it was erased, but the storage cannot say if it is gone ({_in_words(error)})"
    return ""


def what_was_not_destroyed(page: CheckedPage) -> str:
    """What is wrong if bytes that an admin had destroyed are still there."""
    try:
        with store_failing():
            if default_storage.exists(storage_name(page.sha256)):
                return "its bytes were destroyed, but are still there"
    except OSError as error:
        return (
            f"it was destroyed, but the storage cannot say if it is gone ({_in_words(error)})"
        )
    return ""


def what_is_wrong_with_its_record(page: CheckedPage) -> str:
    """What is wrong with the WARC record: it must be there, whole, and of this body."""
    if not page.warc_sha256:
        return ""
    if wrong := what_is_wrong(page.warc_sha256, page.warc_size):
        return f"its WARC record: {wrong}"
    try:
        with store_failing(), default_storage.open(storage_name(page.warc_sha256)) as file:
            return warc.what_is_wrong(file, page.sha256)
    except OSError as error:
        return f"its WARC record: it cannot be read ({_in_words(error)})"


def what_is_wrong(sha256: str, size: int) -> str:
    """What is wrong with the bytes stored under a hash, in a few words; "" if nothing."""
    digest, read = hashlib.sha256(), 0
    try:
        with store_failing(), default_storage.open(storage_name(sha256)) as file:
            while chunk := file.read(AT_ONCE):
                digest.update(chunk)
                read += len(chunk)
    except FileNotFoundError:
        return "its bytes are gone"
    except OSError as error:
        return f"its bytes cannot be read ({_in_words(error)})"
    if digest.hexdigest() != sha256:
        return f"its {read} bytes hash to {digest.hexdigest()}"
    return "" if read == size else f"{read} bytes are there, but its row says {size}"


def _in_words(error: OSError) -> str:
    """The system's words for an error; errors of a storage's library have only their own."""
    return error.strerror or str(error) or type(error).__name__
