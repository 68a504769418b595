"""Old addresses lead to the new ones."""

import pytest

from tests import given
from tests.calling import Caller

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("/desk/kept", "/desk/archive"),
        ("/desk/kept/", "/desk/archive/"),
        ("/desk/kept/?q=police&before=7", "/desk/archive/?q=police&before=7"),
        ("/desk/kept/3/?review=5", "/desk/archive/3/?review=5"),
        ("/desk/kept/3/page/2/", "/desk/archive/3/page/2/"),
    ],
)
def test_an_old_page_of_the_desk_leads_to_the_new_one(client, old, new):
    answer = client.get(old)

    assert (answer.status_code, answer["Location"]) == (301, new)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("/desk/kept/3/describe/", "/desk/archive/3/describe/"),
        ("/desk/archived/3/forget/", "/desk/archive/addresses/3/forget/"),
        ("/desk/reviews/5/sums/", "/desk/reviews/5/calculations/"),
        ("/desk/reviews/5/sums/try/", "/desk/reviews/5/calculations/try/"),
        ("/desk/sums/2/remove/", "/desk/calculations/2/remove/"),
    ],
)
def test_a_form_sent_to_an_old_address_is_sent_again_to_the_new_one(client, old, new):
    answer = client.post(old)

    assert (answer.status_code, answer["Location"]) == (308, new)


@pytest.mark.parametrize(
    ("method", "old", "new"),
    [
        ("post", "/api/reviews/5/sums/", "/api/reviews/5/calculations/"),
        ("delete", "/api/sums/2/", "/api/calculations/2/"),
        ("post", "/api/sums/2/restore/", "/api/calculations/2/restore/"),
    ],
)
def test_an_old_route_of_the_api_answers_308(client, method, old, new):
    answer = getattr(client, method)(old)

    assert (answer.status_code, answer["Location"]) == (308, new)


@pytest.mark.parametrize("path", ["/desk/keptsake/", "/desk/reviews/5/", "/api/summary/"])
def test_other_addresses_are_left_alone(client, path):
    assert client.get(path).status_code not in {301, 308}


def test_a_calculation_is_sent_under_its_old_name_too():
    row = given.calculation(by=given.checker())

    review = Caller(row.review.holder).get(f"reviews/{row.review_id}/").json()

    assert review["calculations"]
    assert review["sums"] == review["calculations"]
