"""The files that search engines read."""

import xml.etree.ElementTree as ET

import pytest

from tests.readers import stories

pytestmark = pytest.mark.django_db


def test_the_sitemap_is_xml_and_names_live_checks_alone(client):
    live, gone = stories.published(), stories.retracted()

    text = ET.tostring(ET.fromstring(client.get("/sitemap.xml").content), encoding="unicode")

    assert live.slug in text
    assert gone.slug not in text
