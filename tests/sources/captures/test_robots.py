"""A page that only a program wants is fetched as the site's robots.txt lets programs."""

import gzip
import time
from datetime import timedelta

import pytest
from django.db.models.functions import Now

from jobs.models import JobState
from sources.captures import actions, robots
from sources.captures import run as capture_run
from sources.captures.models import Capture, Host
from tests import given
from tests.sources.safe_fetch.hostile_servers import Stranger, answer, policy

pytestmark = pytest.mark.django_db
RULES = b"User-agent: *\nDisallow: /private/\nAllow: /private/open\n"
PLAIN = [b"Content-Type: text/plain"]


class Site:
    """A site with a robots.txt, which notes the paths that were asked for."""

    def __init__(self, said):
        self.said = said
        self.stranger = Stranger(self._serve)
        self.rules = policy(("one.test", self.stranger.port))

    def _serve(self, connection, request, _stranger):
        is_rules = request.split(b" ")[1] == b"/robots.txt"
        connection.sendall(self.said if is_rules else answer())

    @property
    def asked(self):
        return [hit.split(b" ")[1].decode() for hit in self.stranger.hits]

    def capture(self, path="/page", *, is_automatic=True):
        """As a worker goes about it, whatever else would make it wait."""
        url = f"http://one.test:{self.stranger.port}{path}"
        row = actions.ask_for_capture(url, is_automatic=is_automatic, by=given.checker())
        return self.again(row)

    def again(self, row):
        Capture.objects.filter(pk=row.pk).update(run_after=Now())
        Host.objects.update(free_at=Now())
        capture_run.fetch_capture(Capture.objects.lease(row.pk), self.rules)
        row.refresh_from_db()
        return row


@pytest.fixture
def site():
    made = Site(answer(RULES, headers=PLAIN))
    with made.stranger:
        yield made


def test_a_program_keeps_out_where_it_is_asked_to_and_a_person_may_still_go(site):
    row = site.capture("/private/page")

    assert (row.state, row.failure) == (JobState.FAILED, "site_refused")
    assert "robots.txt" in row.detail
    assert "A person may still ask" in row.detail
    assert site.asked == ["/robots.txt"]

    again = actions.retry_capture(row, by=row.asked_by)
    assert site.again(again).state == JobState.DONE
    assert site.asked == ["/robots.txt", "/private/page"]


def test_a_page_that_a_person_asked_for_is_that_persons_visit(site):
    assert site.capture("/private/page", is_automatic=False).state == JobState.DONE
    assert site.asked == ["/private/page"]


def test_the_rules_are_asked_for_once_a_day(site):
    assert site.capture("/a").state == JobState.DONE
    assert site.capture("/private/open").state == JobState.DONE
    assert site.asked == ["/robots.txt", "/a", "/private/open"]

    Host.objects.update(robots_read_at=Now() - timedelta(hours=25))
    site.capture("/b")

    assert site.asked[3:] == ["/robots.txt", "/b"]


@pytest.mark.parametrize("status", [b"404 Not Found", b"403 Forbidden", b"410 Gone"])
def test_a_site_without_rules_lets_programs_in(site, status):
    site.said = answer(b"Disallow: /", status=status)

    assert site.capture().state == JobState.DONE


@pytest.mark.parametrize(
    ("said", "kind"),
    [
        (answer(b"", status=b"503 Busy"), "server_error"),
        (answer(b"", status=b"429 Slow"), "site_refused"),
        (b"", "protocol"),
    ],
)
def test_a_site_whose_rules_cannot_be_had_is_closed_to_programs_for_now(site, said, kind):
    site.said = said

    first, other = site.capture("/a"), site.capture("/b")

    assert (first.state, first.failure) == (JobState.WAITING, kind)
    assert (other.state, other.failure) == (JobState.WAITING, "site_refused")
    assert set(site.asked) == {"/robots.txt"}
    site.said = answer(b"", status=b"404 Not Found")
    Host.objects.update(robots_read_at=Now() - timedelta(minutes=11))
    assert site.again(first).state == JobState.DONE


HUGE = b"User-agent: *\nDisallow: /page\n" + b"# nothing\n" * 5_000_000


@pytest.mark.parametrize(
    "said",
    [
        pytest.param(answer(HUGE, headers=PLAIN), id="plain"),
        pytest.param(
            answer(gzip.compress(HUGE, 1), headers=[*PLAIN, b"Content-Encoding: gzip"]),
            id="packed",
        ),
    ],
)
def test_case_62_rules_of_50_mb_are_read_as_far_as_512_kib(site, said):
    site.said = said
    started = time.monotonic()

    row = site.capture()

    assert row.failure == "site_refused"
    assert time.monotonic() - started < 5
    assert len(Host.objects.get().robots) < 100


@pytest.mark.parametrize(
    "said",
    [
        pytest.param(
            "".join(f"User-agent: bot{n}\n" for n in range(15_000))
            + "".join(f"Disallow: /{n}\n" for n in range(20_000)),
            id="all names with all rules",
        ),
        pytest.param("User-agent: *\nDisallow: /" + "*a" * 250_000, id="one long pattern"),
        pytest.param("User-agent: *\n" + "Disallow: /*a*a*a*a*b\n" * 20_000, id="patterns"),
    ],
)
def test_rules_made_to_choke_cost_little(said):
    started = time.monotonic()

    robots.rules(robots.shortened(said)).can_fetch(
        "https://one.test/" + "a" * 2000, "factcheck"
    )

    assert time.monotonic() - started < 3


@pytest.mark.parametrize(
    ("said", "may"),
    [
        ("User-agent: factcheck\nDisallow: /\n\nUser-agent: *\nAllow: /", False),
        ("User-agent: FactCheck/2.0\nDisallow: /", False),
        ("User-agent: other\nUser-agent: *\nDisallow: /", False),
        ("User-agent: other\nUser-agent: another\nDisallow: /", True),
        ("User-agent: *\nDisallow: /\n\nUser-agent: factcheck\nAllow: /page", True),
        ("user agent: *\nDisalow: /page", False),
        ("User-agent: *\nDisallow:", True),
        ("Disallow: /", True),
        ("<html>not found</html>", True),
        ("\ufeffUser-agent: *\r\nDisallow: /page\r\n", False),
    ],
)
def test_whom_the_rules_are_for(said, may):
    rules = robots.rules(robots.shortened(said))

    assert rules.can_fetch("https://one.test/page", "factcheck") is may
