"""One claim on its way from a pasted text to readers, as people walk it in a browser."""

import os
import signal
from collections.abc import Callable
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit

from playwright.sync_api import Page, expect

DEMO = Path(__file__).parents[2] / "factcheck" / "demo"
ARTICLE = (DEMO / "articles" / "hospital.txt").read_text(encoding="utf-8")


@dataclass(frozen=True)
class Story:
    """What is checked in a walk, by which page, and what is found."""

    statement: str
    claimant: str
    claim: str
    page: Path
    title: str
    passage: str
    stance: str
    digit: str  # of the rating, on its line
    rating: str
    conclusion: str
    body: str
    note: str  # with which an editor sends it back
    better: str  # the conclusion after that
    search: str

    @property
    def headline(self) -> str:
        """The claim as readers see it: its wording is ours, so that it has no marks."""
        return f"{self.claimant} said that {self.claim[0].lower()}{self.claim[1:]}"


WAITING = Story(
    statement="our reform has cut waiting times for surgery in half",
    claimant="Petra Vald",
    claim="The reform has cut waiting times for surgery in half",
    page=DEMO / "pages" / "hospital-register.html",
    title="Waiting for planned surgery, 2025",
    passage="fell from 118 days in 2024 to 104 days in 2025, a fall of 12 percent",
    stance="refutes",
    digit="4",
    rating="Mostly false",
    conclusion="The median wait fell by 12 percent, from 118 to 104 days.",
    body="The register counts all planned surgery [1].",
    note="Say in how many hospitals it did halve.",
    better="The median wait fell by 12 percent; it halved in one of nineteen hospitals.",
    search="surgery reform",
)
NURSES = Story(
    statement="We train 900 nurses a year and we lose 1,300",
    claimant="Ilan Corso",
    claim="The country trains 900 nurses a year and loses 1,300",
    page=DEMO / "pages" / "nurse-count.html",
    title="Staff of public hospitals, yearly count",
    passage="Public hospitals employed 31,400 nurses on 31 December 2025",
    stance="context",
    digit="6",
    rating="Unproven",
    conclusion="The yearly count gives 31,400 nurses, and says nothing of how many leave.",
    body="The ministry counts who is employed [1], not who left.",
    note="Which day is the count of?",
    better="On 31 December 2025 there were 31,400 nurses; nobody counts how many leave.",
    search="900 nurses",
)


@dataclass
class Walk:
    """A browser window of some width, and the people who sit before it one after the other."""

    story: Story
    width: int
    visit: Callable[..., Page]
    sign_in: Callable[[Page, str, str], None]
    axe: Callable[[Page], list[str]]
    has_keys: bool
    barriers: list[str] = field(default_factory=list)

    def enter(self, person, **options):
        """A page of this person's own browser, signed in through the form."""
        page = self.visit(
            "/accounts/login/", width=self.width, has_touch=not self.has_keys, **options
        )
        self.look(page)
        self.sign_in(page, person.username, f"correct-horse-{person.username}")
        return page

    def look(self, page):
        """Note in `barriers` what is serious for axe, and what is wider than the window."""
        place = f"{urlsplit(page.url).path} at {self.width} px"
        self.barriers += [f"{place}: {line}" for line in self.axe(page)]
        width = page.evaluate("document.documentElement.scrollWidth")
        if width > self.width:
            self.barriers.append(f"{place}: is {width} px wide")

    def press(self, page, key, words):
        """The button or link with these words: by its key, or by a tap."""
        if self.has_keys:
            page.keyboard.press(key)
        else:
            page.locator("button, a, summary").filter(has_text=words).first.tap()


@contextmanager
def held(desk, name):
    """A program of the desk stands still meanwhile, with all that it started."""
    os.killpg(desk.pid(name), signal.SIGSTOP)
    try:
        yield
    finally:
        os.killpg(desk.pid(name), signal.SIGCONT)


# --- 2: read ----------------------------------------------------------------------------------


def paste_the_article(walk: Walk, page: Page, desk) -> None:
    """A text goes in, the page shows that it is being read, then what was found in it."""
    walk.look(page)
    page.goto("/desk/articles/")
    walk.look(page)
    walk.press(page, "c", "New article")
    page.wait_for_url("**/desk/articles/new/")
    walk.look(page)
    page.get_by_label("Text").first.fill(ARTICLE)
    page.get_by_label("Title").fill("Surgery waits")
    page.get_by_label("Publisher").fill("Carrow Herald")
    page.get_by_label("Published on").fill("2026-03-22")
    with held(desk, "work"):
        walk.press(page, "Control+Enter", "Read it")
        expect(page.get_by_text("Waiting for a reader.")).to_be_visible()
        walk.look(page)
    expect(page.get_by_role("heading", name="To triage")).to_be_visible()


def see_what_was_found(walk: Walk, page: Page) -> None:
    """Every statement stands out in the text, with who said it, the weightiest first."""
    expect(page.locator("#progress")).to_contain_text("0 triaged")
    found = page.locator(".triage-list [data-row]")
    marked = page.locator("[data-text] a.st[data-statement]")
    assert found.count() >= 8
    assert marked.count() >= found.count()
    expect(page.locator("[data-text]")).to_contain_text("Waiting times for surgery have been")
    expect(page.locator("[data-text] .left-over").first).to_contain_text("Advertisement")
    expect(page.locator("[data-card] .define")).to_contain_text("Worth")
    walk.look(page)


# --- 3: triage --------------------------------------------------------------------------------


def triaged(page: Page, number: int) -> None:
    expect(page.locator("#progress strong")).to_contain_text(f", {number} triaged")


def opened(page: Page) -> str:
    """The statement whose card is open and may be decided on."""
    expect(page.locator("[data-card] [data-choices] [aria-disabled]")).to_have_count(0)
    return str(page.locator("[data-card]").get_attribute("data-statement"))


def triage_by_keys(walk: Walk, page: Page) -> None:
    """j and k move, d with a digit and Enter declines, z takes it back, a and Enter accepts."""
    first = opened(page)
    page.keyboard.press("j")
    expect(page.locator("[data-card]")).not_to_have_attribute("data-statement", first)
    second = opened(page)
    page.keyboard.press("k")
    expect(page.locator("[data-card]")).to_have_attribute("data-statement", first)
    opened(page)
    page.keyboard.press("j")
    expect(page.locator("[data-card]")).to_have_attribute("data-statement", second)
    opened(page)

    page.keyboard.press("d")
    expect(page.locator("[data-card] [data-decision=decline]")).to_be_visible()
    page.keyboard.press("2")
    triaged(page, 0)  # a digit only chooses
    walk.look(page)
    page.keyboard.press("Enter")
    triaged(page, 1)
    expect(page.locator(f"#d{second}")).to_contain_text("declined: a prediction")
    page.keyboard.press("z")
    triaged(page, 0)
    expect(page.locator("[data-card]")).to_have_attribute("data-statement", second)

    for _ in range(page.locator(".triage-list [data-row]").count()):
        now = opened(page)
        if walk.story.statement in page.locator("[data-card] .words").inner_text():
            break
        page.keyboard.press("j")
        expect(page.locator("[data-card]")).not_to_have_attribute("data-statement", now)
    chosen = opened(page)
    page.keyboard.press("Tab")
    wording = page.locator("[data-card] textarea.wording")
    expect(wording).to_be_focused()
    page.keyboard.press("Control+A")
    page.keyboard.type(walk.story.claim)  # holds a, d, e, j, k, m, s, t: none of them acts
    expect(wording).to_have_value(walk.story.claim)
    triaged(page, 0)
    assert opened(page) == chosen
    page.keyboard.press("Escape")
    page.keyboard.press("a")
    expect(page.locator("[data-card] [data-armed]")).to_be_visible()
    triaged(page, 0)
    page.keyboard.press("Enter")
    triaged(page, 1)
    expect(page.locator(f"#d{chosen} .link", has_text="claim")).to_be_visible()


def triage_by_taps(walk: Walk, page: Page) -> None:
    """The same with a finger: the list, a reason, Undo in the toast, Accept."""
    page.locator(".pane-tabs").get_by_role("link", name="Text").tap()
    expect(page.locator("[data-text]")).to_be_visible()
    walk.look(page)
    page.locator("[data-text] a.st", has_text="longer shifts").first.tap()
    expect(page.locator("[data-card] .words")).to_contain_text("longer shifts")
    declined = opened(page)
    page.locator("[data-card]").get_by_role("button", name="Decline").tap()
    page.locator("[data-card] .decline-reasons label", has_text="a prediction").tap()
    triaged(page, 1)
    page.locator("#toasts").get_by_role("button", name="Undo").tap()
    triaged(page, 0)
    expect(page.locator("[data-card]")).to_have_attribute("data-statement", declined)

    row = page.locator("[data-row] .words a", has_text=walk.story.statement).first
    row.tap()
    expect(page.locator("[data-card] .words")).to_contain_text(walk.story.statement)
    chosen = opened(page)
    page.locator("[data-card] textarea.wording").fill(walk.story.claim)
    walk.look(page)
    page.locator("[data-card]").get_by_role("button", name="Accept").tap()
    triaged(page, 1)
    expect(page.locator(f"#d{chosen} .link", has_text="claim")).to_be_attached()
