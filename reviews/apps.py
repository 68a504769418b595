from django.apps import AppConfig


class ReviewsConfig(AppConfig):
    name = "reviews"

    def ready(self) -> None:
        """Register what lower packages and apps know of reviews by name only."""
        # Models load after apps.
        from jobs.models import HANDLED_ELSEWHERE  # noqa: PLC0415
        from reviews.archived_pages.shown_facts import PAGE_FACTS  # noqa: PLC0415
        from reviews.claimants.shown_facts import CLAIMANT_FACTS  # noqa: PLC0415
        from reviews.proposed_changes import shown_facts  # noqa: PLC0415
        from reviews.watch.checks import LOOK  # noqa: PLC0415
        from reviews.watch.shown_facts import WATCH_FACTS  # noqa: PLC0415

        # A visit that failed is shown where its page is watched: nobody needs to retry it.
        HANDLED_ELSEWHERE.add(LOOK)
        for facts in (PAGE_FACTS, CLAIMANT_FACTS, WATCH_FACTS):
            shown_facts.register_facts(facts)
