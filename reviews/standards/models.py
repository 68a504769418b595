"""What the desk asks of a check, in versions that never change."""

from dataclasses import dataclass

from django.conf import settings
from django.db import models
from django.db.models.functions import Now

ALWAYS = (
    "a rating of the scale, and a conclusion that can be read alone",
    "at least one passage that is on an archived page, word for word",
    "an archived page for each of its sources",
    "for every number in brackets, the source that it names",
    "markup for search engines without a fault",
    "the approval of an editor who is none of its authors",
)
"""What every check must have, in addition to the desk's own standard."""


class Standard(models.Model):
    """One version of the desk's standard; the newest is in force, and none is ever changed.

    `policy` is what no software can know, in Markdown: how the desk chooses, who pays for it.
    """

    class Template(models.TextChoices):
        IFCN = "ifcn", "IFCN"
        EFCSN = "efcsn", "EFCSN"
        DEFAULT = "default", "The default"

    version = models.PositiveSmallIntegerField(unique=True)
    template = models.CharField(
        "made from", max_length=10, choices=Template.choices, default=Template.DEFAULT
    )
    origins_needed = models.PositiveSmallIntegerField("independent origins needed", default=0)
    reply_needed = models.BooleanField(
        "the claimant was asked, or it is said why not", default=False
    )
    why_needed = models.BooleanField("it is said why we check the claim", default=False)
    policy = models.TextField("what no software can know", max_length=20_000, blank=True)
    reason = models.CharField("why it was set", max_length=300, blank=True)
    set_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    set_at = models.DateTimeField(db_default=Now(), null=True)

    class Meta:
        ordering = ["-version"]

    def __str__(self) -> str:
        return f"version {self.version} of the desk's standard"

    @classmethod
    def current(cls) -> "Standard":
        """The version in force; an unsaved version 0, the default, where none was ever set."""
        return cls.objects.first() or cls(version=0, set_at=None)

    @property
    def rules(self) -> list[str]:
        """What a check must have, each a phrase that follows "Every check has"."""
        own = []
        if self.origins_needed:
            plural = "s" if self.origins_needed > 1 else ""
            own.append(f"sources of at least {self.origins_needed} independent origin{plural}")
        if self.reply_needed:
            own.append("what the claimant was asked and answered, or why nobody was asked")
        if self.why_needed:
            own.append("the reason why we check the claim")
        return [*ALWAYS[:-1], *own, ALWAYS[-1]]


@dataclass(frozen=True, slots=True)
class StandardTemplate:
    """Rules to start from, and whose code of principles they are drawn from."""

    slug: str
    name: str
    about: str
    origins_needed: int
    reply_needed: bool
    why_needed: bool


TEMPLATES = (
    StandardTemplate(
        Standard.Template.IFCN,
        "IFCN",
        "What assessors of the International Fact-Checking Network look for in each check:"
        " more than one origin, the claimant asked, and why the claim was chosen.",
        origins_needed=2,
        reply_needed=True,
        why_needed=True,
    ),
    StandardTemplate(
        Standard.Template.EFCSN,
        "EFCSN",
        "For members of the European Fact-Checking Standards Network: two origins for the"
        " central claim, and the claimant asked.",
        origins_needed=2,
        reply_needed=True,
        why_needed=False,
    ),
    StandardTemplate(
        Standard.Template.DEFAULT,
        "The default",
        "What the software asks of every check, and nothing more.",
        origins_needed=0,
        reply_needed=False,
        why_needed=False,
    ),
)
"""In the order in which they are offered."""
