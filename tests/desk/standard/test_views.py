"""The page of the standard, who is asked for one, and what readers are told of it."""

import pytest

from reviews.standards.models import Standard
from tests import given
from tests.calling import Caller, is_problem
from tests.readers import stories

pytestmark = pytest.mark.django_db

PAGE = "/desk/standard/"
RULES = {"since": 0, "template": "ifcn", "origins_needed": 2, "reply_needed": "on"}


def signed_in(client, person):
    client.force_login(person)
    return client


def html(answer):
    return answer.content.decode()


def test_a_new_desk_asks_its_admin_for_a_standard_and_offers_the_ifcn_s_first(client):
    page = html(signed_in(client, given.admin()).get("/desk/"))

    places = [page.index(f"{PAGE}?template={slug}") for slug in ("ifcn", "efcsn", "default")]
    assert places == sorted(places)


def test_a_desk_that_has_a_standard_is_asked_no_more(client):
    given.standard()

    assert "standard-offer" not in html(signed_in(client, given.admin()).get("/desk/"))


def test_editors_and_checkers_are_not_asked_for_a_standard(client):
    for person in (given.checker(), given.editor()):
        assert "standard-offer" not in html(signed_in(client, person).get("/desk/"))


def test_a_template_fills_the_form_and_is_not_in_force_before_it_is_set(client):
    page = html(signed_in(client, given.admin()).get(f"{PAGE}?template=ifcn"))

    assert 'name="origins_needed" value="2"' in page
    assert Standard.current().version == 0


def test_an_admin_sets_the_standard_on_its_page(client):
    answer = signed_in(client, given.admin()).post(PAGE, {**RULES, "policy": "## Money"})

    assert answer.status_code == 302
    standard = Standard.current()
    assert (standard.version, standard.template, standard.origins_needed) == (1, "ifcn", 2)
    assert (standard.reply_needed, standard.why_needed) == (True, False)


def test_a_checker_sees_the_standard_and_no_form(client):
    visitor = signed_in(client, given.checker())

    assert "Set version" not in html(visitor.get(PAGE))
    assert visitor.post(PAGE, RULES).status_code == 403
    assert Standard.current().version == 0


def test_what_was_typed_is_kept_where_somebody_else_set_a_version_meanwhile(client):
    visitor = signed_in(client, given.admin())
    given.standard(origins_needed=3)

    answer = visitor.post(PAGE, {**RULES, "policy": "Long thought about."})

    assert answer.status_code == 409
    page = html(answer)
    assert "Version 1 was set in the meantime" in page
    assert "Long thought about." in page
    assert 'name="since" value="1"' in page


def test_a_number_out_of_range_is_said_beside_its_field_and_nothing_is_lost(client):
    visitor = signed_in(client, given.admin())

    answer = visitor.post(PAGE, {**RULES, "origins_needed": "99", "policy": "Kept."})

    assert answer.status_code == 422
    assert "Kept." in html(answer)


def test_how_we_work_promises_what_the_standard_in_force_asks(client):
    asks = "We ask whoever made the claim"
    chosen = "Each check says why we chose its claim."
    assert asks not in html(client.get("/methodology/"))
    assert chosen not in html(client.get("/methodology/"))

    given.standard(reply_needed=True, why_needed=True, policy="## Who pays\n\nThe *Courier*.")

    page = html(client.get("/methodology/"))
    assert asks in page
    assert chosen in page
    assert "Version 1 of our standard" in page
    assert all(rule in page for rule in Standard.current().rules)
    assert "<h2>Who pays</h2>" in page
    assert "<em>Courier</em>" in page


def test_a_check_says_which_standard_it_was_made_under(client):
    given.standard()
    check = stories.published()
    given.standard(reply_needed=True)

    page = html(client.get(f"/checks/{check.slug}/"))

    assert "What our standard asked of it, version 1" in page
    assert "what the claimant was asked" not in page


def test_the_standard_is_read_and_set_by_api():
    admin = Caller(given.admin())
    assert admin.get("standard/").json()["version"] == 0

    answer = admin.post("standard/", {"since": 0, "template": "ifcn", "origins_needed": 2})

    assert answer.status_code == 201
    assert admin.get("standard/").json()["origins_needed"] == 2
    assert is_problem(admin.post("standard/", {"since": 0}), 409, "Version 1")
    assert is_problem(Caller(given.editor()).post("standard/", {"since": 1}), 403)


def test_a_claim_is_accepted_with_why_we_check_it(client):
    statement = given.statement()
    page = html(
        signed_in(client, given.checker()).get(f"/desk/articles/{statement.article_id}/")
    )
    assert page.index('name="why"') < page.index('class="claim-facts"')

    client.post(
        f"/desk/statements/{statement.pk}/accept/",
        {
            "text": "Police funding was cut",
            "claimant": "Mara Brook",
            "why": "It decides a vote.",
        },
    )

    statement.refresh_from_db()
    assert statement.claim.why == "It decides a vote."
