"""What happened at the demo desk, in the order in which it happened, by the real actions."""

from datetime import date, timedelta
from decimal import Decimal
from functools import partial

from django.utils import timezone

from claims.articles.models import Article
from claims.feeds import actions as feed_actions
from claims.processing import actions as article_actions
from claims.processing import extract
from claims.ranking import actions as ranking_actions
from claims.statements import actions as statement_actions
from claims.statements.models import Statement
from claims.tips import actions as tip_actions
from factcheck.demo import police
from factcheck.demo.desk import HERE, WORDS, DemoDesk
from reviews.evidence.models import Evidence
from reviews.review.models import Review
from reviews.review.table import State
from reviews.standards import actions as standard_actions
from reviews.triage import actions as triage_actions
from reviews.watch import checks as watch_checks
from reviews.workflow import moves, plans, publication_moves
from sources.snapshots import actions as snapshot_actions
from sources.snapshots import parse_job
from sources.snapshots.models import Content


class Story(DemoDesk):
    """Everything that happened at the demo desk."""

    def play(self) -> None:
        """Do all of it, in order."""
        standard_actions.set_standard(
            since=0, policy=WORDS["standard"]["policy"], by=self.cast.admin
        )
        self._triage_the_budget_article()
        self._read("hospital", title="Doctors doubt surgery figure", on=date(2026, 3, 22))
        police.publish_check(self, self.police)
        self._publish_the_rest()
        self._retract_umbrellas()
        self._look_at_sources_again()
        self._leave_work_open()
        self._let_others_speak()

    # --- reading and triage -----------------------------------------------------------------

    def _read(self, name: str, *, title: str, on: date) -> Article:
        article = article_actions.submit_article(
            text=(HERE / "articles" / f"{name}.txt").read_text(encoding="utf-8"),
            title=title,
            publisher="Northfield Courier",
            published_on=on,
            url=f"https://courier.northfield.example/{name}",
            by=self.cast.checker,
        )
        if leased := Article.objects.lease(article.pk):
            extract.extract_article(leased)
        article.refresh_from_db()
        return article

    def _triage_the_budget_article(self) -> None:
        """Accept some statements, decline some, and leave most to whoever tries the demo."""
        title = "Mayor defends budget as councillors trade figures"
        article = self._read("budget", title=title, on=date(2026, 3, 4))
        by = self.cast.checker
        self.police = self._accept(
            article,
            "police funding was cut",
            text="Police funding was cut by 40 percent in a single year",
            topics=["Police", "Budget 2026"],
            why="Said in the council by the mayor, and repeated by nine papers.",
            where="Northfield council meeting",
        )
        self.pupils = self._accept(
            article,
            "One in five",
            text="One in five pupils leaves school unable to read a bus timetable",
            topics=["Schools"],
            why="A share of a named group; many readers have children at school.",
            where="Northfield council meeting",
        )
        self.rents = self._accept(
            article,
            "rents, not crime",
            text="Rents for most tenants in Northfield doubled in a year",
            topics=["Cost of living"],
            why="Touches most readers of the Courier.",
            where="Northfield council meeting",
        )
        if fantasy := self._find(article, "fantasy"):
            statement_actions.decline_statement(fantasy, reason="opinion", by=by)
        if voted := self._find(article, "Nobody in this chamber"):
            statement_actions.decline_statement(
                voted, reason="vague", note="Which vote is meant?", by=by
            )

    def _find(self, article: Article, words: str) -> Statement | None:
        return article.statements.filter(quote__icontains=words, state="proposed").first()

    def _accept(
        self,
        article: Article,
        words: str,
        *,
        text: str,
        topics: list[str],
        why: str,
        where: str,
    ) -> Review:
        statement = self._find(article, words)
        filed = (
            partial(triage_actions.accept_statement, statement)
            if statement
            else partial(triage_actions.file_claim, claimant="Mara Brook")
        )
        return filed(
            text=text,
            said_on=date(2026, 3, 3),
            said_where=where,
            topics=topics,
            why=why,
            by=self.cast.checker,
        )

    # --- the checks ---------------------------------------------------------------------------

    def _publish_the_rest(self) -> None:
        for check in WORDS["checks"]:
            review = triage_actions.file_claim(
                text=check["claim"],
                claimant=check["claimant"],
                said_on=date.fromisoformat(check["said_on"]),
                said_where=check["where"],
                topics=[check["topic"]],
                by=self.cast.checker2,
            )
            review = moves.take(review, by=self.cast.checker2)
            for page, quote, stance in check["evidence"]:
                self.cite(review, page, quote, stance)
            review = moves.weigh(review, by=self.cast.checker2)
            self.save_draft(review, check)
            publication_moves.publish(self.approve(review), by=self.cast.editor2)

    def _retract_umbrellas(self) -> None:
        """Publish a check by mistake and retract it: two editors, and the page stays."""
        review = Review.objects.get(claim__text__contains="umbrellas", state="published")
        note = "The paper's editor called: the page is from their satire section. My mistake."
        text = "We took a satirical paper for a report and rated it. It was never a claim."
        review = moves.ask_retract(review, note=note, text=text, by=self.cast.editor)
        publication_moves.retract(review, by=self.cast.editor2)

    def _look_at_sources_again(self) -> None:
        """Watch the sources: the ministry has changed its page since, the city has not.

        The demo has no network: somebody uploads the pages as they are now, and the function
        that judges a worker's fetched page judges these.
        """
        for name, later in (("nurse-count", "later/nurse-count"), ("city-budget",) * 2):
            copy = snapshot_actions.archive_by_hand(
                (HERE / "pages" / f"{later}.html").read_bytes(),
                media_type="text/html",
                url=f"https://{name}.example/",
                by=self.cast.checker,
            )
            if leased := Content.objects.lease(copy.pk):
                parse_job.parse_content(leased)
            cited = Evidence.objects.filter(
                snapshot=self.pages[name], review__state=State.PUBLISHED
            )
            for piece in cited:
                watch_checks.check_copy(piece, snapshot=copy, by=self.cast.editor)

    def _leave_work_open(self) -> None:
        """Leave reviews open: one waits for approval, one was sent back, others are queued."""
        self._submit_pupils()
        self._draft_rents()
        self._queue_claims()
        self._send_taxes_back()
        dropped = Review.objects.get(claim__text__startswith="The bridge")
        reason = "Nobody can name who promised what."
        moves.drop(dropped, reason=reason, by=self.cast.editor)

    def _submit_pupils(self) -> None:
        by = self.cast.checker2
        review = moves.take(self.pupils, by=by)
        share = "19.6 percent did not reach level 2 in reading"
        self.cite(review, "school-survey", share, "supports")
        review = moves.weigh(review, by=by)
        self.write_draft(review, "pupils")
        moves.submit(Review.objects.get(pk=review.pk), by=by)

    def _draft_rents(self) -> None:
        """A draft with a near match, a calculation and a question that awaits its reply."""
        by = self.cast.checker
        self.page("rent-index")  # linked in the article; a finder proposes it
        review = moves.take(self.rents, by=by)
        moved = "Members who moved last year now pay 1,960 crowns, against 980 before"
        self.cite(
            review,
            "tenants-survey",
            moved,
            "supports",
            primary=False,
            figure=Decimal(1960),
            figure_unit="crowns",
        )
        # The words as somebody remembered them: a near match, offered but never applied.
        remembered = "The average rent in Northfield was 1,140 crown in January, up from 985"
        self.cite(
            review,
            "housing-table",
            remembered,
            "refutes",
            figure=Decimal(1140),
            figure_unit="crowns",
        )
        label = "What those who moved pay, in percent of the average rent"
        self.calculate(review, label, "[1] / [2] * 100")
        today = timezone.localdate()
        self.ask_claimant(
            review,
            how="by e-mail",
            on=today - timedelta(days=1),
            due_on=today + timedelta(days=2),
        )
        review = moves.weigh(review, by=by)
        self.write_draft(review, "rents")

    def _queue_claims(self) -> None:
        for number, told in enumerate(WORDS["queued"]):
            queued = triage_actions.file_claim(
                text=told["claim"],
                claimant=told["claimant"],
                said_on=date(2026, 3, 21),
                said_where=told["where"],
                topics=[told["topic"]],
                by=self.cast.checker,
            )
            plans.plan_review(queued, priority=90 - 12 * number, by=self.cast.editor)

    def _send_taxes_back(self) -> None:
        by = self.cast.checker
        review = Review.objects.get(claim__text__startswith="Property tax")
        review = moves.take(review, by=by)
        total = "Fire and rescue 41.7 m 42.9 m"
        self.cite(review, "city-budget", total, "context")
        review = moves.weigh(review, by=by)
        self.write_draft(review, "tax")
        self.cite(review, "city-budget", "state grants included", "context")
        review = moves.submit(Review.objects.get(pk=review.pk), by=by)
        moves.send_back(review, note="Which year is the base?", by=self.cast.editor2)

    def _let_others_speak(self) -> None:
        """Add a feed, a tip and a preference, so that their pages show what they are for."""
        feed = feed_actions.add_feed(
            url="https://courier.northfield.example/feed",
            publisher="Northfield Courier",
            interval=60,
            by=self.cast.checker,
        )
        # The demo is one transaction: the feed is stopped before a poll is dispatched.
        feed_actions.stop_feed(feed, by=self.cast.checker)
        tip_actions.send_tip(**WORDS["tip"])
        ranking_actions.add_preference(by=self.cast.editor, **WORDS["leaning"])
