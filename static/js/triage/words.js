/* The triage page: words that the reader missed, and whose they are. */

const pane = document.querySelector("[data-triage]");
const tell = (name, detail = {}) => document.dispatchEvent(new CustomEvent(name, { detail }));

/* Places are code points of the text as kept; a JavaScript string counts surrogate pairs twice. */
function selection() {
  const chosen = getSelection();
  if (!chosen.rangeCount || chosen.isCollapsed) return null;
  const range = chosen.getRangeAt(0);
  const parts = [...pane.querySelectorAll("[data-text] [data-at]")].filter((part) => range.intersectsNode(part));
  if (!parts.length) return null;
  const [first, last] = [parts[0], parts.at(-1)];
  const until = (part, node, offset) => {
    const before = document.createRange();
    before.selectNodeContents(part);
    if (part.contains(node)) before.setEnd(node, offset);
    return [...before.toString()].length;
  };
  let start = Number(first.dataset.at) + (first.contains(range.startContainer) ? until(first, range.startContainer, range.startOffset) : 0);
  let end = Number(last.dataset.at) + until(last, range.endContainer, range.endOffset);
  const words = chosen.toString();
  start += [...words].length - [...words.trimStart()].length;
  end -= [...words].length - [...words.trimEnd()].length;
  return start < end ? { start, end, words: words.trim() } : null;
}

function take() {
  const chosen = selection();
  if (!chosen) return tell("desk:say", { words: "Select words in the text first, then press e." });
  const missed = document.getElementById("missed");
  const fields = missed.querySelector("form").elements;
  tell("triage:turn", { to: "1" });
  missed.open = true;
  fields.start.value = chosen.start;
  fields.end.value = chosen.end;
  fields.words.value = chosen.words;
  missed.scrollIntoView({ block: "nearest" });
  fields.speaker.focus();
}
document.addEventListener("desk:key", (event) => {
  if (event.detail.press !== "e") return;
  event.preventDefault();
  take();
});
/* Where there is no key to press, a button stands beside what is selected. */
const button = pane.querySelector("[data-take-words]");
document.addEventListener("selectionchange", () => { button.hidden = !selection(); });
button.addEventListener("pointerdown", (event) => event.preventDefault());
button.addEventListener("click", take);
pane.querySelector("[data-mark] textarea").addEventListener("input", (event) => {
  event.target.form.elements.start.value = event.target.form.elements.end.value = "";
});

/* A known claimant is chosen by a person: the claim will be theirs, and the spelling may be kept. */
function mean(button) {
  const card = button.closest("[data-card]");
  const named = card.querySelector("form[data-decision=accept]").elements.claimant;
  named.value = button.dataset.means;
  for (const one of card.querySelectorAll("[data-means]")) one.setAttribute("aria-pressed", String(one === button));
  named.dispatchEvent(new Event("input", { bubbles: true }));
}
pane.addEventListener("input", (event) => {
  if (!event.target.matches("[name=claimant]")) return;
  const source = event.target.form;
  const name = event.target.value.trim();
  const shown = source.querySelector("[data-claimant]");
  if (shown) shown.textContent = name || "nobody";
  const remember = source.querySelector("[data-remember]");
  if (!remember) return;
  remember.hidden = !name || name === event.target.dataset.speaker;
  remember.querySelector("[data-name]").textContent = name;
  if (remember.hidden) remember.querySelector("input").checked = false;
});
pane.addEventListener("click", (event) => {
  const means = event.target.closest("[data-means]");
  if (means) mean(means);
});
