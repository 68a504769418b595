"""Corrections of speaker and date without a decision; claimants with similar names."""

from datetime import date

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from claims.claimants import actions as claimant_actions
from claims.claimants.models import Claimant
from claims.claims import actions as claim_actions
from claims.statements import actions as statement_actions
from claims.statements import splits
from claims.statements.models import Statement
from history.models import Event
from tests import given

pytestmark = pytest.mark.django_db


def test_the_speaker_is_corrected_and_the_words_stay():
    statement = given.statement()
    quote, named = statement.quote, (statement.speaker_start, statement.speaker_end)
    was = statement.speaker

    corrected = statement_actions.correct_statement(
        statement, speaker=" Hugo  Lund ", said_on=date(2026, 3, 3), by=given.checker()
    )

    corrected.refresh_from_db()
    assert (corrected.speaker, corrected.said_on) == ("Hugo Lund", date(2026, 3, 3))
    assert corrected.state == Statement.State.PROPOSED
    assert (corrected.quote, corrected.speaker_start, corrected.speaker_end) == (quote, *named)
    told = Event.objects.of(f"article:{statement.article_id}").first()
    assert told.kind == "correct-statement"
    assert (told.payload["was"]["speaker"], told.payload["now"]["speaker"]) == (
        was,
        "Hugo Lund",
    )


def test_nobody_named_is_said_as_unresolved():
    corrected = statement_actions.correct_statement(
        given.statement(), speaker="", said_on=None, by=given.checker()
    )

    assert corrected.speaker is None


def test_what_is_right_already_makes_no_event():
    statement, by = given.statement(), given.checker()
    before = Event.objects.count()

    statement_actions.correct_statement(
        statement, speaker=statement.speaker, said_on=statement.said_on, by=by
    )

    assert Event.objects.count() == before


def test_a_split_statement_is_corrected_in_its_parts():
    statement = given.statement()
    middle = statement.quote.index(" ") + statement.start
    spans = [(statement.start, middle), (middle, statement.end)]
    splits.split_statement(statement, spans=spans, by=given.checker())

    with pytest.raises(statement_actions.AlreadyTriaged):
        statement_actions.correct_statement(
            statement, speaker="X", said_on=None, by=given.checker()
        )


def test_marked_words_are_understood_as_the_reader_would():
    article = given.article("Rents in Northfield rose by 40 percent. Nobody answered.\n")
    text = article.text
    start = text.index("Rents")

    marked = statement_actions.mark_statement(
        article, start=start, end=start + 38, speaker="Hugo Lund", by=given.checker()
    )

    assert marked.found_by == Statement.FoundBy.PERSON
    assert marked.numbers[0]["value"] == 40
    assert marked.claim_type == "statistic"
    assert marked.reasons[0] == "marked by hand"


@pytest.mark.parametrize("name", ["M. Brook", "Brook", "Mayor Mara Brook", "Mara Brooks"])
def test_a_near_name_is_offered_and_joined_to_nobody(name):
    mara = claim_actions.get_or_create_claimant("Mara Brook", role="mayor of Northfield")

    assert Claimant.objects.similar_to(name) == [mara]
    assert claim_actions.get_or_create_claimant(name) != mara


@pytest.mark.parametrize("name", ["Tom Brook", "Hugo Lund", "Housing Office", ""])
def test_another_name_is_not_offered(name):
    claim_actions.get_or_create_claimant("Mara Brook")

    assert Claimant.objects.similar_to(name) == []


def test_a_remembered_spelling_is_the_claimant_from_then_on():
    mara = claim_actions.get_or_create_claimant("Mara Brook")

    claimant_actions.remember_spelling(mara, spelling="Mayor Brook", by=given.checker())

    assert claim_actions.get_or_create_claimant("Mayor Brook") == mara
    assert Event.objects.of(f"claimant:{mara.pk}").first().kind == "remember-spelling"


def test_a_spelling_that_is_somebody_elses_stays_theirs():
    mara = claim_actions.get_or_create_claimant("Mara Brook")
    tom = claim_actions.get_or_create_claimant("Tom Brook")

    claimant_actions.remember_spelling(mara, spelling="Tom Brook", by=given.checker())

    assert claim_actions.get_or_create_claimant("Tom Brook") == tom
    mara.refresh_from_db()
    assert mara.aliases == []


def test_who_a_claimant_is_is_said_with_an_event():
    mara = claim_actions.get_or_create_claimant("Mara Brook")

    claimant_actions.describe_claimant(
        mara,
        kind="person",
        role="mayor of Northfield",
        same_as="https://www.wikidata.org/wiki/Q42",
        aliases=["M. Brook", " M.  Brook ", "Mara Brook", ""],
        by=given.checker(),
    )

    mara.refresh_from_db()
    assert (mara.kind, mara.role, mara.aliases) == (
        "person",
        "mayor of Northfield",
        ["M. Brook"],
    )
    assert Event.objects.of(f"claimant:{mara.pk}").first().kind == "describe"


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"aliases": ["Tom Brook"]}, "aliases"),
        ({"same_as": "Q42"}, "same_as"),
        ({"kind": "crowd"}, "kind"),
    ],
)
def test_what_cannot_be_known_of_a_claimant_is_refused(wrong, field):
    mara = claim_actions.get_or_create_claimant("Mara Brook")
    claim_actions.get_or_create_claimant("Tom Brook")
    about = {"kind": "", "role": "", "same_as": "", "aliases": []} | wrong

    with pytest.raises(ValidationError) as refused:
        claimant_actions.describe_claimant(mara, **about, by=given.checker())

    assert field in refused.value.error_dict


def test_only_the_desk_says_who_a_claimant_is():
    mara = claim_actions.get_or_create_claimant("Mara Brook")

    with pytest.raises(PermissionDenied):
        claimant_actions.describe_claimant(
            mara, kind="", role="x", same_as="", aliases=[], by=given.outsider()
        )
