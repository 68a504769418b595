"""The people and pages of the demo desk, and the steps that several of its checks share.

Pages are parsed here, in this process: the demo is loaded before the workers start.
"""

import tomllib
from datetime import date
from pathlib import Path
from typing import Any

from django.conf import settings

from factcheck.demo.people import DemoUsers
from reviews.calculations import actions as calculation_actions
from reviews.calculations.models import Calculation
from reviews.evidence import actions as evidence_actions
from reviews.replies import actions as reply_actions
from reviews.replies import messages as reply_messages
from reviews.replies.models import ReplyRequest, ReplyTemplate
from reviews.review import actions as review_actions
from reviews.review.models import Review
from reviews.revisions.models import Revision
from reviews.workflow import moves
from sources.snapshots import actions as snapshot_actions
from sources.snapshots import parse_job
from sources.snapshots.models import Content, Snapshot

HERE = Path(__file__).parent
PUBLIC_PAGES = {"city-budget"}
"""The city's own budget may be shown in full; the other pages belong to their authors."""
WORDS = tomllib.loads((HERE / "words.toml").read_text(encoding="utf-8"))
"""What people write in the demo: drafts by name, the queue, the other checks."""


class DemoDesk:
    """Acts for the demo's people, by the same actions that pages and API call."""

    def __init__(self, cast: DemoUsers) -> None:
        self.cast = cast
        self.pages: dict[str, Snapshot] = {}

    def page(self, name: str) -> Snapshot:
        """Add a page of the invented town by hand and parse it; the second time, return it."""
        if name not in self.pages:
            snapshot = snapshot_actions.archive_by_hand(
                (HERE / "pages" / f"{name}.html").read_bytes(),
                media_type="text/html",
                url=f"https://{name}.example/",
                is_public=name in PUBLIC_PAGES,
                licence="CC BY 4.0",
                by=self.cast.checker,
            )
            if leased := Content.objects.lease(snapshot.pk):
                parse_job.parse_content(leased)
            self.pages[name] = snapshot
        return self.pages[name]

    def cite(
        self,
        review: Review,
        page: str,
        quote: str,
        stance: str,
        *,
        primary: bool = True,
        **facts: Any,
    ) -> None:
        """Attach a passage of a demo page as evidence."""
        evidence_actions.attach_evidence(
            review,
            snapshot=self.page(page),
            quote=quote,
            stance=stance,
            primary=primary,
            by=review.holder or self.cast.checker,
            **facts,
        )

    def calculate(self, review: Review, label: str, expression: str) -> Calculation:
        """Add a calculation in whole percent."""
        return calculation_actions.add_calculation(
            review,
            label=label,
            expression=expression,
            unit="percent",
            decimals=0,
            by=self.cast.checker,
        )

    def write_draft(self, review: Review, name: str) -> None:
        """Save the draft of that name in `words.toml`."""
        self.save_draft(review, WORDS[name])

    def save_draft(self, review: Review, words: dict[str, str]) -> None:
        review = Review.objects.get(pk=review.pk)
        review_actions.save_draft(
            review,
            version=review.draft.version,
            rating=words["rating"],
            conclusion=words["conclusion"],
            body=words["body"],
            by=review.holder or self.cast.checker,
        )

    def approve(self, review: Review) -> Review:
        """Submit the review and have the editor approve it."""
        holder = review.holder or self.cast.checker
        review = moves.submit(Review.objects.get(pk=review.pk), by=holder)
        newest = Revision.objects.newest_of(review)
        number = newest.number if newest else 0
        return moves.approve(review, revision=number, by=self.cast.editor)

    def ask_claimant(self, review: Review, *, how: str, on: date, due_on: date) -> ReplyRequest:
        """Record a request for reply, with the first template filled in as its message."""
        by = self.cast.checker
        template = ReplyTemplate.objects.first()
        facts = reply_messages.template_values(
            claim=review.claim.text,
            claimant=review.claim.claimant.name,
            due_on=due_on,
            desk=settings.DESK_NAME,
            name=by.name,
            url=f"{settings.SITE_URL}/",
        )
        message = reply_messages.fill_template(template.text, facts) if template else ""
        return reply_actions.note_reply(
            review, asked_on=on, how=how, message=message, due_on=due_on, by=by
        )
