"""Files by API: a multipart form, refused before it is read if it is over the limit."""

from collections.abc import Mapping
from typing import IO, Any

from django.conf import settings
from rest_framework.exceptions import APIException
from rest_framework.parsers import DataAndFiles, MultiPartParser

SLACK = 64 * 1024
"""Bytes that the other fields and the boundaries of a form may take next to its file."""


class FileTooLarge(APIException):
    """The file is too large. Nothing of it was stored."""

    status_code = 413
    default_detail = (
        f"The file is over {settings.UPLOAD_LIMIT // 1024**2} MB. Save the part that matters."
    )


class Upload(MultiPartParser):
    """A form with one file."""

    def parse(
        self,
        stream: IO[Any],
        media_type: str | None = None,
        parser_context: Mapping[str, Any] | None = None,
    ) -> "DataAndFiles[Any, Any]":
        request = (parser_context or {})["request"]
        if int(request.META.get("CONTENT_LENGTH") or 0) > settings.UPLOAD_LIMIT + SLACK:
            raise FileTooLarge
        return super().parse(stream, media_type, parser_context)
