"""What the desk asks of a check, in versions that never change."""

import re
from dataclasses import dataclass

from django.conf import settings
from django.db import models
from django.db.models.functions import Now
from django.utils.translation import gettext, gettext_lazy, ngettext
from django.utils.translation import gettext_noop as _
from django_stubs_ext import StrOrPromise

from reviews.sentences import Plural, english_plural

ALWAYS = (
    _("a rating of the scale, and a conclusion that can be read alone"),
    _("at least one passage that is on an archived page, word for word"),
    _("an archived page for each of its sources"),
    _("for every number in brackets, the source that it names"),
    _("markup for search engines without a fault"),
    _("the approval of an editor who is none of its authors"),
)
"""What every check must have, in addition to the desk's own standard. Versions freeze it in
English; pages show `shown_rule`."""

REPLY_RULE = _("what the claimant was asked and answered, or why nobody was asked")
WHY_RULE = _("the reason why we check the claim")


def _origins_rule(ngettext: Plural, count: int) -> str:
    """`ngettext`, or what gives its English."""
    return ngettext(
        "sources of at least %(count)s independent origin",
        "sources of at least %(count)s independent origins",
        count,
    ) % {"count": count}


def shown_rule(rule: str) -> str:
    """A rule in the language of the page, from its English in a version of the standard."""
    if count := re.fullmatch(r"sources of at least (\d+) independent origins?", rule):
        return _origins_rule(ngettext, int(count[1]))
    return gettext(rule)


class Standard(models.Model):
    """One version of the desk's standard; the newest is in force, and none is ever changed.

    `policy` is what no software can know, in Markdown: how the desk chooses, who pays for it.
    """

    class Template(models.TextChoices):
        IFCN = "ifcn", "IFCN"
        EFCSN = "efcsn", "EFCSN"
        DEFAULT = "default", gettext_lazy("The default")

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
        """What a check must have, each an English phrase that follows "Every check has"."""
        own = []
        if self.origins_needed:
            own.append(_origins_rule(english_plural, self.origins_needed))
        if self.reply_needed:
            own.append(REPLY_RULE)
        if self.why_needed:
            own.append(WHY_RULE)
        return [*ALWAYS[:-1], *own, ALWAYS[-1]]


@dataclass(frozen=True, slots=True)
class StandardTemplate:
    """Rules to start from, and whose code of principles they are drawn from."""

    slug: str
    name: StrOrPromise
    about: StrOrPromise
    origins_needed: int
    reply_needed: bool
    why_needed: bool


TEMPLATES = (
    StandardTemplate(
        Standard.Template.IFCN,
        "IFCN",
        gettext_lazy(
            "What assessors of the International Fact-Checking Network look for in each check:"
            " more than one origin, the claimant asked, and why the claim was chosen."
        ),
        origins_needed=2,
        reply_needed=True,
        why_needed=True,
    ),
    StandardTemplate(
        Standard.Template.EFCSN,
        "EFCSN",
        gettext_lazy(
            "For members of the European Fact-Checking Standards Network: two origins for the"
            " central claim, and the claimant asked."
        ),
        origins_needed=2,
        reply_needed=True,
        why_needed=False,
    ),
    StandardTemplate(
        Standard.Template.DEFAULT,
        gettext_lazy("The default"),
        gettext_lazy("What the software asks of every check, and nothing more."),
        origins_needed=0,
        reply_needed=False,
        why_needed=False,
    ),
)
"""In the order in which they are offered."""
