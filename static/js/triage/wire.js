/* What the triage page tells the desk and hears from it. Decisions are sent in the background, one
   after another in the order they were made, while the next card is open already; every few seconds
   the page asks what others decided. All of it goes through one line, so that no answer is older
   than the page it is put in.

   In:  "triage:send" {url, body, pks, letter, …}   a form to send; letter: how these will stand
   Out: "triage:settled" {job, did}                  done, and put in place; did: what the desk says
        "triage:refused" {job, status, html}         not done, and why
        "triage:taken" {pk, words}                   somebody else decided on the open statement
        "triage:news"                                rows came, went or moved */

const pane = document.querySelector("[data-triage]");
const list = document.getElementById("to-triage");
const triaged = document.getElementById("triaged");
const progress = document.getElementById("progress");
const EVERY_MS = 4000;
const AT_ONCE = 24;
const WORDS = { a: "accepted", d: "declined", j: "joined" };
const LOOKS = { a: "is-accepted", d: "is-declined", j: "is-joined" };
const queue = [];
let states = new Map(); // statement → letter, in the order of the text
let running = false;
let knows = "";
let heardAt = Date.now();

const tell = (name, detail = {}) => document.dispatchEvent(new CustomEvent(name, { detail }));
const openCard = () => list.querySelector("[data-card]");
const parsed = (text) => new Map(text.split(".").filter(Boolean).map((one) => [one.slice(0, -1), one.slice(-1)]));
const waiting = (pk) => queue.find((job) => job.pks.includes(pk) && job.letter)?.letter;
const token = () => JSON.parse(document.body.getAttribute("hx-headers") ?? "{}")["X-CSRFToken"] ?? "";

/* --- putting what came in its place ------------------------------------------------------- */

const rank = (row) => [-Number(row.dataset.worth), Number(row.dataset.start), Number(row.dataset.statement)];
function isAfter(one, other) {
  const [a, b] = [rank(one), rank(other)];
  const place = a.findIndex((value, at) => value !== b[at]);
  return place >= 0 && a[place] > b[place];
}

function putRow(row) {
  const there = document.getElementById(row.id);
  document.getElementById(`d${row.dataset.statement}`)?.remove();
  if (there?.matches("[data-card]")) return there.dispatchEvent(new CustomEvent("triage:row", { detail: { row }, bubbles: true }));
  there?.remove();
  const next = [...list.children].find((other) => isAfter(other, row));
  if (next) next.before(row);
  else list.append(row);
}

function putDone(row, own) {
  const pk = row.dataset.statement;
  const there = document.getElementById(`s${pk}`);
  document.getElementById(row.id)?.remove();
  if (there?.matches("[data-card]") && !own.includes(pk)) tell("triage:taken", { pk, words: row.lastElementChild.textContent.trim() });
  else there?.remove();
  triaged.prepend(row);
}

/* html: rows, decided rows, paragraphs and the states; own: statements that we decided on. */
function put(html, own = []) {
  const came = document.createElement("template");
  came.innerHTML = html;
  for (const element of [...came.content.children]) {
    if (element.id === "states") states = parsed(element.value);
    else if (element.matches(".is-done")) { if (!waiting(element.dataset.statement)) putDone(element, own); }
    else if (element.matches("[data-row]")) { if (!waiting(element.dataset.statement)) putRow(element); }
    else document.getElementById(element.id)?.replaceWith(element);
  }
  for (const row of list.querySelectorAll(":scope > [data-row]")) if (!states.has(row.dataset.statement)) row.remove();
  for (const row of [...triaged.children]) if (!states.has(row.dataset.statement)) row.remove();
}

function show() {
  const shown = [...states].map(([pk, letter]) => [pk, waiting(pk) ?? letter]).filter(([, letter]) => letter !== "s");
  const open = openCard()?.dataset.statement;
  const segments = progress.querySelector(".segments");
  while (segments.children.length > shown.length) segments.lastElementChild.remove();
  while (segments.children.length < shown.length) segments.append(document.createElement("span"));
  shown.forEach(([pk, letter], at) => {
    const looks = letter === "p" && pk === open ? "is-active" : LOOKS[letter] ?? "";
    if (segments.children[at].className !== looks) segments.children[at].className = looks;
  });
  const n = (letter) => shown.filter(([, one]) => one === letter).length;
  const done = shown.length - n("p");
  progress.querySelector("[data-counted]").textContent = `${shown.length} statement${shown.length === 1 ? "" : "s"}, ${done} triaged`;
  progress.querySelector("[data-told]").textContent = Object.entries(WORDS).filter(([letter]) => n(letter)).map(([letter, word]) => `${n(letter)} ${word}`).join(", ");
  pane.querySelector("[data-waiting]").textContent = n("p") ? `${n("p")}, most worth checking first` : "0";
  const link = pane.querySelector("[data-triaged]");
  link.hidden = !done;
  link.textContent = `${done} triaged`;
  pane.querySelector("[data-all-decided]").hidden = n("p") > 0 || !states.size;
  const nothing = pane.querySelector("[data-nothing]");
  if (nothing) nothing.hidden = states.size > 0;
}

/* --- sending ------------------------------------------------------------------------------ */

const pause = (ms) => new Promise((done) => setTimeout(done, ms));

/* A desk that does not answer is asked again until it does: what was decided waits here. */
async function post(job) {
  for (let tries = 1; ; tries += 1) {
    const asked = fetch(job.url, { method: "POST", headers: { "X-CSRFToken": token(), "HX-Request": "true" }, body: job.body, keepalive: true });
    const answer = await asked.catch(() => null);
    if (answer && answer.status !== 503 && answer.status !== 502) return { answer, tries };
    if (tries === 1) tell("desk:say", { words: "The desk does not answer. What you decided is kept here and sent again." });
    await pause(Math.min(1000 * tries, 8000));
  }
}

async function send(job) {
  const { answer, tries } = await post(job);
  const html = await answer.text();
  queue.shift();
  const wasDone = answer.status === 409 && tries > 1; // the first answer was lost on its way
  if (answer.ok) put(html, job.pks);
  else if (wasDone) await fetchParts(job.pks, job.pks);
  if (answer.ok || wasDone) tell("triage:settled", { job, did: JSON.parse(answer.headers.get("Desk-Did") ?? "{}") });
  else tell("triage:refused", { job, status: answer.status, html });
  if (answer.status === 409) heardAt = 0;
  show();
}

async function run() {
  if (running) return;
  running = true;
  while (queue.length) {
    await send(queue[0]);
    if (Date.now() - heardAt > EVERY_MS) await hear();
  }
  running = false;
}

document.addEventListener("triage:send", ({ detail }) => {
  queue.push(detail);
  show();
  run();
});
/* A decision that was not sent yet is simply not sent: detail.undone says so. */
document.addEventListener("triage:unsend", ({ detail }) => {
  const at = queue.findIndex((job, place) => place > 0 && job.pks.includes(detail.pk));
  if (at < 0) return;
  queue.splice(at, 1);
  detail.undone = true;
  show();
});
document.addEventListener("triage:shown", show);
document.addEventListener("triage:put", ({ detail }) => putRow(detail.row));
addEventListener("beforeunload", (event) => { if (queue.length) event.preventDefault(); });
/* A link that leads on waits until all is sent. */
pane.addEventListener("click", async (event) => {
  const link = event.target.closest("a[data-when-sent]");
  if (!link || !queue.length) return;
  event.preventDefault();
  while (queue.length) await pause(50);
  location.assign(link.href);
});

/* --- hearing ------------------------------------------------------------------------------ */

async function fetchParts(pks, own = []) {
  for (let at = 0; at < pks.length; at += AT_ONCE) {
    const answer = await fetch(`${pane.dataset.parts}?of=${pks.slice(at, at + AT_ONCE)}`).catch(() => null);
    if (answer?.ok) put(await answer.text(), own);
  }
}

function showHere(others) {
  const line = document.querySelector("[data-here]");
  line.hidden = !others.length;
  const words = others.map(([name, at]) => (at ? `${name} is here too, at statement ${at}` : `${name} is here too`)).join("; ");
  if (line.lastElementChild.textContent !== words) line.lastElementChild.textContent = words;
}

async function hear() {
  heardAt = Date.now();
  const at = openCard()?.dataset.number ?? "";
  const answer = await fetch(`${pane.dataset.changes}?knows=${knows}&at=${at}`).catch(() => null);
  if (!answer?.ok) return;
  showHere(JSON.parse(answer.headers.get("Desk-Here") ?? "[]"));
  knows = answer.headers.get("Desk-Knows");
  if (answer.status === 204) return;
  const now = parsed(await answer.text());
  const differ = [...now].filter(([pk, letter]) => states.get(pk) !== letter && !waiting(pk)).map(([pk]) => pk);
  const isLess = [...states.keys()].some((pk) => !now.has(pk));
  if (!differ.length && !isLess) return;
  if (differ.length) await fetchParts(differ);
  else { states = now; put(""); }
  show();
  tell("triage:news");
}

async function look() {
  if (running || document.visibilityState === "hidden") return;
  running = true;
  await hear();
  running = false;
  run();
}
setInterval(() => { if (Date.now() - heardAt >= EVERY_MS) look(); }, EVERY_MS / 4);
document.addEventListener("visibilitychange", () => { if (document.visibilityState === "visible") look(); });
document.addEventListener("triage:hear", look);

states = parsed(document.getElementById("states").value);
look();
