/* Shows what became of a decision: done, refused, undone, or made by somebody else meanwhile. */

import { setPageBusy } from "../lib/dom.js";
import { getText } from "../lib/strings.js";
import { registerUndoer, say, showToast, withdrawUndo } from "../lib/toasts.js";
import { dropCards, dropGoneCards, focusCard, getWantedOrOpen, lookAhead, markCardsOld, markStatement, refetchOldCards, showFirstOfRest, showStatement, storeCard, takeOutCard } from "./cards.js";
import { getUndoPath } from "./decide.js";
import { findCard, findDecided, findMarks, findRow, findRows, getOpen, pane } from "./elements.js";
import { openTaken, putRow } from "./rows.js";
import { news, refused, sendAndWait, settled, withdrawJob } from "./wire.js";

const CALM_MS = 400;
const REST_MS = 1500;
let pressedAt = 0;
let calmUntil = 0;
let resting = 0;

export function notePress() {
  pressedAt = performance.now();
}

/* A card has just come back by itself: a key now was meant for another one. */
export const isCalming = () => performance.now() < calmUntil;

/* --- done --- */

function settleDecision(job) {
  if (job.name !== "decline") {
    markCardsOld();
    clearTimeout(resting);
    resting = setTimeout(refetchOldCards, REST_MS); // once no decision was made for a while
  }
  markStatement(getWantedOrOpen());
}

function settleJob(job, did) {
  if (job.name) settleDecision(job);
  else if (job.choiceUndo) markStatement(getWantedOrOpen());
  else settleWaiting(job, did);
}

function closeOpenCard() {
  const row = takeOutCard(findCard());
  if (row) putRow(row);
}

/* What the page waited for: did = {words, undo, left, opens}. */
function settleWaiting(job, did) {
  setPageBusy(false);
  dropCards(job.pks);
  const form = job.source;
  if (form?.matches("[data-mark]")) { form.reset(); form.closest("details").open = false; getSelection().removeAllRanges(); }
  if (did.undo || form?.matches("[data-decision], [data-send=rejoin]")) showToast(did);
  for (const words of did.left ?? []) say(words);
  const opens = did.opens && String(did.opens);
  if (opens && opens === getOpen()) closeOpenCard();
  if (opens) showStatement(opens);
  else if (!findCard() && findRows().length) showFirstOfRest();
  else focusCard();
}

/* --- refused --- */

function bringBack(job, html) {
  const [pk] = job.pks;
  findDecided(pk)?.remove();
  const slot = job.card.querySelector(":scope > [data-refusal]");
  if (html) { slot.innerHTML = html; slot.hidden = false; job.row?.classList.add("is-refused"); }
  job.card.dataset.armed = "";
  job.card.querySelector("[data-armed]").hidden = true;
  storeCard(job.card);
  for (const one of findMarks(pk)) one.classList.remove("is-declined");
  if (job.row) putRow(job.row);
}

/* A decision comes back as it was typed, with the sentence that says why. It opens by itself only if
   no key was pressed since; otherwise whoever goes on typing would decide on another statement than
   they look at. */
function showRefusedDecision(job, html) {
  bringBack(job, html);
  const [pk] = job.pks;
  if (pressedAt < job.at) {
    calmUntil = performance.now() + CALM_MS;
    return showStatement(pk);
  }
  const slot = document.getElementById("refused");
  slot.innerHTML = html;
  const link = Object.assign(document.createElement("a"), { className: "link", href: `?statement=${pk}`, textContent: getText("open-statement", { number: job.number }) });
  link.dataset.statement = pk;
  slot.querySelector(".error-list")?.append(link);
  slot.hidden = false;
}

/* Somebody chose another speaker meanwhile, or decided: the card comes again as it is now. */
function showRefusedChoice(job) {
  const [pk] = job.pks;
  withdrawUndo(job.choiceUndo);
  dropCards(job.pks);
  if (pk !== getOpen()) return;
  closeOpenCard();
  showStatement(pk);
}

function showRefusal(job, status, html) {
  setPageBusy(false);
  if (job.choiceUndo) showRefusedChoice(job);
  if (job.name) withdrawUndo(getUndoPath(job.card));
  if (job.name && status !== 409) return showRefusedDecision(job, html);
  const own = status === 422 && job.source?.closest("[data-card], [data-mark]")?.querySelector("[data-refusal]");
  const slot = own || document.getElementById("refused");
  slot.innerHTML = html;
  slot.hidden = false;
  if (!job.name) slot.focus();
}

/* --- undone --- */

function sendUndo(url, pks, fields) {
  sendAndWait({ url, body: new URLSearchParams(fields), pks });
  return true;
}

function undoInPlace({ undo, fields }) {
  const [, pk, isChoice] = undo.match(/statements\/(\d+)\/undo(-speaker)?\//) ?? [];
  if (isChoice) return Boolean(findRow(pk)) && sendUndo(undo, [pk]);
  const isBatch = pane.querySelector("[data-batch]").dataset.undo === undo;
  if (!isBatch && !(pk && findDecided(pk))) return false;
  const withdrawn = pk && withdrawJob(pk);
  if (!withdrawn) return sendUndo(undo, pk ? [pk] : fields.ids.split(" "), fields);
  bringBack(withdrawn, "");
  showStatement(pk);
  return true;
}

/* --- decided by others --- */

function showTaken(pk, words) {
  const card = findCard();
  if (card?.dataset.statement !== pk) return;
  card.setAttribute("data-is-taken", "");
  const line = card.querySelector("[data-taken]");
  line.textContent = getText("decided-meanwhile", { words });
  line.hidden = false;
  for (const button of card.querySelectorAll("[data-arms], [data-asks]")) button.setAttribute("aria-disabled", "true");
}

function followNews() {
  showFirstOfRest();
  dropGoneCards();
  markStatement(getWantedOrOpen());
  lookAhead();
}

export function startOutcomes() {
  settled.listen(settleJob);
  refused.listen(showRefusal);
  openTaken.listen(showTaken);
  news.listen(followNews);
  registerUndoer(undoInPlace);
}
