/* Sends what the triage page decides, and hears what others decided.

   Decisions are sent in the background, one after another in the order they were made, while the
   next card is open already; every few seconds the page asks for news. All of it goes through one
   line, so that no answer is older than the page it is put in.

   A job: {url, body, pks}; with `letter`, how these statements will be shown meanwhile, and with
   `name`, the decision on one statement that left the list at once. */

import { getCsrfToken } from "../lib/csrf.js";
import { parseHtml, setPageBusy } from "../lib/dom.js";
import { createSignal } from "../lib/events.js";
import { getText } from "../lib/strings.js";
import { say } from "../lib/toasts.js";
import { findCard, pane } from "./elements.js";
import { drawProgress } from "./progress.js";
import { dropRowsExcept, putDecidedRow, putRow } from "./rows.js";

const NEWS_MS = 4000;
const LONGEST_RETRY_MS = 8000;
const AT_ONCE = 24;
const queue = [];
let states = new Map(); // statement → letter, in the order of the text
let running = false;
let knows = "";
let heardAt = Date.now();

/* Tells (job, did) when it was done and put in place; did: what the desk says. */
export const settled = createSignal();
/* Tells (job, status, html) when it was not done, and why. */
export const refused = createSignal();
/* Tells that rows came, went or moved. */
export const news = createSignal();

const parseStates = (text) => new Map(text.split(".").filter(Boolean).map((one) => [one.slice(0, -1), one.slice(-1)]));
const findWaiting = (pk) => queue.find((job) => job.pks.includes(pk) && job.letter)?.letter;
const pause = (ms) => new Promise((done) => setTimeout(done, ms));

export function showProgress() {
  drawProgress([...states].map(([pk, letter]) => [pk, findWaiting(pk) ?? letter]));
}

/* html: rows, decided rows, paragraphs and the states; own: statements that we decided on. */
function putParts(html, own = []) {
  for (const element of parseHtml(html)) {
    const pk = element.dataset.statement;
    if (element.id === "states") states = parseStates(element.value);
    else if (element.matches(".is-done")) { if (!findWaiting(pk)) putDecidedRow(element, own.includes(pk)); }
    else if (element.matches("[data-row]")) { if (!findWaiting(pk)) putRow(element); }
    else document.getElementById(element.id)?.replaceWith(element);
  }
  dropRowsExcept(states);
}

/* --- sending --- */

/* A desk that does not answer is asked again until it does: what was decided waits here. */
async function postJob(job) {
  for (let tries = 1; ; tries += 1) {
    const headers = { "X-CSRFToken": getCsrfToken(), "HX-Request": "true" };
    const answer = await fetch(job.url, { method: "POST", headers, body: job.body, keepalive: true }).catch(() => null);
    if (answer && answer.status !== 503 && answer.status !== 502) return { answer, tries };
    if (tries === 1) say(getText("decisions-kept"));
    await pause(Math.min(1000 * tries, LONGEST_RETRY_MS));
  }
}

async function runJob(job) {
  const { answer, tries } = await postJob(job);
  const html = await answer.text();
  queue.shift();
  const wasDone = answer.status === 409 && tries > 1; // the first answer was lost on its way
  if (answer.ok) putParts(html, job.pks);
  else if (wasDone) await fetchParts(job.pks, job.pks);
  if (answer.ok || wasDone) settled.tell(job, JSON.parse(answer.headers.get("Desk-Did") ?? "{}"));
  else refused.tell(job, answer.status, html);
  if (answer.status === 409) heardAt = 0;
  showProgress();
}

async function runQueue() {
  if (running) return;
  running = true;
  while (queue.length) {
    await runJob(queue[0]);
    if (Date.now() - heardAt > NEWS_MS) await hearNews();
  }
  running = false;
}

export function sendJob(job) {
  job.body.set("triage", "1");
  job.at = performance.now();
  queue.push(job);
  showProgress();
  runQueue();
}

/* The page, and keys with it, waits for what changes more than one card. */
export function sendAndWait(job) {
  setPageBusy(true);
  sendJob(job);
}

/* A decision that was not sent yet is simply not sent: returns its job then. */
export function withdrawJob(pk) {
  const at = queue.findIndex((job, place) => place > 0 && job.name && job.pks.includes(pk));
  if (at < 0) return null;
  const [job] = queue.splice(at, 1);
  showProgress();
  return job;
}

/* A link that leads on waits until all is sent. */
async function followWhenSent(event) {
  const link = event.target.closest("a[data-when-sent]");
  if (!link || !queue.length) return;
  event.preventDefault();
  while (queue.length) await pause(50);
  location.assign(link.href);
}

/* --- hearing --- */

async function fetchParts(pks, own = []) {
  for (let at = 0; at < pks.length; at += AT_ONCE) {
    const answer = await fetch(`${pane.dataset.parts}?of=${pks.slice(at, at + AT_ONCE)}`).catch(() => null);
    if (answer?.ok) putParts(await answer.text(), own);
  }
}

function showWhoIsHere(others) {
  const line = document.querySelector("[data-here]");
  line.hidden = !others.length;
  const words = others.map(([name, at]) => getText(at ? "here-at-statement" : "here-too", { name, number: at })).join("; ");
  if (line.lastElementChild.textContent !== words) line.lastElementChild.textContent = words;
}

async function hearNews() {
  heardAt = Date.now();
  const at = findCard()?.dataset.number ?? "";
  const answer = await fetch(`${pane.dataset.changes}?knows=${knows}&at=${at}`).catch(() => null);
  if (!answer?.ok) return;
  showWhoIsHere(JSON.parse(answer.headers.get("Desk-Here") ?? "[]"));
  knows = answer.headers.get("Desk-Knows");
  if (answer.status === 204) return;
  const now = parseStates(await answer.text());
  const different = [...now].filter(([pk, letter]) => states.get(pk) !== letter && !findWaiting(pk)).map(([pk]) => pk);
  const isLess = [...states.keys()].some((pk) => !now.has(pk));
  if (!different.length && !isLess) return;
  if (different.length) await fetchParts(different);
  else { states = now; putParts(""); }
  showProgress();
  news.tell();
}

async function askForNews() {
  if (running || document.visibilityState === "hidden") return;
  running = true;
  await hearNews();
  running = false;
  runQueue();
}

export function startWire() {
  addEventListener("beforeunload", (event) => { if (queue.length) event.preventDefault(); });
  pane.addEventListener("click", followWhenSent);
  setInterval(() => { if (Date.now() - heardAt >= NEWS_MS) askForNews(); }, NEWS_MS / 4);
  document.addEventListener("visibilitychange", () => { if (document.visibilityState === "visible") askForNews(); });
  states = parseStates(document.getElementById("states").value);
  askForNews();
}
