/* The page of a review: walking the quotes, the history drawer, links to what is missing, the
   rating by digit, an address pasted anywhere. Saving is draft.js's, panes are panes.js's. */

const say = (words) => document.dispatchEvent(new CustomEvent("desk:say", { detail: { words } }));
const quotes = () => [...document.querySelectorAll("#ledger .evidence[data-quote]:not(.is-withdrawn)")].sort((a, b) => a.dataset.quote - b.dataset.quote);

/* --- n and p: one quote is the current one, in view and in focus --- */
function choose(card) {
  if (!card) return;
  for (const other of document.querySelectorAll(".evidence[aria-current]")) other.removeAttribute("aria-current");
  card.setAttribute("aria-current", "true");
  show(card);
  card.focus({ preventScroll: true });
  card.scrollIntoView({ block: "nearest" });
  const all = quotes();
  const place = document.querySelector("[data-quote-place]");
  if (place) place.textContent = `quote ${all.indexOf(card) + 1} of ${all.length}`;
}
function step(by) {
  const all = quotes();
  const here = all.findIndex((card) => card.getAttribute("aria-current") === "true");
  choose(all[here < 0 ? (by > 0 ? 0 : all.length - 1) : (here + by + all.length) % all.length]);
}

/* --- a link to a place shows its pane first, and puts the cursor where one mends it --- */
function show(element) {
  const pane = element.closest("[data-pane]");
  const panes = pane?.closest(".panes");
  if (pane && panes.dataset.shown !== pane.dataset.pane) panes.querySelector(`[data-pane-tab="${pane.dataset.pane}"]`)?.click();
}
function go(id) {
  const target = id && document.getElementById(id);
  if (!target) return false;
  show(target);
  if (target.matches(".evidence")) return choose(target), true;
  const closed = target.closest("details:not([open])");
  if (closed) closed.open = true;
  const field = target.matches("textarea, input") ? target : target.querySelector("input:checked, input[type=radio], textarea, [tabindex]");
  target.scrollIntoView({ block: "nearest" });
  field?.focus({ preventScroll: true });
  return true;
}
document.addEventListener("click", (event) => {
  const link = event.target.closest?.('a[href^="#"]:not(.skip-link)');
  if (link && !link.dataset.drawer && go(link.hash.slice(1))) event.preventDefault();
  const blocked = event.target.closest?.('button[aria-disabled="true"]');
  if (!blocked) return;
  event.preventDefault();
  document.querySelector("#needed a")?.focus();
});
addEventListener("hashchange", () => go(location.hash.slice(1)));
if (location.hash) go(location.hash.slice(1));

/* The statement that is checked stands in view, however long the article is. */
const statement = document.querySelector(".source-text .st.is-active");
const sourcePane = statement?.closest(".pane-body");
if (sourcePane) {
  const far = statement.getBoundingClientRect().top - sourcePane.getBoundingClientRect().top;
  if (far > sourcePane.clientHeight * 0.7) sourcePane.scrollTop += far - sourcePane.clientHeight / 3;
}

/* --- history: a drawer over the panes --- */
const drawer = document.getElementById("history");
const opener = document.querySelector('[data-drawer="history"]');
const isOpen = () => drawer.classList.contains("is-open");
function slide(open) {
  drawer.classList.toggle("is-open", open);
  drawer.classList.toggle("is-shut", !open); // the address may still name it
  opener?.setAttribute("aria-expanded", String(open));
  (open ? drawer : opener)?.focus();
}
opener?.addEventListener("click", (event) => {
  event.preventDefault();
  slide(!isOpen());
});
drawer?.addEventListener("keydown", (event) => {
  if (event.key !== "Escape") return;
  event.preventDefault();
  event.stopPropagation();
  slide(false);
});

/* --- digits rate while the rating line has the focus; elsewhere they go to panes --- */
document.getElementById("rating")?.addEventListener("desk:key", (event) => {
  const grade = event.currentTarget.querySelectorAll("input[type=radio]")[event.detail.press - 1];
  if (!grade) return;
  event.preventDefault();
  event.stopPropagation();
  grade.focus();
  grade.click();
});

/* --- an address pasted anywhere becomes a source with one more key --- */
const address = document.querySelector("[data-paste-address]");
document.addEventListener("paste", (event) => {
  if (!address || event.target.closest?.("input, textarea, [contenteditable]")) return;
  const words = event.clipboardData?.getData("text/plain").trim() ?? "";
  if (!/^https?:\/\/\S+$/.test(words)) return;
  event.preventDefault();
  show(address);
  address.value = words;
  address.focus();
  say("Enter keeps this page as a source.");
});

document.addEventListener("desk:key", (event) => {
  const { press } = event.detail;
  if (press === "n" || press === "p") {
    event.preventDefault();
    step(press === "n" ? 1 : -1);
  } else if (press === "l") {
    const lease = document.querySelector('form[action$="/renew/"]');
    if (!lease) return;
    event.preventDefault();
    lease.requestSubmit();
  } else if (press === "Escape" && drawer && isOpen()) {
    event.preventDefault();
    slide(false);
  }
});
/* Activity renews the lease, at most every two minutes. */
const RENEW_MS = 120_000;
const renewal = document.querySelector('form[action$="/renew/"]');
let renewedAt = Date.now();
async function renew() {
  if (Date.now() - renewedAt < RENEW_MS) return;
  renewedAt = Date.now();
  const answer = await fetch(renewal.action, { method: "POST", body: new FormData(renewal), headers: { "HX-Request": "true" } }).catch(() => null);
  const until = answer?.headers.get("X-Lease-Until");
  if (until) document.getElementById("lease")?.setAttribute("datetime", until);
}
if (renewal) for (const event of ["keydown", "pointerdown"]) document.addEventListener(event, renew);
document.addEventListener("htmx:afterRequest", (event) => {
  const until = event.detail.xhr?.getResponseHeader("X-Lease-Until");
  if (!until) return;
  document.getElementById("lease")?.setAttribute("datetime", until);
  say("The lease runs for another 20 minutes.");
});
