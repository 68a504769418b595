"""Pages for everybody: narrow, dark, without JavaScript, by keys; and who may not approve."""

import re

import pytest
from playwright.sync_api import expect

from claims.statements.models import Statement
from reviews.publication.models import Publication
from reviews.revisions.models import Approval, Revision
from tests import given

CLAIM = "Police funding was cut by 40 percent in a single year"
LONGEST_CONCLUSION = (
    "One grant fell by 40 percent, from 5.0 to 3.0 million crowns; the police budget as a"
    " whole fell by 4 percent, from 90.2 to 86.6 million, says the town."
)  # thirty words
FOLD = 600


@pytest.fixture
def opened(visit, sign_in):
    """`opened(user, path)`: a page of the desk, signed in."""

    def open_as(user, path, **options):
        page = visit("/accounts/login/", **options)
        sign_in(page, user.username, f"correct-horse-{user.username}")
        page.goto(path)
        return page

    return open_as


def published():
    """The address of a check with a conclusion of thirty words."""
    review = given.published(
        by=given.checker(name="Jo Reed"),
        editor_=given.editor(name="Ada Okoro"),
        review=given.queued(text=CLAIM),
        conclusion=LONGEST_CONCLUSION,
    )
    slug = Publication.objects.get(claim_id=review.claim_id).slug
    return f"/checks/{slug}/"


def desk_pages(user):
    """What the desk's pages show at their fullest: the inbox, an article, a review."""
    article = given.article(by=user)
    review = given.drafted(by=user, review=given.queued(text=CLAIM))
    return ["/desk/", f"/desk/articles/{article.pk}/", f"/desk/reviews/{review.pk}/"]


def test_the_verdict_stands_in_the_first_screen_of_a_phone(committing, visit):
    with committing():
        check = published()
    page = visit(check, width=360, height=640)

    byline = page.locator(".byline")
    expect(byline).to_contain_text("Version 1")
    expect(byline).to_contain_text("Jo Reed; approved by Ada Okoro")
    expect(byline).to_contain_text("20")  # its date
    assert page.locator(".verdict .fact").inner_text() == LONGEST_CONCLUSION
    boxes = [
        page.locator(part).bounding_box()
        for part in ("h1", ".who", ".verdict .rating", ".verdict .fact", ".byline")
    ]
    bottoms = [box["y"] + box["height"] for box in boxes]
    assert bottoms == sorted(bottoms)
    assert bottoms[-1] <= FOLD


def test_nothing_is_wider_than_the_narrowest_phone(committing, visit, opened):
    with committing():
        user = given.checker()
        paths, check = desk_pages(user), published()
    page = opened(user, "/desk/", width=320)

    widths = {}
    for path in [*paths, check]:
        page.goto(path)
        expect(page.locator("#main")).to_be_visible()
        widths[path] = page.evaluate("document.documentElement.scrollWidth")
    assert widths == dict.fromkeys([*paths, check], 320)


@pytest.mark.parametrize("width", [1280, 390])
def test_nothing_stands_in_the_way_in_the_dark(committing, opened, axe, width):
    with committing():
        user = given.checker()
        inbox, _article, review = desk_pages(user)
        check = published()
    page = opened(user, inbox, width=width, color_scheme="dark")

    barriers = []
    for path in (inbox, review, check):
        page.goto(path)
        ink = page.evaluate("getComputedStyle(document.body).color")
        assert min(map(int, re.findall(r"\d+", ink)[:3])) > 128, f"{path} is light: {ink}"
        barriers += [f"{path}: {line}" for line in axe(page)]
    assert barriers == []


def test_reading_and_deciding_work_without_javascript(committing, visit, opened):
    with committing():
        user = given.checker()
        article = given.article(by=user)
        first = article.statements.order_by("-worth", "start")[0]
        check = published()

    stranger = visit("/", java_script_enabled=False)
    stranger.get_by_role("link", name=CLAIM).first.click()
    expect(stranger.locator(".verdict .fact")).to_have_text(LONGEST_CONCLUSION)
    stranger.goto(check)
    stranger.locator(".prose a.cite").first.click()
    assert stranger.url.endswith("#evidence-1")
    expect(stranger.locator("#evidence-1 mark")).to_have_text(given.PASSAGE)

    page = opened(user, f"/desk/articles/{article.pk}/", java_script_enabled=False)
    expect(page.locator("[data-text]")).to_contain_text("312 officers on the street")
    expect(page.locator("[data-text] a.st").first).to_be_visible()
    page.locator(f"[data-text] a.st[data-statement='{first.pk}']").first.click()
    card = page.locator(f"#s{first.pk}")
    card.get_by_role("button", name="Decline").click()
    card.locator("label", has_text="matters too little").click()
    card.locator("form.ask").get_by_role("button", name="Decline").click()
    expect(page.locator(f"#d{first.pk}")).to_contain_text("declined: matters too little")
    with committing():
        assert Statement.objects.get(pk=first.pk).state == "declined"


def test_an_editor_who_wrote_it_is_told_why_they_may_not_approve(committing, opened, axe):
    with committing():
        author = given.editor()
        review = given.submitted(by=author)
    page = opened(author, f"/desk/reviews/{review.pk}/approval/")

    expect(page.locator(".decision")).to_contain_text(
        "Not possible: You wrote in this version, so somebody else must approve it."
    )
    approve = page.get_by_role("button", name="Approve version 1")
    expect(approve).to_have_attribute("aria-describedby", "why-not")
    page.keyboard.press("a")
    expect(approve).to_be_focused()
    page.keyboard.press("Enter")
    approve.click(force=True)
    assert axe(page) == []
    page.reload()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Approve version 1?")
    with committing():
        assert not Approval.objects.filter(revision=Revision.objects.newest_of(review)).exists()


def test_the_sheet_of_keys_opens_finds_and_closes(committing, opened, axe):
    with committing():
        user = given.checker()
        given.queued()
    page = opened(user, "/desk/queue/")
    sheet = page.locator("#keys-sheet")

    page.keyboard.press("?")
    expect(sheet).to_be_visible()
    assert axe(page) == []
    find = sheet.get_by_role("searchbox")
    expect(find).to_be_focused()
    every = sheet.locator("li:visible").count()
    page.keyboard.type("take next")
    expect(sheet.locator("li:visible")).to_have_count(1)
    assert every > 20
    page.keyboard.press("Escape")
    page.keyboard.press("Escape")  # the first may only empty the search
    expect(sheet).to_be_hidden()
    assert page.url.endswith("/desk/queue/")

    words = page.get_by_role("searchbox", name="Words of the claim, or who said it")
    words.click()
    page.keyboard.type("?tcz/")
    expect(words).to_have_value("?tcz/")
    expect(sheet).to_be_hidden()
    assert page.url.endswith("/desk/queue/")


def test_letters_can_be_switched_off(committing, opened):
    with committing():
        user = given.checker()
        given.queued()
    page = opened(user, "/desk/queue/")
    page.keyboard.press("?")
    page.locator("#keys-sheet").get_by_role("switch").uncheck()
    page.keyboard.press("Escape")
    expect(page.locator("#keys-sheet")).to_be_hidden()

    page.keyboard.press("t")
    page.keyboard.press("c")
    page.keyboard.press("g")
    page.keyboard.press("i")
    page.reload()

    assert page.url.endswith("/desk/queue/")
    with committing():
        assert not user.holds.exists()
