"""Add evidence while captures wait: the web process must never wait for a fetch.

The desk's captures worker takes no tasks, and its queue is full. The limit is another write of
the same page, that of the draft, requested in turn with it; in the browser, it is that page
without adding anything.
"""

import http.client
import json
import time
import urllib.request
from http.cookiejar import CookieJar
from typing import Any
from urllib.parse import urlencode, urlsplit

from celery import Celery

from benchmarks.desk import BenchDesk
from benchmarks.results import Measurement, measurement

TIMES = 40
QUEUED = 5_000
OK = 200


class Caller:
    """A keep-alive connection to the desk's API."""

    def __init__(self, desk: BenchDesk, username: str) -> None:
        parts = urlsplit(desk.url)
        self._line = http.client.HTTPConnection(parts.hostname or "", parts.port, timeout=30)
        token = desk.token(username)
        self._headers = {
            "Authorization": f"Bearer {token}",
            "Content-Type": "application/json",
        }

    def request(self, method: str, path: str, body: object = None) -> tuple[int, Any]:
        self._line.request(method, f"/api{path}", json.dumps(body), self._headers)
        answer = self._line.getresponse()
        text = answer.read()
        return answer.status, json.loads(text) if text else {}

    def milliseconds(self, method: str, path: str, body: object, *, status: int) -> float:
        start = time.perf_counter()
        got, response = self.request(method, path, body)
        if got != status:
            raise RuntimeError(f"{method} {path} answered {got}: {response}")
        return (time.perf_counter() - start) * 1000


class Browser:
    """One person's session with the desk's pages, without JavaScript."""

    def __init__(self, desk: BenchDesk, username: str) -> None:
        self._url = desk.url
        self._cookies = CookieJar()
        self._opener = urllib.request.build_opener(
            urllib.request.HTTPCookieProcessor(self._cookies)
        )
        self.milliseconds("/accounts/login/")
        self.milliseconds("/accounts/login/", desk.sign_in(username))

    def milliseconds(self, path: str, form: dict[str, str] | None = None) -> float:
        """Return the time until the whole page is there, after a form's redirect."""
        sent = None
        if form is not None:
            token = next(cookie.value for cookie in self._cookies if cookie.name == "csrftoken")
            sent = urlencode({**form, "csrfmiddlewaretoken": token or ""}).encode()
        start = time.perf_counter()
        with self._opener.open(self._url + path, sent, timeout=30) as answer:
            answer.read()
        return (time.perf_counter() - start) * 1000


def measurements(desk: BenchDesk) -> list[Measurement]:
    """Measure the milliseconds for adding evidence by address, compared with saving a draft."""
    with Celery(broker=desk.broker_url, set_as_current=False) as app:
        app.control.cancel_consumer("captures", reply=True)
        with app.producer_pool.acquire() as producer:
            for number in range(QUEUED):
                name = "sources.capture"
                app.send_task(name, [-number - 1], queue="captures", producer=producer)
        try:
            return _ask(Caller(desk, "checker"), Browser(desk, "checker"))
        finally:
            app.control.purge()
            app.control.add_consumer("captures")


def _ask(caller: Caller, browser: Browser) -> list[Measurement]:
    status, review = caller.request("POST", "/reviews/take-next/")
    assert status == OK, review
    page, draft = f"/reviews/{review['id']}", review["draft"]
    added, written, sent, shown = [], [], [], []
    desk_page = f"/desk{page}/"
    for number in range(TIMES):
        evidence = {
            "url": f"https://www.example.org/budget/{number}",
            "quote": "The budget fell by four percent.",
            "stance": "refutes",
        }
        text = {"version": draft["version"] + number, "rating": "", "conclusion": ""}
        text["body"] = f"The budget fell, for the {number}th time."
        added.append(caller.milliseconds("POST", f"{page}/evidence/", evidence, status=201))
        written.append(caller.milliseconds("PUT", f"{page}/draft/", text, status=200))
    for number in range(TIMES // 2):
        form = {
            "url": f"https://www.example.org/roads/{number}",
            "quote": "The roads cost four percent more.",
            "stance": "supports",
        }
        sent.append(browser.milliseconds(f"{desk_page}evidence/", form))
        shown.append(browser.milliseconds(desk_page))
    _, now = caller.request("GET", f"{page}/")
    assert len(now["evidence"]) >= len(added) + len(sent), now
    return [
        measurement("add-evidence", added, written, unit="ms"),
        measurement("add-evidence-page", sent, shown, unit="ms"),
    ]
