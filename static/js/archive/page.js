/* Runs the viewer of an archived page: passages, pages of a paper, and words selected as evidence.

   The page lies in a frame where nothing runs; this script, outside, reads what is selected in it,
   finds passages in its text and paints them as highlights. A paper is looked at as an image, a page
   at a time, in which the server has boxed the passages, or as its words. */

import { onEvent } from "../lib/events.js";
import { registerKeys } from "../lib/keys.js";
import { getText } from "../lib/strings.js";
import { say } from "../lib/toasts.js";
import { findWords, foldElement } from "./text.js";
import { passKeysOn } from "./frame-keys.js";

const SELECTION_MS = 120;
const frame = document.getElementById("paper");
const strip = document.getElementById("strip");
const form = document.getElementById("make");
const quote = form?.elements.quote;
const passages = JSON.parse(document.getElementById("passages").textContent);
const frames = JSON.parse(document.getElementById("frames").textContent);
const wanted = Number(new URLSearchParams(location.search).get("piece"));
const pages = Number(frame?.dataset.pages ?? 0);
const characters = Number(frame?.dataset.characters) || 1;
let view = frame?.dataset.view;
let otherView = frame?.dataset.other;
let page = Number(frame?.dataset.page ?? 0);
let sheet = null; // the image of a page of a paper, while it is shown
let text = null; // the folded text, while that is shown
let ranges = []; // where each passage is: a range, or its box in the image
let afterLoad = null;
let current = -1;
let selected = null;
let selecting = 0;

/* --- passages used: painted, drawn in the strip, walked with n and p --- */

function paintPassages() {
  if (sheet) {
    for (const box of sheet.querySelectorAll("[data-passage]")) box.classList.toggle("is-active", Number(box.dataset.passage) === current);
    return;
  }
  const { CSS: style, Highlight } = frame.contentWindow;
  if (!style?.highlights) return;
  const others = ranges.filter((range, at) => range && at !== current);
  style.highlights.set("passages", new Highlight(...others));
  style.highlights.set("active", new Highlight(...[selected ?? ranges[current]].filter(Boolean)));
}

/* How far down the whole text or paper a passage is, 0 to 1; null where it is not found. */
function measurePassage(at) {
  const height = frame.contentDocument.documentElement.scrollHeight || 1;
  const top = ranges[at] && (ranges[at].getBoundingClientRect().top + frame.contentWindow.scrollY) / height;
  if (!sheet) return ranges[at] ? top : null;
  return (passages[at].page - 1 + (ranges[at] ? top : 0)) / pages;
}

function drawStrip() {
  strip.replaceChildren(...ranges.map((_range, at) => {
    const mark = document.createElementNS("http://www.w3.org/2000/svg", "rect");
    const top = measurePassage(at);
    if (top === null) return mark;
    mark.setAttribute("y", Math.min(992, 1000 * top));
    mark.setAttribute("x", at === current ? 0 : 2);
    mark.setAttribute("width", at === current ? 20 : 14);
    mark.setAttribute("height", 6);
    if (at === current) mark.classList.add("is-active");
    return mark;
  }));
}

function scrollToRange(range) {
  frame.contentWindow.scrollBy(0, range.getBoundingClientRect().top - frame.clientHeight / 3);
}

function goToPassage(at) {
  if (!ranges.length) return;
  current = (at + ranges.length) % ranges.length;
  selected = null;
  const { number, stance, page: its } = passages[current];
  const place = document.getElementById("passage-place");
  if (place) place.textContent = getText(number ? "passage-place-numbered" : "passage-place", { place: current + 1, passages: ranges.length, number, stance });
  if (sheet && its && its !== page) return loadView("image", its, () => goToPassage(current));
  if (ranges[current]) scrollToRange(ranges[current]);
  paintPassages();
  drawStrip();
}

/* --- views, and pages of a paper --- */

function loadView(name, number, after) {
  if (name !== view) [view, otherView] = [name, view];
  page = Math.max(1, Math.min(pages || 1, number));
  afterLoad = after;
  frame.contentWindow.location.replace(frames[name] + (name === "image" ? `&page=${page}` : ""));
  showPageNumber();
}

function showPageNumber() {
  const place = document.getElementById("page-place");
  if (place) place.textContent = getText("page-place", { page, pages });
}

const findSections = () => [...(frame.contentDocument?.querySelectorAll("section[data-page]") ?? [])];

function scrollToPage(number) {
  findSections().find((section) => Number(section.dataset.page) === number)?.scrollIntoView();
}

function turnPage(by) {
  const next = Math.max(1, Math.min(pages, page + by));
  if (next === page) return;
  if (sheet) return loadView("image", next);
  page = next;
  scrollToPage(page);
  showPageNumber();
}

/* The page at the upper edge is the current one, while its words are read. */
function notePageInView() {
  if (sheet || pages < 2) return;
  const seen = findSections().filter((section) => section.getBoundingClientRect().top < frame.clientHeight / 3).at(-1);
  if (!seen) return;
  page = Number(seen.dataset.page);
  showPageNumber();
}

function turnView() {
  if (!otherView) return;
  const [number, passage] = [page, current];
  const goBack = () => (passage >= 0 && passages[passage].page === number ? goToPassage(passage) : scrollToPage(number));
  loadView(otherView, number, pages ? goBack : () => passage >= 0 && goToPassage(passage));
}

/* --- selected words fill the form, and so does where they are --- */

function takeSelection() {
  if (!text) return false;
  const selection = frame.contentDocument?.getSelection();
  const words = selection?.toString().replace(/\s+/g, " ").trim();
  if (!words || !quote) return false;
  const range = selection.getRangeAt(0);
  const at = text.nodes.findIndex((node, place) => range.comparePoint(node, text.offsets[place]) >= 0);
  const isNew = quote.value !== words;
  quote.value = words;
  if (isNew) quote.dispatchEvent(new Event("change", { bubbles: true })); // numbers are read in them
  form.elements.near.value = at < 0 ? "" : Math.round((at / text.words.length) * Number(frame.dataset.characters));
  selected = range.cloneRange();
  paintPassages();
  return true;
}

const focusStance = () => form.querySelector("[name=stance]:checked")?.focus();

function makeEvidence() {
  if (!takeSelection() && !quote?.value) return say(getText(sheet ? "select-in-text" : "select-first"));
  focusStance();
}

/* Words that were proposed are in the form already: they are shown in the page, and only the stance
   is left to say. */
function showProposed() {
  const share = Number(form?.elements.near.value || 0) / characters;
  selected = text && quote?.value ? findWords(text, quote.value, share) : null;
  if (!selected) return false;
  scrollToRange(selected);
  paintPassages();
  focusStance();
  return true;
}

/* --- the frame has loaded --- */

function showFirst() {
  const at = passages.findIndex((passage) => passage.number && passage.number === wanted);
  if (at >= 0) goToPassage(at);
  else if (!showProposed() && page > 1 && !sheet) scrollToPage(page);
}

function readFrame() {
  const shown = frame.contentDocument;
  if (!shown?.body || shown.URL === "about:blank") return;
  sheet = shown.querySelector("svg.sheet");
  text = sheet ? null : foldElement(shown.body);
  ranges = passages.map((passage, at) => (sheet ? sheet.querySelector(`[data-passage="${at}"]`) : findWords(text, passage.text, passage.start / characters)));
  paintPassages();
  drawStrip();
  const after = afterLoad ?? showFirst;
  afterLoad = null;
  after();
  shown.addEventListener("scroll", () => requestAnimationFrame(notePageInView));
  shown.addEventListener("selectionchange", () => {
    clearTimeout(selecting);
    selecting = setTimeout(takeSelection, SELECTION_MS);
  });
  passKeysOn(shown);
}

if (frame) {
  frame.addEventListener("load", readFrame);
  if (frame.contentDocument?.readyState === "complete") readFrame();
  addEventListener("resize", drawStrip);
  registerKeys({ n: () => goToPassage(current + 1), p: () => goToPassage(current - 1), e: makeEvidence });
  onEvent("click", "[data-turn], [data-turn-view]", (event, turn) => {
    event.preventDefault();
    if (turn.dataset.turn) turnPage(Number(turn.dataset.turn));
    else turnView();
  });
}
if (quote) {
  quote.readOnly = true;
  quote.placeholder = getText("select-in-page");
  form.querySelector("[data-quote-hint]").textContent = getText("selected-in-page");
  form.addEventListener("submit", (event) => {
    if (quote.value) return;
    event.preventDefault();
    makeEvidence();
  });
  form.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || !event.target.matches("[type=radio], [type=checkbox]")) return;
    event.preventDefault();
    form.requestSubmit();
  });
}
onEvent("click", "[data-copy]", async (_event, button) => {
  await navigator.clipboard?.writeText(button.dataset.copy);
  say(getText("copied-whole"));
});
