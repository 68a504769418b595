"""What we write when we ask for a reply."""

from django.db import models


class ReplyTemplate(models.Model):
    """A message to start from; words in braces are filled in: {claim}, {claimant}, {due}."""

    name = models.CharField(max_length=80, unique=True)
    subject = models.CharField(max_length=200)
    text = models.TextField(max_length=5000)
    place = models.PositiveSmallIntegerField("where it stands in the list", default=0)

    class Meta:
        ordering = ["place", "name"]

    def __str__(self) -> str:
        return self.name
