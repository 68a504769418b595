/* Takes new articles from files: dropped anywhere on the page, listed before they are sent.

   Several are sent one after the other (send.js), so that each shows how far it is and one bad file
   does not stop the others. */

import { createElement } from "../lib/dom.js";
import { getText } from "../lib/strings.js";
import { createParcel, sendParcels } from "./send.js";

const form = document.querySelector("form[data-intake], .empty form");
const input = form?.querySelector("input[type=file]");
const nameLine = form?.querySelector("[data-file-name]");
const question = nameLine?.textContent;
const list = form?.querySelector("[data-chosen]");
const section = document.querySelector("[data-taken]");
let chosen = [];

const formatSize = (bytes) => (bytes < 1024 * 1024 ? `${Math.max(1, Math.round(bytes / 1024))} KB` : `${(bytes / 1024 / 1024).toFixed(1)} MB`);
const isChosen = (file) => chosen.some((one) => one.name === file.name && one.size === file.size && one.lastModified === file.lastModified);

function chooseFiles(files) {
  chosen = files;
  const transfer = new DataTransfer();
  for (const file of files) transfer.items.add(file);
  input.files = transfer.files;
  nameLine.textContent = files.length > 1 ? getText("files-chosen", { count: files.length }) : files[0]?.name ?? question;
  if (!list) return;
  list.hidden = !files.length;
  list.replaceChildren(...files.map(createLine));
}

function createLine(file) {
  const drop = createElement("button", { type: "button", className: "link", textContent: getText("leave-out") });
  drop.setAttribute("aria-label", getText("leave-out-file", { name: file.name }));
  drop.addEventListener("click", () => {
    chooseFiles(chosen.filter((one) => one !== file));
    (list.querySelector("button") ?? input).focus();
  });
  const name = createElement("span", { className: "name", textContent: file.name });
  const size = createElement("span", { className: "size", textContent: formatSize(file.size) });
  return createElement("li", {}, name, size, drop);
}

function addFiles(files) {
  chooseFiles(input.multiple ? [...chosen, ...[...files].filter((file) => !isChosen(file))] : [...files].slice(0, 1));
}

function acceptDrops() {
  const hasFiles = (event) => [...(event.dataTransfer?.types ?? [])].includes("Files");
  let inside = 0; // elements that the pointer is in
  document.addEventListener("dragenter", (event) => {
    if (!hasFiles(event)) return;
    inside += 1;
    form.classList.add("is-over");
  });
  document.addEventListener("dragleave", (event) => { if (hasFiles(event) && --inside <= 0) form.classList.remove("is-over"); });
  document.addEventListener("dragover", (event) => { if (hasFiles(event)) event.preventDefault(); });
  document.addEventListener("drop", (event) => {
    inside = 0;
    form.classList.remove("is-over");
    if (!hasFiles(event)) return;
    event.preventDefault();
    addFiles(event.dataTransfer.files);
    nameLine.scrollIntoView({ block: "nearest" });
  });
}

function emptyText() {
  form.elements.text.value = "";
  form.dispatchEvent(new Event("input", { bubbles: true }));
}

/* One article is sent by the form itself; its answer is a page. */
function sendSeveral(event) {
  const text = form.elements.text.value;
  const pasted = text.trim() ? [createParcel(form, { name: getText("pasted-text"), text, onTaken: emptyText })] : [];
  const parcels = [...pasted, ...chosen.map((file) => createParcel(form, { name: file.name, file }))];
  if (!section || parcels.length < 2) return;
  event.preventDefault();
  section.hidden = false;
  chooseFiles([]);
  section.scrollIntoView({ block: "start" });
  sendParcels(parcels, { form, lines: section.querySelector("ul") });
}

if (input) {
  input.addEventListener("change", () => addFiles(input.files));
  acceptDrops();
}
form?.addEventListener("submit", sendSeveral);
document.querySelector("[data-bookmarklet]")?.addEventListener("click", (event) => {
  event.preventDefault();
  document.querySelector("[data-bookmarklet-hint]").classList.add("strong");
});
