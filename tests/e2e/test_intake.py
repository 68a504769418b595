"""New articles in the browser: files dropped on the page, what is sent, what became of each."""

import re

import pytest
from playwright.sync_api import expect

from claims.articles.models import Article
from tests import given
from tests.claims.articles.example_files import FILES


@pytest.fixture
def form(visit, sign_in, committing):
    """`form(width=390)`: the form for a new article, opened by a checker."""
    with committing():
        checker = given.checker()

    def open_form(query="", **more):
        page = visit("/accounts/login/", **more)
        sign_in(page, checker.username, f"correct-horse-{checker.username}")
        page.goto(f"/desk/articles/new/{query}")
        return page

    return open_form


DROP = """files => {
  const carried = new DataTransfer();
  for (const [name, text] of files) carried.items.add(new File([text], name));
  const how = { dataTransfer: carried, bubbles: true, cancelable: true };
  for (const kind of ["dragenter", "dragover", "drop"])
    document.body.dispatchEvent(new DragEvent(kind, how));
}"""


def lines(page):
    return page.locator("[data-taken] .taken")


def test_dropped_files_are_sent_one_by_one_and_a_bad_one_stops_no_other(form, committing, axe):
    page = form()
    page.evaluate(DROP, [["a.txt", given.ARTICLE], ["all.zip", "PK\x03\x04"]])
    page.set_input_files("#id_file", [FILES / "interview.srt"])
    expect(page.locator("[data-chosen] .name")).to_have_text(
        ["a.txt", "all.zip", "interview.srt"]
    )
    page.get_by_label("Text").fill("The mayor said that it rained for 40 days.")

    page.keyboard.press("Control+Enter")

    expect(lines(page)).to_have_count(4)
    expect(lines(page).nth(2)).to_contain_text("Archives aren’t opened.")
    expect(lines(page).nth(3)).to_contain_text("waits for a reader")
    expect(page.get_by_label("Text")).to_have_value("")
    with committing():
        found = given.read(Article.objects.get(text=given.ARTICLE)).statements.count()
    expect(lines(page).nth(1)).to_contain_text(f"{found} statements")
    assert axe(page) == []


def test_a_file_can_be_left_out_before_it_is_sent(form, committing):
    page = form(width=390)
    page.set_input_files("#id_file", [FILES / "hearing.txt", FILES / "interview.srt"])

    page.get_by_role("button", name="Leave out hearing.txt").click()
    page.keyboard.press("Control+Enter")

    page.wait_for_url(re.compile(r"/desk/articles/\d+/"))
    with committing():
        assert Article.objects.latest("pk").title == "interview"


def test_what_a_bookmarklet_brings_waits_for_a_person(form):
    page = form(
        "?url=https://courier.example/a&title=A+page&text=%E2%80%9CNo%E2%80%9D,+she+said."
    )

    expect(page.get_by_label("Text")).to_have_value("“No”, she said.")
    expect(page.get_by_label("Address")).to_have_value("https://courier.example/a")
    page.locator(".bookmarklet summary").click()
    page.get_by_role("link", name="To the desk").click()
    expect(page.locator("[data-bookmarklet-hint]")).to_have_class("muted strong")
