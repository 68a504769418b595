"""The desk's list pages and triage: who may, what they show, what a decision answers."""

import pytest
from django.urls import reverse

from tests import given

pytestmark = pytest.mark.django_db


def signed_in(client, user):
    client.force_login(user)
    return client


def test_every_list_page_renders(client):
    me = given.editor()
    article = given.article(by=me)
    given.taken(by=me)
    given.queued()
    given.published()
    signed_in(client, me)
    for name, args in [("inbox", []), ("queue", []), ("articles", []), ("new_article", []), ("claims", []), ("new_claim", []), ("article", [article.pk])]:
        response = client.get(reverse(f"reviews:{name}", args=args))
        assert response.status_code == 200, name
