"""What the tests of the docket share."""

from claims.statements import actions as statement_actions
from tests import given


def declined(reason="too-small", *, by=None, **more):
    checker = by or given.checker()
    statement = given.statement(by=checker, **more)
    return statement_actions.decline_statement(
        statement, reason=reason, note="A secret note.", by=checker
    )


def page(client, query=""):
    return client.get(f"/docket/{query}").content.decode()
