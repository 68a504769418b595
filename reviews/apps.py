from django.apps import AppConfig


class ReviewsConfig(AppConfig):
    name = "reviews"

    def ready(self) -> None:
        """A look that failed is told where its page is watched: no one need try it again."""
        from jobs.models import HANDLED_ELSEWHERE  # noqa: PLC0415 (models load after apps)
        from reviews.watch.checks import LOOK  # noqa: PLC0415

        HANDLED_ELSEWHERE.add(LOOK)
