from django.apps import AppConfig


class SourcesConfig(AppConfig):
    name = "sources"

    def ready(self) -> None:
        """Work that waits for the store of kept pages is told of where people look."""
        from jobs.stats import OUTAGES  # noqa: PLC0415 (models load after apps)
        from sources.snapshots import storage_errors  # noqa: PLC0415

        OUTAGES.update(storage_errors.OUTAGES)
