"""Forged names, roles and descriptions of people: `verify_published` names each of them."""

from datetime import date

import psycopg
import pytest

from accounts import actions as accounts
from claims.claimants import actions as claimant_actions
from reviews.claimants.actions import describe_claimant_or_propose
from reviews.triage import actions as triage_actions
from tests import given
from tests.live.test_verify_published import published_of, said_of
from tests.live.verifiers import forge, spoil, verify
from tests.readers import stories


def test_a_forged_name_role_or_spelling_of_a_claimant_is_named(live_db):
    check = published_of("Ann Lee")
    forged = "name = 'Ann L. Lee', role = 'swindler', aliases = '[\"The Liar\"]'"
    forge(live_db, (f"UPDATE claims_claimant SET {forged} WHERE slug = 'ann-lee'", []))

    said, is_well = verify("verify_published")

    assert not is_well
    where = f"/claimants/{check.claimant_slug}/"
    assert f'{where}: its name is "Ann L. Lee", but should be "Ann Lee"' in said
    assert f'{where}: its role is "swindler", but should be ""' in said
    assert f'{where}: its other names is "The Liar", but should be ""' in said


def test_a_claimant_described_by_the_desk_verifies(live_db):
    check = published_of("Bo Dahl")
    claimant = check.claim.claimant
    claimant_actions.remember_spelling(claimant, spelling="B. Dahl", by=given.editor())
    facts = {"role": "treasurer", "aliases": ["Bo D."]}
    claimant_actions.describe_claimant(claimant, **facts, by=given.editor())
    claimant_actions.remember_spelling(claimant, spelling="Dahl", by=given.editor())

    said, _ = verify("verify_published")

    assert not [line for line in said if "bo-dahl" in line]


def test_a_check_of_somebody_whose_name_was_erased_verifies(live_db):
    editor = given.editor()
    check = stories.published(editor_=editor)
    accounts.erase_name(editor, why="A threat.", by=given.admin())

    said, _ = verify("verify_published")

    assert not [line for line in said if check.slug in line or f"user:{editor.pk} " in line]


def test_a_forged_role_is_refused_and_by_its_owner_named(live_db):
    person = given.checker()
    role = "UPDATE accounts_user SET role = 'editor' WHERE id = %s"
    with pytest.raises(psycopg.errors.RestrictViolation):
        forge(live_db, (role, [person.pk]))
    spoil(live_db, "accounts_user", role, person.pk)

    said, is_well = verify("verify_published")

    assert not is_well
    assert f"user:{person.pk} #1: {person.username} is editor, but history says checker" in said


def test_a_forged_by_line_is_named_and_a_chosen_one_is_not(live_db):
    person, other = given.checker(), given.checker()
    accounts.set_byline(other, choice="desk", by=other)
    forge(
        live_db,
        ("UPDATE accounts_user SET byline_choice = 'desk' WHERE id = %s", [person.pk]),
    )

    said, is_well = verify("verify_published")

    assert not is_well
    shown = "shown by desk, but history says name"
    assert [line for line in said if "shown by desk" in line] == [
        f"user:{person.pk} #1: {person.username} is {shown}"
    ]


def test_somebody_made_a_private_person_past_the_desk_is_named(live_db):
    """Readers would be shown `described_as` wherever the claimant's name was approved."""
    check = published_of("Cora Dent")
    claimant = check.claim.claimant_id
    person = "UPDATE claims_claimant SET kind = 'private-person',"
    person += " described_as = 'A convicted swindler' WHERE id = %s"
    columns = "UPDATE reviews_publication SET claimant_slug = '', privacy_changed_at = now(),"
    columns += " words = replace(words, 'Cora Dent', 'A convicted swindler') WHERE id = %s"
    forge(live_db, (person, [claimant]), (columns, [check.pk]))

    said = said_of(check)

    assert "its claimant is shown as a private person, and history does not say so" in said


def private(name, **more):
    by = given.checker()
    review = triage_actions.file_claim(
        text="Police funding was cut by half",
        claimant=name,
        claimant_kind="private-person",
        said_on=date(2026, 3, 3),
        by=by,
        **more,
    )
    return stories.published(review=given.fresh(review))


def test_a_private_person_who_is_named_past_the_desk_is_named(live_db):
    check = private("Dora Elm")
    person = "UPDATE claims_claimant SET kind = 'person' WHERE id = %s"
    columns = "UPDATE reviews_publication SET claimant_slug = 'dora-elm',"
    columns += " words = replace(words, 'a private person', 'Dora Elm') WHERE id = %s"
    forge(live_db, (person, [check.claim.claimant_id]), (columns, [check.pk]))

    said = said_of(check)

    assert "its claimant is a private person, and is shown by name" in said


def test_other_words_in_place_of_a_private_person_are_named(live_db):
    check = private("Ed Fenn", described_as="a resident of Elm Street")
    other = "a convicted swindler"
    person = "UPDATE claims_claimant SET described_as = %s WHERE id = %s"
    columns = "UPDATE reviews_publication"
    columns += " SET words = replace(words, 'a resident of Elm Street', %s) WHERE id = %s"
    forge(live_db, (person, [other, check.claim.claimant_id]), (columns, [other, check.pk]))

    said = said_of(check)

    shown = "what stands in place of its claimant is"
    assert f'{shown} "{other}", but should be "a resident of Elm Street"' in said


def test_private_persons_as_the_desk_describes_them_verify(live_db):
    said_at_once, said_later = private("Fay Gall", described_as="a nurse"), published_of("Gus")
    claimant, editor = said_later.claim.claimant, given.editor()
    describe_claimant_or_propose(claimant, kind="private-person", by=editor)
    describe_claimant_or_propose(claimant, described_as="a driver", by=editor)
    again = published_of("Hal Iden")
    for kind in ("private-person", "person"):
        describe_claimant_or_propose(again.claim.claimant, kind=kind, by=editor)

    said, _ = verify("verify_published")

    claims_of = [f"claim:{one.claim_id}" for one in (said_at_once, said_later, again)]
    slugs = [one.claim.publications.get().slug for one in (said_at_once, said_later, again)]
    assert not [line for line in said if any(one in line for one in [*claims_of, *slugs])]


def test_a_reader_credited_for_a_correction_past_the_desk_is_named(live_db):
    check = stories.corrected()
    report = given.report(check.review)
    credit = "INSERT INTO reviews_correctedreport (report_id, correction_id, is_credited)"
    made_up = f"{credit} VALUES (%s, %s, true)"
    forge(live_db, (made_up, [report.pk, check.corrections.get().pk]))

    said = said_of(check)

    assert "correction 1: a reader is credited for it, and history does not say so" in said
