/* Sends the form of a page by Ctrl+Enter, and stores what is typed in this browser until it was sent. */

import { getText } from "../lib/strings.js";

const STORING_MS = 800;
const SENT = "sent";

const form = document.querySelector("form[data-draft], .empty form");
const store = form?.dataset.draft && `draft:${form.dataset.draft}:${location.search}`;

const findFields = () => [...form.elements].filter((field) => field.name && !["file", "hidden", "submit"].includes(field.type));

function showState(words) {
  const state = form.querySelector("[data-draft-state]");
  if (state) state.textContent = words;
}

function storeFields() {
  const at = new Date().toTimeString().slice(0, 5);
  localStorage.setItem(store, JSON.stringify({ at, fields: Object.fromEntries(findFields().map((field) => [field.name, field.value])) }));
  showState(getText("kept-at", { time: at }));
}

/* Only into a form that nobody has filled in, and not over the answer to one that was sent. */
function restoreFields() {
  const stored = JSON.parse(localStorage.getItem(store) ?? "null");
  const isFresh = findFields().every((field) => !field.value || field.defaultValue === field.value);
  if (!stored || !isFresh || document.querySelector(".error-list")) return;
  for (const field of findFields()) if (!field.value && stored.fields[field.name]) field.value = stored.fields[field.name];
  showState(getText("kept-at", { time: stored.at }));
}

function watchFields() {
  let waiting = 0;
  form.addEventListener("input", () => {
    clearTimeout(waiting);
    waiting = setTimeout(storeFields, STORING_MS);
  });
  form.addEventListener("submit", () => {
    clearTimeout(waiting);
    sessionStorage.setItem(SENT, store);
  });
}

document.addEventListener("keydown", (event) => {
  if (event.key !== "Enter" || !(event.ctrlKey || event.metaKey) || !form) return;
  event.preventDefault();
  form.requestSubmit(form.querySelector("[data-submit]"));
});

if (store) {
  restoreFields();
  watchFields();
  sessionStorage.removeItem(SENT);
} else if (sessionStorage.getItem(SENT)) {
  /* Another page than the form's own came back: what was sent has arrived. */
  localStorage.removeItem(sessionStorage.getItem(SENT));
  sessionStorage.removeItem(SENT);
}

document.querySelector(".error-list")?.focus();
