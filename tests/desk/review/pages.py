"""What the tests of the pages of a review share."""

from django.test import Client
from django.urls import reverse


def signed_in(user):
    client = Client()
    client.force_login(user)
    return client


def address(name, *args):
    return reverse(f"desk:{name}", args=args)


def text_of(response):
    return response.content.decode()
