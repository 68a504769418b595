from django.apps import AppConfig


class FactcheckConfig(AppConfig):
    name = "factcheck"

    def ready(self) -> None:
        """Register the checks of this installation."""
        from factcheck import checks  # noqa: F401, PLC0415
