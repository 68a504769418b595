"""A real Chromium on a real desk, and axe.

    def test_a_checker_pastes_a_text(site, visit, sign_in):
        page = visit(width=390)
        sign_in(page, "checker", password)

`site` is a running desk on the module's own database (see tests/live/fixtures.py); its web
alone, where a module asks for no more: texts and pages are read here, in place.
"""

import os
import shutil
from pathlib import Path

import pytest
from playwright.sync_api import expect, sync_playwright

from tests import given
from tests.e2e.triage import EDITIONS, TEXT

# Playwright keeps an event loop in this thread, and Django would refuse to touch the database.
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"

AXE = (Path(__file__).parent / "vendor" / "axe.min.js").read_text(encoding="utf-8")
ARGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",
]
BAD = {"serious", "critical"}
PATIENCE_MS = 30_000


@pytest.fixture(scope="session")
def browser():
    """Debian's Chromium, or the one that CHROMIUM names."""
    executable = os.environ.get("CHROMIUM") or shutil.which("chromium") or "/usr/bin/chromium"
    if not Path(executable).is_file():
        absent = f"There is no Chromium at {executable}: apt-get install chromium, or name one."
        if os.environ.get("CI") == "true":
            pytest.fail(absent)
        pytest.skip(absent)
    expect.set_options(timeout=PATIENCE_MS)
    with sync_playwright() as playwright:
        launched = playwright.chromium.launch(executable_path=executable, args=ARGS)
        yield launched
        launched.close()


@pytest.fixture(scope="module")
def site(desk, static_files):
    """The web alone, with its pages whole."""
    (desk.var / "static").symlink_to(static_files)
    desk.start("web")
    return desk


@pytest.fixture
def visit(browser, site, request):
    """`visit("/checks/", width=390)`: a fresh browser profile with one page open on the site.

    Afterwards the test fails if any page of it threw an error, broke the content security
    policy or asked another host for anything. With SHOTS=folder in the environment, the last
    sight of each page is kept there.
    """
    contexts, complaints = [], []

    def listen(line):
        if "Content Security Policy" in line.text:
            complaints.append(line.text)

    def watch(asked):
        if not asked.url.startswith((f"{site.url}/", "data:", "blob:")):
            complaints.append(f"{asked.frame.url} asked for {asked.url}")

    def open_page(path="/", *, width=1280, height=900, **options):
        context = browser.new_context(
            base_url=site.url, viewport={"width": width, "height": height}, **options
        )
        context.set_default_timeout(PATIENCE_MS)
        context.on("weberror", lambda error: complaints.append(str(error.error)))
        context.on("console", listen)
        context.on("request", watch)
        contexts.append(context)
        page = context.new_page()
        page.goto(path)
        return page

    yield open_page
    for number, context in enumerate(contexts):
        if shots := os.environ.get("SHOTS"):
            for page in context.pages:
                page.screenshot(path=f"{shots}/{request.node.name}-{number}.png")
        context.close()
    assert complaints == []


@pytest.fixture
def sign_in():
    """`sign_in(page, username, password)`: through the form, as a person does."""

    def sign_in_by_the_form(page, username, password):
        page.goto("/accounts/login/")
        page.locator("input[name=login]").fill(username)
        page.locator("input[name=password]").fill(password)
        page.locator("input[name=password]").press("Enter")
        page.wait_for_url("**/desk/**")

    return sign_in_by_the_form


@pytest.fixture
def axe():
    """`axe(page)`: what is serious or worse, a line each; an empty list is what one wants."""

    def find_barriers(page):
        # By the debugger's door: the page's policy rightly refuses a foreign script.
        door = page.context.new_cdp_session(page)
        door.send("Runtime.evaluate", {"expression": AXE})
        answer = door.send(
            "Runtime.evaluate",
            {
                "expression": "axe.run().then(found => found.violations)",
                "awaitPromise": True,
                "returnByValue": True,
            },
        )
        door.detach()
        return [
            f"{rule['impact']}: {rule['id']}: {node['target']} {node['html'][:120]}"
            for rule in answer["result"]["value"]
            if rule["impact"] in BAD
            for node in rule["nodes"]
        ]

    return find_barriers


@pytest.fixture
def opened(visit, sign_in):
    """`opened(user, path)`: a page of the desk, signed in."""

    def open_as(user, path, **more):
        page = visit("/accounts/login/", **more)
        sign_in(page, user.username, f"correct-horse-{user.username}")
        page.goto(path)
        return page

    return open_as


@pytest.fixture
def article(committing):
    with committing():
        # The same text twice would be one article: each has a tail of its own.
        tail = ", ".join(f"edition{next(EDITIONS)}" for _ in range(9))
        return given.article(f"{TEXT}Filed under: {tail}\n", title="Mayor defends budget")
