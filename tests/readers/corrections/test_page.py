"""The list of corrections."""

import pytest

from tests.readers import stories

pytestmark = pytest.mark.django_db


def test_corrections_tell_the_kind_and_what_became_of_the_rating(client):
    stories.corrected(rating="false")
    gone = stories.retracted()

    html = client.get("/corrections/").content.decode()
    only = client.get("/corrections/?kind=retraction").content.decode()

    assert "4 percent was 5." in html
    assert f"/checks/{gone.slug}/" in only
    assert "4 percent was 5." not in only
