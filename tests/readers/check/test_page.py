"""The page of a check: what readers see of a revision, and what they never see."""

import pytest
from django.core.files.storage import default_storage
from django.urls import reverse
from django.utils import timezone

from claims.claims.models import Claim
from readers.check.content import Grade
from readers.check.page import ShownCorrection
from reviews.publication import claimreview
from reviews.publication.claimreview import linter
from reviews.replies import actions as reply_actions
from reviews.revisions.hidden_names import hidden_names
from reviews.triage import actions as triage_actions
from reviews.workflow import moves, publication_moves
from sources.snapshots.models import Snapshot
from tests import given
from tests.readers import stories
from tests.readers.pages import markup_in, page

pytestmark = pytest.mark.django_db

ATTACK = "<script>alert(1)</script><img src=x onerror=alert(2)> \" ' & </title>"


def test_a_check_tells_claim_rating_conclusion_and_who_said_yes(client, check):
    html = page(client, check).content.decode()

    for words in (
        "Mara Brook said that police funding was cut by 40 percent</h1>",
        "Mara Brook</a>, mayor of Northfield",
        "Half true",
        "One grant fell by 40 percent; the budget fell by 4 percent.",
        "Checked by Jo Reed. Approved by Ada Okoro",
        "The office was closed.",
        "What we do not know",
    ):
        assert words in html


def test_the_passage_is_marked_and_its_copy_can_be_compared(client, check):
    html = page(client, check).content.decode()
    source = check.revision.frozen["evidence"][0]

    assert f"<mark>{given.PASSAGE}</mark>" in html
    assert source["snapshot"]["sha256"] in html
    assert f'href="/checks/{check.slug}/evidence/1/"' in html
    assert 'class="cite" href="#evidence-1"' in html
    assert 'id="evidence-1"' in html


def test_the_page_is_made_of_the_revision_whatever_became_of_the_claim(client, check):
    before = page(client, check).content

    claim = Claim.objects.get(pk=check.claim_id)
    claim.text, claim.said_where = "Something else", "Elsewhere"
    claim.save()
    claim.topics.clear()

    assert page(client, check).content == before


def test_work_after_publication_does_not_show(client, check):
    before = page(client, check).content

    moves.reopen(check.review, note="A doubt.", by=given.editor())

    assert page(client, check).content == before


def test_the_page_carries_one_valid_claimreview(client, check):
    (markup,) = markup_in(page(client, check).content.decode())

    assert markup == claimreview.markup(check)
    assert linter.lint(markup) == []


def test_how_it_was_made_names_roles_and_refusals_and_no_notes(client, check):
    html = page(client, check).content.decode()

    assert "Sent the text back to be improved." in html
    assert "Added 3 passages of archived pages as evidence." in html
    assert "Published version 1." in html


def test_notes_origins_and_confidential_sources_never_leak(client, check):
    memo = check.revision.frozen["evidence"][2]["snapshot"]
    addresses = [
        reverse("readers:check", args=[check.slug]),
        reverse("readers:version", args=[check.slug, 1]),
        "/",
        "/checks/?q=memo",
        "/docket/",
        "/feeds/checks.atom",
        "/feeds/checks.json",
        "/feeds/claimreview.json",
        f"/api/checks/{check.slug}/",
    ]

    for address in addresses:
        text = client.get(address).content.decode()
        for secret in ("secret", "Leaked memo", "A leaked memo", memo["sha256"]):
            assert secret not in text, (address, secret)
    assert "A memo of the ministry." in client.get(addresses[0]).content.decode()


def test_a_confidential_source_has_no_page(client, check):
    assert page(client, check, "evidence", 3).status_code == 404
    assert page(client, check, "copy", 3).status_code == 404


def test_only_a_public_copy_can_be_had_whole(client, check):
    shown = page(client, check, "evidence", 2).content.decode()
    copy = page(client, check, "copy", 2)

    assert reverse("readers:copy", args=[check.slug, 2]) in shown
    assert copy.content == (given.PAGE + "Our own.").encode()
    assert copy["Content-Disposition"].startswith("attachment")
    assert copy["Content-Type"] == "application/octet-stream"
    assert "/copy/" not in page(client, check, "evidence", 1).content.decode()
    assert page(client, check, "copy", 1).status_code == 404


def test_a_public_copy_whose_bytes_are_gone_is_no_longer_there(client, check):
    (public,) = Snapshot.objects.filter(content__is_public=True)
    default_storage.delete(public.storage_name)

    answer = page(client, check, "copy", 2)

    assert answer.status_code == 410
    assert "Our archived copy of this page is no longer there." in answer.content.decode()
    assert "Content-Disposition" not in answer


def test_strange_words_stay_words(client):
    checker = given.checker(name="<b>Jo</b>")
    review = triage_actions.file_claim(
        text=ATTACK, claimant="<i>M</i>", said_where=ATTACK[:60], by=checker
    )
    review = moves.take(given.fresh(review), by=checker)
    bad = given.kept_page(given.PAGE, by=checker, title=ATTACK, url="https://a.example/?<x>")
    given.evidence(review, by=checker, snapshot=bad)
    reply_actions.note_reply(
        review, asked_on="2026-03-05", how=ATTACK[:90], reply=ATTACK, by=checker
    )
    review = moves.weigh(review, by=checker)
    given.write(
        review, by=checker, conclusion=ATTACK, body=f"{ATTACK} [x](javascript:alert(3)) [1]"
    )
    review = moves.submit(review, by=checker)
    review = moves.approve(review, revision=1, by=given.editor())
    check = stories.publication_of(publication_moves.publish(review, by=given.editor()))

    for address in (
        reverse("readers:check", args=[check.slug]),
        reverse("readers:version", args=[check.slug, 1]),
        reverse("readers:evidence", args=[check.slug, 1]),
        "/",
        "/checks/?q=%3Cscript%3E",
        "/checks/?q=alert",
        "/docket/",
        f"/claimants/{check.claimant_slug}/",
    ):
        html = client.get(address).content.decode()
        # Every tag a browser could make of it: none is one of ours that carries the attack.
        assert "<script>alert" not in html, address
        assert "<img" not in html, address
        assert "<i>M" not in html, address
        assert "<b>Jo" not in html, address
        assert "javascript:" not in html.replace("javascript:alert(3))", ""), address
        assert html.count("</title>") == 1, address


def test_the_queries_of_a_check_are_thirteen(client, check, django_assert_num_queries):
    address = reverse("readers:check", args=[check.slug])
    hidden_names()  # a process reads them once

    # Six ask whether its text or claimant is private, what is withheld or quarantined,
    # whether the hidden names are those that are remembered, and for by-lines. The ids of the
    # authors are in the desk part, which is one more. A finished page asks none of these.
    with django_assert_num_queries(13):
        client.get(address)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("We wrote of operating costs.", "The rating did not change."),
        ("A figure was wrong; the rating stays.", ""),
    ],
)
def test_a_correction_says_whether_the_rating_changed(text, told):
    grade = Grade("false", "False", "", 1, 1)
    one = ShownCorrection("substantial", timezone.now(), text, 1, 2, grade, grade)

    assert one.about_rating == told
