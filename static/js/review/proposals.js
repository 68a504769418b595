/* Keeps the focus and what is unfolded while suggestions are taken, refused and brought back.

   Taking, refusing and looking again are forms; the keys y and u press their buttons. */

import { isShown } from "../lib/dom.js";
import { swapIn } from "../lib/htmx.js";
import { registerUndoer } from "../lib/toasts.js";

const CARD = "#proposals .suggestion";
let place = -1; // of the card that was answered
let folds = [];

const findCards = () => [...document.querySelectorAll(CARD)].filter(isShown);

function notePlace(event) {
  const card = event.target.closest?.(CARD);
  if (card) place = findCards().indexOf(card);
}

/* What was unfolded stays so when the list comes again. */
function noteFolds(event) {
  if (event.detail.target?.id !== "proposals") return;
  folds = [...document.querySelectorAll("#proposals details[open]")].map((fold) => fold.dataset.fold);
}

function restorePlace() {
  for (const name of folds) document.querySelector(`#proposals details[data-fold="${name}"]`)?.setAttribute("open", "");
  folds = [];
  if (place < 0) return;
  const all = findCards();
  (all[Math.min(place, all.length - 1)] ?? document.getElementById("proposals-head"))?.focus();
  place = -1;
}

function undoRefusal(entry) {
  if (entry.swaps !== "proposals") return false;
  swapIn("POST", entry.undo, { target: "#proposals", swap: "outerHTML" });
  return true;
}

export function startProposals() {
  document.addEventListener("htmx:beforeRequest", notePlace);
  document.addEventListener("htmx:beforeSwap", noteFolds);
  document.addEventListener("htmx:afterSettle", restorePlace);
  registerUndoer(undoRefusal);
}
