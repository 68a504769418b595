"""Scripts show the texts that their page carries, in the plural of the page's language."""

import json
import re

import pytest
from playwright.sync_api import expect

from tests import given

FILES = [
    ["%(count)s plik", [1]],
    ["%(count)s pliki", [2, 3]],
    ["%(count)s plików", [0, 5, 100]],
]


@pytest.fixture
def in_polish(opened, committing):
    """`in_polish(path, texts)`: a page of the desk as if its scripts were translated."""

    def open_translated(path, texts):
        def answer(route):
            response = route.fetch()
            page = response.text()
            table = re.search(r'<script id="strings"[^>]*>(.*?)</script>', page)[1]
            page = page.replace(table, json.dumps(json.loads(table) | texts))
            route.fulfill(response=response, body=page.replace('lang="en"', 'lang="pl"'))

        with committing():
            checker = given.checker()
        page = opened(checker, "/desk/")
        page.route(f"**{path}", answer)
        page.goto(path)
        return page

    return open_translated


def test_a_toast_is_shown_in_the_language_of_the_page(in_polish):
    page = in_polish("/desk/queue/", {"no-answer": "Serwer nie odpowiada."})

    page.evaluate("document.dispatchEvent(new Event('htmx:sendError'))")

    expect(page.locator(".toast")).to_contain_text("Serwer nie odpowiada.")


@pytest.mark.parametrize(
    ("count", "shown"), [(2, "2 pliki"), (5, "5 plików"), (22, "22 pliki")]
)
def test_a_count_takes_the_plural_of_the_language_of_the_page(in_polish, count, shown):
    page = in_polish("/desk/articles/new/", {"files-chosen": FILES})

    page.set_input_files(
        "input[type=file]",
        [
            {"name": f"{number}.txt", "mimeType": "text/plain", "buffer": b"It rained."}
            for number in range(count)
        ],
    )

    expect(page.locator("[data-file-name]")).to_have_text(shown)
