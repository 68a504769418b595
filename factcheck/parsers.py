"""The body of API requests: one JSON object, of the size that Django allows any body."""

import json
import re
from collections.abc import Mapping
from typing import IO, Any, NoReturn

from rest_framework.exceptions import ParseError
from rest_framework.parsers import JSONParser

HALF = re.compile(rb"\\u[dD][89abAB][0-9a-fA-F]{2}|\\u[dD][c-fC-F][0-9a-fA-F]{2}")


class JSONObject(JSONParser):
    """One JSON object in UTF-8. Malformed JSON gives 400, wrong values give 422."""

    def parse(
        self,
        stream: IO[Any],
        _media_type: str | None = None,
        _parser_context: Mapping[str, Any] | None = None,
    ) -> dict[str, Any]:
        body = stream.read()
        try:
            found = json.loads(body.decode(), parse_constant=_refuse)
        except ValueError as error:
            raise ParseError(f"The body isn't JSON: {error}.") from None
        except RecursionError:
            raise ParseError("The body is JSON that is nested too deeply.") from None
        if HALF.search(body) and not _is_unicode(found):
            raise ParseError(
                "The body contains half a character: one escape of a surrogate pair is missing."
            )
        if not isinstance(found, dict):
            raise ParseError('Send one JSON object, such as {"note": "…"}.')
        return found


def _is_unicode(found: object) -> bool:
    """Whether every string in it can be stored and sent back."""
    try:
        json.dumps(found, ensure_ascii=False).encode()
    except UnicodeEncodeError:
        return False
    return True


def _refuse(constant: str) -> NoReturn:
    raise ValueError(f"{constant} isn't JSON")
