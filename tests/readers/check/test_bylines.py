"""Readers see people as these choose today: on pages, old versions, citations, by API."""

from datetime import date

import pytest
from django.test import Client

from accounts import actions as accounts
from accounts.models import LEFT, User
from history.record import canonical
from reviews.publication.models import Publication
from reviews.replies import actions as reply_actions
from reviews.revisions import authors, build_document
from reviews.revisions.desk_part import SealedDocument
from reviews.revisions.diff import compare
from reviews.revisions.models import Revision
from reviews.workflow import moves, publication_moves
from tests import given
from tests.calling import Caller

pytestmark = pytest.mark.django_db

DAY = date(2026, 3, 4)


@pytest.fixture
def jo():
    return given.checker(name="Jo Reed")


@pytest.fixture
def ann():
    return given.editor(name="Ann Hale")


def published(jo, ann):
    return Publication.objects.live_of(given.published(by=jo, editor_=ann))


def corrected(jo, ann):
    """A check with two versions, both by Jo and approved by Ann."""
    review = given.published(by=jo, editor_=ann)
    review = moves.reopen(review, note="A figure.", to=jo, by=ann)
    review = moves.weigh(review, by=jo)
    given.write(review, by=jo, conclusion="It fell by 5 percent.")
    review = moves.approve(moves.submit(review, by=jo), revision=2, by=ann)
    publication_moves.correct(review, kind="substantial", text="4 was 5.", by=ann)
    return Publication.objects.get(claim=review.claim_id)


def everything_about(check):
    """What readers get of a check, as one text: pages, versions, citation, API, feeds."""
    paths = [
        f"/checks/{check.slug}/",
        f"/checks/{check.slug}/versions/1/",
        f"/checks/{check.slug}/evidence/1/",
        f"/api/checks/{check.slug}/",
        "/api/checks/",
        "/checks/",
        "/feeds/checks.atom",
        "/feeds/checks.json",
        "/feeds/claimreview.json",
        "/",
    ]
    answers = [Client().get(path) for path in paths]
    assert {answer.status_code for answer in answers} == {200}
    return "\n".join(answer.content.decode() for answer in answers)


def test_a_by_line_changes_every_page_old_version_citation_and_the_api(jo, ann):
    check = corrected(jo, ann)
    assert "Jo Reed" in everything_about(check)

    accounts.set_byline(jo, choice="pen-name", pen_name="Quentin Fell", by=jo)
    accounts.set_byline(ann, choice="desk", by=ann)

    shown = everything_about(check)
    assert "Quentin Fell, check of" in shown
    assert "Jo Reed" not in shown
    assert "Ann Hale" not in shown
    told = Client().get(f"/api/checks/{check.slug}/").json()
    assert told["checked_by"] == ["Quentin Fell"]
    assert {version["approved_by"] for version in told["versions"]} == {"the desk"}


def test_a_check_that_names_nobody_is_by_the_desk(jo, ann):
    check = published(jo, ann)
    for person in (jo, ann):
        accounts.set_byline(person, choice="desk", by=person)

    page = Client().get(f"/checks/{check.slug}/").content.decode()

    assert (
        "Checked by the desk. Approved by an editor of the desk who wrote none of it." in page
    )
    assert ">the desk</a>; approved by the desk" in page
    assert "the desk, check of" not in page  # the citation begins with the desk's own name


def test_people_who_are_not_named_are_one_desk_behind_those_who_are(jo):
    lin, sam = given.checker(), given.checker(name="Sam Cole")
    for person in (lin, jo):
        accounts.set_byline(person, choice="desk", by=person)

    written_by = [lin.public_id, sam.public_id, jo.public_id]

    assert authors.bylines(written_by) == ["Sam Cole", "the desk"]


def test_a_revision_holds_no_name_and_no_username(jo, ann):
    colleague = given.checker(name="Lin Ferro")
    review = given.drafted(by=jo)
    reply_actions.note_reply(review, asked_on=DAY, how="by e-mail", asked_by=colleague, by=jo)

    revision = Revision.objects.newest_of(moves.submit(review, by=jo))
    kept = "".join(revision.desk_parts.values_list("text", flat=True))

    for person in (jo, colleague):
        assert person.name not in revision.content + kept
        assert person.username not in revision.content + kept
        assert person.public_id not in revision.content
        assert person.public_id in kept


def test_the_desk_names_the_authors_of_a_revision_whatever_readers_see(jo, ann, client):
    review = given.submitted(by=jo)
    accounts.set_byline(jo, choice="desk", by=jo)
    client.force_login(ann)

    page = client.get(f"/desk/reviews/{review.pk}/approval/").content.decode()
    by_api = Caller(ann).get(f"reviews/{review.pk}/").json()["revision"]["authors"]

    assert "By Jo Reed" in page
    assert by_api == [jo.username]


def test_an_erased_name_goes_from_every_page(jo, ann, client):
    check = corrected(jo, ann)
    hashes = [version.revision.hash for version in check.versions.all()]

    accounts.erase_name(jo, why="Was threatened.", by=given.admin())

    assert "Jo Reed" not in everything_about(check)
    client.force_login(ann)
    for path in (f"/desk/claims/{check.claim_id}/", f"/desk/reviews/{check.review_id}/"):
        page = client.get(path).content.decode()
        assert "Jo Reed" not in page
        assert LEFT in page
    assert hashes == [version.revision.hash for version in check.versions.all()]


# --- documents of before people had ids -------------------------------------------------------


@pytest.fixture
def of_before(monkeypatch):
    """What is submitted is frozen as it was before people had ids, with usernames and names."""

    def before(review):
        frozen = build_document.document_of(review)
        users = {user.public_id: user for user in User.objects.all()}
        authors = [users[author] for author in frozen["authors"]]
        frozen["authors"] = [user.username for user in authors]
        frozen["author_names"] = {user.username: user.name for user in authors}
        for reply in frozen["replies"]:
            reply["asked_by"] = users[reply["asked_by"]].name if reply["asked_by"] else ""
        del frozen["format"]
        for user in authors:
            User.objects.filter(pk=user.pk).update(legacy_username=user.username)
        return SealedDocument(canonical(frozen), {})

    monkeypatch.setattr(build_document, "freeze", before)


def test_names_in_documents_of_before_are_not_shown_but_the_by_lines_of_today(
    jo, ann, of_before
):
    check = published(jo, ann)
    assert "Jo Reed" in check.revision.content
    assert "Jo Reed, check of" in everything_about(check)

    accounts.set_byline(jo, choice="desk", by=jo)

    assert "Jo Reed" not in everything_about(check)


def test_an_erased_name_in_a_document_of_before_is_not_shown_at_the_desk_either(
    jo, ann, of_before, client
):
    review = given.drafted(by=jo)
    reply_actions.note_reply(review, asked_on=DAY, how="by e-mail", by=jo)
    review = moves.submit(review, by=jo)
    accounts.erase_name(jo, why="Was threatened.", by=given.admin())
    client.force_login(ann)

    page = client.get(f"/desk/reviews/{review.pk}/approval/").content.decode()

    assert "Jo Reed" in Revision.objects.newest_of(review).content
    assert "Jo Reed" not in page
    assert f"By {LEFT}" in page


def test_a_reply_that_was_asked_before_people_had_ids_is_not_a_change(
    jo, ann, monkeypatch, of_before
):
    review = given.drafted(by=jo)
    reply_actions.note_reply(review, asked_on=DAY, how="by e-mail", by=jo)
    review = moves.submit(review, by=jo)
    first = Revision.objects.newest_of(review)
    monkeypatch.undo()
    second = Revision.objects.newest_of(moves.submit(moves.recall(review, by=jo), by=jo))

    change = compare(authors.with_names(first.frozen), authors.with_names(second.frozen))

    assert change.replies_added == []


# --- stored pages -----------------------------------------------------------------------------


def test_a_stored_page_is_made_again_when_a_by_line_changes(front, jo, ann):
    address = f"/checks/{published(jo, ann).slug}/"
    assert b"Jo Reed" in front.ask(address)[2]

    accounts.set_byline(jo, choice="desk", by=jo)
    front.clock.later()

    assert b"Jo Reed" not in front.ask(address)[2]


def test_a_stored_page_is_made_again_when_an_approver_s_by_line_changes(front, jo, ann):
    address = f"/checks/{published(jo, ann).slug}/"
    assert b"Ann Hale" in front.ask(address)[2]

    accounts.set_byline(ann, choice="pen-name", pen_name="Q. Fell", by=ann)
    front.clock.later()

    assert b"Ann Hale" not in front.ask(address)[2]


def test_a_by_line_of_somebody_else_leaves_a_stored_page_alone(front, jo, ann):
    address = f"/checks/{published(jo, ann).slug}/"
    front.ask(address)
    other = given.checker()

    accounts.set_byline(other, choice="desk", by=other)
    front.clock.later()
    front.ask(address)

    assert front.asked == 1
