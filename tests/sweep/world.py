"""A desk with one of everything, in which each word that readers must not see is planted."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from accounts import actions as accounts
from accounts.models import User
from claims.processing import actions as article_actions
from claims.statements import actions as statement_actions
from claims.tips import actions as tip_actions
from reviews.archived_pages import quarantine
from reviews.evidence import actions as evidence_actions
from reviews.publication.models import Publication
from reviews.replies import actions as reply_actions
from reviews.review.models import Review
from reviews.triage import actions as triage_actions
from reviews.withholding import actions as withholding_actions
from reviews.workflow import corrections, moves, publication_moves
from tests import given
from tests.sweep.routes import Route

MAIL = """From: Zqsender Kolb <zqmailaddress@example.org>
To: desk@northfield.example
Subject: Zqsubject
Date: Mon, 02 Mar 2026 10:00:00 +0000
Content-Type: text/plain; charset=utf-8

Zqmailword. Mara Brook, the mayor, said that the tram line would cost 75 million crowns.
"""

_ENDS = """
    body claimant claimword conclusion correctionnote crime declined declinenote dropped
    dropnote evidencenote file lawyer mailaddress mailclaim mailclaimant mailword memotitle
    memoword message neighbour note pagetext pagetitle pastedtitle pending person
    personmail place publishednote quarantined quarantinewhy quote realname removed
    reopened report restofpage retractnote sender sentback source subject tipmail tipword
    unnamed why withheld withholdreason
"""
PLANTED = re.compile("|".join(f"zq{end}" for end in _ENDS.split()))
"""Every word that is planted: nothing else on a page begins with these letters."""


@dataclass
class World:
    """Who is there, and what each route's first parameter stands for."""

    holder: User
    checker: User
    editor: User
    admin: User
    review: Review
    published: Review
    found: dict[str, Any]
    public: tuple[str, ...]
    """Addresses of readers' pages, with those of what they are not shown."""

    def address(self, route: Route) -> str:
        """A real address of the route: of what `holder` works on, where it can be."""
        values = {
            "pk": self.found.get(route.about),
            "slug": self.found.get(route.about),
            "number": 1,
            "page": 1,
            "capture": self.found["captures"],
            "kind": "capture",
            "move": "submit",
            "stance": "context",
            "secret": self.found["tip"],
            "username": self.checker.username,
            "act": "confirm",
            "token_key": "00000000",
        }
        if route.about == "jobs":
            values["pk"] = self.found["captures"]

        def filled(match: re.Match[str]) -> str:
            value = values.get(match.group(2))
            assert value is not None, f"The sweep has nothing for {route.pattern}: plant one."
            return str(value)

        return "/" + re.sub(r"<(\w+):(\w+)>", filled, route.pattern)


def build() -> World:
    """Everything, by the real actions. Takes a few seconds."""
    holder, checker, editor = given.checker(), given.checker(), given.editor()
    admin, other = given.admin(), given.editor()
    review = _work_in_hand(holder)
    published = _public(holder, editor)
    _private_texts(checker, editor)
    _notes_of_the_desk(holder, editor, other)
    piece = review.evidence.get()
    changed = given.changed_source(by=checker)
    pair = given.one_story(by=given.checker())
    address = {"url": "https://example.org/zqpending"}
    waiting = given.evidence(review, by=holder, quote="zqquote", **address)
    source = evidence_actions.add_source(review, url="https://example.org/zqsource", by=holder)
    statement = given.statement(by=checker)
    tip, secret = tip_actions.send_tip(
        text="Zqtipword: rents rose.", email="zqtipmail@example.org"
    )
    check = Publication.objects.get(review=published)
    proposed = given.proposed_change(by=checker)
    hidden = _not_to_be_named(checker, editor, admin)
    _quarantined(checker)
    withheld = _withheld(holder, editor)
    found = {
        "articles": statement.article_id,
        "statements": statement.pk,
        "claims": review.claim_id,
        "claimants": review.claim.claimant_id,
        "checks": check.slug,
        "reviews": review.pk,
        "evidence": piece.pk,
        "archive": piece.snapshot_id,
        "snapshots": piece.snapshot_id,
        "captures": waiting.capture_id,
        "archived": (noted := given.archived(piece.snapshot, by=holder)).pk,
        "addresses": noted.pk,
        "sources": getattr(source, "pk", 1),
        "origins": pair.pk,
        "calculations": given.calculation(by=given.checker()).pk,
        "replies": given.asked(by=given.checker()).pk,
        "watches": changed.pk,
        "proposals": given.proposal(by=given.checker()).pk,
        "feeds": given.feed(by=checker).pk,
        "leanings": given.leaning().pk,
        "tips": tip.pk,
        "tip": secret,
        "reports": given.report(published, text="zqreport", email="zqreport@example.org").pk,
        "changes": proposed.pk,
        "proposed-changes": proposed.pk,
        "withheld": withheld.pk,
        "withholdings": withheld.pk,
        "people": checker.username,
        "tokens": "00000000",
        "jobs": "capture",
    }
    public = _addresses(Publication.objects.all(), hidden)
    return World(holder, checker, editor, admin, given.fresh(review), published, found, public)


def _work_in_hand(holder: User) -> Review:
    """A review in the stage of evidence: its draft and notes are nobody's outside the desk."""
    review = triage_actions.file_claim(
        text="Zqclaimword was cut by 12 percent",
        claimant="Zqclaimant Lund",
        said_where="zqplace",
        why="zqwhy",
        by=holder,
    )
    review = moves.take(review, by=holder)
    page = given.kept_page(
        f"{given.PAGE} Zqpagetext.",
        by=holder,
        title="Zqpagetitle",
        url="https://example.org/zq",
    )
    given.evidence(review, by=holder, snapshot=page, note="zqevidencenote")
    given.write(review, by=holder, conclusion="Zqconclusion.", body="Zqbody [1].")
    return given.fresh(review)


def _public(holder: User, editor: User) -> Review:
    """A check that readers see, with what they may not see of it."""
    review = given.taken(by=holder)
    page = given.kept_page(f"{given.PAGE}{'Nothing more. ' * 90}Zqrestofpage.", by=holder)
    given.evidence(review, by=holder, snapshot=page, note="zqpublishednote")
    memo = given.kept_page("A memo. Zqmemoword.\n", by=holder, title="Zqmemotitle")
    given.evidence(
        review,
        by=holder,
        snapshot=memo,
        quote="Zqmemoword.",
        is_confidential=True,
        described_as="A memo that we have seen.",
    )
    reply_actions.note_reply(
        review, by=holder, asked_on=date(2026, 3, 4), how="by e-mail", message="zqmessage"
    )
    review = moves.weigh(review, by=holder)
    given.write(given.fresh(review), by=holder)
    review = moves.submit(given.fresh(review), by=holder)
    review = moves.send_back(review, note="zqsentback", by=editor)
    review = moves.submit(review, by=holder)
    review = moves.approve(review, revision=2, by=editor)
    return publication_moves.publish(review, by=editor)


def _withheld(holder: User, editor: User):
    """A check that one editor withheld whole, and nobody confirmed yet."""
    review = given.queued(text="Zqwithheld rents doubled", by=holder)
    published = given.published(review=review, by=holder, editor_=editor)
    check = Publication.objects.live_of(published)
    assert check is not None
    return withholding_actions.withhold(
        check, what="check", reason="zqwithholdreason", by=editor
    )


def _not_to_be_named(checker: User, editor: User, admin: User) -> tuple[str, ...]:
    """Checks by and about people whose names readers do not see; pages of those people."""
    author = given.checker(name="Zqrealname Jones")
    accounts.change_details(author, details={"email": "zqpersonmail@example.org"}, by=admin)
    accounts.set_byline(author, choice="desk", by=author)
    private = triage_actions.file_claim(
        text="The shelter was closed for 12 weeks",
        claimant="Zqneighbour Kern",
        claimant_kind="private-person",
        described_as="A neighbour",
        said_on=date(2026, 3, 3),
        by=author,
    )
    given.published(review=private, by=author, editor_=editor)
    named = triage_actions.file_claim(
        text="The bridge was closed for 12 weeks",
        claimant="Zqunnamed Lund",
        said_on=date(2026, 3, 3),
        by=author,
    )
    named = given.published(
        review=named, by=author, editor_=editor, body="Zqremoved Street is open [1]."
    )
    check = Publication.objects.get(review=named)
    given.withheld(check, "name", by=editor, words="Zqunnamed Lund", instead="a councillor")
    given.withheld(check, "words", by=editor, words="Zqremoved Street", instead="a street")
    corrections.propose_correction(
        given.published(by=author, editor_=editor),
        kind="update",
        text="We added a figure.",
        note="zqcorrectionnote",
        body="The budget gives both figures [1].",
        by=editor,
    )
    return "/claimants/zqneighbour-kern/", "/claimants/zqunnamed-lund/"


def _quarantined(checker: User) -> None:
    """A file that nobody may open."""
    page = given.kept_page("Zqquarantined words.\n", by=checker, title="Zqquarantined")
    quarantine.quarantine_page(page, why="zqquarantinewhy", by=checker)


def _addresses(checks: Iterable[Publication], hidden: tuple[str, ...]) -> tuple[str, ...]:
    """Every page, feed and answer of the API about these checks, and all lists."""
    of_one = ("", "versions/1/", "versions/2/", "evidence/1/", "evidence/2/", "report/")
    found = [f"/checks/{check.slug}/{part}" for check in checks for part in of_one]
    found += [f"/checks/{check.slug}/evidence/1/copy/" for check in checks]
    found += [f"/api/checks/{check.slug}/" for check in checks]
    found += [f"/api/checks/{check.slug}/versions/1/document/" for check in checks]
    lists = ("/", "/checks/", "/claimants/", "/corrections/", "/docket/", "/sitemap.xml")
    feeds = [f"/feeds/{name}" for name in ("checks.atom", "checks.rss", "checks.json")]
    shows = [f"/docket/?show={name}" for name in ("work", "declined", "received", "dropped")]
    return (*found, *lists, *feeds, *shows, "/feeds/claimreview.json", "/api/checks/", *hidden)


def _private_texts(checker, editor):
    """A mail, a pasted text without a publisher, a declined statement, a dropped claim."""
    mail = article_actions.submit_file(MAIL.encode(), "zqfile.eml", by=checker)
    given.parsed(mail.page)
    given.read(mail)
    statement = mail.statements.first()
    triage_actions.accept_statement(
        statement, text="Zqmailclaim costs 75 million", claimant="Zqmailclaimant", by=checker
    )
    pasted = given.article(
        "Tom Zqperson said that zqcrime rose by 12 percent in 2025.\n",
        by=checker,
        publisher="",
        published_on=None,
        title="Zqpastedtitle",
    )
    statement_actions.decline_statement(
        pasted.statements.first(), reason="private-person", note="zqdeclinenote", by=checker
    )
    public = given.article(
        "Ann Lee said that the zqdeclined bridge cost 9 million.\n", by=checker
    )
    statement_actions.decline_statement(
        public.statements.first(), reason="too-small", note="zqnote", by=checker
    )
    dropped = given.queued(text="Zqdropped was promised by 2028")
    moves.drop(dropped, reason="Nobody said it.", note="zqdropnote", by=editor)


def _notes_of_the_desk(holder: User, editor: User, other: User) -> None:
    """Why a check was reopened, and why somebody asks to retract another."""
    moves.reopen(given.published(by=holder, editor_=editor), note="zqreopened", by=other)
    asked = given.published(by=holder, editor_=editor)
    moves.ask_retract(asked, note="zqlawyer says so", by=editor)
    gone = given.published(by=holder, editor_=editor)
    gone = moves.ask_retract(gone, note="zqretractnote", by=editor)
    publication_moves.retract(gone, text="The source was a forgery.", by=other)
