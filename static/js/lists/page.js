/* Lists of rows: j and k move, Enter opens, and the preview follows from what the page already
   holds (a template in each row). Back returns to the same row and scroll. */

const PLACE = `row:${location.pathname}${location.search}`;
const rows = () => [...document.querySelectorAll(".rows [data-row]")];
const preview = document.querySelector("[data-preview]");
const chosen = () => document.querySelector(".rows [data-row][aria-current=true]");
let asking = 0;

function choose(row, { scroll = true } = {}) {
  if (!row) return;
  for (const one of rows()) {
    if (one === row) one.setAttribute("aria-current", "true");
    else one.removeAttribute("aria-current");
  }
  if (row.id) sessionStorage.setItem(PLACE, row.id);
  if (scroll) { row.scrollIntoView({ block: "nearest" }); row.querySelector(".claim a")?.focus({ preventScroll: true }); }
  show(row);
}

function show(row) {
  const pattern = row.querySelector("template");
  if (!preview) return;
  preview.replaceChildren(...(pattern ? [pattern.content.cloneNode(true)] : []));
  clearTimeout(asking);
  const near = preview.querySelector("[data-near]");
  if (!near || !window.htmx) return;
  htmx.process(preview);
  asking = setTimeout(() => htmx.trigger(near, "desk:chosen"), 200);
}

function step(by) {
  const all = rows();
  const at = all.indexOf(chosen());
  const to = all[at + by];
  if (to) return choose(to);
  chosen()?.classList.remove("flash");
  void chosen()?.offsetWidth;
  chosen()?.classList.add("flash");
}

function open() {
  const button = preview?.querySelector("[data-preview-open]");
  if (button && preview.checkVisibility()) button.click();
  else chosen()?.querySelector(".claim a")?.click();
}

/* Rows that can be ticked: x ticks the chosen one; what is done with all shows once one is. */
const ticks = () => [...document.querySelectorAll(".rows [data-tick]")];
const showWhenTicked = () => { for (const one of document.querySelectorAll("[data-when-ticked]")) one.hidden = !ticks().some((tick) => tick.checked); };
const tick = () => chosen()?.querySelector("[data-tick]")?.click();
document.addEventListener("change", showWhenTicked);
if (ticks().length) showWhenTicked();

document.addEventListener("desk:key", (event) => {
  const does = { x: ticks().length ? tick : undefined, j: () => step(1), k: () => step(-1), s: () => step(1), Enter: open }[event.detail.press];
  if (!does || !rows().length) return;
  event.preventDefault();
  does();
});

/* A first click chooses where there is a preview to look at; the link itself opens. */
document.addEventListener("click", (event) => {
  const row = event.target.closest(".rows [data-row]");
  if (row) choose(row, { scroll: false });
  if (event.target.closest("[data-preview] [data-key=s]")) step(1);
});
document.addEventListener("focusin", (event) => {
  const row = event.target.closest(".rows [data-row]");
  if (row && row !== chosen()) choose(row, { scroll: false });
});

/* A lease that was renewed from its row runs on; the last minutes are said aloud twice. */
document.addEventListener("htmx:afterRequest", (event) => {
  const until = event.detail.xhr.getResponseHeader("X-Lease-Until");
  const lease = event.detail.requestConfig.elt.dataset.lease;
  if (!until || !lease) return;
  for (const time of document.querySelectorAll(`time[data-countdown="lease-${lease}"]`)) {
    time.dateTime = until;
    time.closest("[data-countdown-box]").hidden = true;
  }
  document.dispatchEvent(new CustomEvent("desk:say", { detail: { words: "The lease runs for another 20 minutes." } }));
});
document.addEventListener("desk:lease", (event) => {
  const row = event.target.closest("[data-row]");
  const left = event.detail.left;
  if (!row || !left) return;
  const words = `Your lease on ${row.querySelector(".claim").textContent} ends in ${left / 60} minute${left > 60 ? "s" : ""}. Press l to keep it.`;
  document.dispatchEvent(new CustomEvent("desk:say", { detail: { words } }));
});

/* Back and a reload lead to the old row; a new visit begins at the top. */
const isBack = ["back_forward", "reload"].includes(performance.getEntriesByType("navigation")[0]?.type);
const before = isBack && document.getElementById(sessionStorage.getItem(PLACE) ?? "");
choose(before || chosen() || rows()[0], { scroll: Boolean(before) });
