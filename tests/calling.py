"""Asks the API as its callers do: JSON over HTTP, by token."""

from typing import Any

from django.test import Client

from accounts.actions import make_token


class Caller:
    """One person with a token; `person=None` has none."""

    def __init__(self, person=None, *, token: str = "") -> None:
        self.person = person
        token = token or (make_token(name="tests", by=person) if person else "")
        headers = {"Authorization": f"Bearer {token}"} if token else {}
        self.client = Client(headers=headers)

    def get(self, path: str, **query):
        return self.client.get(f"/api/{path}", query)

    def post(self, path: str, body: Any = None, **more):
        body = {} if body is None else body
        return self.client.post(
            f"/api/{path}", body, **{"content_type": "application/json", **more}
        )

    def put(self, path: str, body: Any):
        return self.client.put(f"/api/{path}", body, content_type="application/json")

    def patch(self, path: str, body: Any):
        return self.client.patch(f"/api/{path}", body, content_type="application/json")

    def delete(self, path: str):
        return self.client.delete(f"/api/{path}")

    def upload(self, path: str, **fields):
        return self.client.post(f"/api/{path}", fields)


def is_problem(answer, status: int, *words: str) -> bool:
    """Whether this is RFC 9457 problem details of that status, its detail holding the words."""
    assert answer.status_code == status, (answer.status_code, answer.content)
    assert answer.headers["Content-Type"] == "application/problem+json"
    told = answer.json()
    assert set(told) >= {"type", "title", "status", "detail"}
    assert told["status"] == status
    for word in words:
        assert word in told["detail"], told
    return True
