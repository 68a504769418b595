"""A revision's document is read from text into one type; another shape is refused."""

import json

import pytest

from history.record import canonical
from reviews.revisions.document import digest, format_of, load_document
from reviews.revisions.models import Revision
from tests import given

pytestmark = pytest.mark.django_db


@pytest.fixture
def frozen():
    return json.loads(Revision.objects.get(review=given.submitted()).content)


def test_a_document_reads_as_what_was_frozen(frozen):
    content = canonical(frozen)

    assert load_document(content) == frozen
    assert canonical(load_document(content)) == content


def test_the_hash_of_a_revision_is_over_its_text():
    revision = Revision.objects.get(review=given.submitted())

    assert revision.hash == digest(revision.content)


def test_a_document_without_a_format_is_of_format_1(frozen):
    del frozen["format"]

    assert format_of(load_document(canonical(frozen))) == 1


def test_a_document_of_format_1_lacks_what_came_after_it(frozen):
    del frozen["standard"], frozen["format"], frozen["commitments"], frozen["claim"]["compared"]

    assert load_document(canonical(frozen))["evidence"] == frozen["evidence"]


@pytest.mark.parametrize("key", ["figure", "selector", "archived", "conversation", "point"])
def test_evidence_without_a_fact_that_format_1_has_is_refused(frozen, key):
    del frozen["evidence"][0][key]

    with pytest.raises(ValueError, match=f"/evidence/0 lacks {key}"):
        load_document(canonical(frozen))


@pytest.mark.parametrize(
    ("spoil", "said"),
    [
        (lambda frozen: frozen.pop("evidence"), "It lacks evidence."),
        (lambda frozen: frozen["claim"].pop("text"), "/claim lacks text."),
        (lambda frozen: frozen["claim"].update(id="7"), "/claim/id is str, not int."),
        (lambda frozen: frozen.update(evidence={}), "/evidence is dict, not list."),
        (lambda frozen: frozen["evidence"].append([]), "/evidence/1 is list, not object."),
        (lambda frozen: frozen.update(mood="glum"), "/mood is not known."),
        (lambda frozen: frozen.update(appearances=True), "/appearances is bool, not int."),
        (lambda frozen: frozen.update(format=99), "does not know documents of format 99"),
    ],
)
def test_a_document_of_another_shape_is_refused_with_the_place(frozen, spoil, said):
    spoil(frozen)

    with pytest.raises(ValueError, match=said):
        load_document(canonical(frozen))
