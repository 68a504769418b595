/* Shows a line at the bottom for ten seconds, with its undo, and undoes what was done last.

   The server sends one in a response header, HX-Trigger: {"desk:toast": {"words": "Accepted.",
   "undo": "/desk/…/undo/"}}, or with the page, in the JSON block #toasts-now. With `swaps`, the answer
   to the undo replaces the part of the page with this id.
   The last ten undos can be taken back with z after their toast has gone, and on the next page. */

import { getCsrfToken } from "./csrf.js";
import { getText } from "./strings.js";

const SECONDS = 10;
const MOST_UNDOS = 10;
const MOST_SHOWN = 2;
const STORE = "undos";
const box = document.getElementById("toasts");
const pattern = document.getElementById("toast");
const undos = JSON.parse(sessionStorage.getItem(STORE) ?? "[]");
const undoers = [];

function storeUndos() {
  sessionStorage.setItem(STORE, JSON.stringify(undos.map(({ words, undo, fields, swaps }) => ({ words, undo, fields, swaps }))));
}

/* For a page that can undo in place: `undoer(entry)` returns true if it did. */
export function registerUndoer(undoer) {
  undoers.push(undoer);
}

async function undoEntry(entry) {
  const at = undos.indexOf(entry);
  if (at < 0) return;
  undos.splice(at, 1);
  storeUndos();
  entry.line?.remove();
  if (undoers.some((undoer) => undoer(entry))) return;
  const headers = { "X-CSRFToken": getCsrfToken(), "HX-Request": "true" };
  const answer = await fetch(entry.undo, { method: "POST", headers, body: new URLSearchParams(entry.fields ?? {}) });
  const next = answer.headers.get("HX-Redirect");
  if (answer.ok && next) location.assign(next);
  else if (answer.ok) location.reload(); // to the same address with its #place, assign() would stay
  else say(getText(answer.status === 409 ? "undo-too-late" : "undo-failed"));
}

/* Returns false if there is nothing to undo. */
export function undoLast() {
  if (!undos.length) return false;
  undoEntry(undos.at(-1));
  return true;
}

export function showToast({ words, undo: address, fields, swaps }) {
  if (!box || !pattern) return;
  const line = pattern.content.firstElementChild.cloneNode(true);
  line.querySelector("[data-words]").textContent = words;
  const button = line.querySelector("[data-undo]");
  if (address) {
    const entry = { words, undo: address, fields, swaps, line };
    undos.push(entry);
    if (undos.length > MOST_UNDOS) undos.shift();
    storeUndos();
    button.addEventListener("click", () => undoEntry(entry));
  } else button.remove();
  box.append(line);
  while (box.children.length > MOST_SHOWN) box.firstElementChild.remove();
  setTimeout(() => line.remove(), SECONDS * 1000);
}

/* A line without undo; a screen reader speaks it. */
export const say = (words) => showToast({ words });

/* What we said was done has failed: its undo goes, so that it does not take back somebody else's work. */
export function withdrawUndo(address) {
  for (const entry of undos.filter((one) => one.undo === address)) {
    undos.splice(undos.indexOf(entry), 1);
    entry.line?.remove();
  }
  storeUndos();
}

export function startToasts() {
  document.addEventListener("desk:toast", (event) => showToast(event.detail));
  document.addEventListener("htmx:sendError", () => say(getText("no-answer")));
  document.addEventListener("htmx:responseError", (event) => say(getText(event.detail.xhr.status === 403 ? "not-allowed" : "nothing-changed")));
  for (const toast of JSON.parse(document.getElementById("toasts-now")?.textContent ?? "[]")) showToast(toast);
}
