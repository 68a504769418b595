/* The triage page: where a statement is cut into parts. A part is a run of its words; a word that
   only joins two parts ("and") may belong to neither. Arrows move the cut, a click cuts there. */

const FEWEST_WORDS = 1;
let cut = 0; // which of the cuts the arrows move

const wordsOf = (box) => [...box.querySelectorAll(".word")];
const isCut = (word, at) => at > 0 && word.classList.contains("is-first");
const cutsIn = (words) => words.map((word, at) => (isCut(word, at) ? at : -1)).filter((at) => at > 0);

/* Parts as [first word, last word]; words that stand between two parts are in none. */
function partsIn(words) {
  const starts = [0, ...cutsIn(words)];
  return starts.map((from, at) => {
    let to = (starts[at + 1] ?? words.length) - 1;
    while (to > from && words[to].classList.contains("is-left")) to -= 1;
    return [from, to];
  });
}

function show(box) {
  const words = wordsOf(box);
  const cuts = cutsIn(words);
  cut = Math.max(0, Math.min(cut, cuts.length - 1));
  words[0].classList.add("is-first");
  const parts = partsIn(words);
  for (const word of words) { word.removeAttribute("data-part"); word.classList.remove("is-here"); }
  parts.forEach(([from], at) => { words[from].dataset.part = at + 1; });
  if (cuts.length) words[cuts[cut]].classList.add("is-here");
  const form = box.closest("form");
  const isSplit = cuts.length > 0;
  form.elements.spans.value = isSplit ? parts.map(([from, to]) => `${words[from].dataset.from}-${words[to].dataset.to}`).join(" ") : "";
  form.querySelector("button").setAttribute("aria-disabled", String(!isSplit));
  const told = parts.map(([from, to], at) => `Part ${at + 1}: ${words.slice(from, to + 1).map((word) => word.textContent).join(" ")}`);
  form.querySelector("[data-cuts-told]").textContent = isSplit ? told.join(". ") : "No cut yet.";
}

function toggle(box, at) {
  const words = wordsOf(box);
  if (at < FEWEST_WORDS) return;
  words[at].classList.toggle("is-first");
  for (const word of words.slice(Math.max(0, at - 2), at + 1)) if (isCut(words[at], at)) word.classList.remove("is-left");
  cut = cutsIn(words).indexOf(at);
  show(box);
}

/* The cut goes one word on; what it left out between its parts belongs to the part before again. */
function move(box, by) {
  const words = wordsOf(box);
  const cuts = cutsIn(words);
  if (!cuts.length) return add(box);
  const [from, to] = [cuts[cut], cuts[cut] + by];
  if (to < FEWEST_WORDS || to >= words.length || cuts.includes(to)) return;
  for (let at = from - 1; at > 0 && words[at].classList.contains("is-left"); at -= 1) words[at].classList.remove("is-left");
  words[from].classList.remove("is-first");
  words[to].classList.remove("is-left");
  words[to].classList.add("is-first");
  show(box);
}

/* In the middle of the longest part. */
function add(box) {
  const [from, to] = partsIn(wordsOf(box)).sort((a, b) => (b[1] - b[0]) - (a[1] - a[0]))[0];
  if (to > from) toggle(box, from + Math.ceil((to - from + 1) / 2));
}

function drop(box) {
  const cuts = cutsIn(wordsOf(box));
  if (cuts.length) toggle(box, cuts[cut]);
}

const KEYS = {
  ArrowLeft: (box) => move(box, -1),
  ArrowRight: (box) => move(box, 1),
  ArrowDown: (box) => { cut = (cut + 1) % Math.max(1, cutsIn(wordsOf(box)).length); show(box); },
  ArrowUp: (box) => { const n = Math.max(1, cutsIn(wordsOf(box)).length); cut = (cut + n - 1) % n; show(box); },
  "+": add,
  "-": drop,
  "−": drop,
  Backspace: drop,
};

document.addEventListener("triage:cut", ({ detail }) => {
  const box = detail.form.querySelector("[data-cuts]");
  cut = 0;
  show(box);
  box.focus({ preventScroll: true });
});
document.addEventListener("keydown", (event) => {
  const box = document.querySelector("form[data-decision=split]:not([hidden]) [data-cuts]");
  const key = KEYS[event.key];
  if (!box || !key || event.ctrlKey || event.metaKey || event.altKey || event.target.matches("input, textarea, select")) return;
  event.preventDefault();
  key(box);
});
document.addEventListener("click", (event) => {
  const word = event.target.closest("[data-cuts] .word");
  if (word) toggle(word.parentElement, wordsOf(word.parentElement).indexOf(word));
});
