/* Opens the plan (due time and priority) as a dialog over lists and reviews.

   Without this module each link is a page of its own. Any link to that page opens the dialog, and
   so does the form that holds the ticks of a list. P plans what is ticked, or the chosen row, also
   where its preview does not fit. */

import { hasModifier, onEvent } from "../lib/events.js";
import { swapIn } from "../lib/htmx.js";
import { registerKeys } from "../lib/keys.js";
import { closePalette } from "./palette.js";

const sheet = document.getElementById("plan-sheet");
const isPlan = (address) => new URL(address, location).pathname === sheet.dataset.plan;

async function openPlan(address) {
  if (sheet.open) return;
  await swapIn("GET", address, { target: sheet, swap: "innerHTML" });
  if (!sheet.firstElementChild) return;
  sheet.showModal();
  sheet.querySelector("[autofocus]")?.focus();
}

function closePlan() {
  sheet.close();
  sheet.replaceChildren();
}

function planChosenRow() {
  const row = document.querySelector(".rows [data-row][aria-current=true] > template");
  const link = row && [...row.content.querySelectorAll("a[href]")].find((one) => isPlan(one.href));
  if (!link) return false;
  openPlan(link.href);
  return true;
}

function followClick(event) {
  if (event.defaultPrevented || hasModifier(event)) return;
  if (sheet.open && event.target.closest?.("[data-plan-close]")) {
    event.preventDefault();
    return closePlan();
  }
  const link = event.target.closest?.("a[href]");
  if (!link || !isPlan(link.href)) return;
  event.preventDefault();
  closePalette();
  link.closest("details.menu")?.removeAttribute("open");
  openPlan(link.href);
}

/* The slider and its number say the same; for several claims nothing is sent before one was moved. */
function matchSliderAndNumber(event, form) {
  const [slider, number] = [form.querySelector("[data-plan-slider]"), form.querySelector("[name=priority]")];
  if (event.target === slider) number.value = slider.value;
  if (event.target === number && number.value !== "") slider.value = number.value;
}

document.addEventListener("click", followClick);
document.addEventListener("submit", (event) => {
  const form = event.target;
  if (form.method !== "get" || !isPlan(form.action)) return;
  event.preventDefault();
  openPlan(`${form.action}?${new URLSearchParams(new FormData(form))}`);
});
registerKeys({ P: planChosenRow });
onEvent("input", "form.plan", matchSliderAndNumber);

/* 204 and what is swapped elsewhere leave the dialog empty: the plan was saved. */
sheet.addEventListener("htmx:afterSwap", () => {
  if (sheet.open && !sheet.firstElementChild) closePlan();
  sheet.querySelector(".error-list")?.focus();
});
sheet.addEventListener("close", () => sheet.replaceChildren());
