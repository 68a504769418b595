"""Everybody reads public pages, without a cookie and under the policy."""

import re

import pytest

from tests.readers import stories

pytestmark = pytest.mark.django_db

PUBLIC = [
    "/",
    "/checks/",
    "/checks/{slug}/",
    "/checks/{slug}/versions/1/",
    "/checks/{slug}/evidence/1/",
    "/claimants/",
    "/claimants/mara-brook/",
    "/corrections/",
    "/docket/",
    "/methodology/",
    "/feeds/checks.atom",
    "/feeds/checks.rss",
    "/feeds/checks.json",
    "/feeds/claimreview.json",
    "/sitemap.xml",
    "/robots.txt",
]


@pytest.mark.parametrize("address", PUBLIC)
def test_everybody_reads_without_a_cookie_under_the_policy(client, address):
    response = client.get(address.format(slug=stories.published().slug))

    assert response.status_code == 200
    assert not response.cookies
    assert "csrf" not in response.content.decode().lower()
    assert "default-src 'self'" in response["Content-Security-Policy"]
    assert "unsafe" not in response["Content-Security-Policy"]
    assert response["X-Content-Type-Options"] == "nosniff"


@pytest.mark.parametrize("address", PUBLIC)
def test_no_style_no_handler_and_no_script_stand_in_a_page(client, address):
    html = client.get(address.format(slug=stories.corrected().slug)).content.decode()

    assert not re.search(r"<[a-z][^>]*\s(style|on[a-z]+)=", html)
    inline = re.findall(r"<script(?![^>]*\bsrc=)[^>]*>", html)
    assert set(inline) <= {'<script type="application/ld+json">'}
