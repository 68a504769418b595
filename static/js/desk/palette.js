/* Ctrl+K: one field for claims, kept pages and things to do. The server finds the rows
   (desk/palette.html); what this page itself can do is read from its buttons: data-key,
   data-press, a key cap, or the one primary button. A blocked one stays, with its reason. */

const FIELDS = "input:not([type=checkbox], [type=radio], [type=button], [type=submit]), textarea, select";
const ACTIONS = "[data-key], [data-press], .btn:has(kbd), .btn-primary, .btn[aria-disabled=true]";
const CAPS = { Enter: "↵", "Ctrl+Enter": "Ctrl ↵" };
const NOT_HERE = new Set(["Escape", "/"]); // leaving a page, and its search: this box does both

const dialog = document.getElementById("palette");
const field = dialog?.querySelector("[role=combobox]");
const found = dialog?.querySelector("[role=listbox]");
const pattern = dialog?.querySelector("template");
let enterWaits = false;

const options = () => [...found.querySelectorAll("[role=option]")];
const current = () => found.querySelector("[role=option][aria-selected=true]");
const shown = (element) => element.checkVisibility?.({ visibilityProperty: true }) ?? element.offsetParent !== null;
const typed = () => field.value.toLowerCase().match(/[\p{L}\p{N}_]+/gu) ?? [];
const isFresh = () => found.firstElementChild?.dataset.words === field.value.trim();

function open() {
  if (!dialog || document.querySelector("dialog:modal")) return;
  field.value = "";
  found.replaceChildren();
  enterWaits = false;
  dialog.showModal();
  field.dispatchEvent(new CustomEvent("palette:open"));
}

function choose(option) {
  current()?.setAttribute("aria-selected", "false");
  if (!option) return field.removeAttribute("aria-activedescendant");
  option.setAttribute("aria-selected", "true");
  field.setAttribute("aria-activedescendant", option.id);
  returnKey.remove();
  if (!option.querySelector("kbd") && option.getAttribute("aria-disabled") !== "true") option.append(returnKey);
  option.scrollIntoView({ block: "nearest" });
}

function step(by) {
  const all = options();
  choose(all[(all.indexOf(current()) + by + all.length) % all.length]);
}

function labelOf(element) {
  const named = element.getAttribute("aria-label") ?? element.labels?.[0]?.textContent;
  if (named) return named.trim();
  const copy = element.cloneNode(true);
  for (const extra of copy.querySelectorAll("kbd, svg")) extra.remove();
  return copy.textContent.replace(/\s+/g, " ").trim();
}

function keyOf(element) {
  const press = element.dataset.key ?? element.dataset.press ?? element.querySelector("kbd")?.textContent ?? "";
  return CAPS[press] ?? press;
}

function whyNot(element) {
  if (!element.disabled && element.getAttribute("aria-disabled") !== "true") return "";
  const ids = (element.getAttribute("aria-describedby") ?? "").split(" ").filter(Boolean);
  const words = ids.map((id) => document.getElementById(id)?.textContent.trim()).filter(Boolean).join(" ");
  return words || element.title || "not possible now";
}

/* The typed beginnings of words in bold, as the server marks its own rows. */
function write(place, label, words) {
  const starts = words.length && new RegExp(`(?<![\\p{L}\\p{N}_])(${words.join("|")})`, "giu");
  for (const [number, piece] of (starts ? label.split(starts) : [label]).entries()) {
    if (number % 2) place.append(Object.assign(document.createElement("b"), { textContent: piece }));
    else place.append(piece);
  }
}

function cap(text) {
  const keys = Object.assign(document.createElement("span"), { className: "palette-keys" });
  keys.append(Object.assign(document.createElement("kbd"), { textContent: text }));
  return keys;
}

const returnKey = cap("↵");

function row(element, label, words) {
  const made = pattern.content.firstElementChild.cloneNode(true);
  const icon = element.querySelector("svg.icon:not([role])");
  if (icon) made.querySelector("svg").replaceWith(icon.cloneNode(true));
  write(made.querySelector("span"), label, words);
  const reason = whyNot(element);
  if (reason) {
    made.setAttribute("aria-disabled", "true");
    made.append(Object.assign(document.createElement("span"), { className: "warn", textContent: reason }));
  }
  if (keyOf(element)) made.append(cap(keyOf(element)));
  made.addEventListener("click", () => run(element, made));
  return made;
}

/* A place that the server listed gets the key that this page has for it, not a second row. */
function addActions() {
  const head = found.querySelector("[data-palette-do] > h3");
  const words = typed();
  const rows = [];
  const seen = new Set();
  if (!head || found.querySelector("form")) return;
  for (const element of document.querySelectorAll(ACTIONS)) {
    if (NOT_HERE.has(element.dataset.key) || element.matches("[type=radio], [data-palette-open]") || element.closest("dialog, .row") || !shown(element)) continue;
    const label = labelOf(element);
    const starts = label.toLowerCase().match(/[\p{L}\p{N}_]+/gu) ?? [];
    if (!label || seen.has(label) || !words.every((word) => starts.some((start) => start.startsWith(word)))) continue;
    seen.add(label);
    const listed = element.href && options().find((option) => option.href === element.href);
    if (!listed) rows.push(row(element, label, words));
    else if (!listed.querySelector("kbd") && keyOf(element)) listed.append(cap(keyOf(element)));
  }
  head.after(...rows);
}

function run(element, option) {
  if (option.getAttribute("aria-disabled") === "true") return refuse(option);
  dialog.close();
  const press = element.dataset.press;
  if (press) (document.activeElement ?? document.body).dispatchEvent(new CustomEvent("desk:key", { detail: { press }, bubbles: true, cancelable: true }));
  else if (element.matches(FIELDS) || element.matches("[tabindex]:not(a, button, summary)")) element.focus();
  else element.click();
}

function refuse(option) {
  option.classList.remove("flash");
  void option.offsetWidth;
  option.classList.add("flash");
}

function enter(option = current()) {
  enterWaits = !isFresh();
  if (!enterWaits) option?.click();
}

function press(event) {
  const ctrl = event.ctrlKey || event.metaKey;
  if (event.isComposing) return;
  if (event.key === "ArrowDown" || (ctrl && event.key === "n")) step(1);
  else if (event.key === "ArrowUp" || (ctrl && event.key === "p")) step(-1);
  else if (event.key === "Enter" && ctrl) enter(found.querySelector('[data-on="Ctrl+Enter"]'));
  else if (event.key === "Enter" && event.target === field) enter();
  else if (ctrl && event.key.toLowerCase() === "k") dialog.close();
  else return;
  event.preventDefault();
}

document.addEventListener("desk:key", (event) => {
  if (event.detail.press !== "Ctrl+K" || !dialog) return;
  event.preventDefault();
  open();
});
document.addEventListener("click", (event) => {
  if (event.target.closest?.("[data-palette-open]")) open();
  else if (event.target === dialog || event.target.closest?.("[data-palette-close]")) dialog.close();
});
dialog?.addEventListener("keydown", press);
field?.addEventListener("input", () => { enterWaits = false; });
found?.addEventListener("htmx:afterSwap", () => {
  addActions();
  for (const [number, option] of options().entries()) option.id = `palette-${number}`;
  choose(options()[0]);
  if (enterWaits && isFresh()) enter();
});
