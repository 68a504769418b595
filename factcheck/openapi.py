"""Additions to OpenAPI beyond the routes: how every one of them refuses."""

from typing import Any

MEDIA_TYPE = "application/problem+json"
PROBLEM = {
    "type": "object",
    "description": "RFC 9457 problem details.",
    "required": ["type", "title", "status", "detail"],
    "properties": {
        "type": {"type": "string", "example": "about:blank"},
        "title": {"type": "string"},
        "status": {"type": "integer", "example": 422},
        "detail": {"type": "string", "description": "A sentence for a person."},
        "missing": {
            "type": "array",
            "items": {"type": "string"},
            "description": "What is still missing, in sentences.",
        },
        "fields": {
            "type": "object",
            "additionalProperties": True,
            "description": "What is wrong with each field, if the error is about fields.",
        },
        "draft": {
            "type": "object",
            "additionalProperties": True,
            "description": "The other text, if somebody has saved the draft since.",
        },
    },
}


def refusals(result: dict[str, Any], generator: object, request: object, public: object) -> Any:  # noqa: ARG001 - called by name
    """A hook of drf-spectacular: add the problem document to every route that can answer it."""
    result["components"]["schemas"]["Problem"] = PROBLEM
    answer = {
        "description": "Refused; `detail` says why.",
        "content": {MEDIA_TYPE: {"schema": {"$ref": "#/components/schemas/Problem"}}},
    }
    for path, verbs in result["paths"].items():
        if path != "/api/schema/":
            for verb in verbs.values():
                verb["responses"]["4XX"] = answer
    return result
