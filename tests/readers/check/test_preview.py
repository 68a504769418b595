"""The preview of a check, for the desk alone."""

import pytest
from django.urls import reverse

from reviews.publication.models import Publication
from tests import given
from tests.readers.pages import markup_in

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("who", "status"), [(None, 302), ("outsider", 403), ("checker", 200), ("editor", 200)]
)
def test_a_preview_is_for_the_desk_alone(client, who, status):
    review = given.submitted()
    if who:
        client.force_login(getattr(given, who)())

    assert client.get(reverse("readers:preview", args=[review.pk])).status_code == status


def test_a_preview_says_that_it_is_one_and_where_to_approve(client):
    review = given.submitted()
    client.force_login(given.editor())

    html = client.get(reverse("readers:preview", args=[review.pk])).content.decode()

    assert "Preview, not published." in html
    assert reverse("desk:approval", args=[review.pk]) in html
    assert '<meta name="robots" content="noindex">' in html
    assert markup_in(html) == []


def test_a_preview_shows_what_is_written_now(client):
    checker = given.checker()
    review = given.drafted(by=checker)
    given.write(review, by=checker, conclusion="Only just written.")
    client.force_login(checker)

    assert (
        "Only just written."
        in client.get(reverse("readers:preview", args=[review.pk])).content.decode()
    )


def test_a_preview_of_an_empty_draft_is_a_page(client):
    review = given.taken()
    client.force_login(given.checker())

    html = client.get(reverse("readers:preview", args=[review.pk])).content.decode()

    assert "No rating chosen yet" in html
    assert Publication.objects.count() == 0
