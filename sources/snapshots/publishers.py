"""Publishers of archived pages and articles."""

from django.db import models


class Publisher(models.Model):
    """The publisher of a source or an article."""

    name = models.CharField(max_length=200, unique=True)

    def __str__(self) -> str:
        return self.name

    @classmethod
    def named(cls, name: str) -> "Publisher | None":
        """The publisher of that name, created if new; None for an empty name."""
        name = " ".join(name.split())[:200]
        return cls.objects.get_or_create(name=name)[0] if name else None
