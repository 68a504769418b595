"""From submission to readers: sent back once, approved, published, and read by strangers."""

import hashlib
import json
from functools import partial
from xml.etree import ElementTree

from playwright.sync_api import Page, expect

from reviews.publication.claimreview.linter import lint
from tests.e2e.walking import Walk
from tests.waiting import wait_until

ATOM = "{http://www.w3.org/2005/Atom}"
WITHOUT = """(line, marks) => {
    const copy = line.cloneNode(true);
    for (const mark of copy.querySelectorAll(marks)) mark.remove();
    return copy.textContent.trim();
}"""


def open_from_the_inbox(walk: Walk, page: Page, why: str) -> None:
    """The row says why it is this person's turn, and opens the review."""
    page.goto("/desk/")
    row = page.locator(".rows [data-row]", has_text=walk.story.claim)
    expect(row).to_contain_text(why)
    walk.look(page)
    row.locator(".claim a").click()
    page.wait_for_url("**/desk/reviews/**")


def look_at_version(walk: Walk, page: Page, number: int) -> None:
    open_from_the_inbox(walk, page, f"Jo Reed asked you to approve version {number}")
    expect(page.get_by_role("heading", level=1)).to_contain_text(f"Approve version {number}?")


def send_it_back(walk: Walk, page: Page) -> None:
    """An editor reads version 1 whole and wants more."""
    look_at_version(walk, page, 1)
    changes = page.locator(".changes")
    expect(changes).to_contain_text(walk.story.passage)
    expect(changes).to_contain_text(walk.story.conclusion)
    walk.look(page)
    walk.press(page, "r", "Send back")
    note = page.locator("#send-back-note")
    expect(note).to_be_focused()
    if walk.has_keys:
        page.keyboard.type(walk.story.note)  # an "a" in a note approves nothing
        expect(note).to_have_value(walk.story.note)
        page.keyboard.press("Control+Enter")
    else:
        note.fill(walk.story.note)
        page.get_by_role("button", name="Send it back").tap()
    expect(page.locator("#toasts")).to_contain_text("Sent back with your note.")


def mend_and_submit_again(walk: Walk, page: Page) -> None:
    """The holder finds the note in the inbox and on the draft, and mends the conclusion."""
    open_from_the_inbox(walk, page, walk.story.note)
    expect(page.locator(".sent-back")).to_contain_text(walk.story.note)
    walk.look(page)
    page.locator("#conclusion").fill(walk.story.better)
    expect(page.locator("#save-state")).to_contain_text("Saved")
    page.get_by_role("button", name="Submit for approval").click()
    expect(page.locator("#toasts")).to_contain_text("Submitted.")


def approve_what_changed(walk: Walk, page: Page) -> None:
    """The editor sees what is new since version 1, and says yes to version 2."""
    look_at_version(walk, page, 2)
    expect(page.locator(".switch [aria-current]")).to_have_text("Since your version 1")
    conclusion = page.locator(".change").filter(
        has=page.get_by_role("heading", name="Conclusion", exact=True)
    )
    line = conclusion.locator(".change-line")
    expect(line.locator("ins").first).to_be_visible()
    assert line.evaluate(WITHOUT, "del") == walk.story.better
    assert line.evaluate(WITHOUT, "ins") == walk.story.conclusion
    walk.look(page)
    approve = page.get_by_role("button", name="Approve version 2")
    if walk.has_keys:
        page.keyboard.press("a")
        expect(approve).to_be_focused()
        page.keyboard.press("Enter")
    else:
        approve.tap()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Version 2 is approved")
    expect(page.locator(".decision")).to_contain_text("Approved by Ada Okoro")
    walk.look(page)


def publish(walk: Walk, page: Page) -> None:
    """Publishing asks first: nothing is out before its box is ticked."""
    approval = page.url
    page.get_by_role("button", name="Publish").click()
    expect(page.get_by_text("Tick the box to confirm.")).to_be_visible()
    assert not _holds(page, "/checks/", walk.story.claim)
    page.goto(approval)
    page.get_by_label("Readers will see it").check()
    page.get_by_role("button", name="Publish").click()
    expect(page.locator("#toasts")).to_contain_text("Published.")
    if not walk.has_keys:  # panes are tabs
        expect(page.get_by_role("tab", selected=True)).to_have_text("Source")
        expect(page.locator(".pane:visible")).to_have_id("source")
    walk.look(page)


# --- 7: readers -------------------------------------------------------------------------------


def find_it_as_a_stranger(walk: Walk) -> Page:
    """Nobody signed in: the home page, the list, its search, and the check."""
    page = walk.visit("/methodology/", width=walk.width)
    walk.look(page)
    for path in ("/", "/checks/", "/feeds/checks.atom"):  # stored pages are a second old
        wait_until(partial(_holds, page, path, walk.story.claim), what=f"it is on {path}")
    page.goto("/")
    expect(page.get_by_role("link", name=walk.story.claim)).to_be_visible()
    walk.look(page)
    page.goto("/checks/")
    walk.look(page)
    search = page.get_by_role("searchbox", name="Search the checks")
    search.fill("words that no check holds")
    search.press("Enter")
    expect(page.get_by_text("No check fits all of that.")).to_be_visible()
    walk.look(page)
    search.fill(walk.story.search)
    search.press("Enter")
    page.get_by_role("link", name=walk.story.claim).click()
    page.wait_for_url("**/checks/*/")
    return page


def _holds(page: Page, path: str, words: str) -> bool:
    """Whether the words are on it; as reported they follow "said that", in lower case."""
    return words.lower() in page.request.get(path).text().lower()


def read_the_check(walk: Walk, page: Page) -> None:
    """Is it true, on what grounds, who checked, who approved."""
    story = walk.story
    expect(page.get_by_role("heading", level=1)).to_contain_text(story.headline)
    expect(page.locator(".who")).to_contain_text(story.claimant)
    expect(page.locator(".verdict .rating")).to_have_text(story.rating)
    expect(page.locator(".verdict .fact")).to_have_text(story.better)
    expect(page.locator(".byline")).to_contain_text("Jo Reed; approved by Ada Okoro")
    expect(page.locator("#said mark")).to_contain_text(story.statement)
    expect(page.locator("#made")).to_contain_text(
        "Checked by Jo Reed. Approved by Ada Okoro, who wrote none of it."
    )
    walk.look(page)
    source = page.locator("#evidence-1")
    expect(source.locator("mark")).to_have_text(story.passage)
    source.locator("summary").click()
    expect(source.locator("code")).to_have_text(_hash_of_the_file(walk))
    page.locator(".prose a.cite").first.click()
    expect(page.locator("aside.note")).to_contain_text(story.passage)
    walk.look(page)
    page.keyboard.press("Escape")
    expect(page.locator("aside.note")).to_have_count(0)


def _hash_of_the_file(walk: Walk) -> str:
    return hashlib.sha256(walk.story.page.read_bytes()).hexdigest()


def lint_its_markup(walk: Walk, page: Page, site: str) -> None:
    """ClaimReview as the page carries it, from the revision that was approved."""
    markup = json.loads(page.locator('script[type="application/ld+json"]').inner_text())

    assert lint(markup, site=site) == []
    assert markup["claimReviewed"] == walk.story.claim
    assert markup["reviewRating"]["alternateName"] == walk.story.rating
    assert markup["itemReviewed"]["author"]["name"] == walk.story.claimant
    assert page.request.get(markup["url"]).ok


def follow_the_feed(walk: Walk, page: Page) -> None:
    answer = page.request.get("/feeds/checks.atom")
    entries = {
        entry.findtext(f"{ATOM}title"): [link.get("href") for link in entry.iter(f"{ATOM}link")]
        for entry in ElementTree.fromstring(answer.text()).iter(f"{ATOM}entry")
    }

    assert entries[f"{walk.story.rating}: {walk.story.headline}"] == [page.url.split("#")[0]]


def look_around(walk: Walk, page: Page) -> None:
    """The other pages of readers, from the check on."""
    check = page.url.split("#")[0]
    page.goto(f"{check}evidence/1/")
    expect(page.locator(".kept-facts code")).to_have_text(_hash_of_the_file(walk))
    walk.look(page)
    page.goto(check)
    page.locator(".who a").click()
    page.wait_for_url("**/claimants/*/")
    expect(page.get_by_role("link", name=walk.story.claim)).to_be_visible()
    walk.look(page)
    for path in (f"{check}versions/1/", "/claimants/", "/corrections/", "/docket/"):
        answer = page.goto(path)
        assert answer is not None
        assert answer.ok, path
        walk.look(page)
