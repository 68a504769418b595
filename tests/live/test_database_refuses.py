"""What the database refuses, whoever asks and however: psycopg as the app's role, no Django."""

import itertools

import psycopg
import pytest

from reviews.review import table as review_table
from reviews.review.table import State
from tests import given

STATES = [state.value for state in State]
REFUSALS = (psycopg.errors.RestrictViolation, psycopg.errors.InsufficientPrivilege)


@pytest.fixture(scope="module")
def cast(committing):
    """One review in every state, an editor who wrote nothing, the authors; all committed."""
    with committing():
        author = given.editor()
        found = {
            "queued": given.queued(),
            "evidence": given.taken(),
            "verdict": given.drafted(),
            "submitted": given.submitted(by=author),
            "approved": given.approved(by=author),
            "published": given.published(by=author),
            "retracted": given.retracted(),
            "dropped": given.dropped(),
        }
        people = {"author": author.pk, "other": given.editor().pk}
    return {state: (review.pk, review.claim_id) for state, review in found.items()} | people


@pytest.fixture
def sql(live_place, cast):
    """A connection as `factcheck_app` whose work is rolled back."""
    with psycopg.connect(live_place.url) as connection:
        assert connection.execute("SELECT current_user").fetchone() == ("factcheck_app",)
        yield connection
        connection.rollback()


def tell(sql, review, claim, source, target):
    """Write the event of a change by hand, as the app's role may."""
    payload = f'{{"from":"{source}","review":{review},"to":"{target}"}}'
    sql.execute("SELECT record(%s, 'x', 'somebody', '', '', %s)", [f"claim:{claim}", payload])


def change(sql, review, target):
    holder = (
        "NULL" if target in {"queued", "published", "retracted", "dropped"} else "holder_id"
    )
    sql.execute(
        f"UPDATE reviews_review SET state = %s, holder_id = coalesce({holder},"
        f" CASE WHEN %s THEN queued_by_id END) WHERE id = %s",
        [target, holder == "holder_id", review],
    )


@pytest.mark.parametrize(
    ("source", "target"),
    [pair for pair in itertools.permutations(STATES, 2) if pair not in review_table.edges()],
)
def test_an_edge_that_is_not_in_the_table(sql, cast, source, target):
    review, claim = cast[source]
    tell(sql, review, claim, source, target)

    with pytest.raises(psycopg.errors.RestrictViolation, match="No move leads"):
        change(sql, review, target)


def test_the_database_s_edges_are_those_of_the_table(sql):
    rows = sql.execute(
        "SELECT a, b FROM unnest(%s::text[]) a, unnest(%s::text[]) b WHERE review_edge(a, b)",
        [STATES, STATES],
    ).fetchall()

    assert set(rows) == review_table.edges()


@pytest.mark.parametrize("state", [state for state in STATES if state != "queued"])
def test_a_review_born_in_another_state_than_queued(sql, cast, state):
    with pytest.raises(psycopg.errors.RestrictViolation, match="begins in the queue"):
        sql.execute(
            "INSERT INTO reviews_review (claim_id, state, holder_id, priority, queued_by_id,"
            " parked_for, sent_back, retract_note, drop_reason)"
            " VALUES (%s, %s, %s, 1, %s, '', '', '', '')",
            [cast["dropped"][1], state, cast["other"], cast["other"]],
        )


def test_a_second_open_review_of_a_claim(sql, cast):
    with pytest.raises(psycopg.errors.UniqueViolation):
        sql.execute(
            "INSERT INTO reviews_review (claim_id, state, priority, queued_by_id, parked_for,"
            " sent_back, retract_note, drop_reason)"
            " VALUES (%s, 'queued', 1, %s, '', '', '', '')",
            [cast["verdict"][1], cast["other"]],
        )


def test_a_review_of_a_claim_with_a_live_publication(sql, cast):
    with pytest.raises(psycopg.errors.RestrictViolation, match="no second review"):
        sql.execute(
            "INSERT INTO reviews_review (claim_id, state, priority, queued_by_id, parked_for,"
            " sent_back, retract_note, drop_reason)"
            " VALUES (%s, 'queued', 1, %s, '', '', '', '')",
            [cast["published"][1], cast["other"]],
        )


def test_a_second_live_publication(sql, cast):
    with pytest.raises((psycopg.errors.UniqueViolation, psycopg.errors.RestrictViolation)):
        sql.execute(
            "INSERT INTO reviews_publication (claim_id, review_id, revision_id, slug,"
            " published_by_id, retraction, rating_slug, words) SELECT claim_id, review_id,"
            " revision_id, 'again', published_by_id, '', '', '' FROM reviews_publication"
            " WHERE claim_id = %s",
            [cast["published"][1]],
        )


def approve(sql, review, approver):
    sql.execute(
        "INSERT INTO reviews_approval (revision_id, approver_id)"
        " SELECT id, %s FROM reviews_revision WHERE review_id = %s"
        " ORDER BY number DESC LIMIT 1",
        [approver, review],
    )


def test_an_approval_by_one_of_its_authors(sql, cast):
    with pytest.raises(psycopg.errors.RestrictViolation, match="Nobody approves"):
        approve(sql, cast["submitted"][0], cast["author"])


def test_an_approval_by_another_is_taken(sql, cast):
    """The control: the same statement by somebody else goes through."""
    approve(sql, cast["submitted"][0], cast["other"])


@pytest.mark.parametrize("state", ["approved", "published", "retracted"])
def test_an_approval_of_what_is_not_submitted(sql, cast, state):
    with pytest.raises(psycopg.errors.RestrictViolation, match="Only the version"):
        approve(sql, cast[state][0], cast["other"])


def test_a_revision_that_hides_an_author(sql, cast):
    with pytest.raises(psycopg.errors.RestrictViolation, match="names all its authors"):
        sql.execute(
            "INSERT INTO reviews_revision (review_id, number, content, hash, author_ids,"
            " submitted_by_id)"
            " VALUES (%s, 9, '{}', encode(sha256('{}'), 'hex'), ARRAY[%s], %s)",
            [cast["verdict"][0], cast["other"], cast["other"]],
        )


def test_a_revision_whose_hash_is_not_over_its_content(sql, cast):
    with pytest.raises(psycopg.errors.RestrictViolation, match="hash"):
        sql.execute(
            "INSERT INTO reviews_revision (review_id, number, content, hash, author_ids,"
            " submitted_by_id) SELECT review_id, 9, content || ' ', hash, author_ids,"
            " submitted_by_id FROM reviews_revision WHERE review_id = %s",
            [cast["submitted"][0]],
        )


def test_a_publication_without_a_standing_approval_of_that_revision(sql, cast):
    with pytest.raises(psycopg.errors.RestrictViolation, match="No approval"):
        sql.execute(
            "INSERT INTO reviews_publication (claim_id, review_id, revision_id, slug,"
            " published_by_id, retraction, rating_slug, words) SELECT %s, review_id, id,"
            " 'unapproved', %s, '', '', '' FROM reviews_revision WHERE review_id = %s",
            [cast["submitted"][1], cast["other"], cast["submitted"][0]],
        )


def test_an_approved_state_without_an_approval(sql, cast):
    review, claim = cast["submitted"]
    tell(sql, review, claim, "submitted", "approved")

    with pytest.raises(psycopg.errors.RestrictViolation, match="No approval"):
        change(sql, review, "approved")


def test_a_published_state_without_a_publication(sql, cast):
    review, claim = cast["approved"]
    tell(sql, review, claim, "approved", "published")

    with pytest.raises(psycopg.errors.RestrictViolation, match="live publication"):
        change(sql, review, "published")


def test_a_change_of_state_without_its_event(sql, cast):
    change(sql, cast["evidence"][0], "verdict")

    with pytest.raises(psycopg.errors.RestrictViolation, match="needs its event"):
        sql.commit()


def test_a_change_of_state_with_another_change_s_event(sql, cast):
    review, claim = cast["evidence"]
    change(sql, review, "verdict")
    tell(sql, review, claim, "verdict", "submitted")

    with pytest.raises(psycopg.errors.RestrictViolation, match="needs its event"):
        sql.commit()


def test_a_change_of_state_with_its_event_is_taken(sql, cast):
    """The control: the same change with its event goes through to the check at commit."""
    review, claim = cast["evidence"]
    change(sql, review, "verdict")
    tell(sql, review, claim, "evidence", "verdict")

    sql.execute("SET CONSTRAINTS ALL IMMEDIATE")


NEVER_CHANGE = {
    "reviews_revision": "number = number + 1",
    "reviews_publishedversion": "number = number + 1",
    "reviews_correction": "text = 'other'",
    "reviews_deskpart": "text = 'other'",
    "reviews_rating": "meaning = 'other'",
    "sources_snapshot": "size = size + 1",
    "sources_texthash": "text_sha256 = repeat('0', 64)",
    "history_event": "actor = 'nobody'",
    "history_payload": "text = '{}'",
    "history_head": "seq = seq + 1",
}


@pytest.mark.parametrize("table", NEVER_CHANGE)
def test_a_row_that_never_changes_is_not_updated(sql, table):
    with pytest.raises(REFUSALS):
        sql.execute(f"UPDATE {table} SET {NEVER_CHANGE[table]}")


@pytest.mark.parametrize("table", NEVER_CHANGE)
def test_a_row_that_never_changes_is_not_deleted(sql, table):
    with pytest.raises(REFUSALS):
        sql.execute(f"DELETE FROM {table}")


@pytest.mark.parametrize("table", [*NEVER_CHANGE, "reviews_review", "reviews_approval"])
def test_the_app_s_role_truncates_nothing(sql, table):
    with pytest.raises(psycopg.errors.InsufficientPrivilege):
        sql.execute(f"TRUNCATE {table} CASCADE")


def test_the_app_s_role_writes_no_history_but_by_record(sql):
    with pytest.raises(psycopg.errors.InsufficientPrivilege):
        sql.execute(
            "INSERT INTO history_head (chain, seq, hash) VALUES ('claim:1', 1, repeat('0', 64))"
        )


def test_the_app_s_role_switches_no_trigger_off(sql):
    with pytest.raises(psycopg.errors.InsufficientPrivilege):
        sql.execute("ALTER TABLE reviews_review DISABLE TRIGGER review_life")
    sql.rollback()
    with pytest.raises(psycopg.errors.InsufficientPrivilege):
        sql.execute("SET session_replication_role = replica")


def test_an_approval_is_not_given_to_another_or_removed(sql, cast):
    with pytest.raises(psycopg.errors.RestrictViolation, match="withdrawn once"):
        sql.execute("UPDATE reviews_approval SET approver_id = %s", [cast["other"]])
    sql.rollback()
    with pytest.raises(psycopg.errors.RestrictViolation, match="never removed"):
        sql.execute("DELETE FROM reviews_approval")


def test_an_author_is_not_forgotten(sql, cast):
    with pytest.raises(REFUSALS):
        sql.execute("DELETE FROM reviews_author WHERE review_id = %s", [cast["submitted"][0]])
    sql.rollback()
    with pytest.raises(psycopg.errors.InsufficientPrivilege):
        sql.execute("UPDATE reviews_author SET user_id = %s", [cast["other"]])


def test_whoever_writes_past_the_actions_is_an_author_all_the_same(sql, cast):
    review, _ = cast["verdict"]
    sql.execute(
        "UPDATE reviews_draft SET saved_by_id = %s WHERE review_id = %s",
        [cast["other"], review],
    )

    row = sql.execute(
        "SELECT 1 FROM reviews_author WHERE review_id = %s AND user_id = %s",
        [review, cast["other"]],
    ).fetchone()

    assert row == (1,)


def test_a_taken_review_is_not_removed(sql, cast):
    with pytest.raises(psycopg.errors.RestrictViolation, match="never removed"):
        sql.execute("DELETE FROM reviews_review WHERE id = %s", [cast["evidence"][0]])


def test_a_retraction_is_not_taken_back(sql, cast):
    with pytest.raises(psycopg.errors.RestrictViolation, match="A retraction stands"):
        sql.execute(
            "UPDATE reviews_publication SET retracted_at = NULL WHERE claim_id = %s",
            [cast["retracted"][1]],
        )


def test_what_was_said_stays_verbatim(sql, committing):
    with committing():
        statement = given.statement()

    with pytest.raises(psycopg.errors.RestrictViolation, match="verbatim"):
        sql.execute("UPDATE claims_statement SET quote = 'x' WHERE id = %s", [statement.pk])
    sql.rollback()
    with pytest.raises(psycopg.errors.RestrictViolation, match="never changes"):
        sql.execute(
            "UPDATE claims_article SET text = 'x' WHERE id = %s", [statement.article_id]
        )


def tell_account(sql, account, payload):
    sql.execute("SELECT record(%s, 'x', 'somebody', '', '', %s)", [f"user:{account}", payload])


ACCOUNT_CHANGES = {
    "role": ("role = 'admin', is_staff = true, is_superuser = true", '{"role":"admin"}'),
    "is_active": ("is_active = false", '{"active":false}'),
}


@pytest.mark.parametrize("column", ACCOUNT_CHANGES)
def test_a_role_or_an_activation_without_its_event(sql, cast, column):
    change, told = ACCOUNT_CHANGES[column]
    tell_account(sql, cast["author"], told)  # of another account

    sql.execute(f"UPDATE accounts_user SET {change} WHERE id = %s", [cast["other"]])

    with pytest.raises(psycopg.errors.RestrictViolation, match="event"):
        sql.execute("SET CONSTRAINTS ALL IMMEDIATE")


@pytest.mark.parametrize("column", ACCOUNT_CHANGES)
def test_a_role_or_an_activation_with_its_event_is_let_through(sql, cast, column):
    change, told = ACCOUNT_CHANGES[column]
    sql.execute(f"UPDATE accounts_user SET {change} WHERE id = %s", [cast["other"]])

    tell_account(sql, cast["other"], told)

    sql.execute("SET CONSTRAINTS ALL IMMEDIATE")


def test_a_role_that_the_last_event_does_not_say(sql, cast):
    change, told = ACCOUNT_CHANGES["role"]
    tell_account(sql, cast["other"], told)
    tell_account(sql, cast["other"], '{"role":"checker"}')

    sql.execute(f"UPDATE accounts_user SET {change} WHERE id = %s", [cast["other"]])

    with pytest.raises(psycopg.errors.RestrictViolation, match="change of role"):
        sql.execute("SET CONSTRAINTS ALL IMMEDIATE")


def test_an_account_born_with_a_role_and_no_event(sql):
    sql.execute(
        "INSERT INTO accounts_user (password, username, first_name, last_name, email, role,"
        " is_staff, is_superuser, is_active, date_joined, sessions_ended, public_id,"
        " legacy_username)"
        " VALUES ('!', 'eve', '', '', '', 'editor', false, false, true, now(), 0,"
        " 'person:0', '')"
    )

    with pytest.raises(psycopg.errors.RestrictViolation, match="change of role"):
        sql.execute("SET CONSTRAINTS ALL IMMEDIATE")


def test_an_account_that_is_removed(sql, cast):
    with pytest.raises(psycopg.errors.RestrictViolation, match="never removed"):
        sql.execute("DELETE FROM accounts_user WHERE id = %s", [cast["other"]])


@pytest.mark.parametrize("flag", ["is_staff", "is_superuser"])
def test_the_admin_site_opened_to_who_is_no_admin(sql, cast, flag):
    with pytest.raises(psycopg.errors.CheckViolation):
        sql.execute(f"UPDATE accounts_user SET {flag} = true WHERE id = %s", [cast["other"]])
