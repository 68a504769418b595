/* The viewer of a kept page. The page lies in a frame where nothing runs; this script, outside,
   reads what is selected in it, finds passages in its text and paints them as highlights. */

const FOLDED = { "“": '"', "”": '"', "„": '"', "«": '"', "»": '"', "‘": "'", "’": "'", "‚": "'", "‐": "-", "‑": "-", "–": "-", "—": "-", "−": "-" };
const DROPPED = /[\u00ad\u200b\u200c\u200d\ufeff]/;
const BLOCK = "p, div, li, td, th, h1, h2, h3, h4, h5, h6, section, article, tr, pre, blockquote, dd, dt, figcaption, header, footer, nav, aside, main, body, br, caption";

const frame = document.getElementById("paper");
const strip = document.getElementById("strip");
const form = document.getElementById("make");
const quote = form?.elements.quote;
const passages = JSON.parse(document.getElementById("passages").textContent);
const wanted = Number(new URLSearchParams(location.search).get("piece"));
let text = null;
let ranges = [];
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
  const { CSS: style, Highlight } = frame.contentWindow;
  if (!style?.highlights) return;
  const others = ranges.filter((range, at) => range && at !== here);
  style.highlights.set("passages", new Highlight(...others));
  style.highlights.set("active", new Highlight(...[selected ?? ranges[here]].filter(Boolean)));
}
function draw() {
  const height = frame.contentDocument.documentElement.scrollHeight || 1;
  strip.replaceChildren(...ranges.map((range, at) => {
    const mark = document.createElementNS("http://www.w3.org/2000/svg", "rect");
    if (!range) return mark;
    const top = range.getBoundingClientRect().top + frame.contentWindow.scrollY;
    mark.setAttribute("y", Math.min(992, (1000 * top) / height));
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
  const range = ranges[here];
  if (range) {
    const box = range.getBoundingClientRect();
    frame.contentWindow.scrollBy(0, box.top - frame.clientHeight / 3);
  }
  const place = document.getElementById("passage-place");
  const { number, stance } = passages[here];
  if (place) place.textContent = `passage ${here + 1} of ${ranges.length}${number ? `, [${number}]` : ""}, ${stance}`;
  paint();
  draw();
}

/* --- selected words fill the form; where they stand goes along --- */
function take() {
  const selection = frame.contentDocument?.getSelection();
  const words = selection?.toString().replace(/\s+/g, " ").trim();
  if (!words || !quote) return false;
  const range = selection.getRangeAt(0);
  const at = text.nodes.findIndex((node, place) => range.comparePoint(node, text.offsets[place]) >= 0);
  quote.value = words;
  form.elements.near.value = at < 0 ? "" : Math.round((at / text.words.length) * Number(frame.dataset.characters));
  selected = range.cloneRange();
  paint();
  return true;
}
function makeOf() {
  if (!take() && !quote?.value) return document.dispatchEvent(new CustomEvent("desk:say", { detail: { words: "Select words in the page first." } }));
  form.querySelector("[name=stance]:checked")?.focus();
}

/* --- page or text --- */
let asText = false;
const pageAddress = frame?.getAttribute("src");
function turn() {
  asText = !asText;
  frame.src = asText ? frame.dataset.text : pageAddress;
}

function ready() {
  const page = frame.contentDocument;
  if (!page?.body || page.URL === "about:blank") return;
  text = fold(page.body);
  const characters = Number(frame.dataset.characters) || 1;
  ranges = passages.map((passage) => find(passage.text, passage.start / characters));
  const first = passages.findIndex((passage) => passage.number && passage.number === wanted);
  paint();
  draw();
  if (first >= 0) go(first);
  page.addEventListener("selectionchange", () => { clearTimeout(ready.soon); ready.soon = setTimeout(take, 120); });
  /* Keys pressed while the page has the focus are the desk's. */
  page.addEventListener("keydown", (event) => {
    const copy = new KeyboardEvent("keydown", { key: event.key, ctrlKey: event.ctrlKey, metaKey: event.metaKey, altKey: event.altKey, bubbles: true, cancelable: true });
    if (!document.body.dispatchEvent(copy)) event.preventDefault();
  });
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
  const does = { n: () => go(here + 1), p: () => go(here - 1), e: makeOf, o: turn }[event.detail.press];
  if (!does || !frame) return;
  event.preventDefault();
  does();
});
document.addEventListener("click", async (event) => {
  const hash = event.target.closest?.("[data-copy]")?.dataset.copy;
  if (!hash) return;
  await navigator.clipboard?.writeText(hash);
  document.dispatchEvent(new CustomEvent("desk:say", { detail: { words: "Copied whole." } }));
});
