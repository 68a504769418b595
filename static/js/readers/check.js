/* Opens a source at its number in the text, and copies the citation.

   Without this file the number is a link to the list of sources, and the citation is text. The page
   gives the texts of its labels (data-label, data-close-label, data-copied). */

const wide = matchMedia("(width >= 62.5em)");
const grid = document.querySelector(".page-grid");
let open = null; // {cite, note}

function drawIcon(name) {
  const sprite = document.querySelector("use").getAttribute("href").split("#")[0];
  return `<svg class="icon icon-20" aria-hidden="true"><use href="${sprite}#${name}"></use></svg>`;
}

function closeNote({ focus = false } = {}) {
  if (!open) return;
  open.note.remove();
  open.cite.setAttribute("aria-expanded", "false");
  if (focus) open.cite.focus();
  open = null;
}

/* What the list says of the source, with its number and a way to close it. */
function createNote(source) {
  const note = document.createElement("aside");
  note.className = "note";
  note.id = "note";
  note.setAttribute("aria-label", source.dataset.label);
  const head = document.createElement("header");
  const button = document.createElement("button");
  button.type = "button";
  button.setAttribute("aria-label", source.closest("[data-close-label]").dataset.closeLabel);
  button.innerHTML = drawIcon("cross");
  button.addEventListener("click", () => closeNote({ focus: true }));
  const [number, name, ...rest] = [...source.children].filter((part) => !part.matches(".print-only"));
  const title = document.createElement("span");
  title.append(...name.cloneNode(true).childNodes);
  head.append(number.textContent, title, button);
  note.append(head, ...rest.map((part) => part.cloneNode(true)));
  for (const link of note.querySelectorAll("a")) link.classList.add("link");
  return note;
}

/* Next to the number's paragraph, below what is at the side already. */
function placeNote(note, cite) {
  const top = grid.getBoundingClientRect().top;
  const side = grid.querySelector(".side");
  const below = Math.max(0, ...[...side.children].map((block) => block.getBoundingClientRect().bottom));
  const line = (cite.closest("p, li, blockquote") ?? cite).getBoundingClientRect().top;
  note.style.setProperty("inset-block-start", `${Math.max(line, below + 24) - top}px`);
}

function openNote(cite, source) {
  const note = createNote(source);
  open = { cite, note };
  cite.setAttribute("aria-expanded", "true");
  cite.setAttribute("aria-controls", "note");
  if (wide.matches) {
    note.classList.add("beside");
    grid.append(note);
    placeNote(note, cite);
  } else {
    (cite.closest(".calculation") ?? cite.closest("p, ul, ol, blockquote") ?? cite).after(note);
  }
}

function followCite(event) {
  const cite = event.target.closest("a.cite");
  if (!cite || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
  const source = document.getElementById(cite.hash.slice(1));
  if (!source) return;
  event.preventDefault();
  const isAgain = open?.cite === cite;
  closeNote();
  if (!isAgain) openNote(cite, source);
}

async function copyText(event) {
  const button = event.target.closest("[data-copies]");
  if (!button) return;
  await navigator.clipboard.writeText(document.getElementById(button.dataset.copies).textContent.trim());
  button.querySelector("[role=status]").textContent = button.dataset.copied;
}

document.addEventListener("click", followCite);
document.addEventListener("click", copyText);
document.addEventListener("keydown", (event) => {
  if (event.key === "Escape") closeNote({ focus: true });
});
wide.addEventListener("change", () => closeNote());
if (navigator.clipboard) for (const button of document.querySelectorAll("[data-copies]")) button.hidden = false;
