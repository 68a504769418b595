"""Web pages and papers: their text, HTML that is safe to show, and the article."""

from sources.parsing.child_process import Limits, run_child
from sources.parsing.form_text import is_form
from sources.parsing.formats import MOST_CHARACTERS, MOST_PAGES
from sources.parsing.parsed import (
    ChildRecord,
    Parsed,
    believable_day,
    byline,
    canonical,
    count,
    leads,
    paragraphs,
    publisher,
    refusal,
    string,
)
from sources.safe_fetch.errors import BY_HAND

MOST_MARKUP = 10_000_000  # characters of HTML that are parsed
FALL_BACK_FACTOR = 3  # if another parser's text is this many times longer, ours is incomplete
HTML_LIMITS = Limits(cpu=6, wall=9, megabytes=1024)
PDFIUM_LIMITS = Limits(cpu=10, wall=14, megabytes=400)
PYPDF_LIMITS = Limits(cpu=10, wall=14, megabytes=400)
SCANNED = (
    "The PDF has pictures of its pages and no text. Run it through text recognition (OCR)"
    " first, or paste its text."
)
WALLS = {
    "pay": f"The site says that the page is not free, and shows only its beginning. {BY_HAND}",
    "captcha": f"The site shows a test for humans instead of the page. {BY_HAND}",
    "consent": f"The site asks for consent instead of showing the page. {BY_HAND}",
    "sign-in": f"The site asks for a sign-in instead of showing the page. {BY_HAND}",
}
FORM = (
    "This looks like a form or a document of tables: its words are labels and figures, not"
    " sentences. No statements were looked for: paste the part that matters as text."
)
SEVERAL_STORIES = (
    "This page shows the beginnings of {count} stories and none of its own. No statements were"
    " looked for: open the story that matters, and submit its address or its text."
)
GAVE_UP = "Reading the PDF takes more time or memory than any document needs. Paste its text."


def parse_html(markup: str, url: str) -> Parsed:
    is_cut = len(markup) > MOST_MARKUP
    records, is_whole = run_child("html", markup[:MOST_MARKUP].encode(), url, HTML_LIMITS)
    steps = {record["step"]: record for record in records}
    bare, shown, links, article, plain, wall = (
        steps.get(step, {}) for step in ("bare", "shown", "links", "article", "plain", "wall")
    )
    stands_before = WALLS.get(string(wall, "kind"), "")
    text = string(shown, "text") or string(bare, "text")
    article_text = string(article, "text")
    main = string(plain, "text")
    is_incomplete = not is_whole or count(plain, "all") > FALL_BACK_FACTOR * len(text)
    stories = count(article, "stories")
    if stories:  # the other parser keeps the headlines
        article_text = main or article_text
    elif len(main) > FALL_BACK_FACTOR * len(article_text):
        is_incomplete = is_incomplete or bool(article_text)
        article_text = main
    marks = ["truncated"] * (is_cut or len(text) == MOST_CHARACTERS)
    marks += ["text_incomplete"] * is_incomplete + ["text_empty"] * (not text.strip())
    marks += ["walled"] * bool(stands_before) + ["several_stories"] * bool(stories)
    notes = [stands_before] * bool(stands_before)
    notes += [SEVERAL_STORIES.format(count=stories)] * bool(stories)
    return Parsed(
        text=text,
        article_text=article_text or text,
        html=string(shown, "html") or paragraphs(text),
        title=(string(article, "title") or string(bare, "title"))[:500],
        author=byline(article),
        publisher=publisher(string(article, "publisher"), url),
        published_on=believable_day(string(article, "published_on")),
        language=string(bare, "language")[:12],
        canonical_url=canonical(string(article, "canonical_url"), url),
        links=leads(links),
        marks=tuple(marks),
        notes=tuple(notes),
    )


def parse_pdf(body: bytes) -> Parsed:
    records, is_whole = run_child("pdf", body, "", PDFIUM_LIMITS)
    why = refusal(records)
    if not any(string(record, "text").strip() for record in records):
        others, others_whole = run_child("pdf-plainly", body, "", PYPDF_LIMITS)
        if others_whole or not is_whole:
            records, is_whole = others, others_whole
    pages = [string(page, "text").strip() for page in records if page["step"] == "page"]
    document: ChildRecord = next((r for r in records if r["step"] == "document"), {})
    offsets, text = _join(pages)
    is_empty = not text.strip()  # a scan, perhaps
    has_more = count(document, "pages") > MOST_PAGES
    fields = sum(count(page, "fields") for page in records)
    is_a_form = not is_empty and is_form(text, fields, len(pages))
    made = believable_day(string(document, "made"))
    notes = [why or (SCANNED if is_whole else GAVE_UP)] * is_empty + [FORM] * is_a_form
    notes += [f"Made on {made.isoformat()}, according to the file."] if made else []
    marks = (
        ["form"] * is_a_form
        + ["pdf_failed"] * (is_empty and not is_whole)
        + ["text_empty"] * is_empty
    )
    marks += ["text_incomplete"] * (not is_empty and (not is_whole or has_more))
    return Parsed(
        text="" if is_empty else text,
        article_text="" if is_empty else text,
        html=shown_pages(pages),
        title=string(document, "title")[:500].strip(),
        author=byline(document),
        marks=tuple(marks),
        pages=(0,) * len(offsets) if is_empty else offsets,
        notes=tuple(notes),
    )


def shown_pages(pages: list[str]) -> str:
    """Pages of plain text as HTML that is safe to show, each with its number."""
    return "".join(
        f'<section data-page="{number}">{paragraphs(page)}</section>'
        for number, page in enumerate(pages, start=1)
    )


def _join(pages: list[str]) -> tuple[tuple[int, ...], str]:
    """The pages joined by empty lines, and where each begins."""
    offsets, position = [], 0
    for page in pages:
        offsets.append(position)
        position += len(page) + 2
    return tuple(offsets), "\n\n".join(pages)
