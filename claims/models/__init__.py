"""What was said, by whom and where. Shows a claim's review by the reverse relation only."""

from claims.models.articles import LONG, OPEN_JOB, Article, ArticleQuerySet
from claims.models.claims import Claim, ClaimQuerySet
from claims.models.feeds import Entry, Feed
from claims.models.following import LeftOver, Unpacking
from claims.models.leanings import Leaning
from claims.models.people import Claimant, ClaimantQuerySet, HiddenNamesVersion, Topic
from claims.models.second import SecondReading
from claims.models.set_aside import SetAside
from claims.models.statements import Statement, StatementQuerySet
from claims.models.tips import Letter, Tip, TipQuerySet

__all__ = [
    "LONG",
    "OPEN_JOB",
    "Article",
    "ArticleQuerySet",
    "Claim",
    "ClaimQuerySet",
    "Claimant",
    "ClaimantQuerySet",
    "Entry",
    "Feed",
    "HiddenNamesVersion",
    "Leaning",
    "LeftOver",
    "Letter",
    "SecondReading",
    "SetAside",
    "Statement",
    "StatementQuerySet",
    "Tip",
    "TipQuerySet",
    "Topic",
    "Unpacking",
]
