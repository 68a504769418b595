"""The evidence pane: pieces by stance, sources, and pairs that may have one origin."""

from bisect import bisect_right
from dataclasses import dataclass, field
from zlib import crc32

from django.utils.translation import gettext as _

from reviews.calculations import figure_text
from reviews.evidence import independence as origins
from reviews.evidence import web_annotation
from reviews.evidence.models import Evidence, SharedOrigin, Source
from reviews.review.models import Review
from reviews.watch.models import Watch


@dataclass(frozen=True, slots=True)
class EvidenceCard:
    """One piece of evidence as the evidence pane shows it."""

    piece: Evidence
    where: str
    page_number: int | None
    same_as: int | None
    """The number of the first piece of the same origin, if that is another piece."""
    live_link: str
    """The live page, opened at the passage if the browser can; empty without an address."""
    warnings: list[str]
    """What somebody who reads the passage must know about its page, in a few words each."""
    figure: str
    """The number that it gives, formatted; empty if it gives none."""

    @property
    def watch(self) -> Watch | None:
        """The watch on its live page."""
        found: Watch | None = getattr(self.piece, "watch", None)
        return found

    @property
    def may_look(self) -> bool:
        """Whether its live page can be checked now."""
        piece = self.piece
        page = piece.snapshot if piece.anchored and piece.withdrawn_at is None else None
        is_looking = self.watch is not None and self.watch.is_looking
        return page is not None and bool(page.address) and not is_looking

    @property
    def is_waiting(self) -> bool:
        """Whether its page is still being archived, or its live page checked."""
        is_looking = self.watch is not None and self.watch.is_looking
        return self.piece.page_state == "waiting" or is_looking


@dataclass(slots=True)
class EvidenceList:
    """A review's evidence by stance, and its sources."""

    supports: list[EvidenceCard] = field(default_factory=list)
    refutes: list[EvidenceCard] = field(default_factory=list)
    context: list[EvidenceCard] = field(default_factory=list)
    withdrawn: list[EvidenceCard] = field(default_factory=list)
    sources: list[Source] = field(default_factory=list)
    origins: int = 0
    pairs: list[SharedOrigin] = field(default_factory=list)
    """Pieces that may have one origin; undecided pairs come first."""
    is_comparing: bool = False

    @property
    def undecided(self) -> list[SharedOrigin]:
        return [pair for pair in self.pairs if pair.is_one is None]

    @property
    def decided(self) -> list[SharedOrigin]:
        return [pair for pair in self.pairs if pair.is_one is not None]

    @property
    def standing(self) -> list[EvidenceCard]:
        cards = [*self.supports, *self.refutes, *self.context]
        return sorted(cards, key=lambda card: card.piece.number)

    @property
    def primary(self) -> int:
        return sum(card.piece.primary for card in self.standing)

    @property
    def is_waiting(self) -> bool:
        """Whether something can change by itself, so that the page asks again."""
        return (
            self.is_comparing
            or any(card.is_waiting for card in self.standing)
            or any(source.page_state in {"waiting", "reading"} for source in self.sources)
        )

    @property
    def mark(self) -> str:
        """A short hash that changes when the pane would look different."""
        pieces = [
            f"{card.piece.number}{card.piece.page_state}{card.piece.attempts}"
            f"{card.watch.looks if card.watch else ''}{card.is_waiting}"
            for card in [*self.standing, *self.withdrawn]
        ]
        pages = [f"{source.pk}{source.page_state}{source.attempts}" for source in self.sources]
        pairs = [f"{pair.pk}{pair.is_one}" for pair in self.pairs]
        return f"{crc32(' '.join([*pieces, *pages, *pairs]).encode()):x}"


def evidence_list(review: Review) -> EvidenceList:
    """The evidence pane of a review, in four queries however many pieces there are."""
    ledger = EvidenceList(
        sources=list(review.sources.with_pages()),
        pairs=list(SharedOrigin.objects.of(review)),
        is_comparing=review.origins_due,
    )
    pieces = list(review.evidence.with_pages())
    standing = [piece for piece in pieces if piece.withdrawn_at is None]
    confirmed = [(pair.first_id, pair.second_id) for pair in ledger.pairs if pair.is_one]
    groups = origins.group_by_origin(standing, confirmed)
    first_of = {piece.pk: group[0].number for group in groups for piece in group}
    for piece in pieces:
        first = first_of.get(piece.pk, piece.number)
        card = _card(piece, same_as=first if first != piece.number else None)
        side = ledger.withdrawn if piece.withdrawn_at else getattr(ledger, piece.stance)
        side.append(card)
    ledger.origins = sum(any(piece.anchored for piece in group) for group in groups)
    return ledger


def _card(piece: Evidence, *, same_as: int | None) -> EvidenceCard:
    number = page_number(piece)
    return EvidenceCard(
        piece,
        where=where_from(piece),
        page_number=number,
        same_as=same_as,
        live_link=web_annotation.live_link(piece, number),
        warnings=warnings_of(piece),
        figure=figure_text(piece) if piece.figure is not None else "",
    )


def warnings_of(piece: Evidence) -> list[str]:
    """Warnings about a passage's page: access walls, typed text, erased copies."""
    if piece.snapshot is None:
        return []
    content = piece.snapshot.content
    found = []
    if content.is_erased:
        found.append(_("its page was erased: %(why)s") % {"why": content.erased_why})
    if content.is_quarantined:
        found.append(
            _("its file is in quarantine: nobody may open it, and this does not count")
        )
    if "walled" in content.marks or "walled" in piece.snapshot.marks:
        found.append(_("its page is behind a wall: our copy may be incomplete"))
    if content.is_typed:
        who = content.typed_by.name if content.typed_by else _("somebody")
        found.append(_("typed from the picture by %(who)s") % {"who": who})
    if piece.earlier_text_id:
        found.append(_("typed again since: the passage is from the earlier text"))
    return found


def where_from(piece: Evidence) -> str:
    if piece.snapshot is not None:
        return piece.snapshot.title
    return piece.capture.url if piece.capture else ""


def page_number(piece: Evidence) -> int | None:
    """The page of a PDF that has the passage."""
    if piece.snapshot is None or piece.start is None or not piece.snapshot.content.pages:
        return None
    return bisect_right(piece.snapshot.content.pages, piece.start)
