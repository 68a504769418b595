/* Helps while one writes: counts words, marks and offers citations, and previews the text. Saves nothing. */

import { createElement } from "../../lib/dom.js";
import { getCsrfToken } from "../../lib/csrf.js";
import { onSwap } from "../../lib/events.js";
import { getText } from "../../lib/strings.js";
import { body, conclusion, filled, form } from "./fields.js";

const QUOTES = "#ledger .evidence[data-quote]:not(.is-withdrawn)";
const MOST_CHARACTERS = 300;
const PREVIEW_MS = 300;
const count = document.getElementById("conclusion-count");
const marks = form.querySelector(".body-marks");
const toggle = form.querySelector("[data-preview]");
const preview = document.getElementById("preview");
const list = createElement("ul", { className: "cite-list", id: "cite-list", hidden: true });
let previewing = 0;

const findQuotes = () => [...document.querySelectorAll(QUOTES)];

/* --- the conclusion: up to thirty words, never cut --- */

function countWords() {
  const words = conclusion.value.split(/\s+/).filter(Boolean).length;
  const most = Number(count.dataset.most);
  const over = words - most;
  count.classList.toggle("over", over > 0);
  const told = [over > 0 ? getText("words-too-many", { count: over }) : getText("words-of", { words, count: most })];
  if (conclusion.value.length > MOST_CHARACTERS) told.push(getText("over-characters", { count: MOST_CHARACTERS }));
  count.textContent = told.join(" · ");
}

/* --- citations in the field: the same text lies under it, with its numbers coloured --- */

function paintCitations() {
  const known = new Set(findQuotes().map((card) => Number(card.dataset.quote)));
  const parts = body.value.split(/(\[\d{1,3}\](?!\())/);
  marks.replaceChildren(...parts.map((part, at) => {
    if (at % 2 === 0) return document.createTextNode(part);
    return createElement("span", { className: known.has(Number(part.slice(1, -1))) ? "cite" : "cite is-loose", textContent: part });
  }), document.createTextNode("\n"));
  marks.scrollTop = body.scrollTop;
}

/* --- "[" offers the evidence: digits narrow it, Enter or Tab takes it --- */

const readBegun = () => body.value.slice(0, body.selectionStart).match(/\[(\d{0,3})$/)?.[1];
const isChosen = (option) => option.getAttribute("aria-selected") === "true";

function offerCitations() {
  const begun = body.readOnly ? undefined : readBegun();
  const cards = begun === undefined ? [] : findQuotes().filter((card) => card.dataset.quote.startsWith(begun));
  list.replaceChildren(...cards.sort((a, b) => a.dataset.quote - b.dataset.quote).map((card, at) => {
    const option = createElement("li", { textContent: card.querySelector("blockquote").textContent.trim() });
    option.setAttribute("role", "option");
    option.setAttribute("aria-selected", String(at === 0));
    option.dataset.number = card.dataset.quote;
    return option;
  }));
  list.hidden = !cards.length;
}

function insertCitation(number) {
  const at = body.selectionStart - readBegun().length;
  body.setRangeText(`${number}]`, at, body.selectionStart, "end");
  list.hidden = true;
  body.dispatchEvent(new Event("input", { bubbles: true }));
}

function moveOffer(by) {
  const options = [...list.children];
  const at = options.findIndex(isChosen);
  options[at].setAttribute("aria-selected", "false");
  options[(at + by + options.length) % options.length].setAttribute("aria-selected", "true");
}

function handleKeydown(event) {
  if (list.hidden) return;
  if (event.key === "ArrowDown") moveOffer(1);
  else if (event.key === "ArrowUp") moveOffer(-1);
  else if (event.key === "Enter" || event.key === "Tab") insertCitation([...list.children].find(isChosen).dataset.number);
  else if (event.key === "Escape") list.hidden = true;
  else return;
  event.preventDefault();
  event.stopPropagation();
}

/* --- the text as readers will get it --- */

async function showPreview() {
  clearTimeout(previewing);
  const request = { method: "POST", body: new URLSearchParams({ body: body.value }), headers: { "X-CSRFToken": getCsrfToken() } };
  const answer = await fetch(form.dataset.prose, request).catch(() => null);
  if (answer?.ok && !answer.redirected) preview.innerHTML = await answer.text();
  else preview.textContent = getText("no-preview");
}

function togglePreview() {
  const isOpen = preview.hidden;
  preview.hidden = !isOpen;
  form.classList.toggle("has-preview", isOpen);
  toggle.setAttribute("aria-pressed", String(isOpen));
  if (isOpen) showPreview();
}

function refreshHelp() {
  countWords();
  paintCitations();
  if (preview.hidden) return;
  clearTimeout(previewing);
  previewing = setTimeout(showPreview, PREVIEW_MS);
}

export function startWriting() {
  list.setAttribute("role", "listbox");
  list.setAttribute("aria-label", getText("evidence-to-cite"));
  body.after(list);
  marks.hidden = false;
  body.classList.add("is-marked");
  toggle.hidden = false;
  body.addEventListener("scroll", () => { marks.scrollTop = body.scrollTop; });
  body.addEventListener("keydown", handleKeydown);
  body.addEventListener("blur", () => { list.hidden = true; });
  list.addEventListener("mousedown", (event) => {
    event.preventDefault(); // the field keeps the focus
    const option = event.target.closest("[data-number]");
    if (option) insertCitation(option.dataset.number);
  });
  toggle.addEventListener("click", togglePreview);
  form.addEventListener("input", () => { refreshHelp(); offerCitations(); });
  filled.listen(refreshHelp);
  document.body.addEventListener("desk:changed", paintCitations);
  onSwap(paintCitations);
  refreshHelp();
}
