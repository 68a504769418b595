/* While one writes: words counted, citations marked in the field and offered on "[", the text as
   readers will get it. Nothing here saves. */

const form = document.getElementById("draft");
const body = form.elements.body;
const conclusion = form.elements.conclusion;
const count = document.getElementById("conclusion-count");
const marks = form.querySelector(".body-marks");
const numbers = () => new Set([...document.querySelectorAll("#ledger .evidence[data-quote]:not(.is-withdrawn)")].map((card) => Number(card.dataset.quote)));

/* --- the conclusion: up to thirty words, never cut --- */
function recount() {
  const words = conclusion.value.split(/\s+/).filter(Boolean).length;
  const most = Number(count.dataset.most);
  const over = words - most;
  count.classList.toggle("over", over > 0);
  count.textContent = over > 0 ? `${over} word${over === 1 ? "" : "s"} too long` : `${words} of ${most} words`;
  if (conclusion.value.length > 300) count.textContent += ", over 300 characters";
}

/* --- citations in the field: the same text lies under it, with its numbers coloured --- */
function repaint() {
  const known = numbers();
  const parts = body.value.split(/(\[\d{1,3}\](?!\())/);
  marks.replaceChildren(...parts.map((part, at) => {
    if (at % 2 === 0) return document.createTextNode(part);
    const span = document.createElement("span");
    span.className = known.has(Number(part.slice(1, -1))) ? "cite" : "cite is-loose";
    span.textContent = part;
    return span;
  }), document.createTextNode("\n"));
  marks.scrollTop = body.scrollTop;
}
marks.hidden = false;
body.classList.add("is-marked");
body.addEventListener("scroll", () => { marks.scrollTop = body.scrollTop; });

/* --- "[" offers the evidence: digits narrow it, Enter or Tab takes it --- */
const list = document.createElement("ul");
list.className = "cite-list";
list.id = "cite-list";
list.setAttribute("role", "listbox");
list.setAttribute("aria-label", "Evidence to cite");
list.hidden = true;
body.after(list);
function typed() {
  return body.value.slice(0, body.selectionStart).match(/\[(\d{0,3})$/)?.[1];
}
function offer() {
  const begun = body.readOnly ? undefined : typed();
  const cards = begun === undefined ? [] : [...document.querySelectorAll("#ledger .evidence[data-quote]:not(.is-withdrawn)")].filter((card) => card.dataset.quote.startsWith(begun));
  list.replaceChildren(...cards.sort((a, b) => a.dataset.quote - b.dataset.quote).map((card, at) => {
    const option = document.createElement("li");
    option.setAttribute("role", "option");
    option.setAttribute("aria-selected", String(at === 0));
    option.dataset.number = card.dataset.quote;
    option.textContent = card.querySelector("blockquote").textContent.trim();
    return option;
  }));
  list.hidden = !cards.length;
}
function cite(number) {
  const at = body.selectionStart - typed().length;
  body.setRangeText(`${number}]`, at, body.selectionStart, "end");
  list.hidden = true;
  body.dispatchEvent(new Event("input", { bubbles: true }));
}
body.addEventListener("keydown", (event) => {
  if (list.hidden) return;
  const options = [...list.children];
  const here = options.findIndex((option) => option.getAttribute("aria-selected") === "true");
  if (event.key === "ArrowDown" || event.key === "ArrowUp") {
    options[here].setAttribute("aria-selected", "false");
    options[(here + (event.key === "ArrowDown" ? 1 : -1) + options.length) % options.length].setAttribute("aria-selected", "true");
  } else if (event.key === "Enter" || event.key === "Tab") cite(options[here].dataset.number);
  else if (event.key === "Escape") list.hidden = true;
  else return;
  event.preventDefault();
  event.stopPropagation();
});
list.addEventListener("mousedown", (event) => {
  event.preventDefault();
  const option = event.target.closest("[data-number]");
  if (option) cite(option.dataset.number);
});
body.addEventListener("blur", () => { list.hidden = true; });

/* --- the text as readers will get it, while one writes --- */
const toggle = form.querySelector("[data-preview]");
const preview = document.getElementById("preview");
let asked = 0;
async function show() {
  clearTimeout(asked);
  const answer = await fetch(form.dataset.prose, { method: "POST", body: new URLSearchParams({ body: body.value }), headers: { "X-CSRFToken": form.elements.csrfmiddlewaretoken.value } }).catch(() => null);
  if (answer?.ok && !answer.redirected) preview.innerHTML = await answer.text();
  else preview.textContent = "The preview cannot be had now. Your text is as it was.";
}
toggle.hidden = false;
toggle.addEventListener("click", () => {
  const open = preview.hidden;
  preview.hidden = !open;
  form.classList.toggle("has-preview", open);
  toggle.setAttribute("aria-pressed", String(open));
  if (open) show();
});

function all() {
  recount();
  repaint();
  if (!preview.hidden) { clearTimeout(asked); asked = setTimeout(show, 300); }
}
form.addEventListener("input", () => { all(); offer(); });
form.addEventListener("draft:written", all);
document.body.addEventListener("desk:changed", repaint);
document.addEventListener("htmx:afterSwap", repaint);
all();
