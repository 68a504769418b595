from django.apps import AppConfig


class SourcesConfig(AppConfig):
    name = "sources"

    def ready(self) -> None:
        """List failures of the storage among the outages that the page of jobs shows."""
        from jobs.stats import OUTAGES  # noqa: PLC0415 (models load after apps)
        from sources.snapshots import storage_errors  # noqa: PLC0415

        OUTAGES.update(storage_errors.OUTAGES)
