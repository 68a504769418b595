/* The triage page: keys, the open card, marks that follow it. Every decision is a form that works
   without this file; here its answer changes only what differs (htmx, out-of-band).

   A key chooses and Enter does it; a click does it at once. While a card is on its way, or a
   decision, keys are refused and flashed: none lands on another statement than the one seen. */

const pane = document.querySelector("[data-triage]");
const list = document.getElementById("to-triage");
const narrow = matchMedia("(width < 64em)");
const DOES = { accept: "accept it and go on", decline: "decline it and go on", join: "join it and go on" };
let wanted = "";
let loading = false;

const card = () => list.querySelector("[data-card]");
const rows = () => [...list.querySelectorAll(":scope > [data-row]")];
const open = () => card()?.dataset.statement ?? "";
const form = (name) => card()?.querySelector(`[data-decision="${name}"]`);
const asked = () => card()?.querySelector("form.ask:not([hidden])");

function flash(element = card() ?? pane) {
  element.classList.remove("flash");
  void element.offsetWidth;
  element.classList.add("flash");
}

/* The text follows the list: marks, margin numbers, scroll. */
function mark(pk) {
  for (const one of pane.querySelectorAll(".st.is-active, .para-no .is-active")) one.classList.remove("is-active");
  const marks = pane.querySelectorAll(`[data-text] .st[data-statement="${pk}"], .para-no [data-statement="${pk}"]`);
  for (const one of marks) one.classList.add("is-active");
  pane.querySelector(`[data-text] .st[data-statement="${pk}"]`)?.scrollIntoView({ block: "nearest" });
}

function arrive() {
  const now = card();
  if (!now) return;
  now.focus({ preventScroll: true });
  now.scrollIntoView({ block: "nearest" });
  const frame = now.closest("[data-list]").getBoundingClientRect();
  if (now.getBoundingClientRect().top < frame.top) now.scrollIntoView({ block: "start" });
  mark(now.dataset.statement);
  const first = now.querySelector("form.ask:not([hidden]) input[type=radio]");
  if (first && !now.querySelector("form.ask:not([hidden]) :checked")) first.focus();
}

/* Rows moved over quickly are not fetched: only the last one asked for. */
async function show(pk) {
  if (!pk || (pk === open() && !loading)) return;
  wanted = pk;
  mark(pk);
  for (const row of rows()) row.toggleAttribute("aria-current", row.dataset.statement === pk);
  document.getElementById(`s${pk}`)?.scrollIntoView({ block: "nearest" });
  for (const button of card()?.querySelectorAll("button, [role=button]") ?? []) button.setAttribute("aria-disabled", "true");
  if (loading) return;
  loading = true;
  while (wanted && wanted !== open()) {
    const asking = wanted;
    await htmx.ajax("GET", `${location.pathname}?statement=${asking}&was=${open()}`, { target: list, swap: "none" }).catch(() => {});
    if (wanted === asking) wanted = "";
  }
  loading = false;
  history.replaceState(null, "", `?statement=${open()}`);
  arrive();
}

function step(by) {
  const all = rows();
  const from = all.findIndex((row) => row.dataset.statement === (wanted || open()));
  const to = all[from + by] ?? (by > 0 ? all[0] : all.at(-1));
  if (!to || all.length < 2) return flash();
  show(to.dataset.statement);
}

function arm(name) {
  const now = card();
  for (const button of now.querySelectorAll("[data-arms], [data-asks]")) button.removeAttribute("aria-pressed");
  const line = now.querySelector("[data-armed]");
  line.hidden = !name;
  now.dataset.armed = name;
  if (!name) return;
  now.querySelector(`[data-arms="${name}"]`)?.setAttribute("aria-pressed", "true");
  line.querySelector("span").textContent = `to ${DOES[name]}`;
}

/* Decline and join ask for more, in the place of the buttons. */
function ask(name) {
  const now = card();
  arm("");
  for (const one of now.querySelectorAll("form.ask")) one.hidden = one.dataset.decision !== name;
  now.querySelector("[data-choices]").hidden = Boolean(name);
  if (name === "join") {
    const first = form("join").querySelector("input[name=claim]");
    if (first) first.checked = true;
    else form("join").querySelector("input[type=search]").focus();
  }
  (asked() ?? now).scrollIntoView({ block: "nearest" });
}

function decide() {
  const now = card();
  const waiting = asked() ?? (now?.dataset.armed && form(now.dataset.armed));
  if (!waiting) return flash();
  waiting.requestSubmit();
}

const KEYS = {
  j: () => step(1),
  k: () => step(-1),
  s: () => step(1),
  a: () => { ask(""); arm("accept"); },
  d: () => ask("decline"),
  m: () => ask("join"),
  e: () => takeSelection(),
  Enter: () => decide(),
  Escape: () => { if (asked() || card()?.dataset.armed) ask(""); else document.querySelector(".back-link").click(); },
};

document.addEventListener("desk:key", (event) => {
  const key = KEYS[event.detail.press];
  if (!key) return;
  if (!card() && !["e", "Escape"].includes(event.detail.press)) return;
  if (loading && !["j", "k", "s"].includes(event.detail.press)) { event.preventDefault(); return flash(); }
  event.preventDefault();
  key();
});

pane.addEventListener("click", (event) => {
  if (event.ctrlKey || event.metaKey || event.shiftKey) return;
  const asks = event.target.closest("[data-asks]");
  if (asks) { event.preventDefault(); if (asks.getAttribute("aria-disabled") !== "true") ask(asks.dataset.asks); return; }
  if (event.target.closest("[data-back]")) { event.preventDefault(); return ask(""); }
  if (event.target.closest("[data-skip]")) { event.preventDefault(); return step(1); }
  const tab = event.target.closest(".pane-tabs a");
  if (tab) { event.preventDefault(); return turnTo(tab.dataset.pane); }
  const link = event.target.closest("a[data-statement], a[data-open]");
  if (link) { event.preventDefault(); return follow((link.dataset.statement ? link : link.closest("[data-statement]")).dataset.statement); }
  /* A pointer on a reason or a claim is the decision itself; a key only chooses it. */
  const choice = event.target.closest(".decline-reasons label, .join-choice");
  if (choice && event.detail > 0 && !event.target.matches("input")) {
    event.preventDefault();
    choice.querySelector("input").checked = true;
    choice.closest("form").requestSubmit();
  }
});

function follow(pk) {
  if (narrow.matches) turnTo("1");
  const done = document.getElementById(`d${pk}`);
  if (!done) return show(pk);
  mark(pk);
  done.scrollIntoView({ block: "center" });
  flash(done);
}

function turnTo(shown) {
  pane.dataset.shown = shown;
  for (const tab of pane.querySelectorAll(".pane-tabs a")) tab.setAttribute("aria-current", String(tab.dataset.pane === shown));
  if (shown === "2") pane.querySelector("[data-text] .st.is-active")?.scrollIntoView({ block: "center" });
}

/* --- words that the reader missed -------------------------------------------------------- */

/* Places are code points of the text as kept; a JavaScript string counts surrogate pairs twice. */
function selection() {
  const chosen = getSelection();
  if (!chosen.rangeCount || chosen.isCollapsed) return null;
  const range = chosen.getRangeAt(0);
  const parts = [...pane.querySelectorAll("[data-text] [data-at]")].filter((part) => range.intersectsNode(part));
  if (!parts.length) return null;
  const [first, last] = [parts[0], parts.at(-1)];
  const until = (part, node, offset) => {
    const before = document.createRange();
    before.selectNodeContents(part);
    if (part.contains(node)) before.setEnd(node, offset);
    return [...before.toString()].length;
  };
  let start = Number(first.dataset.at) + (first.contains(range.startContainer) ? until(first, range.startContainer, range.startOffset) : 0);
  let end = Number(last.dataset.at) + until(last, range.endContainer, range.endOffset);
  const words = chosen.toString();
  start += [...words].length - [...words.trimStart()].length;
  end -= [...words].length - [...words.trimEnd()].length;
  return start < end ? { start, end, words: words.trim() } : null;
}

function takeSelection() {
  const chosen = selection();
  if (!chosen) { document.dispatchEvent(new CustomEvent("desk:say", { detail: { words: "Select words in the text first, then press e." } })); return; }
  const missed = document.getElementById("missed");
  const fields = missed.querySelector("form").elements;
  if (narrow.matches) turnTo("1");
  missed.open = true;
  fields.start.value = chosen.start;
  fields.end.value = chosen.end;
  fields.words.value = chosen.words;
  missed.scrollIntoView({ block: "nearest" });
  fields.speaker.focus();
}
/* The wording is one sentence: Enter in it decides, as on the card. */
pane.addEventListener("keydown", (event) => {
  if (event.key !== "Enter" || event.shiftKey || event.isComposing || !event.target.matches("textarea.wording")) return;
  event.preventDefault();
  event.target.form.requestSubmit();
});
document.querySelector("[data-mark] textarea")?.addEventListener("input", (event) => {
  event.target.form.elements.start.value = event.target.form.elements.end.value = "";
});

/* --- requests ---------------------------------------------------------------------------- */

document.addEventListener("htmx:configRequest", (event) => {
  if (event.target.closest("[data-takes-was]")) event.detail.parameters.was = open();
});
document.addEventListener("htmx:beforeRequest", (event) => {
  if (!event.detail.requestConfig.elt.matches("form")) return;
  document.body.setAttribute("aria-busy", "true");
  for (const slot of pane.querySelectorAll("[data-refusal]")) slot.hidden = true;
});
/* The form itself may be gone by now, with its card. The new card is wired at once: htmx does it a
   moment later, and a quick Enter would send its form as a plain one, whose undo z does not know. */
document.addEventListener("htmx:afterRequest", (event) => {
  if (card()) htmx.process(card());
  const form = event.detail.requestConfig.elt;
  if (!form.matches("form")) return;
  document.body.removeAttribute("aria-busy");
  if (!event.detail.successful) return;
  if (form.matches("[data-mark]")) { form.reset(); form.closest("details").open = false; getSelection().removeAllRanges(); }
  setTimeout(arrive);
});

/* What others decided is asked for now and then. An answer that was asked for before a decision of
   one's own, or comes while one is on its way, tells of an older page: it is let go. */
const writing = new Set();
let writes = 0;
let watchedAt = "";
const place = () => `${writes} ${open()}`;
function written(event) {
  if (writing.delete(event.detail.xhr)) writes += 1;
}
document.addEventListener("htmx:beforeRequest", ({ detail }) => {
  if (detail.requestConfig.verb === "post") writing.add(detail.xhr);
  if (detail.requestConfig.elt.matches("[data-watch]")) watchedAt = place();
});
for (const name of ["htmx:beforeOnLoad", "htmx:afterRequest"]) document.addEventListener(name, written);
document.addEventListener("htmx:beforeSwap", (event) => {
  const isOld = writing.size > 0 || loading || watchedAt !== place();
  if (event.detail.requestConfig.elt.matches("[data-watch]") && isOld) event.detail.shouldSwap = false;
});

/* A refusal is said in place. Where somebody was first, the list is brought up to date. */
document.addEventListener("htmx:beforeSwap", (event) => {
  const { xhr, requestConfig } = event.detail;
  if (![409, 422].includes(xhr.status)) return;
  event.detail.shouldSwap = false;
  const own = xhr.status === 422 && requestConfig.elt.closest("[data-card], [data-mark]")?.querySelector("[data-refusal]");
  const slot = own || document.getElementById("refused");
  slot.innerHTML = xhr.responseText;
  slot.hidden = false;
  slot.focus();
  slot.scrollIntoView({ block: "nearest" });
  if (xhr.status === 409) htmx.trigger(document.body, "desk:refresh");
});

document.addEventListener("desk:undo", (event) => {
  const pk = event.detail.undo.match(/statements\/(\d+)\/undo/)?.[1];
  if (!pk || !document.getElementById(`d${pk}`)) return;
  event.preventDefault();
  htmx.ajax("POST", event.detail.undo, { target: list, swap: "none", values: { was: open() } }).then(arrive);
});

turnTo("1");
if (location.search.includes("statement=")) arrive();
else mark(open());
