"""A private person's name in the checks of others."""

import pytest

from claims.claimants.models import Claimant
from readers.pagecache import store as pagecache_store
from reviews.claimants.actions import describe_claimant_or_propose
from reviews.proposed_changes import actions as proposed_change_actions
from reviews.proposed_changes.models import ProposedChange
from reviews.replies import actions as reply_actions
from reviews.triage import actions as triage_actions
from reviews.workflow import moves, publication_moves
from tests import given
from tests.readers import stories
from tests.readers.private_people import _with_evidence, check_of
from tests.readers.withheld.planted import walk, where

pytestmark = pytest.mark.django_db

OTHERS = "Zephyr Quillon"
PAGE = f"{given.PAGE}\n\nThe letter was signed by {OTHERS}.\n"


def check_naming(name=OTHERS, *, text=None):
    """A corrected check of what the mayor said, which names somebody in each of its parts."""
    checker, editor = given.checker(), given.editor()
    review = given.queued(text=text or f"The city paid {name} 3 million crowns", by=checker)
    review = moves.take(review, by=checker)
    page = given.kept_page(PAGE, by=checker, is_public=True, title=f"Letter of {name}")
    given.evidence(
        review, by=checker, snapshot=page, quote=f"The letter was signed by {name}", note=name
    )
    reply_actions.note_reply(
        review, whom=name, not_asked_because=f"{name} was away.", by=checker
    )
    review = moves.weigh(review, by=checker)
    given.write(
        review, by=checker, conclusion=f"{name} was paid.", body=f"It names {name} [1]."
    )
    review = moves.approve(moves.submit(review, by=checker), revision=1, by=editor)
    review = publication_moves.publish(review, by=editor)
    review = moves.reopen(review, note="A doubt.", to=checker, by=editor)
    review = moves.weigh(review, by=checker)
    given.write(
        review, by=checker, conclusion=f"{name} was paid twice.", body=f"“{name}” signed [1]."
    )
    review = moves.approve(moves.submit(review, by=checker), revision=2, by=editor)
    return stories.publication_of(
        publication_moves.correct(
            review, kind="substantial", text=f"{name} was paid twice.", by=editor
        )
    )


def claimant_of(name=OTHERS, *, by, kind="private-person", described_as="a resident", **more):
    """Somebody whom the desk takes for a private person, by a claim that is not published."""
    return triage_actions.file_claim(
        text="The river rose",
        claimant=name,
        claimant_kind=kind,
        described_as=described_as,
        by=by,
        **more,
    ).claim.claimant


def hidden(name=OTHERS, *, described_as="a resident"):
    """The same, as an editor says."""
    claimant = claimant_of(name, by=given.checker(), described_as=described_as)
    describe_claimant_or_propose(claimant, kind="private-person", by=given.editor())
    return claimant


def test_a_private_persons_name_is_hidden_in_the_checks_of_others_at_every_address(client):
    check = check_naming()
    old = check.slug
    assert where(OTHERS, walk(check, client))

    hidden()

    check.refresh_from_db()
    found = walk(check, client)
    assert where(OTHERS, found) == []
    page = found[f"/checks/{check.slug}/"][1]
    assert "A resident was paid twice." in page
    assert "“[a resident]” signed" in page
    assert client.get(f"/checks/{old}/").status_code == 451
    assert found[f"/checks/{check.slug}/evidence/1/copy/"][0] == 404


def test_the_name_comes_back_where_somebody_turns_out_to_be_no_private_person(client):
    check = check_naming()
    claimant = hidden()

    describe_claimant_or_propose(claimant, kind="person", by=given.editor())

    check.refresh_from_db()
    assert OTHERS in client.get(f"/checks/{check.slug}/").content.decode()


def test_stored_pages_of_others_are_made_again_when_a_name_is_hidden():
    check = check_naming(text="The city paid for it")
    path = f"/checks/{check.slug}/"
    before = pagecache_store.read(path, check.slug, None, "").stamp

    claimant = hidden()
    after = pagecache_store.read(path, check.slug, None, "").stamp
    describe_claimant_or_propose(claimant, described_as="a nurse", by=given.editor())

    assert len({before, after, pagecache_store.read(path, check.slug, None, "").stamp}) == 3


def test_stored_pages_stay_where_nothing_about_hidden_names_changes():
    check, claimant = check_naming(text="The city paid for it"), hidden()
    path = f"/checks/{check.slug}/"
    before = pagecache_store.read(path, check.slug, None, "").stamp

    describe_claimant_or_propose(claimant, role="nurse", by=given.editor())
    claimant_of("Jo Lind", kind="person", by=given.checker())

    assert pagecache_store.read(path, check.slug, None, "").stamp == before


def test_a_single_word_as_a_name_is_hidden_in_their_own_checks_alone(client):
    check = check_naming(text="The city paid the neighbours")

    hidden("neighbours")
    hidden("City")

    html = client.get(f"/checks/{check.slug}/").content.decode()
    assert "The city paid the neighbours" in html or "the city paid the neighbours" in html


def test_search_does_not_find_the_checks_of_others_by_a_hidden_name(client):
    check_naming()
    hidden()

    def found(words):
        return len(client.get(f"/api/checks/?q={words}").json()["results"])

    assert (found("zephyr"), found("quillon"), found("crowns")) == (0, 0, 1)


def test_a_checker_hides_no_name_that_readers_see_and_asks_an_editor(client):
    check = check_naming()
    address = f"/checks/{check.slug}/"
    before = client.get(address).content

    claimant = claimant_of(by=given.checker())

    assert client.get(address).content == before
    change = ProposedChange.objects.get()
    assert (change.claimant, change.after) == (claimant, {"name_hidden": True})
    proposed_change_actions.confirm_change(change, by=given.editor())
    check.refresh_from_db()
    assert OTHERS not in client.get(f"/checks/{check.slug}/").content.decode()


def test_a_checker_adds_no_spelling_that_would_hide_a_public_name():
    claimant = hidden()

    describe_claimant_or_propose(claimant, aliases=["Mara Brook-Lind"], by=given.checker())

    assert Claimant.objects.get(pk=claimant.pk).aliases == []
    assert ProposedChange.objects.get().after == {"aliases": ["Mara Brook-Lind"]}


def test_publishing_a_check_of_a_private_person_hides_the_name_everywhere(client):
    other = check_naming(text="The city paid for it")
    checker, editor = given.checker(), given.editor()
    review = triage_actions.file_claim(
        text="The mayor burned the budget",
        claimant=OTHERS,
        claimant_kind="private-person",
        by=checker,
    )
    review = moves.weigh(_with_evidence(review, checker), by=checker)
    given.write(review, by=checker)
    review = moves.approve(moves.submit(review, by=checker), revision=1, by=editor)
    assert OTHERS in client.get(f"/checks/{other.slug}/").content.decode()

    publication_moves.publish(review, by=editor)

    assert OTHERS not in client.get(f"/checks/{other.slug}/").content.decode()


def test_an_organization_that_bears_the_name_keeps_its_own(client):
    checker, editor = given.checker(), given.editor()
    review = triage_actions.file_claim(
        text="Rents rose",
        claimant=f"{OTHERS} Foundation",
        claimant_kind="organization",
        by=checker,
    )
    review = moves.weigh(_with_evidence(review, checker), by=checker)
    given.write(review, by=checker)
    review = moves.approve(moves.submit(review, by=checker), revision=1, by=editor)
    check = stories.publication_of(publication_moves.publish(review, by=editor))

    hidden()

    assert f"{OTHERS} Foundation" in client.get(f"/checks/{check.slug}/").content.decode()
    assert client.get(f"/claimants/{check.claimant_slug}/").status_code == 200


def test_a_checker_proposes_that_somebody_with_a_page_of_that_name_is_private():
    check = check_of()

    proposed = describe_claimant_or_propose(
        check.claim.claimant, kind="private-person", by=given.checker()
    )

    assert isinstance(proposed, ProposedChange)
    assert proposed.after["kind"] == "private-person"
