"""Versions, corrections and retractions of a check."""

import pytest

from tests.readers import stories
from tests.readers.pages import markup_in, page

pytestmark = pytest.mark.django_db


def test_a_correction_stands_above_the_text_and_leads_to_what_changed(client):
    check = stories.corrected()
    html = page(client, check).content.decode()

    above, below = html.split('<div class="check-body">')
    assert "4 percent was 5. The rating did not change." in " ".join(above.split())
    assert f"/checks/{check.slug}/versions/1/#changes" in above
    assert "The budget fell by 5 percent." in above
    assert "Published the correction, version 2." in below


def test_a_correction_says_how_the_rating_changed(client):
    html = page(client, stories.corrected(rating="false")).content.decode()

    assert "The rating changed from half true to false." in html


def test_an_old_version_says_so_and_what_became_of_it(client):
    check = stories.corrected()
    html = page(client, check, "version", 1).content.decode()

    assert "You are reading version 1" in html
    assert '<meta name="robots" content="noindex">' in html
    assert f'<link rel="canonical" href="http://testserver/checks/{check.slug}/">' in html
    assert "the budget fell by 4 percent." in html
    assert "<del>" in html
    assert "<ins>" in html
    assert markup_in(html) == []
    assert "Published the correction" not in html


def test_the_version_that_holds_has_an_address_too(client):
    check = stories.corrected()

    assert "the current one" in page(client, check, "version", 2).content.decode()
    assert page(client, check, "version", 3).status_code == 404


def test_a_retracted_check_keeps_its_address_and_says_why(client):
    check = stories.retracted()
    response = page(client, check)
    html = response.content.decode()

    assert response.status_code == 200
    assert "We no longer stand by this check." in html
    assert "The source was a forgery." in html
    assert "The budget gives the figures" not in html
    assert markup_in(html) == []
    assert "It was retracted on" in page(client, check, "version", 1).content.decode()


def test_a_retracted_check_leads_to_the_new_one(client):
    old = stories.retracted()
    new = stories.checked_anew(old)

    assert f'href="/checks/{new.slug}/"' in page(client, old).content.decode()
    assert "Retracted the check" not in page(client, new).content.decode()
