from django.apps import AppConfig


class SourcesConfig(AppConfig):
    name = "sources"

    def ready(self) -> None:
        """Tell `jobs` which failures are outages of the storage, and what pages say of each."""
        from jobs.models import FAILURE_SENTENCES  # noqa: PLC0415 (models load after apps)
        from jobs.stats import OUTAGES  # noqa: PLC0415
        from sources import failures  # noqa: PLC0415
        from sources.snapshots import storage_errors  # noqa: PLC0415

        OUTAGES.update(storage_errors.OUTAGES)
        FAILURE_SENTENCES.update(failures.SENTENCES)
