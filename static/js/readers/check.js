// On the page of a check: a source opens at its number, and the citation can be copied.
// Without this file the number is a link to the list of sources, and the citation is text.

const wide = matchMedia("(width >= 62.5em)");
const grid = document.querySelector(".page-grid");
let open = null; // {cite, note}

const icon = (name) => {
  const sprite = document.querySelector("use").getAttribute("href").split("#")[0];
  return `<svg class="icon icon-20" aria-hidden="true"><use href="${sprite}#${name}"></use></svg>`;
};

function close({ focus = false } = {}) {
  if (!open) return;
  open.note.remove();
  open.cite.setAttribute("aria-expanded", "false");
  if (focus) open.cite.focus();
  open = null;
}

// What the list says of the source, with its number and a way to close it.
function noteOf(source) {
  const note = document.createElement("aside");
  note.className = "note";
  note.id = "note";
  note.setAttribute("aria-label", `Source ${source.querySelector(".number").textContent}`);
  const head = document.createElement("header");
  const button = document.createElement("button");
  button.type = "button";
  button.setAttribute("aria-label", "Close");
  button.innerHTML = icon("cross");
  button.addEventListener("click", () => close({ focus: true }));
  const [number, name, ...told] = [...source.children].filter((part) => !part.matches(".print-only"));
  const named = document.createElement("span");
  named.append(...name.cloneNode(true).childNodes);
  head.append(number.textContent, named, button);
  note.append(head, ...told.map((part) => part.cloneNode(true)));
  note.querySelectorAll("a").forEach((link) => link.classList.add("link"));
  return note;
}

// Beside the number's paragraph, below what already stands at the side.
function placeBeside(note, cite) {
  const top = grid.getBoundingClientRect().top;
  const side = grid.querySelector(".side");
  const below = Math.max(0, ...[...side.children].map((block) => block.getBoundingClientRect().bottom));
  const line = (cite.closest("p, li, blockquote") ?? cite).getBoundingClientRect().top;
  note.style.setProperty("inset-block-start", `${Math.max(line, below + 24) - top}px`);
}

function show(cite, source) {
  const note = noteOf(source);
  open = { cite, note };
  cite.setAttribute("aria-expanded", "true");
  cite.setAttribute("aria-controls", "note");
  if (wide.matches) {
    note.classList.add("beside");
    grid.append(note);
    placeBeside(note, cite);
  } else {
    (cite.closest(".sum") ?? cite.closest("p, ul, ol, blockquote") ?? cite).after(note);
  }
}

document.addEventListener("click", (event) => {
  if (event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
  const cite = event.target.closest("a.cite");
  const source = cite && document.getElementById(cite.hash.slice(1));
  if (!source) return;
  event.preventDefault();
  const again = open?.cite === cite;
  close();
  if (!again) show(cite, source);
});
document.addEventListener("keydown", (event) => {
  if (event.key === "Escape") close({ focus: true });
});
wide.addEventListener("change", () => close());

for (const button of document.querySelectorAll("[data-copies]")) {
  if (!navigator.clipboard) continue;
  button.hidden = false;
  button.addEventListener("click", async () => {
    await navigator.clipboard.writeText(document.getElementById(button.dataset.copies).textContent.trim());
    button.querySelector("[role=status]").textContent = "Copied";
  });
}
