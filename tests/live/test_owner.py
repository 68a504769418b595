"""`migrate` borrows Django's connection for the owner, and gives it back."""

from django.db import connection

from factcheck.database import as_owner


def who_speaks():
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_user, current_database()")
        return cursor.fetchone()


def test_django_speaks_as_the_owner_for_a_while_and_then_as_the_app_again(live_db):
    assert who_speaks() == ("factcheck_app", live_db.database)

    with as_owner(live_db.owner_url):
        assert who_speaks() == ("factcheck_owner", live_db.database)

    assert who_speaks() == ("factcheck_app", live_db.database)
