/* Saves the draft by itself and never loses a character.

   Each key is stored on this computer first, then sent. A save names the version that it was made
   from, this tab and a number, so one that is repeated after a lost answer does not conflict with
   itself, and one that meets another text (409) shows both. */

import { getCsrfToken } from "../../lib/csrf.js";
import { createSignal } from "../../lib/events.js";
import { getText } from "../../lib/strings.js";
import { dropCopy, isStorable, session, storeCopy } from "./copies.js";
import { form, formatClock, getSaveState, isSameText, readText, showSaveState, writeText } from "./fields.js";
import { renewToken, waitForSignIn } from "./sign-in.js";

const IDLE_MS = 900;
const LONGEST_MS = 5000;
const TIMEOUT_MS = 10_000;
const RETRY_MS = [1000, 2000, 4000, 8000, 15_000];

let version = Number(form.dataset.version);
let saved = readText();
let savedWords = getText("nothing-written");
let counter = 0;
let edits = 0;
let dirtySince = 0;
let timer = 0;
let sending = null;
let halted = ""; // "refused", "closed" or "conflict": nothing is sent

/* Tells (ours, theirs) when the desk has another text. */
export const conflicts = createSignal();

export const getVersion = () => version;
export const getSaved = () => saved;
export const isHalted = () => Boolean(halted);
export const isDirty = () => !isSameText(readText(), saved);
export const isUnsaved = () => isDirty() || Boolean(sending);
export const showUnsaved = (why) => showSaveState("unsaved", getText(isStorable() ? "not-saved" : "not-saved-anywhere", { why }));

function keepCopy() {
  edits += 1;
  if (!storeCopy(version, edits)) showSaveState("unsaved", getText("no-copy"));
}

function noteChange() {
  keepCopy();
  if (halted === "refused") halted = "";
  if (halted) return;
  if (getSaveState() === "saved") showSaveState("saving", getText("saving"));
  dirtySince ||= Date.now();
  clearTimeout(timer);
  timer = setTimeout(saveDraft, Math.max(0, Math.min(IDLE_MS, dirtySince + LONGEST_MS - Date.now())));
}

/* Resolves to true once all that is in the fields was saved. */
export async function saveDraft() {
  clearTimeout(timer);
  if (sending) return sending.done;
  if (halted) return false;
  if (!isDirty()) {
    dropCopy(edits);
    dirtySince = 0;
    if (getSaveState() === "saving") showSaveState("saved", savedWords);
    return true;
  }
  counter += 1;
  sending = { counter, edits, version, text: readText(), tries: 0 };
  sending.done = postJob(sending);
  const isDone = await sending.done;
  return isDone && isDirty() && !halted ? saveDraft() : isDone;
}

async function postJob(job) {
  showSaveState("saving", getText("saving"));
  const body = new URLSearchParams({ version: job.version, session, counter: job.counter, ...job.text });
  const headers = { Accept: "application/json", "X-CSRFToken": getCsrfToken() };
  let answer;
  try {
    answer = await fetch(form.action, { method: "POST", body, redirect: "manual", headers, signal: AbortSignal.timeout(TIMEOUT_MS) });
  } catch {
    return retryJob(job, "retry-no-answer");
  }
  if (answer.type === "opaqueredirect" || answer.status === 401) return postAfterSignIn(job);
  const said = answer.headers.get("Content-Type")?.includes("json") ? await answer.json().catch(() => null) : null;
  if (answer.ok && said) return acceptSave(job, said);
  if (answer.status === 403 && !said) return postWithNewToken(job);
  if (answer.status === 409 && said?.draft) return conflicts.tell(job.text, said.draft), stopSaving("conflict");
  if (answer.status >= 500 || answer.status === 429) return retryJob(job, "retry-busy");
  showUnsaved(said?.detail ?? getText("desk-answered", { status: answer.status }));
  return stopSaving(answer.status === 422 ? "refused" : "closed");
}

function acceptSave(job, said) {
  version = said.version;
  saved = job.text;
  sending = null;
  dirtySince = 0;
  form.elements.version.value = version;
  for (const place of document.querySelectorAll("[data-draft-version]")) place.textContent = version;
  dropCopy(job.edits);
  showSaved(said.saved_at ?? Date.now());
  document.body.dispatchEvent(new CustomEvent("desk:changed", { bubbles: true })); // an hx-trigger of other parts
  return true;
}

function showSaved(at) {
  savedWords = getText("saved-at", { saved_at: formatClock(at) });
  showSaveState("saved", savedWords);
}

function stopSaving(why) {
  halted = why;
  sending = null;
  return false;
}

/* The same save, with its own number: the desk may have taken it and the answer was lost. key: of the
   text that says why. */
function retryJob(job, key) {
  showUnsaved(getText(key));
  const wait = RETRY_MS[Math.min(job.tries++, RETRY_MS.length - 1)];
  return new Promise((resolve) => {
    job.wake = () => { clearTimeout(job.timer); resolve(postJob(job)); };
    job.timer = setTimeout(job.wake, wait);
  });
}

async function postAfterSignIn(job) {
  showUnsaved(getText("you-are-signed-out"));
  await waitForSignIn();
  return postJob(job);
}

async function postWithNewToken(job) {
  if (job.isRenewed) return retryJob(job, "retry-token");
  if (!(await renewToken())) return postAfterSignIn(job);
  job.isRenewed = true;
  return postJob(job);
}

/* --- for the modules that let a person choose between two texts --- */

export function haltSaving() {
  halted = "conflict";
}

export function resumeSaving() {
  halted = "";
  return saveDraft();
}

/* The text that is on the desk now, so that ours can be saved after it. */
export function adoptVersion(number, text) {
  version = number;
  saved = { rating: text.rating ?? "", conclusion: text.conclusion, body: text.body };
}

export function replaceText(text) {
  writeText(text);
  keepCopy();
}

export function startSaving() {
  form.addEventListener("input", noteChange);
  form.addEventListener("submit", (event) => { event.preventDefault(); saveDraft(); });
  document.addEventListener("keydown", (event) => {
    if ((!event.ctrlKey && !event.metaKey) || event.key !== "s") return;
    event.preventDefault();
    saveDraft();
  });
  addEventListener("online", () => sending?.wake?.());
  document.querySelector("[data-without-script]").hidden = true;
  if (form.dataset.savedAt) showSaved(form.dataset.savedAt);
}
