"""What is withheld from readers at this moment: every page for readers asks here.

`Withheld.now()` reads the rows once, for any number of checks. Whether a row is in force is
decided by the database's clock: one that nobody confirmed in time has ended.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any, Self

from django.contrib.postgres.search import SearchQuery, SearchVector
from django.db.models import BigIntegerField, Case, F, Func, Q, TextField, Value, When
from django.db.models.functions import Cast
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from claims.articles.models import Article
from claims.claimants.models import Claimant
from reviews.publication.models.publications import (
    Publication,
    PublicationQuerySet,
    PublishedVersion,
)
from reviews.publication.models.withholdings import OldAddress, Withholding
from reviews.revisions import word_removal
from reviews.revisions.document import Document, FrozenEvidence, FrozenSnapshot
from reviews.revisions.hidden_names import NONE, HiddenNames, hidden_names, stems
from reviews.revisions.models import Revision
from reviews.revisions.public_document import public_document
from reviews.revisions.word_removal import Blank
from sources.snapshots.models import Content, Snapshot

What = Withholding.What

SENTENCE = _("We do not show this page for the time being.")
MEANING = _(
    "It is not a retraction. It says nothing about whether the page is right or wrong, or about"
    " anybody named on it."
)
SOURCE_WITHHELD = "This source is withheld."
PART = _("Part of this page is not shown at the moment.")
NAME_GAP = "[name withheld]"
TOPIC_WITHHELD = "Topic withheld"
WORDS_GAP = "[words removed for legal or privacy reasons]"


class NotShown(Exception):
    """A page that readers do not see now: 451, the neutral sentence and nothing else.

    `since`: from when on; `until`: by when a second editor confirms; None once confirmed.
    `is_moved`: an address that one editor ended for good, which no second one confirms.
    """

    def __init__(
        self, since: datetime, until: datetime | None = None, *, is_moved: bool = False
    ) -> None:
        self.since, self.until, self.is_moved = since, until, is_moved
        super().__init__(SENTENCE)

    @classmethod
    def by(cls, withholding: Withholding) -> Self:
        until = None if withholding.confirmed_at else withholding.confirm_by
        return cls(withholding.withheld_at, until)


def day(time: datetime) -> str:
    return f"{timezone.localtime(time):%-d %B %Y}"


def gap_of(withholding: Withholding) -> str:
    """What readers see in place of withheld words."""
    if withholding.what == What.NAME:
        return NAME_GAP
    if withholding.what == What.WORDS:
        return WORDS_GAP
    return f"[This passage is withheld since {day(withholding.withheld_at)}.]"


def blanks_of(withholding: Withholding) -> list[Blank]:
    """The withheld words, and other spellings of a name."""
    gap = gap_of(withholding)
    return [
        Blank(words, gap, withholding.instead)
        for words in (withholding.words, *withholding.spellings)
    ]


@dataclass(frozen=True)
class Withheld:
    """All that is withheld at one moment. `names` are blanked everywhere, `words` by claim."""

    checks: Mapping[int, Withholding] = field(default_factory=dict)
    versions: Mapping[int, Withholding] = field(default_factory=dict)
    copies: Mapping[int, Withholding] = field(default_factory=dict)
    names: tuple[Withholding, ...] = ()
    words: Mapping[int, tuple[Withholding, ...]] = field(default_factory=dict)
    quarantined: frozenset[int] = frozenset()
    """Archived pages whose file nobody may open."""
    texts: frozenset[int] = frozenset()
    """Articles whose text nobody may see."""
    claims: frozenset[int] = frozenset()
    """Claims that such texts made."""
    hidden: HiddenNames = NONE
    """The names of private people, which are blanked everywhere."""

    @classmethod
    def now(cls) -> Self:
        related = ("publication", "version", "snapshot")
        rows = Withholding.objects.in_force().select_related(*related)
        pages, texts, claims = _quarantined()
        withheld = cls.of(list(rows.order_by("pk")))
        return replace(
            withheld,
            copies=_of_same_bytes(withheld.copies),
            quarantined=pages,
            texts=texts,
            claims=claims,
            hidden=hidden_names(),
        )

    @classmethod
    def of(cls, rows: list[Withholding]) -> Self:
        def some(what: str) -> list[Withholding]:
            return [row for row in rows if row.what == what]

        words: dict[int, tuple[Withholding, ...]] = {}
        for row in [*some(What.PASSAGE), *some(What.WORDS)]:
            claim = row.publication.claim_id
            words[claim] = (*words.get(claim, ()), row)
        # Longer ones first: a passage may contain a word that is also withheld alone.
        return cls(
            checks={row.publication_id: row for row in some(What.CHECK)},
            versions={row.version_id: row for row in some(What.VERSION) if row.version_id},
            copies={row.snapshot_id: row for row in some(What.COPY) if row.snapshot_id},
            names=tuple(_longest_first(some(What.NAME))),
            words={claim: tuple(_longest_first(list(rows))) for claim, rows in words.items()},
        )

    # --- whole pages --------------------------------------------------------------------------

    def check(self, publication: Publication) -> Withholding | None:
        """What hides the page of a check: itself, or the version that it shows."""
        if found := self.checks.get(publication.pk):
            return found
        return next(
            (
                row
                for row in self.versions.values()
                if row.version
                and row.version.publication_id == publication.pk
                and row.version.revision_id == publication.revision_id
            ),
            None,
        )

    def version(self, version: PublishedVersion) -> Withholding | None:
        return self.checks.get(version.publication_id) or self.versions.get(version.pk)

    def copy(
        self, snapshot: int | None, text: str = "", claim: int | None = None
    ) -> Withholding | None:
        """What hides our copy of a page: itself, or withheld words that its text holds."""
        if snapshot is not None and snapshot in self.copies:
            return self.copies[snapshot]
        rows = self._rows(claim)
        return next((row for row in rows if _is_in(text, row)), None)

    # --- words --------------------------------------------------------------------------------

    def _rows(self, claim: int | None) -> tuple[Withholding, ...]:
        """Passages and words of the claim before names: the longer ones contain the shorter."""
        of_claim = self.words.get(claim, ()) if claim is not None else ()
        return (*of_claim, *self.names)

    def blanks(self, claim: int | None) -> list[Blank]:
        blanks = [blank for row in self._rows(claim) for blank in blanks_of(row)]
        return sorted(blanks, key=lambda blank: -len(blank.words))

    def text(self, text: str, claim: int | None = None) -> str:
        """A text as readers may see it. Without a claim only names are blanked."""
        return word_removal.without(text, [*self.blanks(claim), *self.hidden.in_text(text)])

    def shows_topic(self, name: str) -> bool:
        """Whether a topic may be shown: one that spells withheld words is not."""
        rows = (*self.names, *(row for rows in self.words.values() for row in rows))
        blanks = [blank for row in rows for blank in blanks_of(row)]
        return not any(one.is_spelled_in(name) for one in [*blanks, *self.hidden.in_text(name)])

    def document(self, revision: Revision) -> Document:
        """The document of a revision as readers may see it. Their pages get it no other way."""
        return self.blanked(public_document(revision))

    def blanked(self, document: Document) -> Document:
        """The same for a document from `public_documents`."""
        document = self.without_quarantined(document)
        blanks = [*self.blanks(document["claim"]["id"]), *self.hidden.in_document(document)]
        return word_removal.document_without(document, blanks)

    def without_quarantined(self, document: Document) -> Document:
        """Of a source whose file nobody may open, readers see only that it is withheld.

        As with confidential evidence: no passage, no page, no copy.
        """
        if self._said_in_quarantine(document):
            document = {**document, "said": None}
        if not self.quarantined:
            return document
        return {**document, "evidence": [self._closed(one) for one in document["evidence"]]}

    def _said_in_quarantine(self, document: Document) -> bool:
        """Whether it first appeared in such a text; format 1 does not say in which."""
        said = document["said"]
        if not said:
            return False
        if "article" in said:
            return said["article"] in self.texts
        return document["claim"]["id"] in self.claims

    def _closed(self, piece: FrozenEvidence) -> FrozenEvidence:
        page = piece["snapshot"]
        return _closed(piece, page) if page and page["id"] in self.quarantined else piece

    # --- addresses ----------------------------------------------------------------------------

    def old_address(self, old: OldAddress) -> NotShown | None:
        """Why an old address does not redirect to the check; None if it does."""
        if old.is_withheld:
            return NotShown(old.moved_at, is_moved=True)
        for row in self._rows(old.publication.claim_id):
            if _spells(old.slug, row) or row.what in (What.WORDS, What.PASSAGE):
                return NotShown.by(row)
        return None

    def claimants(self) -> frozenset[str]:
        """The slugs of claimants whose name is withheld: they have no page and no filter."""
        if not self.names:
            return frozenset()
        asked = Q()
        for blank in (blank for row in self.names for blank in blanks_of(row)):
            asked |= Q(name__regex=blank.expression)
            if spelled := word_removal.folded(blank.words):
                asked |= Q(slug__regex=rf"(^|-){spelled}(-|$)")
        return frozenset(Claimant.objects.filter(asked).values_list("slug", flat=True))

    def claimant(self, slug: str) -> Withholding | None:
        if slug not in self.claimants():
            return None
        named = Claimant.objects.get(slug=slug).name
        fits = (row for row in self.names if _is_in(named, row) or _spells(slug, row))
        return next(fits, None)

    # --- lists --------------------------------------------------------------------------------

    def search(self, checks: PublicationQuerySet, words: str) -> PublicationQuerySet:
        """Checks that have the words where readers may see them.

        The results of a search for a withheld name would show where it is, so such rows are
        searched again without the withheld words.
        """
        found = checks.search(words)
        asked = stems(words)
        rest: Any = F("words")
        rows = [*self.names, *(row for rows in self.words.values() for row in rows)]
        hits = [row for row in rows if asked & stems(" ".join((row.words, *row.spellings)))]
        hidden = self.hidden.sharing(asked)
        if hits or hidden:
            for row in hits:
                rest = _without(rest, row)
            if hidden:
                rest = _removed(rest, "|".join(blank.expression for blank in hidden))
            query = SearchQuery(words, config="english", search_type="websearch")
            found = found.alias(rest=SearchVector(rest, config="english")).filter(rest=query)
        return found


def as_the_desk_may_see(document: Document) -> Document:
    """The document without words that are in quarantine: nobody sees those."""
    pages, texts, claims = _quarantined()
    closed = Withheld(quarantined=pages, texts=texts, claims=claims)
    return closed.without_quarantined(document)


def _closed(piece: FrozenEvidence, page: FrozenSnapshot) -> FrozenEvidence:
    """A piece of evidence without the words of its page."""
    return {
        **piece,
        "passage": "",
        "before": "",
        "after": "",
        "confidential": True,
        "described_as": SOURCE_WITHHELD,
        "snapshot": {**page, "title": SOURCE_WITHHELD},
        "selector": None,
    }


def _of_same_bytes(copies: Mapping[int, Withholding]) -> Mapping[int, Withholding]:
    """The same, with every other archived page that has the same bytes."""
    if not copies:
        return copies
    by_bytes = {row.snapshot.sha256: row for row in copies.values() if row.snapshot}
    alike = Snapshot.objects.filter(sha256__in=by_bytes).values_list("pk", "sha256")
    return {pk: by_bytes[sha256] for pk, sha256 in alike}


def _quarantined() -> tuple[frozenset[int], frozenset[int], frozenset[int]]:
    """What nobody may open or see: pages, texts, and claims that came from such texts.

    One query, since every page for readers asks.
    """
    nothing = Cast(Value(None), BigIntegerField())
    pages = Content.objects.filter(quarantined_at__isnull=False)
    texts = Article.objects.filter(quarantined_at__isnull=False)
    of_pages = pages.annotate(said=nothing, claim=nothing).values_list("pk", "said", "claim")
    of_texts = texts.annotate(closed=nothing, one=F("pk"), claim=F("statements__claim"))
    rows = list(of_pages.union(of_texts.values_list("closed", "one", "claim"), all=True))
    closed, said, claims = (
        frozenset(row[column] for row in rows if row[column] is not None) for column in range(3)
    )
    return closed, said, claims


def _without(text: Any, row: Withholding) -> Any:
    """The column without the withheld words, of all checks or of one claim's."""
    rest = _removed(text, "|".join(blank.expression for blank in blanks_of(row)))
    if row.what == What.NAME:
        return rest
    return Case(When(claim=row.publication.claim_id, then=rest), default=text)


def _is_in(text: str, row: Withholding) -> bool:
    return any(blank.is_in(text) for blank in blanks_of(row))


def _spells(address: str, row: Withholding) -> bool:
    return word_removal.carries(address, blanks_of(row))


def _removed(text: Any, expression: str) -> Any:
    pattern, gap, flags = Value(expression), Value(" "), Value("g")
    return Func(text, pattern, gap, flags, function="regexp_replace", output_field=TextField())


def _longest_first(rows: list[Withholding]) -> list[Withholding]:
    return sorted(rows, key=lambda row: -len(row.words))
