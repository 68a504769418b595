/* The viewer of a kept page. The page lies in a frame where nothing runs; this script, outside,
   reads what is selected in it, finds passages in its text and paints them as highlights. A
   paper is looked at as an image, a page at a time, in which the server has boxed the passages,
   or as its words. */

const FOLDED = { "“": '"', "”": '"', "„": '"', "«": '"', "»": '"', "‘": "'", "’": "'", "‚": "'", "‐": "-", "‑": "-", "–": "-", "—": "-", "−": "-" };
const DROPPED = /[\u00ad\u200b\u200c\u200d\ufeff]/;
const BLOCK = "p, div, li, td, th, h1, h2, h3, h4, h5, h6, section, article, tr, pre, blockquote, dd, dt, figcaption, header, footer, nav, aside, main, body, br, caption";

const frame = document.getElementById("paper");
const strip = document.getElementById("strip");
const form = document.getElementById("make");
const quote = form?.elements.quote;
const passages = JSON.parse(document.getElementById("passages").textContent);
const frames = JSON.parse(document.getElementById("frames").textContent);
const wanted = Number(new URLSearchParams(location.search).get("piece"));
const pages = Number(frame?.dataset.pages ?? 0);
let view = frame?.dataset.view;
let other = frame?.dataset.other;
let page = Number(frame?.dataset.page ?? 0);
let sheet = null;
let text = null;
let ranges = [];
let then = null;
let here = -1;
let selected = null;

/* --- the frame's words with white space, quotes and dashes made one, and where each stands --- */
function fold(root) {
  const walker = root.ownerDocument.createTreeWalker(root, NodeFilter.SHOW_TEXT);
  const out = { words: "", nodes: [], offsets: [] };
  let block = null;
  let gap = true;
  const put = (character, node, offset) => { out.words += character; out.nodes.push(node); out.offsets.push(offset); };
  while (walker.nextNode()) {
    const node = walker.currentNode;
    const now = node.parentElement.closest(BLOCK);
    if (now !== block && !gap) { put(" ", node, 0); gap = true; }
    block = now;
    for (let at = 0; at < node.data.length; at += 1) {
      const character = node.data[at];
      if (DROPPED.test(character)) continue;
      const isGap = /\s/.test(character);
      if (isGap && gap) continue;
      put(isGap ? " " : FOLDED[character] ?? character, node, at);
      gap = isGap;
    }
  }
  return out;
}
const folded = (words) => [...words.replace(/\s+/g, " ").trim()].filter((c) => !DROPPED.test(c)).map((c) => FOLDED[c] ?? c).join("");

/* Where words stand; of several places the one nearest to `share` of the way down the page. */
function find(words, share) {
  const needle = folded(words);
  let best = -1;
  for (let at = text.words.indexOf(needle); needle && at >= 0; at = text.words.indexOf(needle, at + 1)) {
    if (best < 0 || Math.abs(at / text.words.length - share) < Math.abs(best / text.words.length - share)) best = at;
  }
  if (best < 0) return null;
  const range = frame.contentDocument.createRange();
  const end = best + needle.length - 1;
  range.setStart(text.nodes[best], text.offsets[best]);
  range.setEnd(text.nodes[end], text.offsets[end] + 1);
  return range;
}

/* --- passages used: painted, drawn in the strip, walked with n and p --- */
function paint() {
  if (sheet) {
    for (const box of sheet.querySelectorAll("[data-passage]")) box.classList.toggle("is-active", Number(box.dataset.passage) === here);
    return;
  }
  const { CSS: style, Highlight } = frame.contentWindow;
  if (!style?.highlights) return;
  const others = ranges.filter((range, at) => range && at !== here);
  style.highlights.set("passages", new Highlight(...others));
  style.highlights.set("active", new Highlight(...[selected ?? ranges[here]].filter(Boolean)));
}
/* How far down the whole text or paper a passage stands, 0 to 1; null where it is not found. */
function share(at) {
  const height = frame.contentDocument.documentElement.scrollHeight || 1;
  const top = ranges[at] && (ranges[at].getBoundingClientRect().top + frame.contentWindow.scrollY) / height;
  if (!sheet) return ranges[at] ? top : null;
  return (passages[at].page - 1 + (ranges[at] ? top : 0)) / pages;
}
function draw() {
  strip.replaceChildren(...ranges.map((range, at) => {
    const mark = document.createElementNS("http://www.w3.org/2000/svg", "rect");
    const top = share(at);
    if (top === null) return mark;
    mark.setAttribute("y", Math.min(992, 1000 * top));
    mark.setAttribute("x", at === here ? 0 : 2);
    mark.setAttribute("width", at === here ? 20 : 14);
    mark.setAttribute("height", 6);
    if (at === here) mark.classList.add("is-active");
    return mark;
  }));
}
function go(at) {
  if (!ranges.length) return;
  here = (at + ranges.length) % ranges.length;
  selected = null;
  const { number, stance, page: its } = passages[here];
  const place = document.getElementById("passage-place");
  if (place) place.textContent = `passage ${here + 1} of ${ranges.length}${number ? `, [${number}]` : ""}, ${stance}`;
  if (sheet && its && its !== page) return load("image", its, () => go(here));
  const range = ranges[here];
  if (range) {
    const box = range.getBoundingClientRect();
    frame.contentWindow.scrollBy(0, box.top - frame.clientHeight / 3);
  }
  paint();
  draw();
}

/* --- views, and pages of a paper --- */
function load(name, number, after) {
  if (name !== view) [view, other] = [name, view];
  page = Math.max(1, Math.min(pages || 1, number));
  then = after;
  frame.contentWindow.location.replace(frames[name] + (name === "image" ? `&page=${page}` : ""));
  tellPage();
}
function tellPage() {
  const place = document.getElementById("page-place");
  if (place) place.textContent = `page ${page} of ${pages}`;
}
const sections = () => [...(frame.contentDocument?.querySelectorAll("section[data-page]") ?? [])];
function toPage(number) {
  sections().find((section) => Number(section.dataset.page) === number)?.scrollIntoView();
}
function turnPage(by) {
  const next = Math.max(1, Math.min(pages, page + by));
  if (next === page) return;
  if (sheet) return load("image", next);
  page = next;
  toPage(page);
  tellPage();
}
/* The page that stands at the upper edge, while its words are read. */
function scrolled() {
  if (sheet || pages < 2) return;
  const seen = sections().filter((section) => section.getBoundingClientRect().top < frame.clientHeight / 3).at(-1);
  if (!seen) return;
  page = Number(seen.dataset.page);
  tellPage();
}
function turnView() {
  if (!other) return;
  const number = page;
  const passage = here;
  const after = () => (passage >= 0 && passages[passage].page === number ? go(passage) : toPage(number));
  load(other, number, pages ? after : () => passage >= 0 && go(passage));
}

/* --- selected words fill the form; where they stand goes along --- */
function take() {
  if (!text) return false;
  const selection = frame.contentDocument?.getSelection();
  const words = selection?.toString().replace(/\s+/g, " ").trim();
  if (!words || !quote) return false;
  const range = selection.getRangeAt(0);
  const at = text.nodes.findIndex((node, place) => range.comparePoint(node, text.offsets[place]) >= 0);
  const isNew = quote.value !== words;
  quote.value = words;
  if (isNew) quote.dispatchEvent(new Event("change", { bubbles: true })); // figures are read in them
  form.elements.near.value = at < 0 ? "" : Math.round((at / text.words.length) * Number(frame.dataset.characters));
  selected = range.cloneRange();
  paint();
  return true;
}
function makeOf() {
  const how = sheet ? "Words are selected in the text of the page: press o." : "Select words in the page first.";
  if (!take() && !quote?.value) return document.dispatchEvent(new CustomEvent("desk:say", { detail: { words: how } }));
  form.querySelector("[name=stance]:checked")?.focus();
}

/* --- the frame has come --- */
function ready() {
  const shown = frame.contentDocument;
  if (!shown?.body || shown.URL === "about:blank") return;
  sheet = shown.querySelector("svg.sheet");
  text = sheet ? null : fold(shown.body);
  const characters = Number(frame.dataset.characters) || 1;
  ranges = passages.map((passage, at) => (sheet ? sheet.querySelector(`[data-passage="${at}"]`) : find(passage.text, passage.start / characters)));
  paint();
  draw();
  const after = then ?? first;
  then = null;
  after();
  shown.addEventListener("scroll", () => requestAnimationFrame(scrolled));
  shown.addEventListener("selectionchange", () => { clearTimeout(ready.soon); ready.soon = setTimeout(take, 120); });
  /* Keys pressed while the page has the focus are the desk's. */
  shown.addEventListener("keydown", (event) => {
    const copy = new KeyboardEvent("keydown", { key: event.key, ctrlKey: event.ctrlKey, metaKey: event.metaKey, altKey: event.altKey, bubbles: true, cancelable: true });
    if (!document.body.dispatchEvent(copy)) event.preventDefault();
  });
}
function first() {
  const at = passages.findIndex((passage) => passage.number && passage.number === wanted);
  if (at >= 0) go(at);
  else if (!proposed() && page > 1 && !sheet) toPage(page);
}
/* Words that were proposed stand in the form already: they are shown in the page, and the stance
   is what is left to say. */
function proposed() {
  const share = Number(form?.elements.near.value || 0) / (Number(frame.dataset.characters) || 1);
  selected = text && quote?.value ? find(quote.value, share) : null;
  if (!selected) return false;
  frame.contentWindow.scrollBy(0, selected.getBoundingClientRect().top - frame.clientHeight / 3);
  paint();
  form.querySelector("[name=stance]:checked")?.focus();
  return true;
}
if (frame) {
  frame.addEventListener("load", ready);
  if (frame.contentDocument?.readyState === "complete") ready();
  addEventListener("resize", draw);
}
if (quote) {
  quote.readOnly = true;
  quote.placeholder = "Select words in the page";
  form.querySelector("[data-quote-hint]").textContent = "selected in the page";
  form.addEventListener("submit", (event) => {
    if (quote.value) return;
    event.preventDefault();
    makeOf();
  });
  form.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || !event.target.matches("[type=radio], [type=checkbox]")) return;
    event.preventDefault();
    form.requestSubmit();
  });
}
document.addEventListener("desk:key", (event) => {
  const does = { n: () => go(here + 1), p: () => go(here - 1), e: makeOf }[event.detail.press];
  if (!does || !frame) return;
  event.preventDefault();
  does();
});
document.addEventListener("click", (event) => {
  const turn = frame && event.target.closest?.("[data-turn], [data-turn-view]");
  if (!turn) return;
  event.preventDefault();
  if (turn.dataset.turn) turnPage(Number(turn.dataset.turn));
  else turnView();
});
document.addEventListener("click", async (event) => {
  const hash = event.target.closest?.("[data-copy]")?.dataset.copy;
  if (!hash) return;
  await navigator.clipboard?.writeText(hash);
  document.dispatchEvent(new CustomEvent("desk:say", { detail: { words: "Copied whole." } }));
});
