/* Runs the page of an editor's decision: its keys, its note, and that the version was seen.

   a puts the focus on Approve, Enter then presses it; r opens the note, Ctrl+Enter sends it. That a
   version was on the screen is noted after a while, or as soon as somebody decides on it. */

import { onEvent, onSwap } from "../lib/events.js";
import { registerKeyHandler } from "../lib/keys.js";

const SEEN_MS = 3000;
const seen = document.getElementById("seen");

const focusNote = (back) => back.querySelector("input:not([type=hidden])")?.focus();

function pressDeclared(press) {
  const target = document.querySelector(`[data-press="${CSS.escape(press)}"]`);
  if (!target) return false;
  if (!target.matches("summary")) target.focus();
  else {
    target.click();
    focusNote(target.parentElement); // at once: the next key belongs to the note
  }
  return true;
}

function closeNote(event, back) {
  if (event.key !== "Escape" || !back.open) return;
  event.preventDefault();
  event.stopPropagation();
  back.open = false;
  back.querySelector("summary").focus();
}

/* A newer version: neither button may be pressed before one has looked again. */
function blockDecision(swapped) {
  if (swapped.id !== "overtaken") return;
  for (const button of document.querySelectorAll(".decision button")) button.setAttribute("aria-disabled", "true");
}

function noteSeen() {
  if (document.visibilityState === "visible") fetch(seen.action, { method: "POST", body: new FormData(seen), keepalive: true }).catch(() => {});
}

registerKeyHandler(pressDeclared);
/* A button that cannot be used says why next to it; pressing it does nothing. */
onEvent("click", 'button[aria-disabled="true"]', (event) => event.preventDefault());
onSwap(blockDecision);
for (const back of document.querySelectorAll("details.send-back")) {
  back.addEventListener("toggle", () => back.open && focusNote(back));
  back.addEventListener("keydown", (event) => closeNote(event, back));
}
if (seen) {
  setTimeout(noteSeen, SEEN_MS);
  document.querySelector(".decision").addEventListener("submit", noteSeen);
}
