/* The plan as a dialog over lists and reviews. Without this module each link is a page of its own.
   Any link to that page opens the dialog, and so does the form that holds the ticks of a list.
   P on a list plans what is ticked, or the chosen row, also where its preview does not fit. */

const sheet = document.getElementById("plan-sheet");
const isPlan = (address) => new URL(address, location).pathname === sheet.dataset.plan;

async function open(address) {
  if (sheet.open) return;
  await htmx.ajax("GET", address, { target: sheet, swap: "innerHTML" });
  if (!sheet.firstElementChild) return;
  sheet.showModal();
  sheet.querySelector("[autofocus]")?.focus();
}

function close() {
  sheet.close();
  sheet.replaceChildren();
}

document.addEventListener("click", (event) => {
  if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.shiftKey) return;
  if (sheet.open && event.target.closest?.("[data-plan-close]")) {
    event.preventDefault();
    return close();
  }
  const link = event.target.closest?.("a[href]");
  if (!link || !isPlan(link.href)) return;
  event.preventDefault();
  document.getElementById("palette")?.close();
  link.closest("details.menu")?.removeAttribute("open");
  open(link.href);
});
document.addEventListener("submit", (event) => {
  const form = event.target;
  if (form.method !== "get" || !isPlan(form.action)) return;
  event.preventDefault();
  open(`${form.action}?${new URLSearchParams(new FormData(form))}`);
});
document.addEventListener("desk:key", (event) => {
  if (event.detail.press !== "P") return;
  const row = document.querySelector(".rows [data-row][aria-current=true] > template");
  const link = row && [...row.content.querySelectorAll("a[href]")].find((one) => isPlan(one.href));
  if (!link) return;
  event.preventDefault();
  open(link.href);
});

/* The slider and its figure say the same; for several claims nothing is sent before one was moved. */
document.addEventListener("input", (event) => {
  const form = event.target.closest?.("form.plan");
  if (!form) return;
  const [slider, number] = [form.querySelector("[data-plan-slider]"), form.querySelector("[name=priority]")];
  if (event.target === slider) number.value = slider.value;
  if (event.target === number && number.value !== "") slider.value = number.value;
});

/* 204 and what is swapped elsewhere leave the dialog empty: it was set. */
sheet.addEventListener("htmx:afterSwap", () => {
  if (sheet.open && !sheet.firstElementChild) close();
  sheet.querySelector(".error-list")?.focus();
});
sheet.addEventListener("close", () => sheet.replaceChildren());
