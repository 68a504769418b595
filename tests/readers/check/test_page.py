"""What readers get at each address, and what they never get."""

import json
import re
import xml.etree.ElementTree as ET

import pytest
from django.core.files.storage import default_storage
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from claims.claims.models import Claim
from readers.check.content import Grade
from readers.check.page import ShownCorrection
from reviews.publication import claimreview
from reviews.publication.claimreview import linter
from reviews.publication.models import Publication
from reviews.replies import actions as reply_actions
from reviews.revisions.hidden_names import hidden_names
from reviews.triage import actions as triage_actions
from reviews.withholding import actions as withholding_actions
from reviews.workflow import moves, publication_moves
from sources.snapshots.models import Snapshot
from tests import given
from tests.readers import stories

pytestmark = pytest.mark.django_db

ATTACK = "<script>alert(1)</script><img src=x onerror=alert(2)> \" ' & </title>"


def page(client, publication, name="check", *more):
    return client.get(reverse(f"readers:{name}", args=[publication.slug, *more]))


def markup_in(html):
    blocks = re.findall(r'<script type="application/ld\+json">(.*?)</script>', html, re.DOTALL)
    return [json.loads(block) for block in blocks]


@pytest.fixture
def check():
    return stories.from_article()


# --- the page of a check ----------------------------------------------------------------------


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


def test_the_queries_of_a_check_are_twelve(client, check, django_assert_num_queries):
    address = reverse("readers:check", args=[check.slug])
    hidden_names()  # a process reads them once

    # Six ask whether its text or claimant is private, what is withheld or quarantined,
    # whether the hidden names are those that are remembered, and for by-lines.
    with django_assert_num_queries(12):
        client.get(address)


# --- versions, corrections, retraction --------------------------------------------------------


def test_a_correction_stands_above_the_text_and_leads_to_what_changed(client):
    check = stories.corrected()
    html = page(client, check).content.decode()

    above, below = html.split('<div class="check-body">')
    assert "4 percent was 5. The rating did not change." in " ".join(above.split())
    assert f"/checks/{check.slug}/versions/1/#changes" in above
    assert "The budget fell by 5 percent." in above
    assert "Published the correction, version 2." in below


def test_a_correction_says_how_the_rating_changed(client):
    html = page(client, stories.corrected(rating="false")).content.decode()

    assert "The rating changed from half true to false." in html


def test_an_old_version_says_so_and_what_became_of_it(client):
    check = stories.corrected()
    html = page(client, check, "version", 1).content.decode()

    assert "You are reading version 1" in html
    assert '<meta name="robots" content="noindex">' in html
    assert f'<link rel="canonical" href="http://testserver/checks/{check.slug}/">' in html
    assert "the budget fell by 4 percent." in html
    assert "<del>" in html
    assert "<ins>" in html
    assert markup_in(html) == []
    assert "Published the correction" not in html


def test_the_version_that_holds_has_an_address_too(client):
    check = stories.corrected()

    assert "the current one" in page(client, check, "version", 2).content.decode()
    assert page(client, check, "version", 3).status_code == 404


def test_a_retracted_check_keeps_its_address_and_says_why(client):
    check = stories.retracted()
    response = page(client, check)
    html = response.content.decode()

    assert response.status_code == 200
    assert "We no longer stand by this check." in html
    assert "The source was a forgery." in html
    assert "The budget gives the figures" not in html
    assert markup_in(html) == []
    assert "It was retracted on" in page(client, check, "version", 1).content.decode()


def test_a_retracted_check_leads_to_the_new_one(client):
    old = stories.retracted()
    new = stories.checked_anew(old)

    assert f'href="/checks/{new.slug}/"' in page(client, old).content.decode()
    assert "Retracted the check" not in page(client, new).content.decode()


# --- lists ------------------------------------------------------------------------------------


def test_home_shows_the_latest_large_and_the_others_below(client):
    first, latest = stories.published(), stories.published()
    html = client.get("/").content.decode()

    head, below = html.split("All checks</h2>")
    assert latest.slug in head
    assert first.slug in below
    assert latest.slug not in below


def test_home_before_the_first_check_is_a_page(client):
    assert "Nothing is published yet" in client.get("/").content.decode()


@pytest.mark.parametrize(
    "address", ["/", "/checks/", "/corrections/", "/docket/", "/claimants/"]
)
def test_a_list_costs_the_same_for_one_and_for_many(client, address):
    stories.corrected()
    stories.published()

    def cost():
        with CaptureQueriesContext(
            connection,
        ) as queries:
            client.get(address)
        return len(queries)

    few = (cost(), stories.corrected(), stories.published(), cost())
    assert few[0] == few[-1]


def test_corrections_tell_the_kind_and_what_became_of_the_rating(client):
    stories.corrected(rating="false")
    gone = stories.retracted()

    html = client.get("/corrections/").content.decode()
    only = client.get("/corrections/?kind=retraction").content.decode()

    assert "4 percent was 5." in html
    assert f"/checks/{gone.slug}/" in only
    assert "4 percent was 5." not in only


def test_a_person_without_checks_has_no_page(client):
    stories.published()

    assert client.get("/claimants/mara-brook/").status_code == 200
    assert client.get("/claimants/nobody/").status_code == 404


def test_the_page_of_a_person_whose_checks_are_all_retracted_says_so(client):
    gone = stories.retracted()

    html = client.get("/claimants/mara-brook/").content.decode()

    assert "Zero claims" not in html
    assert "We retracted one check of what Mara Brook said and no longer stand by it." in html
    assert f'href="/checks/{gone.slug}/"' in html


def test_the_page_of_a_person_whose_checks_are_all_withheld_is_not_shown(client):
    check = stories.published()
    withholding_actions.withhold(check, what="check", reason="A threat.", by=given.editor())

    answer = client.get("/claimants/mara-brook/")

    assert answer.status_code == 451
    assert "Mara Brook" not in answer.content.decode()


def test_no_average_stands_on_a_persons_page(client):
    stories.published(rating="false")
    html = client.get("/claimants/mara-brook/").content.decode()

    assert "not a sample" in html
    assert "%" not in re.sub(r"<[^>]*>", "", html.split("<main")[1])


# --- feeds and what machines read -------------------------------------------------------------


def test_the_sitemap_is_xml_and_names_live_checks_alone(client):
    live, gone = stories.published(), stories.retracted()

    text = ET.tostring(ET.fromstring(client.get("/sitemap.xml").content), encoding="unicode")

    assert live.slug in text
    assert gone.slug not in text


# --- who may see what -------------------------------------------------------------------------

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


@pytest.mark.parametrize(
    ("who", "status"), [(None, 302), ("outsider", 403), ("checker", 200), ("editor", 200)]
)
def test_a_preview_is_for_the_desk_alone(client, who, status):
    review = given.submitted()
    if who:
        client.force_login(getattr(given, who)())

    assert client.get(reverse("readers:preview", args=[review.pk])).status_code == status


def test_a_preview_says_that_it_is_one_and_where_to_approve(client):
    review = given.submitted()
    client.force_login(given.editor())

    html = client.get(reverse("readers:preview", args=[review.pk])).content.decode()

    assert "Preview, not published." in html
    assert reverse("desk:approval", args=[review.pk]) in html
    assert '<meta name="robots" content="noindex">' in html
    assert markup_in(html) == []


def test_a_preview_shows_what_is_written_now(client):
    checker = given.checker()
    review = given.drafted(by=checker)
    given.write(review, by=checker, conclusion="Only just written.")
    client.force_login(checker)

    assert (
        "Only just written."
        in client.get(reverse("readers:preview", args=[review.pk])).content.decode()
    )


def test_a_preview_of_an_empty_draft_is_a_page(client):
    review = given.taken()
    client.force_login(given.checker())

    html = client.get(reverse("readers:preview", args=[review.pk])).content.decode()

    assert "No rating chosen yet" in html
    assert Publication.objects.count() == 0


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
