"""The list of the evidence pane: pieces on their sides, pages, what may be one origin."""

from bisect import bisect_right
from dataclasses import dataclass, field
from zlib import crc32

from reviews.calculations import figure_text
from reviews.evidence import independence as origins
from reviews.evidence import web_annotation
from reviews.evidence.models import Evidence, SharedOrigin, Source
from reviews.review.models import Review
from reviews.watch.models import Watch


@dataclass(frozen=True, slots=True)
class EvidenceCard:
    """One piece of evidence as the ledger shows it."""

    piece: Evidence
    where: str
    page_number: int | None
    same_as: int | None
    """The first piece of the same origin, where that is another one."""
    live_link: str
    """The live page, opened at the passage where a browser can; empty without address."""
    warnings: list[str]
    """What a reader of the passage must know of its page, in a few words each."""
    figure: str
    """The number that it gives, as the desk prints it; empty where it gives none."""

    @property
    def watch(self) -> Watch | None:
        """What is known of its live page."""
        found: Watch | None = getattr(self.piece, "watch", None)
        return found

    @property
    def may_look(self) -> bool:
        """Whether somebody may ask for a look at its live page now."""
        piece = self.piece
        page = piece.snapshot if piece.anchored and piece.withdrawn_at is None else None
        is_looking = self.watch is not None and self.watch.is_looking
        return page is not None and bool(page.address) and not is_looking

    @property
    def is_waiting(self) -> bool:
        """Whether its page, or a look at its live page, is on its way."""
        is_looking = self.watch is not None and self.watch.is_looking
        return self.piece.page_state == "waiting" or is_looking


@dataclass(slots=True)
class EvidenceList:
    """Both sides of a review's evidence, what runs under both, and the pages beside it."""

    supports: list[EvidenceCard] = field(default_factory=list)
    refutes: list[EvidenceCard] = field(default_factory=list)
    context: list[EvidenceCard] = field(default_factory=list)
    withdrawn: list[EvidenceCard] = field(default_factory=list)
    sources: list[Source] = field(default_factory=list)
    origins: int = 0
    pairs: list[SharedOrigin] = field(default_factory=list)
    """Pieces that may have one origin: those nobody has decided about come first."""
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
        """Whether something may change by itself, so that the page looks again."""
        return (
            self.is_comparing
            or any(card.is_waiting for card in self.standing)
            or any(source.page_state in {"waiting", "reading"} for source in self.sources)
        )

    @property
    def mark(self) -> str:
        """A short word that is another one as soon as the ledger looks different."""
        pieces = [
            f"{card.piece.number}{card.piece.page_state}{card.piece.attempts}"
            f"{card.watch.looks if card.watch else ''}{card.is_waiting}"
            for card in [*self.standing, *self.withdrawn]
        ]
        pages = [f"{source.pk}{source.page_state}{source.attempts}" for source in self.sources]
        pairs = [f"{pair.pk}{pair.is_one}" for pair in self.pairs]
        return f"{crc32(' '.join([*pieces, *pages, *pairs]).encode()):x}"


def evidence_list(review: Review) -> EvidenceList:
    """Four queries: evidence with pages, sources, pairs, origins due; nothing per piece."""
    ledger = EvidenceList(
        sources=list(review.sources.with_pages()),
        pairs=list(SharedOrigin.objects.of(review)),
        is_comparing=review.origins_due,
    )
    pieces = list(review.evidence.with_pages())
    standing = [piece for piece in pieces if piece.withdrawn_at is None]
    confirmed = [(pair.first_id, pair.second_id) for pair in ledger.pairs if pair.is_one]
    groups = origins.groups(standing, confirmed)
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
    """What a reader of the passage must know of its page: walls, typed words, erased copies."""
    if piece.snapshot is None:
        return []
    content = piece.snapshot.content
    told = []
    if content.is_erased:
        told.append(f"its page was erased: {content.erased_why}")
    if content.is_quarantined:
        told.append("its file is in quarantine: nobody may open it, and this does not count")
    if "walled" in content.marks or "walled" in piece.snapshot.marks:
        told.append("its page is behind a wall: what we keep may be only a part")
    if content.is_typed:
        who = content.typed_by.name if content.typed_by else "somebody"
        told.append(f"typed from the picture by {who}")
    if piece.earlier_text_id:
        told.append("typed again since: the passage is from the words as they were before")
    return told


def where_from(piece: Evidence) -> str:
    if piece.snapshot is not None:
        return piece.snapshot.title
    return piece.capture.url if piece.capture else ""


def page_number(piece: Evidence) -> int | None:
    """The page of a PDF that the passage stands on."""
    if piece.snapshot is None or piece.start is None or not piece.snapshot.content.pages:
        return None
    return bisect_right(piece.snapshot.content.pages, piece.start)
