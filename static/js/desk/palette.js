/* Runs Ctrl+K: one field for claims, archived pages and things to do.

   The server finds the rows (desk/palette.html); what this page itself can do is read from its
   buttons: data-key, data-press, a key cap, or the one primary button. A blocked one is listed too,
   with its reason. */

import { FIELDS, createElement, flashElement, isDisabled, isShown } from "../lib/dom.js";
import { registerKeys, runKeyHandlers } from "../lib/keys.js";
import { getText } from "../lib/strings.js";

const ACTIONS = "[data-key], [data-press], .btn:has(kbd), .btn-primary, .btn[aria-disabled=true]";
const CAPS = { Enter: "↵", "Ctrl+Enter": "Ctrl ↵" };
const NOT_HERE = new Set(["Escape", "/"]); // leaving a page, and its search: this box does both

const dialog = document.getElementById("palette");
const field = dialog?.querySelector("[role=combobox]");
const found = dialog?.querySelector("[role=listbox]");
const pattern = dialog?.querySelector("template");
const returnCap = createCap("↵");
let enterWaits = false;

const findOptions = () => [...found.querySelectorAll("[role=option]")];
const findChosen = () => found.querySelector("[role=option][aria-selected=true]");
const splitWords = (text) => text.toLowerCase().match(/[\p{L}\p{N}_]+/gu) ?? [];
const isFresh = () => found.firstElementChild?.dataset.words === field.value.trim();

function createCap(text) {
  return createElement("span", { className: "palette-keys" }, createElement("kbd", { textContent: text }));
}

function openPalette() {
  if (!dialog || document.querySelector("dialog:modal")) return;
  field.value = "";
  found.replaceChildren();
  enterWaits = false;
  dialog.showModal();
  field.dispatchEvent(new CustomEvent("palette:open")); // its hx-trigger: the rows for no words
}

/* --- the chosen row --- */

function chooseOption(option) {
  findChosen()?.setAttribute("aria-selected", "false");
  if (!option) return field.removeAttribute("aria-activedescendant");
  option.setAttribute("aria-selected", "true");
  field.setAttribute("aria-activedescendant", option.id);
  returnCap.remove();
  if (!option.querySelector("kbd") && !isDisabled(option)) option.append(returnCap);
  option.scrollIntoView({ block: "nearest" });
}

function moveChoice(by) {
  const all = findOptions();
  chooseOption(all[(all.indexOf(findChosen()) + by + all.length) % all.length]);
}

/* --- what this page can do --- */

function readLabel(element) {
  const label = element.getAttribute("aria-label") ?? element.labels?.[0]?.textContent;
  if (label) return label.trim();
  const copy = element.cloneNode(true);
  for (const extra of copy.querySelectorAll("kbd, svg")) extra.remove();
  return copy.textContent.replace(/\s+/g, " ").trim();
}

function readKey(element) {
  const press = element.dataset.key ?? element.dataset.press ?? element.querySelector("kbd")?.textContent ?? "";
  return CAPS[press] ?? press;
}

function readReason(element) {
  if (!isDisabled(element)) return "";
  const ids = (element.getAttribute("aria-describedby") ?? "").split(" ").filter(Boolean);
  const words = ids.map((id) => document.getElementById(id)?.textContent.trim()).filter(Boolean).join(" ");
  return words || element.title || getText("not-possible");
}

/* The typed beginnings of words in bold, as the server marks its own rows. */
function writeLabel(place, label, words) {
  const starts = words.length && new RegExp(`(?<![\\p{L}\\p{N}_])(${words.join("|")})`, "giu");
  for (const [number, piece] of (starts ? label.split(starts) : [label]).entries()) {
    place.append(number % 2 ? createElement("b", { textContent: piece }) : piece);
  }
}

function createRow(element, label, words) {
  const row = pattern.content.firstElementChild.cloneNode(true);
  const icon = element.querySelector("svg.icon:not([role])");
  if (icon) row.querySelector("svg").replaceWith(icon.cloneNode(true));
  writeLabel(row.querySelector("span"), label, words);
  const reason = readReason(element);
  if (reason) {
    row.setAttribute("aria-disabled", "true");
    row.append(createElement("span", { className: "warn", textContent: reason }));
  }
  if (readKey(element)) row.append(createCap(readKey(element)));
  row.addEventListener("click", () => runAction(element, row));
  return row;
}

const isListable = (element) => !NOT_HERE.has(element.dataset.key) && !element.matches("[type=radio], [data-palette-open]") && !element.closest("dialog, .row") && isShown(element);

/* A place that the server listed gets the key that this page has for it, not a second row. */
function addActions() {
  const head = found.querySelector("[data-palette-do] > h3");
  const words = splitWords(field.value);
  const rows = [];
  const seen = new Set();
  if (!head || found.querySelector("form")) return;
  for (const element of document.querySelectorAll(ACTIONS)) {
    if (!isListable(element)) continue;
    const label = readLabel(element);
    const starts = splitWords(label);
    if (!label || seen.has(label) || !words.every((word) => starts.some((start) => start.startsWith(word)))) continue;
    seen.add(label);
    const listed = element.href && findOptions().find((option) => option.href === element.href);
    if (!listed) rows.push(createRow(element, label, words));
    else if (!listed.querySelector("kbd") && readKey(element)) listed.append(createCap(readKey(element)));
  }
  head.after(...rows);
}

function runAction(element, row) {
  if (isDisabled(row)) return flashElement(row);
  dialog.close();
  if (element.dataset.press) runKeyHandlers(element.dataset.press);
  else if (element.matches(FIELDS) || element.matches("[tabindex]:not(a, button, summary)")) element.focus();
  else element.click();
}

/* --- keys in the box --- */

function useOption(option = findChosen()) {
  enterWaits = !isFresh();
  if (!enterWaits) option?.click();
}

function handleKeydown(event) {
  const ctrl = event.ctrlKey || event.metaKey;
  if (event.isComposing) return;
  if (event.key === "ArrowDown" || (ctrl && event.key === "n")) moveChoice(1);
  else if (event.key === "ArrowUp" || (ctrl && event.key === "p")) moveChoice(-1);
  else if (event.key === "Enter" && ctrl) useOption(found.querySelector('[data-on="Ctrl+Enter"]'));
  else if (event.key === "Enter" && event.target === field) useOption();
  else if (ctrl && event.key.toLowerCase() === "k") dialog.close();
  else return;
  event.preventDefault();
}

function takeRows() {
  addActions();
  for (const [number, option] of findOptions().entries()) option.id = `palette-${number}`;
  chooseOption(findOptions()[0]);
  if (enterWaits && isFresh()) useOption();
}

export const closePalette = () => dialog?.close();

export function startPalette() {
  if (!dialog) return;
  registerKeys({ "Ctrl+K": openPalette });
  document.addEventListener("click", (event) => {
    if (event.target.closest?.("[data-palette-open]")) openPalette();
    else if (event.target === dialog || event.target.closest?.("[data-palette-close]")) closePalette();
  });
  dialog.addEventListener("keydown", handleKeydown);
  field.addEventListener("input", () => { enterWaits = false; });
  found.addEventListener("htmx:afterSwap", takeRows);
}
