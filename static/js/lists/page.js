/* Moves through a list of rows: j and k choose one, Enter opens it, x ticks it.

   The preview shows what the page holds already (a template in each row). Back returns to the same
   row and scroll. */

import { flashElement } from "../lib/dom.js";
import { onEvent } from "../lib/events.js";
import { processElement, triggerElement } from "../lib/htmx.js";
import { registerKeys } from "../lib/keys.js";
import { getText } from "../lib/strings.js";
import { countdown } from "../lib/times.js";
import { say } from "../lib/toasts.js";

const ROW = ".rows [data-row]";
const STORE = `row:${location.pathname}${location.search}`;
const NEAR_MS = 200; // who only passes a row asks for nothing
const preview = document.querySelector("[data-preview]");
let asking = 0;

const findRows = () => [...document.querySelectorAll(ROW)];
const findChosen = () => document.querySelector(`${ROW}[aria-current=true]`);

function chooseRow(row, { scroll = true } = {}) {
  if (!row) return;
  for (const one of findRows()) {
    if (one === row) one.setAttribute("aria-current", "true");
    else one.removeAttribute("aria-current");
  }
  if (row.id) sessionStorage.setItem(STORE, row.id);
  if (scroll) {
    row.scrollIntoView({ block: "nearest" });
    row.querySelector(".claim a")?.focus({ preventScroll: true });
  }
  showPreview(row);
}

function showPreview(row) {
  const pattern = row.querySelector("template");
  if (!preview) return;
  preview.replaceChildren(...(pattern ? [pattern.content.cloneNode(true)] : []));
  clearTimeout(asking);
  const near = preview.querySelector("[data-near]");
  if (!near) return;
  processElement(preview);
  asking = setTimeout(() => triggerElement(near, "desk:chosen"), NEAR_MS); // its hx-trigger
}

function moveChoice(by) {
  const all = findRows();
  const chosen = findChosen();
  if (!all.length) return false;
  const next = all[all.indexOf(chosen) + by];
  if (next) chooseRow(next);
  else if (chosen) flashElement(chosen);
  return true;
}

function openChosen() {
  if (!findRows().length) return false;
  const button = preview?.querySelector("[data-preview-open]");
  if (button && preview.checkVisibility()) button.click();
  else findChosen()?.querySelector(".claim a")?.click();
  return true;
}

/* --- ticks: what is done with all that are ticked shows once one is --- */

function tickChosen() {
  const box = findChosen()?.querySelector("input[type=checkbox]");
  if (!box) return false;
  box.click();
  return true;
}

function showWhatTicksDo() {
  const ticks = [...document.querySelectorAll(".rows [data-tick]")];
  for (const one of document.querySelectorAll("[data-when-ticked]")) one.hidden = !ticks.some((tick) => tick.checked);
}

/* --- leases: one renewed from its row runs on; its last minutes are said aloud twice --- */

function extendLease(event) {
  const until = event.detail.xhr.getResponseHeader("X-Lease-Until");
  const lease = event.detail.requestConfig.elt.dataset.lease;
  if (!until || !lease) return;
  for (const time of document.querySelectorAll(`time[data-countdown="lease-${lease}"]`)) {
    time.dateTime = until;
    time.closest("[data-countdown-box]").hidden = true;
  }
  say(getText("lease-renewed"));
}

function warnOfLease(time, left) {
  const row = time.closest("[data-row]");
  if (!row || !left) return;
  say(getText("lease-ends", { claim: row.querySelector(".claim").textContent.trim(), count: left / 60 }));
}

registerKeys({
  j: () => moveChoice(1),
  k: () => moveChoice(-1),
  s: () => moveChoice(1),
  x: tickChosen,
  Enter: openChosen,
});
document.addEventListener("change", showWhatTicksDo);
if (document.querySelector(".rows [data-tick]")) showWhatTicksDo();
/* A first click chooses where there is a preview to look at; the link itself opens. */
onEvent("click", ROW, (_event, row) => chooseRow(row, { scroll: false }));
onEvent("click", "[data-preview] [data-key=s]", () => moveChoice(1));
onEvent("focusin", ROW, (_event, row) => { if (row !== findChosen()) chooseRow(row, { scroll: false }); });
document.addEventListener("htmx:afterRequest", extendLease);
countdown.listen(warnOfLease);

/* Back and a reload lead to the old row; a new visit begins at the top. */
const isBack = ["back_forward", "reload"].includes(performance.getEntriesByType("navigation")[0]?.type);
const before = isBack && document.getElementById(sessionStorage.getItem(STORE) ?? "");
chooseRow(before || findChosen() || findRows()[0], { scroll: Boolean(before) });
