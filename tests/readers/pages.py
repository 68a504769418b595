"""What the tests of public pages share."""

import json
import re

from django.urls import reverse


def page(client, publication, name="check", *more):
    return client.get(reverse(f"readers:{name}", args=[publication.slug, *more]))


def markup_in(html):
    blocks = re.findall(r'<script type="application/ld\+json">(.*?)</script>', html, re.DOTALL)
    return [json.loads(block) for block in blocks]
