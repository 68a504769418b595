/* Letter keys. The table comes from the server (#keys, made by desk/shortcuts.py); what a key
   does here is declared by the page: data-key="a" on a link, button or field means "follow,
   press or focus me" (fields and what has tabindex get focus). Where nothing declares the key, a "desk:key" event goes to the document,
   for modules that move rows or panes: event.detail.press, and preventDefault() says "done".

   Nothing fires in a field (Escape leaves it), with another modifier, or while the page waits
   for the server (body aria-busy): the key is then shown as refused, never kept for later.
   Own lines instead of a library, because modules cannot import one another under hashed names
   and an import map would be an inline script. */

const FIELDS = "input:not([type=checkbox], [type=radio], [type=button], [type=submit]), textarea, select, [contenteditable]:not([contenteditable=false])";
const OFF = "keys-off";
const SEQUENCE_MS = 1000;

const rows = JSON.parse(document.getElementById("keys")?.textContent ?? "[]");
const known = new Map(rows.map((row) => [row.press, row]));
const firsts = new Set(rows.filter((row) => row.press.includes(" ")).map((row) => row.press.split(" ")[0]));
let before = "";
let beforeAt = 0;

const lettersOff = () => localStorage.getItem(OFF) === "1";
const shown = (element) => element.checkVisibility?.({ visibilityProperty: true }) ?? element.offsetParent !== null;

function pressOf(event) {
  const modifier = event.ctrlKey || event.metaKey ? "Ctrl+" : event.altKey ? "Alt+" : "";
  const key = modifier && event.key.length === 1 ? event.key.toUpperCase() : event.key;
  return modifier + key;
}

/* The open dialog is the whole page for keys; otherwise the part that has focus comes first. */
function declared(press) {
  const scope = document.querySelector("dialog:modal") ?? document;
  const all = [...scope.querySelectorAll("[data-key]")].filter((element) => element.dataset.key === press && shown(element));
  const near = document.activeElement?.closest("[data-keys-scope]");
  return all.find((element) => near?.contains(element)) ?? all[0];
}

function refuse(element) {
  const target = element ?? document.activeElement ?? document.body;
  target.classList.remove("flash");
  void target.offsetWidth;
  target.classList.add("flash");
  const why = element?.getAttribute("aria-describedby");
  const reason = why && document.getElementById(why)?.textContent;
  if (reason) document.dispatchEvent(new CustomEvent("desk:say", { detail: { words: reason } }));
}

function act(press) {
  if (document.body.getAttribute("aria-busy") === "true") return refuse(), true;
  const element = declared(press);
  if (element) {
    if (element.disabled || element.getAttribute("aria-disabled") === "true") refuse(element);
    else if (element.matches(FIELDS)) { element.focus(); element.select?.(); }
    else if (element.matches("[tabindex]:not(a, button, summary)")) element.focus();
    else element.click();
    return true;
  }
  if (document.querySelector("dialog:modal")) return false;
  const event = new CustomEvent("desk:key", { detail: { press }, bubbles: true, cancelable: true });
  if (!(document.activeElement ?? document.body).dispatchEvent(event)) return true;
  const path = known.get(press)?.goes_to;
  if (path) location.assign(path);
  return Boolean(path);
}

document.addEventListener("keydown", (event) => {
  if (event.defaultPrevented || event.isComposing || event.key === "Shift") return;
  const inField = event.target.closest?.(FIELDS);
  if (inField) {
    if (event.key === "Escape" && !inField.closest("dialog")) inField.blur();
    if (!event.ctrlKey && !event.metaKey) return;
  }
  let press = pressOf(event);
  if (event.timeStamp - beforeAt < SEQUENCE_MS && known.has(`${before} ${press}`)) press = `${before} ${press}`;
  before = firsts.has(press) ? press : "";
  beforeAt = event.timeStamp;
  const row = known.get(press);
  if (!row && !declared(press)) return;
  if ((row?.single ?? press.length === 1) && lettersOff()) return;
  /* Enter and Tab already mean something on what has focus. */
  if (["Enter", "Tab"].includes(press) && event.target.closest?.("a, button, summary, [role=radio], [role=tab], input")) return;
  if (act(press)) event.preventDefault();
});

/* data-opens="id": opens that dialog; the sheet's own search and switch. */
document.addEventListener("click", (event) => {
  const opener = event.target.closest?.("[data-opens]");
  if (opener) document.getElementById(opener.dataset.opens)?.showModal();
  const dialog = event.target.matches?.("dialog.sheet") && event.target;
  if (dialog && dialog.open && event.detail > 0) {
    const box = dialog.getBoundingClientRect();
    const inside = event.clientX >= box.left && event.clientX <= box.right && event.clientY >= box.top && event.clientY <= box.bottom;
    if (!inside) dialog.close();
  }
});
const find = document.querySelector("[data-keys-find]");
find?.addEventListener("input", () => {
  for (const line of document.querySelectorAll("#keys-sheet li")) line.hidden = !line.textContent.toLowerCase().includes(find.value.toLowerCase().trim());
});
find?.addEventListener("keydown", (event) => event.key === "Enter" && event.preventDefault());
const toggle = document.querySelector("[data-keys-switch]");
if (toggle) {
  toggle.checked = !lettersOff();
  toggle.addEventListener("change", () => localStorage.setItem(OFF, toggle.checked ? "0" : "1"));
}
