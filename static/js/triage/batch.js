/* Ticks many statements of the triage page, and decides on all of them in one go.

   x ticks the open one, X all up to it from the last one ticked, J and K tick and move; a and d then
   mean all that are ticked. */

import { registerKeyHandler } from "../lib/keys.js";
import { getText } from "../lib/strings.js";
import { cardShown, moveStatement } from "./cards.js";
import { findAsking, findCard, findRow, findRows, list, pane } from "./elements.js";
import { news, sendAndWait } from "./wire.js";

const batch = pane.querySelector("[data-batch]");
const reasons = batch.querySelector("[data-batch-reasons]");
const armed = batch.querySelector("[data-batch-armed]");
const picked = new Set();
let last = "";
let hadAny = false;

/* The row that is on its way to being open counts before the open one. */
const getCurrent = () => (list.querySelector("[data-row][aria-current]") ?? findCard())?.dataset.statement ?? "";

function showTicks() {
  if (!picked.size && !hadAny) return;
  hadAny = picked.size > 0;
  for (const pk of picked) if (!findRow(pk)) picked.delete(pk);
  for (const row of findRows()) {
    const isPicked = picked.has(row.dataset.statement);
    row.classList.toggle("is-picked", isPicked);
    const box = row.querySelector("input[name=ids]");
    if (box) box.checked = isPicked;
    const chip = row.querySelector("[data-picked-chip]");
    if (chip) chip.hidden = !isPicked;
  }
  pane.classList.toggle("has-picked", picked.size > 0);
  batch.querySelector("[data-n-picked]").textContent = getText("n-ticked", { number: picked.size });
  if (!picked.size) { armAll(""); askWhy(false); }
}

function tickStatement(pk, isPicked = !picked.has(pk)) {
  if (!pk) return;
  if (isPicked) picked.add(pk);
  else picked.delete(pk);
  last = pk;
  showTicks();
}

function tickUpTo(pk) {
  const all = findRows().map((row) => row.dataset.statement);
  const [from, to] = [all.indexOf(last), all.indexOf(pk)].sort((a, b) => a - b);
  for (const one of all.slice(Math.max(from, 0), to + 1)) picked.add(one);
  last = pk;
  showTicks();
}

function tickAndMove(by) {
  tickStatement(getCurrent(), true);
  moveStatement(by);
  tickStatement(getCurrent(), true);
}

function armAll(name) {
  armed.hidden = !name;
  batch.dataset.armed = name;
  if (name) armed.querySelector("span").textContent = getText("accept-ticked-armed", { count: picked.size });
}

function askWhy(isAsked) {
  reasons.hidden = !isAsked;
  if (isAsked) reasons.querySelector("input").focus();
}

function untickAll() {
  picked.clear();
  showTicks();
  findCard()?.focus({ preventScroll: true });
}

/* The page waits for the answer: rows go all at once, and what was left says why. */
function sendAll(name) {
  const pks = [...picked];
  const body = new URLSearchParams({ ids: pks.join(" ") });
  if (name === "decline") {
    const reason = batch.elements.reason.value;
    if (!reason) return reasons.querySelector("input").reportValidity();
    body.set("reason", reason);
    body.set("note", batch.elements.note.value);
  }
  sendAndWait({ url: batch.dataset[name], body, pks, source: batch });
  batch.reset();
  picked.clear();
  showTicks();
}

const KEYS = {
  a: () => { askWhy(false); armAll("accept"); },
  d: () => { armAll(""); askWhy(true); },
  Enter: () => sendAll(reasons.hidden ? batch.dataset.armed : "decline"),
  Escape: () => { if (!reasons.hidden) askWhy(false); else if (batch.dataset.armed) armAll(""); else untickAll(); },
};
const PICKS = {
  x: () => tickStatement(getCurrent()),
  X: () => tickUpTo(getCurrent()),
  J: () => tickAndMove(1),
  K: () => tickAndMove(-1),
};

function handleKey(press) {
  const mayDecide = picked.size > 0 && KEYS[press] && !findAsking();
  const run = PICKS[press] ?? (mayDecide && (press !== "Enter" || batch.dataset.armed || !reasons.hidden) && KEYS[press]);
  if (!run) return false;
  run();
  return true;
}

/* Shift and a click tick all from the last one ticked. */
function tickByPointer(event) {
  const box = event.target.closest(".pick");
  if (!box || !event.shiftKey || !last) return;
  event.preventDefault();
  tickUpTo(box.closest("[data-row]").dataset.statement);
}

/* A pointer on a reason is the decision itself. */
function declineByPointer(event) {
  const choice = event.target.closest(".decline-reasons label");
  if (!choice || event.detail === 0 || event.target.matches("input")) return;
  event.preventDefault();
  choice.querySelector("input").checked = true;
  sendAll("decline");
}

function submitBatch(event) {
  event.preventDefault();
  if (event.submitter?.matches("[data-batch-arms]")) return sendAll("accept");
  if (reasons.hidden) return askWhy(true);
  sendAll("decline");
}

export function startBatch() {
  registerKeyHandler(handleKey);
  pane.addEventListener("change", (event) => {
    if (event.target.matches("input[name=ids]")) tickStatement(event.target.value, event.target.checked);
  });
  pane.addEventListener("click", tickByPointer);
  batch.addEventListener("submit", submitBatch);
  batch.querySelector("[data-batch-asks]").addEventListener("click", (event) => {
    if (!reasons.hidden) return;
    event.preventDefault();
    askWhy(true);
  });
  batch.addEventListener("click", declineByPointer);
  batch.querySelector("[data-unpick]").addEventListener("click", untickAll);
  cardShown.listen(showTicks);
  news.listen(showTicks);
  askWhy(false);
}
