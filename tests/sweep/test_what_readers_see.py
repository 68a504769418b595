"""No act of a checker changes what readers see: every route that writes is tried on a check.

The routes are enumerated from the resolver, so one that is added later is tried as well.
"""

from dataclasses import replace

import pytest
from django.db import transaction
from django.test import Client
from django.test.client import MULTIPART_CONTENT

from accounts.actions import make_token
from history.models import Event
from reviews.models import Publication
from tests import given
from tests.sweep.routes import routes
from tests.sweep.world import World, build, counted

pytestmark = pytest.mark.django_db

SURFACES = (
    "/",
    "/checks/",
    "/checks/{slug}/",
    "/checks/{slug}/versions/1/",
    "/checks/{slug}/evidence/1/",
    "/claimants/",
    "/claimants/{claimant}/",
    "/corrections/",
    "/methodology/",
    "/feeds/checks.atom",
    "/feeds/checks.rss",
    "/feeds/checks.json",
    "/feeds/claimreview.json",
    "/sitemap.xml",
    "/api/checks/",
    "/api/checks/{slug}/",
)
"""All but the docket, which counts what checkers do, and the private pages of tips."""

BY_ANY_CHECKER = {
    "api_quarantine": "a file that may be illegal to possess is closed at once (ADR 30)",
    "kept_quarantine": "the same, by page",
}
"""Routes by which a checker changes what readers see, and why that is meant."""


class Undo(Exception):
    """Takes back what a request did."""


def about_the_published(world: World) -> World:
    """The same desk, in which routes are about a published check, its evidence and claimant."""
    piece = world.published.evidence.order_by("number")[0]
    archived = given.archived(piece.snapshot, by=world.holder)
    found = {
        "reviews": world.published.pk,
        "claims": world.published.claim_id,
        "claimants": world.published.claim.claimant_id,
        "evidence": piece.pk,
        "kept": piece.snapshot_id,
        "snapshots": piece.snapshot_id,
        "archived": archived.pk,
    }
    return replace(world, found={**world.found, **found})


def bodies(world: World):
    """What is sent: the fields of every form and body of the desk, with what could do harm."""
    body = {
        "note": "n",
        "text": "Another text",
        "kind": "private-person",
        "described_as": "somebody",
        "role": "on trial",
        "aliases": "Northfield",
        "title": "Another title",
        "description": "Another description",
        "publisher": "A forger",
        "is_public": True,
        "licence": "CC BY 4.0",
        "url": "https://archive.example/forged",
        "snapshot": world.found["snapshots"],
        "quote": given.PASSAGE,
        "stance": "context",
        "what": "check",
        "words": "Mara Brook",
        "reason": "r",
        "why": "w",
        "answer": "a",
        "priority": 99,
        "version": 1,
        "revision": 1,
        "claim": world.found["claims"],
        "claimant": "Mara Brook",
        "conclusion": "Another conclusion",
        "body": "Another body",
        "rating": "false",
        "docket": "withheld",
        "private": True,
        "to": world.checker.username,
        "confirm": "on",
        "sure": "on",
    }
    yield body
    yield body | {"kind": "update", "aliases": ["Northfield"], "claimant": {"name": "Jo Lind"}}


def writing_routes():
    """The desk's routes that write, each with a method, but for those that are meant to."""
    for route in routes():
        if route.is_staff and route.name not in BY_ANY_CHECKER:
            for method in sorted({*route.methods} & {"post", "put", "patch", "delete"}):
                yield route, method


def test_no_route_lets_a_checker_change_what_readers_see_of_a_published_check():
    world = about_the_published(build())
    check = Publication.objects.get(review=world.published)
    names = {"slug": check.slug, "claimant": check.claimant_slug}
    reader, page = Client(), Client(raise_request_exception=False)
    page.force_login(world.checker)
    token = make_token(name="sweep", by=world.checker)
    api = Client(raise_request_exception=False, headers={"Authorization": f"Bearer {token}"})

    def seen():
        return {one: reader.get(one.format(**names)).content for one in SURFACES}

    before, changed, tried = seen(), [], 0
    assert all(before.values())
    for route, method in writing_routes():
        client, form = (api, "application/json") if route.is_api else (page, MULTIPART_CONTENT)
        for body in bodies(world):
            rows = (counted(), Event.objects.count())
            try:
                with transaction.atomic():
                    getattr(client, method)(world.address(route), body, content_type=form)
                    if rows != (counted(), Event.objects.count()):
                        tried += 1
                        now = seen()
                        changed += [
                            f"{method} {route.pattern} changed {one}"
                            for one in SURFACES
                            if now[one] != before[one]
                        ]
                    raise Undo
            except Undo:
                pass

    assert changed == []
    assert tried > 20
