"""Recognise pages that block the way to a page: a captcha, a consent, a sign-in, a paywall.

They are recognised by signs that are the same in any language (structured data, forms, the
vendors' own marks), and only if there is hardly any text: a missing mark costs a warning, a
wrong one costs trust.
"""

import re

HEAD = 1_000_000  # characters of markup that are searched
FEW = 500  # visible characters on a page that is nothing but a wall
FEWEST = 200  # and if the word is the only sign
TEASER = 2_500  # characters of the main text of a page that isn't free to read

# schema.org/isAccessibleForFree in JSON-LD or microdata, and what Facebook's crawler reads.
NOT_FREE = re.compile(
    r"isAccessibleForFree[\"']?\s{0,9}(?::|\s{1,9}content=)\s{0,9}[\"']?(?:https?://schema\.org/)?false\b"
    r"|article:content_tier[\"']\s{1,9}content=[\"']locked",
    re.IGNORECASE,
)
CAPTCHA = re.compile(
    r"(?:src|href|action|id|class|data-[a-z]{1,20})=[\"']?[^\"'<>]{0,200}?"
    r"(?:captcha|cf[-_]chl|challenge-platform|cf-turnstile|challenges\.cloudflare\.com|awswaf"
    r"|_Incapsula_Resource|/_sec/cp_challenge)",
    re.IGNORECASE,
)
FRAME = re.compile(r"<(?:form|iframe)\b([^<>]{1,600})>", re.IGNORECASE)
CONSENT = re.compile(
    r"(?:action|src)=[\"']?[^\"'\s]{0,200}?(?:consent|privacy[-_]?(?:wall|mgmt|gate))",
    re.IGNORECASE,
)
PASSWORD = re.compile(r"<input\b[^<>]{1,400}?type=[\"']?password\b", re.IGNORECASE)
SAYS_CAPTCHA = "captcha"  # the same word in most languages

NOT_FULL = 1_000
"""Characters of the main text below which a page that isn't free is taken for a beginning."""
FULL_WORDS = re.compile(r'"wordCount"\s{0,9}:\s{0,9}"?(\d{1,6})\b')
LITTLE_MORE = 1.25
STOPPED = re.compile(r"(?<!\.\.)[.!?][\"'”’»“)\]]*$")
OFFER = re.compile(
    r"\b(?:to (?:continue|keep) reading|to read (?:the (?:full|rest|whole)|this|more)"
    r"|already (?:a |an )?(?:subscriber|subscribed|registered)|subscribers? only"
    r"|jetzt weiterlesen|nur für abonnent|pour lire la suite|réservé aux abonné"
    r"|para (?:seguir|continuar) leyendo|solo para suscriptores|per continuare a leggere)",
    re.IGNORECASE,
)

KINDS = ("pay", "captcha", "consent", "sign-in")


def wall(markup: str, seen: str, main: str) -> str:
    """Which of KINDS a page is, or "". `seen` is all its visible text, `main` its article's."""
    start = markup[:HEAD]
    if len(main) < TEASER and NOT_FREE.search(start) and _is_beginning(start, seen, main):
        return "pay"
    if len(seen) >= FEW:
        return ""
    if CAPTCHA.search(start) or (len(seen) < FEWEST and SAYS_CAPTCHA in seen.lower()):
        return "captcha"
    if any(CONSENT.search(frame[1]) for frame in FRAME.finditer(start)):
        return "consent"
    return "sign-in" if PASSWORD.search(start) else ""


def _is_beginning(markup: str, seen: str, main: str) -> bool:
    """Whether the text of a page that isn't free is only its beginning.

    Many sites say that a page isn't free and give all of it, to search engines or to whoever
    saved it as a subscriber. The page's own count of words decides, if it has one; otherwise
    a beginning is short, breaks off, or is followed by an offer.
    """
    if whole := FULL_WORDS.search(markup):
        return int(whole[1]) > LITTLE_MORE * len(main.split())
    return (
        len(main) < NOT_FULL
        or STOPPED.search(main.rstrip()) is None
        or OFFER.search(seen) is not None
    )
