"""Pages as last rendered: bytes that can be made again at any time."""

from django.db import models
from django.db.models.functions import Now


class StoredPage(models.Model):
    """The bytes of one published page, and the stamp of what they were made of.

    The stamp names the publication's state and the version of the code
    (`readers.pagecache.middleware`). A row with any other stamp is stale. `mac` authenticates
    all columns but `stored_at` under a key that is not in the database (`pagecache.mac`).
    """

    path = models.CharField(max_length=200, primary_key=True)
    stamp = models.CharField(max_length=130)
    etag = models.CharField(max_length=64)
    headers = models.JSONField(default=list)
    body = models.BinaryField()
    gzip = models.BinaryField()
    brotli = models.BinaryField()
    mac = models.CharField(max_length=64, db_default="")
    stored_at = models.DateTimeField(db_default=Now())

    def __str__(self) -> str:
        return self.path
