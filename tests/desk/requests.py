"""How tests ask for the desk's pages."""

from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

HTMX = {"HTTP_HX_REQUEST": "true"}


def url(name, *args):
    return reverse(f"desk:{name}", args=args)


def queries(client, address):
    client.get(address)  # the first request of a session also notes where it comes from
    with CaptureQueriesContext(connection) as captured:
        assert client.get(address).status_code == 200
    return len(captured)
