"""What the API reads: one JSON object of a bearable size."""

import json
from collections.abc import Mapping
from typing import IO, Any, NoReturn

from django.conf import settings
from rest_framework.exceptions import APIException, ParseError
from rest_framework.parsers import JSONParser


class TooLarge(APIException):
    """The body is over the limit; nothing of it was kept."""

    status_code = 413
    default_detail = "The request is too large. Send a text of at most a million characters."


class JSONObject(JSONParser):
    """One JSON object in UTF-8. What cannot be read is 400; what reads but is wrong is 422."""

    def parse(
        self,
        stream: IO[Any],
        _media_type: str | None = None,
        _parser_context: Mapping[str, Any] | None = None,
    ) -> dict[str, Any]:
        body = stream.read(settings.DATA_UPLOAD_MAX_MEMORY_SIZE + 1)
        if len(body) > settings.DATA_UPLOAD_MAX_MEMORY_SIZE:
            raise TooLarge
        try:
            found = json.loads(body.decode(), parse_constant=_refuse)
        except ValueError as error:
            raise ParseError(f"The body is no JSON: {error}.") from None
        except RecursionError:
            raise ParseError("The body is no JSON that we read: too deeply nested.") from None
        if not isinstance(found, dict):
            raise ParseError('Send one JSON object, such as {"note": "…"}.')
        return found


def _refuse(constant: str) -> NoReturn:
    raise ValueError(f"{constant} is no JSON")
