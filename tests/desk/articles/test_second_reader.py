"""What the desk sees of the second reader."""

import pytest

from claims.second_reader.models import SecondReading
from tests import given
from tests.desk.requests import url

pytestmark = pytest.mark.django_db


def test_the_second_reader_s_work_is_told_and_a_failed_one_can_be_tried_again(client, settings):
    client.force_login(given.checker())
    article = given.article()
    address = url("article", article.pk)
    assert "second reader" not in client.get(address).content.decode()

    SecondReading.objects.create(article=article, model="small")
    assert "second reader (small) reads it" in client.get(address).content.decode()
    leased = SecondReading.objects.lease(article.pk)
    leased.failed("timeout", "The second reader did not answer within 90 seconds.")
    page = client.get(address).content.decode()
    assert "The second reader did not answer within 90 seconds." in page
    assert f'action="{url("read_second_again", article.pk)}"' in page

    client.post(url("read_second_again", article.pk))

    assert "second reader (small) reads it" in client.get(address).content.decode()
