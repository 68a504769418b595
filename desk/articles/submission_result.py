"""The result of one submission: an article, or a sentence that says why there is none."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ValidationError

from claims.articles.models import Article


@dataclass(slots=True)
class SubmissionResult:
    """One of several submissions. Either `article` or `error` is set."""

    name: str
    article: Article | None = None
    error: ValidationError | None = None

    @classmethod
    def of(cls, name: str, submit: Callable[..., Article], **given: Any) -> "SubmissionResult":
        try:
            return cls(name, article=submit(**given))
        except ValidationError as error:
            return cls(name, error=error)

    @property
    def why_not(self) -> str:
        return " ".join(self.error.messages) if self.error else ""
