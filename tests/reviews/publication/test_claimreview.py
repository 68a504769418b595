"""The markup says what the page says, in the shape that its readers require."""

import json
from datetime import date
from pathlib import Path

import pytest

from claims.claimants.actions import describe_claimant
from claims.claims.actions import get_or_create_claimant
from reviews.publication import claimreview
from reviews.publication.claimreview import linter
from reviews.publication.models import Publication
from reviews.triage import actions as triage_actions
from reviews.workflow import moves, publication_moves
from tests import given

GOLDEN = Path(__file__).parent / "claimreview.json"

pytestmark = pytest.mark.django_db


def publication_of(review) -> Publication:
    return Publication.objects.with_revision().get(claim=review.claim_id)


def published(**more) -> Publication:
    return publication_of(given.published(**more))


def full() -> Publication:
    """A check with all that the markup can say: appearance, address, confidential evidence."""
    checker, editor = given.checker(), given.editor()
    statement = given.statement(by=checker, url="https://courier.example/police", title="Cuts")
    get_or_create_claimant("Mara Brook", role="mayor of Northfield")
    review = triage_actions.accept_statement(
        statement,
        text="Police funding was cut by 40 percent",
        claimant="Mara Brook",
        said_on=date(2026, 3, 3),
        by=checker,
    )
    review = moves.take(given.fresh(review), by=checker)
    page = given.kept_page(
        by=checker, url="https://northfield.example/budget", title="Budget 2026"
    )
    given.evidence(review, by=checker, snapshot=page)
    given.evidence(
        review,
        by=checker,
        snapshot=given.kept_page(given.PAGE + "<p>A memo.</p>", by=checker),
        is_confidential=True,
        described_as="A memo that we have seen.",
    )
    review = moves.weigh(review, by=checker)
    given.write(review, by=checker)
    review = moves.submit(review, by=checker)
    review = moves.approve(review, revision=1, by=editor)
    return publication_of(publication_moves.publish(review, by=editor))


def test_the_markup_is_the_golden_one():
    publication = full()
    markup = json.loads(json.dumps(claimreview.markup(publication)))

    moments = {markup.pop("datePublished"), markup.pop("dateModified")}

    assert moments == {publication.published_at.isoformat(timespec="seconds")}
    assert markup == json.loads(GOLDEN.read_text())


def test_the_linter_finds_nothing_in_our_own_markup():
    assert linter.lint(claimreview.markup(full())) == []


def test_a_grade_without_a_place_on_the_line_has_a_word_and_no_number():
    rating = claimreview.markup(published(rating="unproven"))["reviewRating"]

    assert rating["alternateName"] == "Unproven"
    assert not {"ratingValue", "bestRating", "worstRating"} & set(rating)


def test_the_numbers_of_a_grade_are_those_of_the_scale():
    rating = claimreview.markup(published(rating="mostly-false"))["reviewRating"]

    assert (rating["worstRating"], rating["ratingValue"], rating["bestRating"]) == (1, 2, 5)


def test_confidential_evidence_is_not_cited():
    text = json.dumps(claimreview.markup(full()))

    assert "northfield.example/budget" in text
    assert "memo" not in text.lower()


def test_a_body_is_an_organization_and_a_person_a_person():
    names = {"Health Ministry": "Organization", "Mara Brook": "Person"}

    for name, kind in names.items():
        review = triage_actions.file_claim(
            text="It fell by a third", claimant=name, by=given.checker()
        )
        author = claimreview.markup(published(review=given.fresh(review)))["itemReviewed"][
            "author"
        ]
        assert author["@type"] == kind


@pytest.mark.parametrize(
    ("name", "kind", "expected"),
    [
        ("Northfield Deserves Better", "organization", "Organization"),
        ("Tom Church", "person", "Person"),
    ],
)
def test_what_the_desk_said_of_a_claimant_counts_more_than_the_name(name, kind, expected):
    review = triage_actions.file_claim(
        text="It fell by a third", claimant=name, by=(checker := given.checker())
    )
    describe_claimant(review.claim.claimant, kind=kind, role="chair", by=checker)

    publication = published(review=given.fresh(review))
    author = claimreview.markup(publication)["itemReviewed"]["author"]

    assert author["@type"] == expected
    assert author.get("jobTitle", "") == ("chair" if kind == "person" else "")
    assert publication.revision.frozen["claimant"]["kind"] == kind


def test_the_kind_of_a_claimant_of_whom_nobody_said_it_is_frozen_as_guessed():
    frozen = published().revision.frozen

    assert set(frozen["claimant"]) == {"id", "name", "slug", "role", "same_as", "kind"}
    assert frozen["claimant"]["kind"] == "person"


def test_a_correction_is_told_in_the_markup():
    checker, editor = given.checker(), given.editor()
    review = given.published(by=checker, editor_=editor)
    review = moves.reopen(review, note="A figure was wrong.", to=checker, by=editor)
    review = moves.weigh(review, by=checker)
    given.write(review, by=checker, conclusion="The budget fell by 5 percent.")
    review = moves.submit(review, by=checker)
    review = moves.approve(review, revision=2, by=editor)
    review = publication_moves.correct(
        review, kind="update", text="4 percent was 5.", by=editor
    )

    markup = claimreview.markup(publication_of(review))

    assert [one["text"] for one in markup["correction"]] == ["4 percent was 5."]
    assert markup["reviewRating"]["ratingExplanation"] == "The budget fell by 5 percent."
    assert linter.lint(markup) == []


def test_a_retracted_check_has_no_markup():
    retracted = publication_of(given.retracted())

    assert claimreview.markup(retracted) == {}
    assert linter.lint({})


def test_the_markup_is_of_the_revision_whatever_became_of_the_claim():
    publication = full()
    before = claimreview.markup(publication)

    publication.claim.text = "Something else"
    publication.claim.save()

    assert claimreview.markup(publication_of(publication.review)) == before


def test_nothing_in_the_data_block_ends_it():
    text = claimreview.data_block({"claimReviewed": "</script><!-- & \u2028\u2029"})

    assert not set("<>&\u2028\u2029") & set(text)
    assert json.loads(text) == {"claimReviewed": "</script><!-- & \u2028\u2029"}


BREACHES = [
    ({"@type": "Review"}, "@type"),
    ({"claimReviewed": " "}, "claimReviewed"),
    ({"claimReviewed": "Half true: police funding was cut"}, "claimReviewed"),
    ({"url": None}, "url"),
    ({"url": "https://elsewhere.example/checks/1/"}, "url"),
    ({"author": {"@type": "Organization"}}, "author"),
    ({"datePublished": None}, "datePublished"),
    ({"datePublished": "3 March"}, "datePublished"),
    ({"dateModified": None}, "dateModified"),
    ({"dateModified": "2001-01-01"}, "dateModified"),
    ({"reviewRating": None}, "reviewRating"),
    ({"reviewRating": {"ratingValue": 1, "worstRating": 1, "bestRating": 5}}, "alternateName"),
    ({"reviewRating": {"alternateName": "x", "ratingValue": 3}}, "ratingValue"),
    (
        {
            "reviewRating": {
                "alternateName": "x",
                "ratingValue": 6,
                "worstRating": 1,
                "bestRating": 5,
            }
        },
        "ratingValue",
    ),
    (
        {
            "reviewRating": {
                "alternateName": "x",
                "ratingValue": 0,
                "worstRating": 0,
                "bestRating": 5,
            }
        },
        "worstRating",
    ),
    (
        {
            "reviewRating": {
                "alternateName": "x",
                "ratingValue": 3,
                "worstRating": 3,
                "bestRating": 3,
            }
        },
        "bestRating",
    ),
    ({"itemReviewed": None}, "itemReviewed"),
    (
        {"itemReviewed": {"@type": "Claim", "author": {"@type": "Person"}}},
        "itemReviewed.author",
    ),
    (
        {"itemReviewed": {"@type": "Claim", "author": {"name": "Northfield Check"}}},
        "itemReviewed.author",
    ),
    (
        {"itemReviewed": {"@type": "Claim", "author": {"name": "M", "sameAs": "Q1"}}},
        "itemReviewed.author",
    ),
    (
        {"itemReviewed": {"@type": "Claim", "datePublished": "yesterday"}},
        "itemReviewed.datePublished",
    ),
    (
        {
            "itemReviewed": {
                "@type": "Claim",
                "appearance": "https://a.example/",
                "firstAppearance": "https://a.example/",
            }
        },
        "appearance",
    ),
    ({"itemReviewed": {"@type": "Claim", "appearance": "not an address"}}, "appearance"),
    ({"itemReviewed": {"@type": "Claim", "appearance": "http://testserver/x"}}, "appearance"),
]


@pytest.mark.parametrize(("change", "rule"), BREACHES)
def test_the_linter_names_the_rule_that_is_broken(change, rule):
    markup = {**json.loads(GOLDEN.read_text()), "datePublished": "2026-03-05T10:00:00+00:00"}
    markup["dateModified"] = markup["datePublished"]
    assert linter.lint(markup) == []

    found = linter.lint({**markup, **change})

    assert [sentence.rpartition("[")[2] for sentence in found] == [f"{rule}]"]


def test_the_linter_warns_where_nothing_can_be_cited_and_refuses_nothing():
    markup = {**json.loads(GOLDEN.read_text()), "citation": []}
    markup |= dict.fromkeys(("datePublished", "dateModified"), "2026-03-05T10:00:00+00:00")

    assert linter.lint(markup) == []
    assert [one.rpartition("[")[2] for one in linter.warnings(markup)] == ["citation]"]
    assert linter.warnings({**markup, "citation": [{"url": "https://a.example/"}]}) == []
