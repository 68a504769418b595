"""A check with planted words, and a walk through every address that could show them."""

import re
from urllib.parse import quote

from django.test import Client

from reviews.publication.models import Publication
from tests import given

NAME = "Zephyr Quillon"
PASSAGE = "Nobody at the harbour ever saw the third ledger."
REMOVED = "Ottilie Brandt"
PAGE = f"{given.PAGE}\n\nThe letter was signed by {NAME} and by {REMOVED}.\n\n{PASSAGE}\n"


def addresses(check: Publication) -> list[str]:
    """Every page, feed and API answer on which a check may be found."""
    its_own = [
        f"/checks/{check.slug}/{rest}"
        for rest in (
            "",
            "versions/1/",
            "versions/2/",
            "evidence/1/",
            "evidence/1/copy/",
            "report/",
        )
    ]
    searches = [f"?q={quote(words)}" for words in (NAME, REMOVED, "ledger", "paid", "crowns")]
    return [
        *its_own,
        "/",
        "/checks/",
        *(f"/checks/{search}" for search in searches),
        *(f"/api/checks/{search}" for search in searches),
        f"/checks/?claimant={check.claimant_slug}",
        f"/api/checks/?claimant={check.claimant_slug}",
        "/claimants/",
        f"/claimants/{check.claimant_slug}/",
        "/corrections/",
        "/docket/",
        "/docket/?show=work",
        "/docket/?show=declined",
        "/feeds/checks.atom",
        "/feeds/checks.rss",
        "/feeds/checks.json",
        "/feeds/claimreview.json",
        "/sitemap.xml",
        "/api/checks/",
        "/api/checks/?changed_since=2020-01-01",
        f"/api/checks/{check.slug}/",
    ]


def walk(check: Publication, client: Client | None = None) -> dict[str, tuple[int, str]]:
    """The status and the text that a stranger gets at each of them."""
    client = client or Client()
    found = {}
    for address in addresses(check):
        answer = client.get(address)
        body = b"".join(answer) if answer.streaming else answer.content
        headers = " ".join(f"{name}: {value}" for name, value in answer.items())
        found[address] = (answer.status_code, f"{headers}\n{body.decode()}")
    return found


def where(words: str, found: dict[str, tuple[int, str]]) -> list[str]:
    """The addresses at which the words are told, or spelled in an address.

    An address that was asked for, and what a reader searched for, say nothing new.
    """
    spelled = "-".join(re.findall(r"\w+", words.lower()))
    return [
        address
        for address, (_, text) in found.items()
        if words in _told(text, address) or spelled in _told(text, address)
    ]


def _told(text: str, address: str) -> str:
    asked = re.search(r"[?&]q=([^&]*)", address)
    return re.sub(r'value="[^"]*"|“[^”]*”', "", text) if asked else text


def statuses(check: Publication, status: int, found: dict[str, tuple[int, str]]) -> list[str]:
    own = f"/checks/{check.slug}/"
    return [
        address.removeprefix(own) if address.startswith(own) else address
        for address, (code, _) in found.items()
        if code == status
    ]
