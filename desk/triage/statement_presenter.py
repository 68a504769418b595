"""The open statement on the triage page: its wording, speaker, numbers, parts, like claims."""

import re
from dataclasses import dataclass
from functools import cached_property

from django.forms import BoundField
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from claims.claimants.kinds import guess_kind
from claims.claimants.models import Claimant
from claims.claims import defaults as claim_defaults
from claims.claims.models import SHARED_BEGINS, SHARED_ENDS, Claim
from claims.statements import splits
from claims.statements.models import Statement
from desk.forms import ClaimFields, is_link
from reviews.publication.claim_status import with_standing

MOST_NEAR = 4
SPEAKER = "speaker"
MOST_WORDS = 400
WIKIDATA = re.compile(r"wikidata\.org/(?:wiki|entity)/(Q\d+)")
WORD = re.compile(r"\S+")
BARE_KINDS = {
    Claimant.Kind.PERSON: gettext_lazy("person"),
    Claimant.Kind.ORGANIZATION: gettext_lazy("organization"),
    Claimant.Kind.PRIVATE: gettext_lazy("private person"),
}
SHARED = re.compile(f"{SHARED_BEGINS}(.*?){SHARED_ENDS}", re.DOTALL)


@dataclass(frozen=True, slots=True)
class CutWord:
    """One word of a statement, by its place in the article, and its role in the split.

    `part` is the number of the part that begins with it, or 0; `is_left` is true for a word
    that joins two parts ("and") and belongs to neither.
    """

    start: int
    end: int
    text: str
    part: int
    is_left: bool


@dataclass(frozen=True, slots=True)
class Candidate:
    """Somebody who may have said a statement, and the role that tells them apart, or ""."""

    name: str
    role: str


class KnownClaimants:
    """Known claimants by the names in one article, each looked up once.

    `roles` are those that the article itself gives, by name.
    """

    def __init__(self, roles: dict[str, str] | None = None) -> None:
        self.roles = roles or {}
        self._known: dict[str, Claimant | None] = {"": None}
        self._meant: dict[str, list[Claimant]] = {"": []}

    def known(self, name: str) -> Claimant | None:
        if name not in self._known:
            self._known[name] = Claimant.objects.spelled(name).first()
        return self._known[name]

    def role(self, name: str) -> str:
        """The role of somebody, as the article gives it or as the desk knows it."""
        known = self.known(name)
        return self.roles.get(name, "") or (known.role if known else "")

    def meant(self, name: str) -> list[Claimant]:
        if name not in self._meant:
            known = self.known(name)
            self._meant[name] = [] if known else Claimant.objects.similar_to(name)
        return self._meant[name]


def _bare(kind: str) -> str:
    """ "organization": the kind without its article, for a narrow field."""
    return str(BARE_KINDS[Claimant.Kind(kind)])


class StatementPresenter:
    """One statement opened. `following` is the next in rank, `ask` the form that is open.

    With `ask` "speaker", the fields that name the speaker are open instead of a form.
    """

    def __init__(
        self,
        statement: Statement,
        *,
        people: KnownClaimants,
        following: Statement | None = None,
        ask: str = "",
    ) -> None:
        self.statement = statement
        self.people = people
        self.following = following
        self.ask = "" if ask == SPEAKER else ask
        self.names_speaker = ask == SPEAKER
        self.wording = claim_defaults.default_wording(statement)
        self.claimant = claim_defaults.default_claimant(statement)
        self.said_on = claim_defaults.default_said_on(statement)
        self.said_at = claim_defaults.default_said_where(statement)
        self.topics = ", ".join(claim_defaults.default_topics(statement))
        self.figures = claim_defaults.number_readings(statement)
        self.checked_as = claim_defaults.check_question(statement)

    @property
    def named_as(self) -> str:
        """The words that name the speaker here, if they differ from the name."""
        start, end = self.statement.speaker_start, self.statement.speaker_end
        if start is None or end is None:
            return ""
        words = self.statement.article.text[start:end]
        return "" if words == self.statement.speaker else words

    @cached_property
    def candidates(self) -> list[Candidate]:
        """Those who may have said it, the likelier first; empty unless a person must choose."""
        names = self.statement.open_candidates
        return [Candidate(name, self.people.role(name)) for name in names]

    @property
    def was_chosen(self) -> bool:
        """Whether two may have said it, and a person said who did."""
        return bool(self.statement.speaker_candidates) and not self.candidates

    @property
    def has_address(self) -> bool:
        """Whether the place where it was said is a page that can be opened."""
        return is_link(self.said_at)

    @property
    def before(self) -> str:
        """The decision on the same words in the version before, and by whom."""
        one = self.statement.carried_from
        if one is None or one.triaged_by is None:
            return ""
        facts = {
            "decided": _(one.state),
            "why": one.get_decline_reason_display(),
            "name": one.triaged_by.name,
        }
        if one.decline_reason:
            return _("%(decided)s (%(why)s) in the version before, by %(name)s") % facts
        return _("%(decided)s in the version before, by %(name)s") % facts

    @property
    def wikidata(self) -> str:
        """ "Wikidata Q42", if the claimant is known by that address."""
        found = WIKIDATA.search(self.known.same_as) if self.known else None
        return f"Wikidata {found.group(1)}" if found else ""

    @property
    def known(self) -> Claimant | None:
        """The claimant with exactly this name or spelling, who would get the claim."""
        return self.people.known(self.claimant)

    @property
    def kind_told(self) -> str:
        """The kind that the claimant would have, and whether that is a guess."""
        known = self.known
        if known and known.kind and not known.kind_guessed:
            return _bare(known.kind)
        if not self.claimant:
            return _("guessed from the name")
        guess = known.kind if known and known.kind else ""
        guess = guess or guess_kind(self.claimant, self.statement.speaker_role)
        return _("%(kind)s, guessed") % {"kind": _bare(guess)}

    @property
    def described_as(self) -> str:
        return self.known.described_as if self.known else ""

    @cached_property
    def listed_facts(self) -> list[BoundField]:
        """Empty fields for the facts of a claim that the card doesn't place by hand."""
        return ClaimFields(auto_id=f"accept-{self.statement.pk}-%s").listed_facts

    @property
    def kinds(self) -> list[tuple[str, str]]:
        return [(value, str(label)) for value, label in Claimant.Kind.choices]

    @property
    def meant(self) -> list[Claimant]:
        """Claimants with similar names to choose from; none if the claimant is known."""
        return self.people.meant(self.claimant)

    @cached_property
    def near(self) -> list[Claim]:
        """Claims with similar words, as `near` returns them."""
        return near(self.wording)

    @cached_property
    def parts(self) -> list[tuple[int, int]]:
        """Where it would be split, as places in the article."""
        return splits.proposed_pieces(self.statement)

    @cached_property
    def words(self) -> list[CutWord]:
        """Its words with the proposed cuts; empty if it is too long to cut by hand."""
        found = list(WORD.finditer(self.statement.quote))
        if not 1 < len(found) <= MOST_WORDS:
            return []
        parts = self.parts or [(self.statement.start, self.statement.end)]
        words, begun = [], 0
        for match in found:
            start, end = (self.statement.start + place for place in match.span())
            inside = any(first < end and start < last for first, last in parts)
            begins = begun < len(parts) and inside and end > parts[begun][0]
            begun += begins
            words.append(CutWord(start, end, match.group(), begun if begins else 0, not inside))
        return words


def near(text: str) -> list[Claim]:
    """Claims with similar words to a text, each with `standing`, `runs` and `different`.

    `runs` are its words in order, each with whether they are in the text too. Claims that
    differ in a figure or a denial come last.
    """
    found = with_standing(Claim.objects.similar_to(text, limit=MOST_NEAR))
    for claim in found:
        claim.different = claim_defaults.decisive_difference(text, claim.text)  # type: ignore[attr-defined]
        parts = SHARED.split(claim.headline)  # type: ignore[attr-defined]
        claim.runs = [  # type: ignore[attr-defined]
            (words, place % 2 == 1) for place, words in enumerate(parts) if words
        ]
    return sorted(found, key=lambda claim: bool(claim.different))  # type: ignore[attr-defined]
