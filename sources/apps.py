from django.apps import AppConfig


class SourcesConfig(AppConfig):
    name = "sources"

    def ready(self) -> None:
        """Work that waits for the store of kept pages is told of where people look."""
        from jobs.tallies import OUTAGES  # noqa: PLC0415 (models load after apps)
        from sources import outages  # noqa: PLC0415

        OUTAGES.update(outages.OUTAGES)
