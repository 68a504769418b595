"""A review to work on in the browser."""

from tests.waiting import wait_until

PAGE = (
    "<html lang='en'><head><title>Budget 2026</title></head><body><h1>Public safety</h1>"
    "<p>Police spending falls from 90.2 million crowns in 2025 to 86.6 million in 2026.</p>"
    "<p>The grant is 3.0 million crowns, down from 5.0 million.</p>"
    "<p>The fall has two causes.</p><p>The fall has two causes.</p></body></html>"
)


def until(page, expression):
    """Asked from here: the pages' policy refuses what Playwright would have them evaluate."""
    wait_until(lambda: page.evaluate(expression), what=expression)


def select_paragraph(page, number):
    """Three clicks on a paragraph in the frame, by its place on the screen."""
    until(page, "document.getElementById('paper').contentDocument.querySelector('p') !== null")
    frame = page.locator("#paper").bounding_box()
    inside = page.evaluate(
        """number => {
          const page = document.getElementById('paper').contentDocument;
          const box = page.querySelectorAll('p')[number].getBoundingClientRect();
          return [box.left + 20, box.top + 12];
        }""",
        number,
    )
    page.mouse.click(frame["x"] + inside[0], frame["y"] + inside[1], click_count=3)
