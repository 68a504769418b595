/* The triage page: many statements ticked and decided in one go. x ticks the open one, X all up to
   it from the last one ticked, J and K tick and move; a and d then mean all that are ticked. */

const pane = document.querySelector("[data-triage]");
const list = document.getElementById("to-triage");
const batch = pane.querySelector("[data-batch]");
const reasons = batch.querySelector("[data-batch-reasons]");
const armed = batch.querySelector("[data-batch-armed]");
const picked = new Set();
let last = "";
let hadAny = false;

const tell = (name, detail = {}) => document.dispatchEvent(new CustomEvent(name, { detail }));
const rows = () => [...list.querySelectorAll(":scope > [data-row]")];
/* The row that is on its way to being open counts before the open one. */
const current = () => (list.querySelector("[data-row][aria-current]") ?? list.querySelector("[data-card]"))?.dataset.statement ?? "";

function show() {
  if (!picked.size && !hadAny) return;
  hadAny = picked.size > 0;
  for (const pk of picked) if (!document.getElementById(`s${pk}`)) picked.delete(pk);
  for (const row of rows()) {
    const isPicked = picked.has(row.dataset.statement);
    row.classList.toggle("is-picked", isPicked);
    const box = row.querySelector("input[name=ids]");
    if (box) box.checked = isPicked;
    const chip = row.querySelector("[data-picked-chip]");
    if (chip) chip.hidden = !isPicked;
  }
  pane.classList.toggle("has-picked", picked.size > 0);
  batch.querySelector("[data-n-picked]").textContent = `${picked.size} ticked`;
  if (!picked.size) { arm(""); askWhy(false); }
}

function pick(pk, isPicked = !picked.has(pk)) {
  if (!pk) return;
  if (isPicked) picked.add(pk);
  else picked.delete(pk);
  last = pk;
  show();
}

function pickUpTo(pk) {
  const all = rows().map((row) => row.dataset.statement);
  const [from, to] = [all.indexOf(last), all.indexOf(pk)].sort((a, b) => a - b);
  for (const one of all.slice(Math.max(from, 0), to + 1)) picked.add(one);
  last = pk;
  show();
}

function pickAndMove(by) {
  pick(current(), true);
  tell("triage:step", { by });
  pick(current(), true);
}

function arm(name) {
  armed.hidden = !name;
  batch.dataset.armed = name;
  if (name) armed.querySelector("span").textContent = `to ${name} ${picked.size === 1 ? "it" : `all ${picked.size}`}`;
}

function askWhy(isAsked) {
  reasons.hidden = !isAsked;
  if (isAsked) reasons.querySelector("input").focus();
}

function none() {
  picked.clear();
  show();
  list.querySelector("[data-card]")?.focus({ preventScroll: true });
}

/* The page waits for the answer: rows go all at once, and what was left says why. */
function send(name) {
  const pks = [...picked];
  const body = new URLSearchParams({ ids: pks.join(" "), triage: "1" });
  if (name === "decline") {
    const reason = batch.elements.reason.value;
    if (!reason) return reasons.querySelector("input").reportValidity();
    body.set("reason", reason);
    body.set("note", batch.elements.note.value);
  }
  document.body.setAttribute("aria-busy", "true");
  tell("triage:send", { url: batch.dataset[name], body, pks, source: batch, at: performance.now() });
  batch.reset();
  picked.clear();
  show();
}

const KEYS = {
  a: () => { askWhy(false); arm("accept"); },
  d: () => { arm(""); askWhy(true); },
  Enter: () => send(reasons.hidden ? batch.dataset.armed : "decline"),
  Escape: () => { if (!reasons.hidden) askWhy(false); else if (batch.dataset.armed) arm(""); else none(); },
};
const PICKS = {
  x: () => pick(current()),
  X: () => pickUpTo(current()),
  J: () => pickAndMove(1),
  K: () => pickAndMove(-1),
};
document.addEventListener("desk:key", (event) => {
  const { press } = event.detail;
  const decides = picked.size > 0 && KEYS[press] && !list.querySelector("form.ask:not([hidden])");
  const key = PICKS[press] ?? (decides && (press !== "Enter" || batch.dataset.armed || !reasons.hidden) && KEYS[press]);
  if (!key || event.defaultPrevented) return;
  event.preventDefault();
  key();
});

pane.addEventListener("change", (event) => {
  if (event.target.matches("input[name=ids]")) pick(event.target.value, event.target.checked);
});
pane.addEventListener("click", (event) => {
  const box = event.target.closest(".pick");
  if (!box || !event.shiftKey || !last) return;
  event.preventDefault();
  pickUpTo(box.closest("[data-row]").dataset.statement);
});
batch.addEventListener("submit", (event) => {
  event.preventDefault();
  if (event.submitter?.matches("[data-batch-arms]")) return send("accept");
  if (reasons.hidden) return askWhy(true);
  send("decline");
});
batch.querySelector("[data-batch-asks]").addEventListener("click", (event) => {
  if (!reasons.hidden) return;
  event.preventDefault();
  askWhy(true);
});
batch.addEventListener("click", (event) => {
  const choice = event.target.closest(".decline-reasons label");
  if (!choice || event.detail === 0 || event.target.matches("input")) return;
  event.preventDefault();
  choice.querySelector("input").checked = true;
  send("decline");
});
batch.querySelector("[data-unpick]").addEventListener("click", none);
document.addEventListener("triage:shown", show);
document.addEventListener("triage:news", show);
askWhy(false);
