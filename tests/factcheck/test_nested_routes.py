"""A route that names two things: the inner one belongs to the outer one, or it is not there."""

import re

import pytest
from django.urls import get_resolver, reverse

from reviews.archived_pages.actions import set_public_or_propose
from reviews.evidence import actions as evidence_actions
from reviews.publication.models import Publication
from reviews.triage import actions as triage_actions
from reviews.workflow import moves
from tests import given
from tests.reviews.watch import watched_pages

pytestmark = pytest.mark.django_db

TWO = re.compile(r"<(?:\w+:)?\w+>.*<(?:\w+:)?\w+>")
ONE_THING = {
    "move",  # the second part is a word: of the move, the stance, the job, the verb, the act
    "withholding",
    "api_move",
    "evidence_stance",
    "retry_job",
    "decide_quarantine",
    "decide_article_quarantine",
    "decide_tip_quarantine",
    "api_retry_job",
}
NOT_OURS = ("accounts/", "admin/")


def routes(patterns=None, before="", space=""):
    for one in get_resolver().url_patterns if patterns is None else patterns:
        path = before + str(one.pattern)
        if hasattr(one, "url_patterns"):
            name = f"{one.namespace}:" if one.namespace else space
            yield from routes(one.url_patterns, path, name)
        elif TWO.search(path) and not path.startswith(NOT_OURS):
            yield space, one.name


def _capture_of_another(by):
    other = evidence_actions.add_source(given.taken(by=by), url="https://example.org/", by=by)
    return given.taken(by=by).pk, other.capture_id


def _version_of_another(_by):
    review = given.published()
    publication = Publication.objects.live_of(review)
    assert publication.versions.count() == 1
    return publication.slug, 2


def _evidence_of_another(_by):
    by = given.checker()
    review = given.taken(by=by)
    for quote in (given.PASSAGE, "The Safer Streets grant is 3.0 million crowns"):
        given.evidence(review, by=by, quote=quote)
    watched_pages.publish(moves.weigh(review, by=by), by=by)
    slug = Publication.objects.get(review=given.published()).slug
    return slug, 2  # the other check has one


def _open_copy_of_another(by):
    for page in {piece.snapshot for piece in given.published().evidence.all()}:
        set_public_or_propose(page, is_public=True, licence="CC0 1.0", by=given.editor())
    return _evidence_of_another(by)


def _page_of_another(by):
    return given.kept_page(by=by).pk, 7


FOREIGN = {
    "desk:capture_retry": ("post", _capture_of_another, 404),
    "readers:version": ("get", _version_of_another, 404),
    "api_document": ("get", _version_of_another, 404),
    "readers:evidence": ("get", _evidence_of_another, 404),
    "readers:copy": ("get", _open_copy_of_another, 404),
    "desk:page_image": ("get", _page_of_another, 422),  # says why it is not drawn
}


def test_every_route_that_names_two_things_is_tried_with_an_inner_one_of_another():
    found = {f"{space}{name}" for space, name in routes() if name not in ONE_THING}

    assert found == set(FOREIGN)


@pytest.mark.parametrize("route", FOREIGN)
def test_what_belongs_to_another_is_not_there(client, route):
    verb, made, status = FOREIGN[route]
    by = given.editor()
    client.force_login(by)

    answer = getattr(client, verb)(reverse(route, args=made(by)))

    assert answer.status_code == status


def test_a_claimant_is_described_only_from_a_page_of_their_own_claims(client):
    editor = given.editor()
    mara = given.claim().claimant
    other = triage_actions.file_claim(text="Rents fell", claimant="Ada Marsh", by=editor).claim
    client.force_login(editor)

    typed = {"claim": other.pk, "role": "mayor", "kind": "", "same_as": "", "aliases": ""}
    answer = client.post(reverse("desk:describe_claimant", args=[mara.pk]), typed)

    mara.refresh_from_db()
    assert (answer.status_code, mara.role) == (404, "")
