/* Opens dialogs (data-opens="id"), closes them by a click outside, and searches the sheet of keys. */

import { onEvent } from "../lib/events.js";
import { areLettersOff, turnLetters } from "../lib/keys.js";

function closeFromOutside(event) {
  const dialog = event.target.matches?.("dialog.sheet") && event.target;
  if (!dialog?.open || event.detail === 0) return;
  const box = dialog.getBoundingClientRect();
  const isInside = event.clientX >= box.left && event.clientX <= box.right && event.clientY >= box.top && event.clientY <= box.bottom;
  if (!isInside) dialog.close();
}

function searchKeys(field) {
  const words = field.value.toLowerCase().trim();
  for (const line of document.querySelectorAll("#keys-sheet li")) line.hidden = !line.textContent.toLowerCase().includes(words);
}

export function startSheets() {
  onEvent("click", "[data-opens]", (_event, opener) => document.getElementById(opener.dataset.opens)?.showModal());
  document.addEventListener("click", closeFromOutside);
  onEvent("input", "[data-keys-find]", (_event, field) => searchKeys(field));
  onEvent("keydown", "[data-keys-find]", (event) => event.key === "Enter" && event.preventDefault());
  onEvent("change", "[data-keys-switch]", (_event, toggle) => turnLetters(toggle.checked));
  const toggle = document.querySelector("[data-keys-switch]");
  if (toggle) toggle.checked = !areLettersOff();
}
