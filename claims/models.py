"""All models of the app, for Django. They reach a review by the reverse relation only."""

from claims.articles.follow_up_jobs import LeftOver, Unpacking
from claims.articles.models import LONG, OPEN_JOB, Article, ArticleQuerySet
from claims.claimants.models import Claimant, ClaimantQuerySet, HiddenNamesVersion, Topic
from claims.claims.models import Claim, ClaimQuerySet
from claims.feeds.models import Entry, Feed
from claims.preferences.models import RankingPreference
from claims.second_reader.models import SecondReading
from claims.set_aside.models import SetAside
from claims.statements.models import Statement, StatementQuerySet
from claims.tips.models import Letter, Tip, TipQuerySet

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
    "LeftOver",
    "Letter",
    "RankingPreference",
    "SecondReading",
    "SetAside",
    "Statement",
    "StatementQuerySet",
    "Tip",
    "TipQuerySet",
    "Topic",
    "Unpacking",
]
