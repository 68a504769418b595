/* Cuts a statement of the triage page into parts.

   A part is a run of its words; a word that only joins two parts ("and") may belong to neither.
   Arrows move the cut, a click cuts there. */

import { onEvent } from "../lib/events.js";
import { getText } from "../lib/strings.js";

const FEWEST_WORDS = 1;
let cut = 0; // which of the cuts the arrows move

const findWords = (box) => [...box.querySelectorAll(".word")];
const isCut = (word, at) => at > 0 && word.classList.contains("is-first");
const findCuts = (words) => words.map((word, at) => (isCut(word, at) ? at : -1)).filter((at) => at > 0);

/* Parts as [first word, last word]; words between two parts are in none. */
function findParts(words) {
  const starts = [0, ...findCuts(words)];
  return starts.map((from, at) => {
    let to = (starts[at + 1] ?? words.length) - 1;
    while (to > from && words[to].classList.contains("is-left")) to -= 1;
    return [from, to];
  });
}

function showParts(box) {
  const words = findWords(box);
  const cuts = findCuts(words);
  cut = Math.max(0, Math.min(cut, cuts.length - 1));
  words[0].classList.add("is-first");
  const parts = findParts(words);
  for (const word of words) { word.removeAttribute("data-part"); word.classList.remove("is-here"); }
  parts.forEach(([from], at) => { words[from].dataset.part = at + 1; });
  if (cuts.length) words[cuts[cut]].classList.add("is-here");
  const form = box.closest("form");
  const isSplit = cuts.length > 0;
  form.elements.spans.value = isSplit ? parts.map(([from, to]) => `${words[from].dataset.from}-${words[to].dataset.to}`).join(" ") : "";
  form.querySelector("button").setAttribute("aria-disabled", String(!isSplit));
  const spoken = parts.map(([from, to], at) => getText("part", { number: at + 1, words: words.slice(from, to + 1).map((word) => word.textContent).join(" ") }));
  form.querySelector("[data-cuts-told]").textContent = isSplit ? spoken.join(". ") : getText("no-cut");
}

function toggleCut(box, at) {
  const words = findWords(box);
  if (at < FEWEST_WORDS) return;
  words[at].classList.toggle("is-first");
  for (const word of words.slice(Math.max(0, at - 2), at + 1)) if (isCut(words[at], at)) word.classList.remove("is-left");
  cut = findCuts(words).indexOf(at);
  showParts(box);
}

/* The cut goes one word on; what it left out between its parts belongs to the part before again. */
function moveCut(box, by) {
  const words = findWords(box);
  const cuts = findCuts(words);
  if (!cuts.length) return addCut(box);
  const [from, to] = [cuts[cut], cuts[cut] + by];
  if (to < FEWEST_WORDS || to >= words.length || cuts.includes(to)) return;
  for (let at = from - 1; at > 0 && words[at].classList.contains("is-left"); at -= 1) words[at].classList.remove("is-left");
  words[from].classList.remove("is-first");
  words[to].classList.remove("is-left");
  words[to].classList.add("is-first");
  showParts(box);
}

/* In the middle of the longest part. */
function addCut(box) {
  const [from, to] = findParts(findWords(box)).sort((a, b) => (b[1] - b[0]) - (a[1] - a[0]))[0];
  if (to > from) toggleCut(box, from + Math.ceil((to - from + 1) / 2));
}

function dropCut(box) {
  const cuts = findCuts(findWords(box));
  if (cuts.length) toggleCut(box, cuts[cut]);
}

const KEYS = {
  ArrowLeft: (box) => moveCut(box, -1),
  ArrowRight: (box) => moveCut(box, 1),
  ArrowDown: (box) => { cut = (cut + 1) % Math.max(1, findCuts(findWords(box)).length); showParts(box); },
  ArrowUp: (box) => { const n = Math.max(1, findCuts(findWords(box)).length); cut = (cut + n - 1) % n; showParts(box); },
  "+": addCut,
  "-": dropCut,
  "−": dropCut,
  Backspace: dropCut,
};

/* The form that asks how to split has opened. */
export function startCutting(form) {
  const box = form.querySelector("[data-cuts]");
  cut = 0;
  showParts(box);
  box.focus({ preventScroll: true });
}

function handleKeydown(event) {
  const box = document.querySelector("form[data-decision=split]:not([hidden]) [data-cuts]");
  const run = KEYS[event.key];
  if (!box || !run || event.ctrlKey || event.metaKey || event.altKey || event.target.matches("input, textarea, select")) return;
  event.preventDefault();
  run(box);
}

export function startSplitting() {
  document.addEventListener("keydown", handleKeydown);
  onEvent("click", "[data-cuts] .word", (_event, word) => toggleCut(word.parentElement, findWords(word.parentElement).indexOf(word)));
}
