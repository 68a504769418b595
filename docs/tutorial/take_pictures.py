#!/usr/bin/env python3
"""Walks the tutorial on a running demo desk and takes its pictures again.

    python docs/tutorial/take_pictures.py --demo var/demo.json

Needs the packages of requirements-dev.txt and a Chromium (`CHROMIUM` names one). Every step
of docs/tutorial/first-check.md is done here in a real browser, so it fails where one is wrong.
Use a fresh demo desk: the check is published, and a second run would submit a copy of the
article. Pictures are 1280 pixels wide, with few colours, so that each is below 100 kB.
"""

import argparse
import io
import json
import os
import shutil
from pathlib import Path

from PIL import Image
from playwright.sync_api import Browser, Page, expect, sync_playwright

HERE = Path(__file__).resolve().parent
DEMO = HERE.parent.parent / "factcheck" / "demo"
ARTICLE = """\
The harbour bridge opened on Monday, two years late.
“We have the slowest waiting lists in the country,” said Ilan Corso of the doctors’ union. \
“The median wait for surgery fell by 12 percent in a year, and nobody noticed.”
Petra Vald, the prime minister, answered that every patient would see a specialist by Christmas.
"""
STATEMENT = "The median wait for surgery fell by 12 percent in a year"
CLAIM = "The median wait for planned surgery fell by 12 percent in a year"
PASSAGE = "fell from 118 days in 2024 to 104 days in 2025, a fall of 12 percent"
CONCLUSION = "The median wait fell from 118 days in 2024 to 104 days in 2025, by 12 percent."
BODY = "The hospital register counts all planned surgery [1]. Its median fell by 14 days."
WIDTH, HEIGHT = 1280, 800
MOST_BYTES = 100_000
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


def take_picture(page: Page, name: str) -> None:
    """What the window shows, in few enough colours to stay small."""
    image = Image.open(io.BytesIO(page.screenshot())).convert("RGB")
    for colours in (64, 32, 16):
        packed = io.BytesIO()
        image.quantize(colours, dither=Image.Dither.NONE).save(packed, "PNG", optimize=True)
        if len(packed.getvalue()) < MOST_BYTES:
            break
    path = HERE / "pictures" / f"{name}.png"
    path.parent.mkdir(exist_ok=True)
    path.write_bytes(packed.getvalue())
    print(f"{name}.png {len(packed.getvalue())} bytes", flush=True)


def sign_in(browser: Browser, desk: str, user: dict[str, str]) -> Page:
    context = browser.new_context(
        base_url=desk, viewport={"width": WIDTH, "height": HEIGHT}, color_scheme="light"
    )
    context.set_default_timeout(60_000)
    page = context.new_page()
    page.goto("/accounts/login/")
    page.locator("input[name=login]").fill(user["username"])
    page.locator("input[name=password]").fill(user["password"])
    page.locator("input[name=password]").press("Enter")
    page.wait_for_url("**/desk/**")
    return page


def submit_article(page: Page) -> None:
    page.goto("/desk/articles/new/")
    page.get_by_label("Text").first.fill(ARTICLE)
    page.get_by_label("Title").fill("Harbour bridge opens, surgery waits argued over")
    page.get_by_label("Publisher").fill("Carrow Herald")
    page.get_by_label("Published on").fill("2026-03-22")
    page.keyboard.press("Control+Enter")
    expect(page.get_by_role("heading", name="To triage")).to_be_visible()


def accept_statement(page: Page) -> None:
    for _ in range(20):
        expect(page.locator("[data-card] [data-choices] [aria-disabled]")).to_have_count(0)
        if STATEMENT in page.locator("[data-card] .words").inner_text():
            break
        page.keyboard.press("j")
        page.wait_for_timeout(1000)
    page.locator("[data-card] textarea.wording").fill(CLAIM)
    page.wait_for_timeout(1500)
    take_picture(page, "triage")
    page.locator("[data-card]").get_by_role("button", name="Accept").click()
    expect(page.locator("#progress strong")).to_contain_text("1 triaged")


def take_from_queue(page: Page) -> None:
    take = page.get_by_role("button", name=f"Take {CLAIM}")
    for _ in range(20):
        page.goto("/desk/queue/")
        if take.count():
            break
        page.wait_for_timeout(1000)  # accepting it takes a moment
    take.click()
    page.wait_for_url("**/desk/reviews/*/")


def archive_source(page: Page) -> None:
    upload = page.locator("[data-upload]")
    page.locator("[data-paste-address]").fill("https://hospital-register.example/2025")
    upload.locator("summary").click()
    upload.locator("input[type=file]").set_input_files(
        DEMO / "pages" / "hospital-register.html"
    )
    upload.get_by_role("button").last.click()
    link = page.locator("#ledger .beside-row a.link")
    expect(link).to_be_visible()
    link.click()
    expect(page.frame_locator("#paper").locator("main")).to_be_visible()


def select_passage(page: Page) -> None:
    page.locator("#paper").scroll_into_view_if_needed()
    left, top, right, bottom = page.evaluate(PLACE, PASSAGE)
    debugger = page.context.new_cdp_session(page)
    for kind, x, y, pressed in (
        ("mouseMoved", left, top, 0),
        ("mousePressed", left, top, 1),
        ("mouseMoved", (left + right) / 2, top, 1),
        ("mouseMoved", right, bottom, 1),
        ("mouseReleased", right, bottom, 0),
    ):
        button = "none" if kind == "mouseMoved" and not pressed else "left"
        event = {"type": kind, "x": x, "y": y, "buttons": pressed, "clickCount": 1}
        debugger.send("Input.dispatchMouseEvent", {**event, "button": button})
    debugger.detach()
    expect(page.locator("#make [name=quote]")).to_have_value(PASSAGE)
    page.locator("#make .stance-input label", has_text="supports").click()
    take_picture(page, "evidence")
    page.locator("#make").get_by_role("button", name="Add as evidence [1]").click()
    page.wait_for_url("**/desk/reviews/**")
    expect(page.locator("#evidence-1")).to_contain_text(PASSAGE)


def write_verdict(page: Page) -> None:
    page.get_by_role("button", name="Weigh the evidence").click()
    expect(page.locator("#rating")).to_be_enabled()
    page.locator("#rating label", has_text="True").first.click()
    page.locator("#conclusion").fill(CONCLUSION)
    page.locator("#body").fill(BODY)
    expect(page.locator("#needed li")).to_have_count(0)
    expect(page.locator("#save-state")).to_contain_text("Saved")
    page.locator("#needed").scroll_into_view_if_needed()
    take_picture(page, "verdict")
    page.get_by_role("button", name="Submit for approval").click()
    expect(page.locator("#toasts")).to_contain_text("Submitted.")


def approve(page: Page) -> None:
    page.goto("/desk/")
    page.locator(".rows [data-row]", has_text=CLAIM).locator(".claim a").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Approve version 1?")
    take_picture(page, "approval")
    page.get_by_role("button", name="Approve version 1").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Version 1 is approved")


def publish(page: Page) -> None:
    page.get_by_label("Readers will see it").check()
    page.get_by_role("button", name="Publish").click()
    expect(page.locator("#toasts")).to_contain_text("Published.")


def read_as_a_stranger(browser: Browser, desk: str) -> None:
    page = browser.new_page(
        base_url=desk, viewport={"width": WIDTH, "height": HEIGHT}, color_scheme="light"
    )
    link = page.get_by_role("link", name=CLAIM[0].lower() + CLAIM[1:])
    for _ in range(20):
        page.goto("/checks/")
        if link.count():
            break
        page.wait_for_timeout(1000)  # cached pages are a second old
    link.first.click()
    page.wait_for_url("**/checks/*/")
    take_picture(page, "check")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--demo", type=Path, default=Path("var/demo.json"))
    demo = json.loads(parser.parse_args().demo.read_text(encoding="utf-8"))
    users = {user["username"]: user for user in demo["users"]}
    desk = demo["url"]
    executable = os.environ.get("CHROMIUM") or shutil.which("chromium")
    expect.set_options(timeout=60_000)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=executable, args=["--no-sandbox"])
        checker = sign_in(browser, desk, users["checker"])
        submit_article(checker)
        accept_statement(checker)
        take_from_queue(checker)
        archive_source(checker)
        select_passage(checker)
        write_verdict(checker)
        editor = sign_in(browser, desk, users["editor"])
        approve(editor)
        publish(editor)
        read_as_a_stranger(browser, desk)
        browser.close()


if __name__ == "__main__":
    main()
