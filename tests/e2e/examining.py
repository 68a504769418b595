"""From the queue to submission: an archived page, evidence of its words, a verdict."""

from playwright.sync_api import Page, expect

from tests.e2e.walking import Walk

REFUSED_ADDRESS = "http://localhost/budget"
ADDRESS = "https://counts.example/2025/yearly"


# --- 4: queue and evidence --------------------------------------------------------------------


def take_it_from_the_queue(walk: Walk, page: Page) -> None:
    if walk.has_keys:
        page.keyboard.press("g")
        page.keyboard.press("q")
    else:
        page.goto("/desk/queue/")
    page.wait_for_url("**/desk/queue/")
    expect(page.locator(".rows .claim", has_text=walk.story.claim)).to_be_visible()
    walk.look(page)
    walk.press(page, "t", "Take next")
    page.wait_for_url("**/desk/reviews/*/")
    expect(page.get_by_role("heading", level=1)).to_contain_text(walk.story.claim)
    expect(page.locator("#toasts")).to_contain_text("Taken: it is yours.")
    walk.look(page)


def see_why_a_page_cannot_be_kept(walk: Walk, page: Page) -> None:
    """An address behind the door says so, may be tried again, and can be done without."""
    page.locator("[data-paste-address]").fill(REFUSED_ADDRESS)
    page.get_by_role("button", name="Archive page").click()
    failed = page.locator(".is-failed")
    expect(failed).to_contain_text("could not be archived")
    expect(failed).to_contain_text("1 try")
    reason = failed.locator("p").inner_text()
    assert "localhost" in reason.split("could not be archived.")[1], reason
    walk.look(page)
    failed.get_by_role("button", name="Try again").click()
    expect(page.locator(".is-failed")).to_contain_text("could not be archived")
    page.get_by_role("button", name="Do without it").click()
    expect(page.locator(".is-failed")).to_have_count(0)


def put_in_a_saved_page(walk: Walk, page: Page) -> None:
    """A page saved by hand is kept and read while one goes on; its words then open."""
    upload = page.locator("[data-upload]")
    page.locator("[data-paste-address]").fill(ADDRESS)
    upload.locator("summary").click()
    upload.locator("input[type=file]").set_input_files(walk.story.page)
    upload.get_by_role("button", name="Put it in").click()
    link = page.locator("#ledger .beside-row a.link")
    expect(link).to_be_visible()
    link.click()
    page.wait_for_url("**/desk/archive/**")
    expect(page.get_by_role("heading", level=1)).to_have_text(walk.story.title)
    expect(page.frame_locator("#paper").locator("main")).to_be_visible()
    walk.look(page)


PLACE = """words => {
    const frame = document.getElementById("paper");
    const page = frame.contentDocument;
    const walker = page.createTreeWalker(page.body, NodeFilter.SHOW_TEXT);
    while (walker.nextNode()) {
        const at = walker.currentNode.data.indexOf(words);
        if (at < 0) continue;
        const range = page.createRange();
        range.setStart(walker.currentNode, at);
        range.setEnd(walker.currentNode, at + words.length);
        walker.currentNode.parentElement.scrollIntoView({ block: "center" });
        const outer = frame.getBoundingClientRect();
        const style = getComputedStyle(frame);
        const x = outer.left + frame.clientLeft + parseFloat(style.paddingLeft);
        const y = outer.top + frame.clientTop + parseFloat(style.paddingTop);
        const boxes = [...range.getClientRects()];
        const [first, last] = [boxes[0], boxes.at(-1)];
        return [x + first.left + 0.5, y + first.top + first.height / 2,
                x + last.right - 0.5, y + last.top + last.height / 2];
    }
}"""


def drag(page: Page, left: float, top: float, right: float, bottom: float) -> None:
    """The mouse pressed at one point and let go at another.

    By the debugger's door: Playwright's own moves wait for scripts of every frame, and in the
    frame of an archived page none may run.
    """
    door = page.context.new_cdp_session(page)
    for kind, x, y, held_down in (
        ("mouseMoved", left, top, 0),
        ("mousePressed", left, top, 1),
        ("mouseMoved", (left + right) / 2, top, 1),
        ("mouseMoved", right, bottom, 1),
        ("mouseReleased", right, bottom, 0),
    ):
        at = {"type": kind, "x": x, "y": y, "buttons": held_down, "clickCount": 1}
        button = "none" if kind == "mouseMoved" and not held_down else "left"
        door.send("Input.dispatchMouseEvent", {**at, "button": button})
    door.detach()


def make_evidence_of_selected_words(walk: Walk, page: Page) -> None:
    """Words chosen with the mouse in the archived page, e, a stance: a piece with a number."""
    page.locator("#paper").scroll_into_view_if_needed()
    drag(page, *page.evaluate(PLACE, walk.story.passage))
    expect(page.locator("#make [name=quote]")).to_have_value(walk.story.passage)
    page.keyboard.press("e")
    expect(page.locator("#make [name=stance]:checked")).to_be_focused()
    page.locator("#make .stance-input label", has_text=walk.story.stance).click()
    page.locator("#make").get_by_role("button", name="Add as evidence [1]").click()
    page.wait_for_url("**/desk/reviews/**")
    card = page.locator("#evidence-1")
    expect(card).to_contain_text(walk.story.passage)
    expect(card.locator(".passage-state")).to_contain_text("exact")
    walk.look(page)


# --- 5: verdict -------------------------------------------------------------------------------


def weigh(walk: Walk, page: Page) -> None:
    page.get_by_role("button", name="Weigh the evidence").click()
    expect(page.locator("#needed")).to_contain_text("Still needed")
    expect(page.locator("#rating")).to_be_enabled()


def write_the_verdict(walk: Walk, page: Page) -> None:
    """Rated by a digit; each thing that is done leaves the list of what is still needed."""
    needed = page.locator("#needed li")
    expect(needed).to_have_count(2)
    if walk.has_keys:
        page.keyboard.press("3")
        for _ in range(6):
            if page.evaluate("Boolean(document.activeElement.closest('#rating'))"):
                break
            page.keyboard.press("Tab")
        page.keyboard.press(walk.story.digit)
    else:
        page.locator("#rating label", has_text=walk.story.rating).last.tap()
    expect(page.get_by_role("radio", name=walk.story.rating, exact=True)).to_be_checked()
    expect(needed).to_have_count(1)
    page.locator("#conclusion").focus()
    page.keyboard.type(walk.story.conclusion)
    page.locator("#body").focus()
    page.keyboard.type(walk.story.body)
    expect(page.locator("#conclusion")).to_have_value(walk.story.conclusion)
    expect(page.locator("#body")).to_have_value(walk.story.body)
    expect(needed).to_have_count(0)
    expect(page.locator("#save-state")).to_contain_text("Saved")
    expect(page.locator("#save-state")).to_have_attribute("data-state", "saved")
    walk.look(page)


def submit(walk: Walk, page: Page) -> None:
    page.get_by_role("button", name="Submit for approval").click()
    expect(page.locator("#toasts")).to_contain_text("Submitted.")
    expect(page.locator(".facts")).to_contain_text("Submitted")


def see_it_as_readers_will(walk: Walk, page: Page) -> None:
    """The text beside the field, then the whole page before anybody else sees it."""
    review = page.url
    if walk.has_keys:
        page.get_by_role("button", name="Preview").click()
        expect(page.locator("#preview")).to_contain_text(walk.story.body.split(" [")[0])
        expect(page.locator("#preview a")).to_have_count(1)
        page.locator("#verdict .pane-body").focus()
        page.keyboard.press("v")
        page.wait_for_url("**/preview/")
    else:
        page.goto(f"{review.split('#')[0]}preview/")
    expect(page.locator(".banner")).to_contain_text("Preview, not published.")
    expect(page.locator(".verdict .fact")).to_have_text(walk.story.conclusion)
    walk.look(page)
    page.goto(review)
