/* Reads and writes the rating, conclusion and text of a draft, and shows whether they are saved. */

import { createSignal } from "../../lib/events.js";

export const form = document.getElementById("draft");
export const body = form.elements.body;
export const conclusion = form.elements.conclusion;
const state = document.getElementById("save-state");

/* Tells that the fields were filled in by us, not typed in. */
export const filled = createSignal();

export function readText() {
  return { rating: form.elements.rating.value ?? "", conclusion: conclusion.value, body: body.value };
}

export function writeText(text) {
  for (const radio of form.querySelectorAll("input[name=rating]")) radio.checked = radio.value === (text.rating ?? "");
  conclusion.value = text.conclusion ?? "";
  body.value = text.body ?? "";
  filled.tell();
}

export const isSameText = (a, b) => a.rating === (b.rating ?? "") && a.conclusion === b.conclusion && a.body === b.body;

export const formatClock = (when) => new Date(when).toLocaleTimeString(document.documentElement.lang, { hour: "2-digit", minute: "2-digit", hourCycle: "h23" });

/* kind: "saved", "saving" or "unsaved". */
export function showSaveState(kind, words) {
  state.dataset.state = kind;
  state.querySelector("[data-save-words]").textContent = words;
}

export const getSaveState = () => state.dataset.state;
