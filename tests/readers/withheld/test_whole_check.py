"""Nothing that is withheld is found at any address of readers, and all of it comes back."""

import ast
import re
from pathlib import Path
from urllib.parse import quote

import pytest
from django.conf import settings as django_settings
from django.test import Client

from claims.claimants import actions as claimant_actions
from claims.claimants.models import Claimant
from claims.tips import actions as tip_actions
from reviews.publication import addresses as publication_addresses
from reviews.publication.models import Publication
from reviews.replies import actions as reply_actions
from reviews.revisions.document import digest
from reviews.triage import actions as triage_actions
from reviews.withholding import actions as withholding_actions
from reviews.workflow import moves, publication_moves
from tests import given
from tests.calling import Caller, is_problem
from tests.readers import stories

pytestmark = pytest.mark.django_db

NAME = "Zephyr Quillon"
PASSAGE = "Nobody at the harbour ever saw the third ledger."
REMOVED = "Ottilie Brandt"
PAGE = f"{given.PAGE}\n\nThe letter was signed by {NAME} and by {REMOVED}.\n\n{PASSAGE}\n"


@pytest.fixture
def check():
    """A check with two versions, in each part of which the planted words are."""
    checker, editor = given.checker(name="Jo Reed"), given.editor(name="Ada Okoro")
    review = given.queued(text=f"{REMOVED} paid {NAME} 3 million crowns", by=checker)
    review = moves.take(review, by=checker)
    page = given.kept_page(PAGE, by=checker, is_public=True, title=f"Letter of {NAME}")
    given.evidence(review, by=checker, snapshot=page, quote=f"The letter was signed by {NAME}")
    reply_actions.note_reply(
        review, whom=NAME, not_asked_because=f"{REMOVED} could not be reached.", by=checker
    )
    review = moves.weigh(review, by=checker)
    words = {
        "conclusion": f"{NAME} was paid by {REMOVED}.",
        "body": f"The ledger [1] names {NAME} and {REMOVED}.\n\n{PASSAGE}\n\nMore.",
    }
    given.write(review, by=checker, **words)
    review = moves.approve(moves.submit(review, by=checker), revision=1, by=editor)
    review = publication_moves.publish(review, by=editor)
    review = moves.reopen(review, note="A doubt.", to=checker, by=editor)
    review = moves.weigh(review, by=checker)
    given.write(review, by=checker, **{**words, "conclusion": f"{NAME} was paid twice."})
    review = moves.approve(moves.submit(review, by=checker), revision=2, by=editor)
    text = f"{NAME} and {REMOVED} met twice. {PASSAGE}"
    return stories.publication_of(
        publication_moves.correct(review, kind="substantial", text=text, by=editor)
    )


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


WHOLE = ["", "versions/1/", "versions/2/", "evidence/1/", "evidence/1/copy/", "report/"]


def test_the_planted_words_are_on_nearly_every_page(check):
    found = walk(check)

    assert len(where(NAME, found)) > 20
    assert len(where(REMOVED, found)) > 15
    assert len(where(PASSAGE, found)) > 4
    assert not statuses(check, 451, found)


def test_a_withheld_check_is_nowhere_and_comes_back_when_it_is_lifted(check):
    before = walk(check)
    withholding = given.confirmed(given.withheld(check))

    found = walk(check)
    claimant, api = f"/claimants/{check.claimant_slug}/", f"/api/checks/{check.slug}/"
    assert statuses(check, 451, found) == [*WHOLE, claimant, api]
    for words in (NAME, REMOVED, PASSAGE):
        assert not where(words, found)
    for address in (f"/checks/{check.slug}/", f"/checks/{check.slug}/versions/1/"):
        assert "We do not show this page for the time being." in found[address][1]
        assert "max-age=30" in found[address][1]

    withholding_actions.lift_withholding(withholding, by=given.editor())
    assert {a: (code, len(text)) for a, (code, text) in walk(check).items()} == {
        a: (code, len(text)) for a, (code, text) in before.items()
    }


def test_a_check_that_nobody_confirms_comes_back_by_itself(check, settings):
    settings.WITHHOLD_CONFIRM_HOURS = 0
    given.withheld(check)

    found = walk(check)

    assert not statuses(check, 451, found)
    assert len(where(NAME, found)) > 20


def test_a_withheld_name_is_nowhere_while_its_pages_stay(check):
    given.withheld(check, "name", words=NAME, instead="an officer")
    check.refresh_from_db()

    found = walk(check)

    assert not where(NAME, found)
    assert statuses(check, 451, found) == ["evidence/1/copy/"]
    page = found[f"/checks/{check.slug}/"][1]
    assert "An officer was paid twice." in page
    assert "The letter was signed by [name withheld]" in page
    assert REMOVED in page


def found_by(words):
    results = Caller().get(f"checks/?q={quote(words)}").json()["results"]
    page = Client().get(f"/checks/?q={quote(words)}").content.decode()
    return len(results), "claim-line" in page


@pytest.mark.parametrize(("what", "words"), [("name", NAME), ("words", REMOVED)])
def test_a_search_for_withheld_words_finds_no_check(check, what, words):
    assert found_by(words) == (1, True)

    given.withheld(check, what, words=words)

    assert found_by(words) == (0, False)
    assert found_by("crowns") == (1, True)


def test_a_withheld_name_is_told_as_no_topic(check):
    def of_the_trial(text):
        topics = [f"Trial of {NAME}"]
        review = triage_actions.file_claim(
            text=text, claimant="Mara Brook", topics=topics, by=given.checker()
        )
        return given.fresh(review)

    stories.published(review=of_the_trial("Rain fell on Monday"))
    of_the_trial("A claim in work")
    moves.drop(of_the_trial("A dropped claim"), reason="Too small.", by=given.editor())
    before = walk(check)
    assert {"/docket/", "/", "/feeds/checks.json"} <= set(where(f"Trial of {NAME}", before))
    given.withheld(check, "name", words=NAME)
    check.refresh_from_db()

    found = walk(check)

    assert not where(NAME, found)
    assert "Topic withheld" in found["/docket/?show=work"][1]
    assert "Topic withheld" in found["/docket/?show=declined"][1]
    asked = f"/checks/?topic={quote(f'Trial of {NAME}')}"
    assert "Rain fell on Monday" not in Client().get(asked).content.decode()


def test_removed_words_are_blanked_in_every_version_and_difference(check):
    old = check.slug
    given.withheld(check, "words", words=REMOVED)
    check.refresh_from_db()

    found = walk(check)

    assert not where(REMOVED, found)
    version = found[f"/checks/{check.slug}/versions/1/"][1]
    assert "What is different in version 2" in version
    assert "[words removed for legal or privacy reasons]" in version
    assert Client().get(f"/checks/{old}/").status_code == 451
    assert Client().get(f"/checks/{old}/versions/1/").status_code == 451
    assert is_problem(Caller().get(f"checks/{old}/"), 451)


def test_an_old_address_leads_on_once_the_words_are_shown_again(check):
    old = check.slug
    withholding = given.withheld(check, "words", words=REMOVED)
    withholding_actions.lift_withholding(withholding, by=given.editor())
    check.refresh_from_db()

    answers = [Client().get(f"/checks/{old}/{rest}") for rest in ("", "versions/1/")]

    assert [answer.status_code for answer in answers] == [302, 302]
    assert answers[1]["Location"] == f"/checks/{check.slug}/versions/1/"
    moved = Caller().get(f"checks/{old}/")
    assert (moved.status_code, moved["Location"]) == (301, f"/api/checks/{check.slug}/")


def test_an_old_address_that_is_withheld_for_good_never_leads_on(check):
    old = check.slug
    publication_addresses.move_address(check, withheld=True, by=given.editor())

    assert Client().get(f"/checks/{old}/").status_code == 451
    assert is_problem(Caller().get(f"checks/{old}/"), 451)


def test_a_withheld_passage_is_blanked_where_it_was(check):
    given.withheld(check, "passage", words=PASSAGE)

    found = walk(check)

    assert not where(PASSAGE, found)
    assert "[This passage is withheld since" in found[f"/checks/{check.slug}/"][1]
    assert statuses(check, 451, found) == ["evidence/1/copy/"]


def test_a_withheld_version_is_451_while_the_others_stay(check):
    given.withheld(check, "version", version=1)

    found = walk(check)

    assert statuses(check, 451, found) == ["versions/1/"]
    page = found[f"/checks/{check.slug}/"][1]
    assert "Version 1 is withheld since" in page
    assert "was paid by" not in page


def test_the_check_is_withheld_with_the_version_that_it_shows(check):
    given.withheld(check, "version", version=2)

    found = walk(check)

    claimant, api = f"/claimants/{check.claimant_slug}/", f"/api/checks/{check.slug}/"
    assert statuses(check, 451, found) == ["", "versions/2/", "report/", claimant, api]
    assert "was paid twice" not in " ".join(text for _, text in found.values())
    assert "What is different" not in found[f"/checks/{check.slug}/versions/1/"][1]


def test_a_withheld_copy_is_451_and_its_passage_stays(check):
    given.withheld(check, "copy", evidence=1)

    found = walk(check)

    assert statuses(check, 451, found) == ["evidence/1/copy/"]
    assert "Our archived copy is withheld since" in found[f"/checks/{check.slug}/"][1]
    (piece,) = Caller().get(f"checks/{check.slug}/").json()["evidence"]
    assert piece["snapshot"]["copy"] is None
    assert piece["snapshot"]["withheld_since"]


def test_the_same_file_is_withheld_wherever_it_was_archived_again(check):
    """A page that another check archived by itself, with the same bytes."""
    checker = given.checker()
    again = given.kept_page(PAGE, by=checker, is_public=True, url="https://again.example/")
    review = given.taken(by=checker)
    given.evidence(review, by=checker, snapshot=again, quote=PASSAGE)
    review = moves.weigh(review, by=checker)
    given.write(review, by=checker, body="As the letter says [1].")
    review = moves.approve(moves.submit(review, by=checker), revision=1, by=given.editor())
    other = stories.publication_of(publication_moves.publish(review, by=given.editor()))
    copy = f"/checks/{other.slug}/evidence/1/copy/"
    assert Client().get(copy).status_code == 200

    given.withheld(check, "copy", evidence=1)

    assert Client().get(copy).status_code == 451


def test_a_withheld_claimant_has_no_page_and_no_filter(check):
    claimant_actions.describe_claimant(
        Claimant.objects.get(slug=check.claimant_slug),
        same_as="https://www.wikidata.org/wiki/Q1",
        by=given.editor(),
    )
    given.withheld(check, "name", words="Mara Brook")

    found = walk(check)

    assert not where("Mara Brook", found)
    assert found[f"/claimants/{check.claimant_slug}/"][0] == 451
    asked = f"?claimant={check.claimant_slug}"
    assert Caller().get(f"checks/{asked}").json()["results"] == []
    assert "claim-line" not in found[f"/checks/{asked}"][1]
    told = Caller().get(f"checks/{check.slug}/").json()
    assert told["claimant"] == {"name": "name withheld", "slug": "", "role": "", "same_as": ""}
    assert "author" not in told["claimreview"]["itemReviewed"]


def test_a_withheld_name_is_in_no_role_on_the_list_of_people(check):
    claimant_actions.describe_claimant(
        Claimant.objects.get(slug=check.claimant_slug),
        role=f"successor of {NAME}",
        by=given.editor(),
    )
    assert f"successor of {NAME}" in Client().get("/claimants/").content.decode()

    given.withheld(check, "name", words=NAME)

    assert "successor of [name withheld]" in Client().get("/claimants/").content.decode()


def test_a_feed_says_in_the_place_of_a_withheld_check_that_it_is_withheld(check):
    (before,) = Client().get("/feeds/checks.json").json()["items"]
    given.withheld(check)

    (entry,) = Client().get("/feeds/checks.json").json()["items"]

    assert entry["id"] == before["id"]
    assert entry["title"] == "Withheld"
    assert entry["date_modified"] >= before["date_modified"]
    assert entry["url"].endswith("/methodology/#withheld")


def test_what_was_approved_still_verifies(check):
    given.withheld(check, "name", words=NAME)
    given.withheld(check, "words", words=REMOVED)
    check.refresh_from_db()
    told = Caller().get(f"checks/{check.slug}/").json()

    revisions = [one.revision for one in check.versions.select_related("revision")]
    assert [one["hash"] for one in told["versions"]] == [one.hash for one in revisions]
    assert all(digest(one.content) == one.hash for one in revisions)


def test_a_page_in_memory_is_withheld_within_a_second(front, check):
    address = f"/checks/{check.slug}/"
    assert front.ask(address)[0] == 200
    withholding = given.withheld(check)

    front.clock.later()
    status, headers, body = front.ask(address)
    assert (status, headers["Cache-Control"]) == (451, "public, max-age=30")
    assert NAME.encode() not in body

    withholding_actions.lift_withholding(withholding, by=given.editor())
    assert front.ask(address)[0] == 200


def test_a_name_is_gone_from_pages_in_memory_of_every_check(front, check):
    other = stories.published(
        review=given.queued(text="Water is wet"), conclusion=f"{NAME} agrees."
    )
    address = f"/checks/{other.slug}/"
    assert NAME.encode() in front.ask(address)[2]

    given.withheld(check, "name", words=NAME)
    front.clock.later()

    assert NAME.encode() not in front.ask(address)[2]


def test_readers_pages_ask_what_is_withheld_before_they_show_a_revision():
    """Only two read the document: the desk's preview, which shows what nobody approved yet, and
    the download of a document, which is refused where readers do not see all of it.
    """
    root = Path(django_settings.BASE_DIR)
    attributes = ("frozen", "public_part", "document_of")
    reads = {
        (path.name, node.attr)
        for path in (root / "readers").rglob("*.py")
        if path.parent.name != "verification"
        for node in ast.walk(ast.parse(path.read_text()))
        if isinstance(node, ast.Attribute) and node.attr in attributes
        if not (isinstance(node.value, ast.Name) and node.value.id == "self")
    }
    templates = [
        path.name
        for path in (root / "templates" / "readers").rglob("*.html")
        if ".frozen" in (text := path.read_text()) or ".public_part" in text
    ]

    assert reads == {
        ("views.py", "frozen"),
        ("views.py", "document_of"),
        ("api.py", "public_part"),
    }
    assert not templates


def test_a_withheld_name_is_not_told_to_whoever_sent_the_tip(check):
    tip, secret = tip_actions.send_tip(text=given.ARTICLE)
    article = given.read(tip_actions.submit_tip_as_article(tip, by=given.checker()))
    review = given.accepted(article.statements.first())
    moves.drop(review, reason=f"{NAME} said so elsewhere.", by=given.editor())
    page = f"/tip/{secret}/"
    assert NAME in Client().get(page).content.decode()

    given.withheld(check, "name", words=NAME)

    assert "[name withheld] said so elsewhere." in Client().get(page).content.decode()
