/* Runs what a key does here. The server prints the table of keys (#keys, from desk/shortcuts.py).

   A page says in its HTML what a key does: data-key="a" on a link, button or field means "follow,
   press or focus me" (fields and what has tabindex get the focus). For keys that move rows or
   panes, a module registers a handler.

   Nothing runs in a field (Escape leaves it), with another modifier, or while the page waits for
   the server (body aria-busy): the key is then shown as refused, never kept for later.
   docs/adr/0032-keys-without-a-library.md says why this is not a library. */

import { FIELDS, flashElement, isDisabled, isPageBusy, isShown } from "./dom.js";
import { say } from "./toasts.js";

const LETTERS_OFF = "keys-off";
const SEQUENCE_MS = 1000;
/* Enter and Tab already mean something on what has the focus. */
const OWN_ENTER = "a, button, summary, [role=radio], [role=tab], input";

const rows = JSON.parse(document.getElementById("keys")?.textContent ?? "[]");
const known = new Map(rows.map((row) => [row.press, row]));
const firsts = new Set(rows.filter((row) => row.press.includes(" ")).map((row) => row.press.split(" ")[0]));
const handlers = [];
let before = "";
let beforeAt = 0;

/* `handle(press)` returns true if it did something. With `within`, a selector, it is asked only
   while the focus is in there, and before the others. */
export function registerKeyHandler(handle, { within = "" } = {}) {
  handlers.push({ handle, within });
}

/* `{ j: goToNext }`: a function that returns false leaves the key to others. */
export function registerKeys(functions) {
  registerKeyHandler((press) => Object.hasOwn(functions, press) && functions[press]() !== false);
}

export function runKeyHandlers(press) {
  const near = handlers.filter(({ within }) => within && document.activeElement?.closest(within));
  return [...near, ...handlers.filter(({ within }) => !within)].some(({ handle }) => handle(press));
}

export const areLettersOff = () => localStorage.getItem(LETTERS_OFF) === "1";
export const turnLetters = (isOn) => localStorage.setItem(LETTERS_OFF, isOn ? "0" : "1");

/* What the key prints, so that every layout works: "/" may need Shift, "[" may need AltGr. The case
   of a letter is Shift's alone: with Caps Lock on, x must not become X, which ticks many. */
function namePress(event) {
  let { key } = event;
  if (event.getModifierState("CapsLock") && key.length === 1) key = event.shiftKey ? key.toUpperCase() : key.toLowerCase();
  if (event.getModifierState("AltGraph")) return key;
  const modifier = event.ctrlKey || event.metaKey ? "Ctrl+" : event.altKey ? "Alt+" : "";
  return modifier + (modifier && key.length === 1 ? key.toUpperCase() : key);
}

/* The open dialog is the whole page for keys; otherwise the part that has focus comes first. */
function findDeclared(press) {
  const scope = document.querySelector("dialog:modal") ?? document;
  const all = [...scope.querySelectorAll("[data-key]")].filter((element) => element.dataset.key === press && isShown(element));
  const near = document.activeElement?.closest("[data-keys-scope]");
  return all.find((element) => near?.contains(element)) ?? all[0];
}

function refuseElement(element) {
  flashElement(element);
  const why = element.getAttribute("aria-describedby");
  const reason = why && document.getElementById(why)?.textContent;
  if (reason) say(reason);
}

function useElement(element) {
  if (isDisabled(element)) refuseElement(element);
  else if (element.matches(FIELDS)) { element.focus(); element.select?.(); }
  else if (element.matches("[tabindex]:not(a, button, summary)")) element.focus();
  else element.click();
}

function runPress(press) {
  if (isPageBusy()) return flashElement(document.activeElement ?? document.body), true;
  const element = findDeclared(press);
  if (element) return useElement(element), true;
  if (document.querySelector("dialog:modal")) return false;
  if (runKeyHandlers(press)) return true;
  const path = known.get(press)?.goes_to;
  if (path) location.assign(path);
  return Boolean(path);
}

function joinSequence(press, at) {
  const joined = at - beforeAt < SEQUENCE_MS && known.has(`${before} ${press}`) ? `${before} ${press}` : press;
  before = firsts.has(joined) ? joined : "";
  beforeAt = at;
  return joined;
}

function handleKeydown(event) {
  /* Browsers that fill in a field send events without a key. */
  if (event.defaultPrevented || event.isComposing || !event.key || event.key === "Shift") return;
  const field = event.target.closest?.(FIELDS);
  if (field) {
    if (event.key === "Escape" && !field.closest("dialog")) field.blur();
    if ((!event.ctrlKey && !event.metaKey) || event.getModifierState("AltGraph")) return;
  }
  const press = joinSequence(namePress(event), event.timeStamp);
  const row = known.get(press);
  if (!row && !findDeclared(press)) return;
  if ((row?.single ?? press.length === 1) && areLettersOff()) return;
  if (["Enter", "Tab"].includes(press) && event.target.closest?.(OWN_ENTER)) return;
  if (runPress(press)) event.preventDefault();
}

export function startKeys() {
  document.addEventListener("keydown", handleKeydown);
}
