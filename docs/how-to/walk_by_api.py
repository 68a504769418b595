#!/usr/bin/env python3
"""Walks a text through the desk by API: from the words that were said to a published check.

    python docs/how-to/walk_by_api.py ARTICLE.txt
    python docs/how-to/walk_by_api.py ARTICLE.txt --url http://127.0.0.1:8000 \\
        --demo var/demo.json

Needs a running desk and nothing but Python's own library. It signs in by the tokens in
`var/demo.json`, does what a checker and an editor do in a day, and shows on the way how the
desk says no. It stops at the first answer that is not the expected one and ends with 1. Each
run leaves one more published check: use it on a demo desk.
"""

import argparse
import html
import json
import sys
import time
import urllib.error
import urllib.request
import uuid
from collections.abc import Callable
from pathlib import Path
from typing import Any
from urllib.parse import quote, urlencode

Json = dict[str, Any]

PATIENCE = 90  # seconds for a worker


class Unexpected(Exception):
    """The desk answered otherwise than its documentation says."""


class Person:
    """Somebody with a token, or nobody: then only what is public answers."""

    def __init__(self, url: str, token: str = "", username: str = "anybody") -> None:
        self.url, self.token, self.username = url, token, username

    def ask(
        self,
        verb: str,
        path: str,
        body: Json | bytes | None = None,
        *,
        expect: int = 200,
        headers: dict[str, str] | None = None,
    ) -> Any:
        """One request; returns the JSON of its answer, which must have the expected status."""
        headers = {"Accept": "application/json, application/problem+json", **(headers or {})}
        if self.token:
            headers["Authorization"] = f"Bearer {self.token}"
        if isinstance(body, dict):
            body = json.dumps(body).encode()
            headers["Content-Type"] = "application/json"
        address = f"{self.url}/api/{path}"
        request = urllib.request.Request(address, data=body, headers=headers, method=verb)
        try:
            with urllib.request.urlopen(request, timeout=30) as answer:
                status, answered = answer.status, answer.read()
        except urllib.error.HTTPError as error:
            status, answered = error.code, error.read()
        if status != expect:
            raise Unexpected(
                f"{verb} /api/{path} as {self.username}: expected {expect}, got {status}:\n"
                f"{answered.decode(errors='replace')[:2000]}"
            )
        return json.loads(answered) if answered else None

    def get(self, path: str, **query: str) -> Any:
        return self.ask("GET", f"{path}?{urlencode(query)}" if query else path)

    def post(self, path: str, body: Json | None = None, *, expect: int = 200) -> Any:
        return self.ask("POST", path, body or {}, expect=expect)

    def upload(self, path: str, name: str, content: bytes, **fields: str) -> Any:
        """A multipart form with one file, by hand: there is no client for it in the library."""
        border = uuid.uuid4().hex
        disposition = "Content-Disposition: form-data"
        parts = [
            f'--{border}\r\n{disposition}; name="{key}"\r\n\r\n{value}\r\n'.encode()
            for key, value in fields.items()
        ]
        head = f'{disposition}; name="file"; filename="{name}"'
        parts += [f"--{border}\r\n{head}\r\n\r\n".encode(), content, b"\r\n"]
        body = b"".join([*parts, f"--{border}--\r\n".encode()])
        headers = {"Content-Type": f"multipart/form-data; boundary={border}"}
        return self.ask("POST", path, body, expect=201, headers=headers)


def wait(ask: Callable[[], Json], is_there: Callable[[Json], bool], what: str) -> Json:
    """Ask again until it is there: reading and fetching are work for workers."""
    end = time.monotonic() + PATIENCE
    while not is_there(found := ask()):
        if time.monotonic() > end:
            raise Unexpected(f"After {PATIENCE} seconds still no {what}: {found}")
        time.sleep(0.3)
    return found


def step(number: int, words: str) -> None:
    print(f"\n{number}. {words}")


def say(*words: object) -> None:
    print("   ", *words)


def check(holds: object, what: str) -> None:
    if not holds:
        raise Unexpected(what)


def sign_in(url: str, demo: Json) -> dict[str, Person]:
    step(1, "Start")
    with urllib.request.urlopen(f"{url}/healthz", timeout=30) as answer:
        say("healthz:", json.load(answer))
    people = {}
    for user in demo["users"]:
        person = Person(url, user["token"], user["username"])
        me = person.get("me/")
        check(me["role"] == user["role"], f"{me} is not {user['role']}")
        people[user["username"]] = person
    say("signed in:", ", ".join(people))
    Person(url).ask("GET", "reviews/", expect=401)
    return people


def read(checker: Person, text: str) -> tuple[Json, list[Json]]:
    step(2, "Read")
    about = {"text": text, "publisher": "The Walk", "title": "Walked by API"}
    made = checker.post("articles/", about, expect=201)
    article = wait(
        lambda: checker.get(f"articles/{made['id']}/"),
        lambda article: article["state"] in ("done", "failed"),
        "article that was read",
    )
    check(article["state"] == "done", article["detail"])
    statements = sorted(article["statements"], key=lambda one: -one["worth"])
    check(statements, "No statement was found in this text.")
    for one in statements:
        words = article["text"][one["start"] : one["end"]]
        check(words == one["quote"], f"{one['quote']!r} does not stand where it is said to")
    say(f"{len(statements)} statements; the most worth checking:")
    for one in statements[:8]:
        number = "; ".join(number["text"] for number in one["numbers"])
        say(
            f"{one['worth']:.2f} {one['kind']:9} {one['claim_type']:10}",
            f"{one['speaker'] or '–'}: “{' '.join(one['quote'].split())[:70]}”",
            f"[{number}]" if number else "",
        )
    return article, statements


def wording(statement: Json) -> str:
    """The claim in our wording, to begin with: a person would write it better."""
    words = " ".join(statement["quote"].split()).strip("“”\"'‘’ ").rstrip(".,;:!? ")
    return words[:480].rpartition(" ")[0] if len(words) > 480 else words


def triage(checker: Person, statements: list[Json]) -> tuple[Json, Json, Json]:
    step(3, "Triage")
    checkable = [one for one in statements if one["claim_type"] not in ("opinion", "question")]
    chosen = next(
        (one for one in checkable if one["speaker"] and len(wording(one).split()) > 2), None
    )
    check(chosen, "No statement of a known speaker is left to check.")
    others = [one for one in statements if one["id"] != chosen["id"]]
    if others:
        last = others[-1]["id"]
        reason = {"reason": "too-small", "note": "An example."}
        checker.post(f"statements/{last}/decline/", reason)
        checker.post(f"statements/{last}/accept/", {"text": "It is late"}, expect=409)
        check(checker.post(f"statements/{last}/undo/")["state"] == "proposed", "undo did not")
        checker.post(f"statements/{last}/decline/", reason)
        say(f"declined, undone and declined again: statement {last}")
    text = wording(chosen)
    known = checker.get("claims/", q=" ".join(text.split()[:6]))["results"]
    say(f"claims with these words already: {len(known)}")
    checker.post(f"statements/{chosen['id']}/accept/", {}, expect=422)
    body = {"text": text, "topics": ["Walked"], "why": "To show the way."}
    made = checker.post(f"statements/{chosen['id']}/accept/", body, expect=201)
    claim, review = made["claim"], made["review"]
    check(claim["claimant"]["name"] == chosen["speaker"], f"{claim} is not the speaker's")
    say(f"claim {claim['id']}: {claim['claimant']['name']}: {claim['text']}")
    return chosen, claim, review


def take(checker: Person, other: Person, review: Json) -> str:
    step(4, "Queue, evidence")
    first = checker.post("reviews/take-next/")
    say(f"take-next gave review {first['id']}, priority {first['priority']}")
    if first["id"] != review["id"]:
        checker.post(f"reviews/{first['id']}/release/")
        checker.post(f"reviews/{review['id']}/take/")
    path = f"reviews/{review['id']}/"
    other.post(f"{path}take/", expect=409)
    held = checker.get(path)
    check(held["holder"] == checker.username, f"{held['holder']} holds it")
    say(f"review {review['id']} is {held['state']}, held by {held['holder']}")
    return path


def gather(checker: Person, path: str, article: Json, statement: Json) -> Json:
    """Evidence: the text as a page saved by hand. It shows what was said, not that it is so."""
    paragraphs = "".join(f"<p>{html.escape(line)}</p>" for line in article["text"].split("\n"))
    page = f"<!doctype html><title>{article['title']}</title><body>{paragraphs}</body>"
    kept = checker.upload(
        "snapshots/", "page.html", page.encode(), title="The text, as printed"
    )
    say(f"archived page {kept['id']}, sha256 {kept['sha256'][:16]}…")
    wait(
        lambda: checker.get(f"snapshots/{kept['id']}/"),
        lambda page: page["state"] in ("done", "failed"),
        "page that was read",
    )
    piece = {"snapshot": kept["id"], "stance": "context"}
    quote = {**piece, "quote": statement["quote"], "note": "What was said."}
    right = checker.post(f"{path}evidence/", quote, expect=201)
    check(right["anchored"], f"The words do not stand on the page: {right}")
    say(f"[{right['number']}] anchored: “{right['passage'][:60]}…”")
    invented = {**piece, "quote": "These words stand on no page of this desk."}
    wrong = checker.post(f"{path}evidence/", invented, expect=201)
    check(wrong["anchored"] is False, f"Words that are not there were found: {wrong}")
    checker.post(f"evidence/{wrong['id']}/withdraw/", {"note": "Not on the page."})
    say(f"[{wrong['number']}] is not on the page, and withdrawn")
    refuse_to_fetch(checker, path)
    return right


def refuse_to_fetch(checker: Person, path: str) -> None:
    """A page inside the machine is never fetched; the capture says so, and may be retried."""
    inside = {"url": "http://127.0.0.1/", "quote": "Nothing", "stance": "context"}
    piece = checker.post(f"{path}evidence/", inside, expect=201)
    capture = f"captures/{piece['capture']['id']}/"
    has_failed = {"failed"}.__contains__
    for _ in range(2):
        failed = wait(
            lambda: checker.get(capture), lambda one: has_failed(one["state"]), "failed capture"
        )
        check(failed["kind"] == "blocked_address", f"It failed otherwise: {failed}")
        checker.post(f"{capture}retry/")
    say(f"[{piece['number']}] {failed['kind']}: {failed['detail']}")
    wait(lambda: checker.get(capture), lambda one: has_failed(one["state"]), "failed capture")
    checker.post(f"evidence/{piece['id']}/withdraw/")


def decide(checker: Person, path: str, claim: Json, piece: Json) -> Json:
    step(5, "Verdict")
    checker.post(f"{path}weigh/")
    refused = checker.post(f"{path}submit/", expect=422)
    say("missing:", " ".join(refused["missing"]))
    draft = {
        "version": checker.get(path)["draft"]["version"],
        "rating": "unproven",
        "conclusion": f"{claim['claimant']['name']} said it; no source was weighed yet.",
        "body": f"The words stand in the text [{piece['number']}]. Whether they hold is open.",
    }
    saved = checker.ask("PUT", f"{path}draft/", draft)
    other = checker.ask("PUT", f"{path}draft/", {**draft, "body": "Another tab."}, expect=409)
    check(other["draft"]["body"] == draft["body"], "The other text was not shown.")
    say(f"draft {saved['version']} saved; an older one refused with both texts kept")
    whole = checker.get(path)
    check(not whole["missing"], f"Still missing: {whole['missing']}")
    submitted = checker.post(f"{path}submit/")
    revision = submitted["revision"]
    authors = ", ".join(revision["authors"])
    say(f"revision {revision['number']} by {authors}: {revision['hash'][:16]}…")
    return revision


def approve(checker: Person, editor: Person, path: str, revision: Json) -> tuple[str, Json]:
    step(6, "Approve, publish")
    number = {"revision": revision["number"]}
    checker.post(f"{path}approve/", number, expect=403)
    sent = editor.post(f"{path}send-back/", {"note": "Say who said it, please."})
    check(sent["sent_back"], "The note does not stand on the draft.")
    say("sent back:", checker.get(path)["sent_back"])
    again = checker.post(f"{path}submit/")["revision"]
    editor.post(f"{path}approve/", {}, expect=422)
    editor.post(f"{path}approve/", number, expect=409)
    approved = editor.post(f"{path}approve/", {"revision": again["number"]})
    published = editor.post(f"{path}publish/")
    say(f"{approved['state']}, then {published['state']}: {published['publication']}")
    say("history:", ", ".join(event["kind"] for event in reversed(published["events"])))
    return published["publication"], again


def publish(url: str, slug: str, revision: Json) -> None:
    step(7, "Readers")
    reader = Person(url)
    told = reader.get(f"checks/{quote(slug)}/")
    check(
        told["hash"] == revision["hash"], "Readers are told something else than was approved."
    )
    check(told["claimreview"]["@type"] == "ClaimReview", "There is no ClaimReview.")
    newest = reader.get("checks/")["results"][0]["slug"]
    check(newest == slug, f"The newest check is {newest}")
    say(f"{told['claimant']['name']}: “{told['claim']}”: {told['rating']['label']}")
    with urllib.request.urlopen(f"{url}/checks/{quote(slug)}/", timeout=30) as page:
        words = html.unescape(page.read().decode())
    check(told["conclusion"] in words, "The public page does not say the conclusion.")
    say(f"{url}/checks/{slug}/")


def main() -> None:
    options = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    options.add_argument("text", type=Path, help="a text file in UTF-8")
    options.add_argument("--url", help="of the desk; by default the one in demo.json")
    options.add_argument("--demo", type=Path, default=Path("var/demo.json"))
    asked = options.parse_args()
    demo = json.loads(asked.demo.read_text(encoding="utf-8"))
    url = (asked.url or demo["url"]).rstrip("/")
    try:
        people = sign_in(url, demo)
        checker, editor = people["checker"], people["editor"]
        article, statements = read(checker, asked.text.read_text(encoding="utf-8"))
        statement, claim, review = triage(checker, statements)
        path = take(checker, people["checker2"], review)
        piece = gather(checker, path, article, statement)
        revision = decide(checker, path, claim, piece)
        slug, approved = approve(checker, editor, path, revision)
        publish(url, slug, approved)
    except Unexpected as error:
        sys.exit(f"\n{error}")
    except urllib.error.URLError as error:
        sys.exit(f"\nNo desk answers at {url}: {error.reason}. Start one with `make run`.")
    step(8, "All of it was done by API.")


if __name__ == "__main__":
    main()
