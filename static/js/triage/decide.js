/* The triage page: keys, the open card, the cards fetched ahead of it, marks that follow. Every
   decision is a form that works without this file; here it is sent by triage-wire.js while the next
   card is open already.

   A key chooses and Enter does it; a click does it at once. While no card is there to act on, keys
   are refused and flashed: none lands on another statement than the one seen. */

const pane = document.querySelector("[data-triage]");
const list = document.getElementById("to-triage");
const narrow = matchMedia("(width < 64em)");
const AHEAD = 12;
const AT_ONCE = 6;
const CALM_MS = 400;
const REST_MS = 1500;
const DOES = { accept: "accept it and go on", decline: "decline it and go on", join: "join it and go on", split: "split it" };
const STANDS = { accept: "a", decline: "d", join: "j" };
const DONE = { accept: "accepted", decline: "declined", join: "joined" };
const cards = new Map(); // statement → its card, while it is not in the list
const rowOf = new Map(); // statement → its row, while its card is in the list
const asked = new Set(); // cards on their way
let wanted = "";
let pressedAt = 0;
let calmUntil = 0;
let resting = 0;

const tell = (name, detail = {}) => document.dispatchEvent(new CustomEvent(name, { detail }));
const card = () => list.querySelector("[data-card]");
const rows = () => [...list.querySelectorAll(":scope > [data-row]")];
const open = () => card()?.dataset.statement ?? "";
const form = (name) => card()?.querySelector(`form[data-decision="${name}"]`);
const asking = () => card()?.querySelector("form.ask:not([hidden])");
function hold(isHeld) {
  if (isHeld) document.body.setAttribute("aria-busy", "true");
  else document.body.removeAttribute("aria-busy");
}

function flash(element = card() ?? pane) {
  element.classList.remove("flash");
  void element.offsetWidth;
  element.classList.add("flash");
}

/* --- the text follows the list ------------------------------------------------------------ */

function mark(pk) {
  for (const one of pane.querySelectorAll("[data-text] .is-active")) { one.classList.remove("is-active"); one.removeAttribute("aria-current"); }
  const marks = pane.querySelectorAll(`[data-text] .st[data-statement="${pk}"], .para-no [data-statement="${pk}"]`);
  for (const one of marks) one.classList.add("is-active");
  pane.querySelector(`[data-text] .st[data-statement="${pk}"]`)?.scrollIntoView({ block: "nearest" });
}

function arrive() {
  const now = card();
  if (!now) { tell("triage:shown"); return pane.querySelector("[data-all-decided] a")?.focus({ preventScroll: true }); }
  now.focus({ preventScroll: true });
  now.scrollIntoView({ block: "nearest" });
  const frame = now.closest("[data-list]").getBoundingClientRect();
  if (now.getBoundingClientRect().top < frame.top) now.scrollIntoView({ block: "start" });
  mark(now.dataset.statement);
  tell("triage:shown");
}

/* --- cards ahead -------------------------------------------------------------------------- */

async function fetchCards(pks) {
  for (const pk of pks) asked.add(pk);
  const answer = await fetch(`${pane.dataset.cards}?of=${pks}`).catch(() => null);
  const came = document.createElement("template");
  if (answer?.ok) came.innerHTML = await answer.text();
  for (const pk of pks) asked.delete(pk);
  for (const one of [...came.content.children]) {
    htmx.process(one);
    if (one.dataset.statement !== open()) cards.set(one.dataset.statement, one);
  }
  if (wanted && cards.has(wanted)) show(wanted);
  else if (wanted && pks.includes(wanted)) { wanted = ""; arrive(); } // it is gone: whoever decided is told of by the next news
}

function lookAhead() {
  const all = rows();
  const at = all.findIndex((row) => row.dataset.statement === (wanted || open()));
  const near = [...all.slice(at + 1, at + 1 + AHEAD), ...all.slice(0, Math.max(0, AHEAD - (all.length - at - 1))), ...all.slice(Math.max(0, at - 2), at)];
  const missing = [...new Set(near.map((row) => row.dataset.statement))].filter((pk) => !cards.has(pk) && !asked.has(pk) && pk !== open());
  if (missing.length && asked.size < AT_ONCE * 2) fetchCards(missing.slice(0, AT_ONCE)).then(lookAhead);
}

function close() {
  const now = card();
  if (!now) return;
  const pk = now.dataset.statement;
  const row = rowOf.get(pk);
  rowOf.delete(pk);
  cards.set(pk, now);
  if (row) now.replaceWith(row);
  else now.remove();
}

/* Rows moved over quickly are not fetched one by one: only the last one asked for opens. */
function show(pk) {
  const row = document.getElementById(`s${pk}`);
  if (!row || pk === open()) { wanted = ""; return arrive(); }
  for (const one of list.querySelectorAll(":scope > [aria-current]")) one.removeAttribute("aria-current");
  row.setAttribute("aria-current", "true");
  const next = cards.get(pk);
  if (!next) {
    wanted = pk;
    mark(pk);
    row.scrollIntoView({ block: "nearest" });
    for (const button of card()?.querySelectorAll("button, [role=button]") ?? []) button.setAttribute("aria-disabled", "true");
    return asked.has(pk) || fetchCards([pk]);
  }
  wanted = "";
  close();
  for (const button of next.querySelectorAll("[aria-disabled]")) button.removeAttribute("aria-disabled");
  cards.delete(pk);
  row.removeAttribute("aria-current");
  rowOf.set(pk, row);
  row.replaceWith(next);
  history.replaceState(null, "", `?statement=${pk}`);
  arrive();
  lookAhead();
}

function step(by) {
  const all = rows();
  const from = all.findIndex((row) => row.dataset.statement === (wanted || open()));
  const to = all[from + by] ?? (by > 0 ? all[0] : all.at(-1));
  if (!to || all.length < 2) return flash();
  show(to.dataset.statement);
}

/* --- deciding ----------------------------------------------------------------------------- */

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

/* Decline, join and split ask for more, in the place of the buttons. */
function ask(name) {
  const now = card();
  if (name && !form(name)) return flash();
  arm("");
  for (const one of now.querySelectorAll("form.ask")) one.hidden = one.dataset.decision !== name;
  now.querySelector("[data-choices]").hidden = Boolean(name);
  if (name === "join") {
    const first = form("join").querySelector("input[name=claim]");
    if (first && !first.hasAttribute("data-different")) first.checked = true;
    else if (!first) form("join").querySelector("input[type=search]").focus();
  }
  if (name === "decline") (form(name).querySelector(":checked") ?? form(name).querySelector("input[type=radio]")).focus();
  if (name === "split") tell("triage:cut", { form: form(name) });
  if (!name) now.focus({ preventScroll: true });
  (asking() ?? now).scrollIntoView({ block: "nearest" });
}

function decide() {
  const now = card();
  if (now?.hasAttribute("data-is-taken")) return leave();
  const waiting = asking() ?? (now?.dataset.armed && form(now.dataset.armed));
  if (!waiting) return flash();
  waiting.requestSubmit();
}

const bodyOf = (source, submitter) => {
  const body = new URLSearchParams(new FormData(source, submitter));
  body.set("triage", "1");
  return body;
};

/* The card leaves at once, the next one opens, and the decision follows on the wire. */
function decideNow(source) {
  const now = card();
  const pk = now.dataset.statement;
  const name = source.dataset.decision;
  const number = now.dataset.number;
  const job = { url: source.action, body: bodyOf(source), pks: [pk], letter: STANDS[name], name, number, at: performance.now() };
  const undo = new URL(now.dataset.undo, location.href).pathname;
  const all = rows();
  const at = all.indexOf(now);
  const next = all[at + 1] ?? all.find((row) => row !== now);
  job.row = rowOf.get(pk);
  job.card = now;
  rowOf.delete(pk);
  now.remove();
  const pending = document.createElement("li");
  pending.className = "triage-row is-done";
  pending.id = `d${pk}`;
  pending.dataset.statement = pk;
  pending.append(Object.assign(document.createElement("span"), { className: "number", textContent: number }), now.querySelector(":scope > .words").cloneNode(true), document.createElement("span"), document.createElement("span"), Object.assign(document.createElement("p"), { textContent: `${DONE[name]} · being saved` }));
  document.getElementById("triaged").prepend(pending);
  for (const one of pane.querySelectorAll(`[data-text] .st[data-statement="${pk}"]`)) one.classList.toggle("is-declined", name === "decline");
  tell("desk:toast", { words: `Statement ${number} ${DONE[name]}.`, undo });
  tell("triage:send", job);
  if (next) show(next.dataset.statement);
  else arrive();
}

/* These change what is open: the page waits for them, and keys with it. */
function sendAndWait(source, submitter, pks = []) {
  hold(true);
  const url = submitter?.getAttribute("formaction") ?? source.getAttribute("action");
  tell("triage:send", { url, body: bodyOf(source, submitter), pks, source, at: performance.now() });
}

pane.addEventListener("submit", (event) => {
  const source = event.target;
  const now = source.closest("[data-card]");
  if (source.matches("[data-batch], [data-plain]")) return;
  event.preventDefault();
  if (document.body.getAttribute("aria-busy") === "true" || now?.hasAttribute("data-is-taken")) return flash();
  for (const slot of pane.querySelectorAll("[data-refusal]")) slot.hidden = true;
  if (event.submitter?.matches("[data-correct]")) sendAndWait(source, event.submitter, [now.dataset.statement]);
  else if (source.dataset.decision === "split" && !source.elements.spans.value) tell("desk:say", { words: "Cut it first: click the word that begins the second part." });
  else if (source.dataset.decision === "split") sendAndWait(source, event.submitter, [now.dataset.statement]);
  else if (source.matches("[data-decision]")) { if (isNamed(source)) decideNow(source); }
  else sendAndWait(source, event.submitter, source.closest("[data-statement]") ? [source.closest("[data-statement]").dataset.statement] : []);
});

function isNamed(source) {
  const named = source.elements.claimant;
  if (!named || named.value.trim()) return true;
  source.querySelector("details").open = true;
  named.focus();
  tell("desk:say", { words: "Say who said it first." });
  return false;
}

function leave() {
  const now = card();
  const pk = now.dataset.statement;
  const all = rows();
  const next = all[all.indexOf(now) + 1] ?? all[0];
  now.remove();
  rowOf.delete(pk);
  cards.delete(pk);
  if (next && next !== now) show(next.dataset.statement);
  else arrive();
}

/* --- what came of it ---------------------------------------------------------------------- */

document.addEventListener("triage:settled", ({ detail: { job, did } }) => {
  if (job.name) {
    if (job.name !== "decline") grownOld();
    return mark(wanted || open());
  }
  hold(false);
  for (const pk of job.pks) cards.delete(pk);
  const source = job.source;
  if (source?.matches("[data-mark]")) { source.reset(); source.closest("details").open = false; getSelection().removeAllRanges(); }
  if (did.undo || source?.matches("[data-decision], [data-send=rejoin]")) tell(did.undo ? "desk:toast" : "desk:say", did);
  for (const words of did.left ?? []) tell("desk:say", { words });
  const opens = String(did.opens ?? "");
  if (opens && opens === open()) {
    const row = rowOf.get(opens);
    card().remove();
    rowOf.delete(opens);
    if (row) tell("triage:put", { row });
  }
  if (opens) show(opens);
  else if (!card() && rows().length) show(rows()[0].dataset.statement);
  else arrive();
});

/* A claim was made or grew: what later cards are close to may differ. Once no key was pressed for a
   while the next ones are fetched anew, but for those that somebody has written in. */
function grownOld() {
  for (const one of cards.values()) if (!one.hasAttribute("data-touched")) one.setAttribute("data-old", "");
  clearTimeout(resting);
  resting = setTimeout(() => {
    const all = rows();
    const soon = all.slice(all.indexOf(card()) + 1).slice(0, AT_ONCE).map((row) => row.dataset.statement);
    const old = soon.filter((pk) => cards.get(pk)?.hasAttribute("data-old"));
    if (old.length) fetchCards(old);
  }, REST_MS);
}

/* It comes back as it was typed, with the sentence. It opens by itself only if no key was pressed
   since; otherwise whoever goes on typing would decide on another statement than they look at. */
document.addEventListener("triage:refused", ({ detail: { job, status, html } }) => {
  hold(false);
  const box = document.getElementById("refused");
  if (job.name) tell("desk:untoast", { undo: new URL(job.card.dataset.undo, location.href).pathname });
  if (job.name && status !== 409) bringBack(job, html);
  const own = !job.name && status === 422 && job.source?.closest("[data-card], [data-mark]")?.querySelector("[data-refusal]");
  const slot = own || box;
  if (job.name && status !== 409 && pressedAt < job.at) return bringForward(job);
  slot.innerHTML = html;
  if (job.name && status !== 409) {
    const link = Object.assign(document.createElement("a"), { className: "link", href: `?statement=${job.pks[0]}`, textContent: `Open statement ${job.number}` });
    link.dataset.statement = job.pks[0];
    slot.querySelector(".error-list")?.append(link);
  }
  slot.hidden = false;
  if (!job.name) slot.focus();
});

function bringBack(job, html) {
  const [pk] = job.pks;
  document.getElementById(`d${pk}`)?.remove();
  const slot = job.card.querySelector(":scope > [data-refusal]");
  if (html) { slot.innerHTML = html; slot.hidden = false; job.row?.classList.add("is-refused"); }
  job.card.dataset.armed = "";
  job.card.querySelector("[data-armed]").hidden = true;
  cards.set(pk, job.card);
  for (const one of pane.querySelectorAll(`[data-text] .st[data-statement="${pk}"]`)) one.classList.remove("is-declined");
  if (job.row) tell("triage:put", { row: job.row });
}

function bringForward(job) {
  calmUntil = performance.now() + CALM_MS;
  show(job.pks[0]);
}

document.addEventListener("triage:taken", ({ detail: { pk, words } }) => {
  const now = card();
  if (now?.dataset.statement !== pk) return;
  now.setAttribute("data-is-taken", "");
  const line = now.querySelector("[data-taken]");
  line.textContent = `Decided meanwhile: ${words}. Enter goes on.`;
  line.hidden = false;
  for (const button of now.querySelectorAll("[data-arms], [data-asks]")) button.setAttribute("aria-disabled", "true");
});
list.addEventListener("triage:row", (event) => rowOf.set(event.detail.row.dataset.statement, event.detail.row));
document.addEventListener("triage:news", () => {
  if (!card() && rows().length) show(rows()[0].dataset.statement);
  for (const pk of [...cards.keys()]) if (!document.getElementById(`s${pk}`)) cards.delete(pk);
  mark(wanted || open());
  lookAhead();
});

const sent = new Map(); // statement → the decision on it that may still be on its way
document.addEventListener("triage:send", ({ detail }) => { if (detail.name) sent.set(detail.pks[0], detail); });
document.addEventListener("desk:undo", (event) => {
  const { undo, fields } = event.detail;
  const pk = undo.match(/statements\/(\d+)\/undo/)?.[1];
  const isBatch = pane.querySelector("[data-batch]").dataset.undo === undo;
  if (!isBatch && !(pk && document.getElementById(`d${pk}`))) return;
  event.preventDefault();
  const unsent = { pk, undone: false };
  if (pk) tell("triage:unsend", unsent);
  if (unsent.undone) { bringBack(sent.get(pk), ""); return show(pk); }
  hold(true);
  tell("triage:send", { url: undo, body: new URLSearchParams({ ...fields, triage: "1" }), pks: pk ? [pk] : fields.ids.split(" "), at: performance.now() });
});

/* --- keys and clicks ---------------------------------------------------------------------- */

const KEYS = {
  j: () => step(1),
  k: () => step(-1),
  s: () => step(1),
  a: () => { ask(""); arm("accept"); },
  d: () => ask("decline"),
  m: () => ask("join"),
  b: () => ask("split"),
  Enter: () => decide(),
  Escape: () => { if (asking() || card()?.dataset.armed) ask(""); else document.querySelector(".back-link").click(); },
};

document.addEventListener("desk:key", (event) => {
  const { press } = event.detail;
  const key = KEYS[press];
  if (!key || event.defaultPrevented) return;
  if (!card() && press !== "Escape") return;
  event.preventDefault();
  pressedAt = performance.now();
  const isMove = ["j", "k", "s"].includes(press);
  if ((wanted && !isMove) || performance.now() < calmUntil) return flash();
  if (card().hasAttribute("data-is-taken") && !isMove) return press === "Enter" ? leave() : flash();
  key();
});
document.addEventListener("input", (event) => {
  pressedAt = performance.now();
  event.target.closest("[data-card]")?.setAttribute("data-touched", "");
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
  const choice = event.target.closest("[data-card] .decline-reasons label, .join-choice");
  if (choice && event.detail > 0 && !event.target.matches("input")) {
    event.preventDefault();
    choice.querySelector("input").checked = true;
    choice.closest("form").requestSubmit();
  }
});

function follow(pk) {
  if (narrow.matches) turnTo("1");
  document.getElementById("refused").hidden = true;
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
document.addEventListener("triage:turn", ({ detail }) => { if (narrow.matches) turnTo(detail.to); });
document.addEventListener("triage:step", ({ detail }) => step(detail.by));
document.addEventListener("triage:open", ({ detail }) => show(detail.pk));

/* The wording is one sentence: Enter in it decides, as on the card. */
pane.addEventListener("keydown", (event) => {
  if (event.key !== "Enter" || event.shiftKey || event.isComposing || !event.target.matches("textarea.wording")) return;
  event.preventDefault();
  event.target.form.requestSubmit();
});

const first = document.querySelector("template[data-first-row]")?.content.firstElementChild;
if (first) rowOf.set(first.dataset.statement, first);
turnTo("1");
if (location.search.includes("statement=")) arrive();
else mark(open());
lookAhead();
