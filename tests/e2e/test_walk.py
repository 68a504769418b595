"""Steps 2 to 7 in a real browser: a pasted text becomes a check that readers see."""

import pytest

from tests import given
from tests.e2e import approving, examining, walking
from tests.e2e.walking import NURSES, WAITING, Walk

WALKS = [
    pytest.param(WAITING, 1280, walking.triage_by_keys, id="1280px-by-keys"),
    pytest.param(NURSES, 390, walking.triage_by_taps, id="390px-by-taps"),
]


@pytest.fixture(scope="module")
def site(site):
    """With all that a desk has: the text and the page are read by its worker."""
    site.start("captures", "work", "beat")
    return site


@pytest.mark.parametrize(("story", "width", "triage"), WALKS)
def test_a_pasted_text_becomes_a_published_check(
    story, width, triage, site, visit, sign_in, axe, committing
):
    with committing():
        checker, editor = given.checker(name="Jo Reed"), given.editor(name="Ada Okoro")
    by_keys = triage is walking.triage_by_keys
    walk = Walk(story, width, visit, sign_in, axe, has_keys=by_keys)

    page = walk.enter(checker)
    walking.paste_the_article(walk, page, site)
    walking.see_what_was_found(walk, page)
    triage(walk, page)

    examining.take_it_from_the_queue(walk, page)
    examining.see_why_a_page_cannot_be_kept(walk, page)
    examining.put_in_a_saved_page(walk, page)
    examining.make_evidence_of_selected_words(walk, page)
    examining.weigh(walk, page)
    examining.write_the_verdict(walk, page)
    examining.see_it_as_readers_will(walk, page)
    examining.submit(walk, page)

    editors_page = walk.enter(editor)
    approving.send_it_back(walk, editors_page)
    approving.mend_and_submit_again(walk, page)
    approving.approve_what_changed(walk, editors_page)
    approving.publish(walk, editors_page)

    page = approving.find_it_as_a_stranger(walk)
    approving.read_the_check(walk, page)
    approving.lint_its_markup(walk, page, site.url)
    approving.follow_the_feed(walk, page)
    approving.look_around(walk, page)

    assert walk.barriers == []
