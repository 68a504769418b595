/* Sends several new articles, one request each, and shows how far each is. */

import { createElement, parseHtml } from "../lib/dom.js";
import { processElement } from "../lib/htmx.js";
import { getText } from "../lib/strings.js";

const MOST_BYTES = 25 * 1024 * 1024;
let sending = 0;

const createSpan = (className, words = "") => createElement("span", { className, textContent: words });

/* A file or a text with the fields of the form, and the line that shows what becomes of it.
   `onTaken` runs once the desk has it. */
export function createParcel(form, { name, file = null, text = "", onTaken = () => {} }) {
  const body = new FormData();
  const fields = ["csrfmiddlewaretoken", "publisher", "published_on", ...(file ? [] : ["url", "title"])];
  for (const field of fields) body.set(field, form.elements[field].value);
  body.set("once", crypto.randomUUID?.() ?? "");
  if (file) body.set("file", file);
  else body.set("text", text);
  return { name, file, body, onTaken, line: createElement("li", { className: "taken" }) };
}

function showRefusal(parcel, words, again = null) {
  const button = again && createElement("button", { className: "btn btn-small", textContent: getText("try-again") });
  button?.addEventListener("click", again);
  parcel.line.replaceChildren(createSpan(""), createSpan("taken-name", parcel.name), button ?? createSpan(""), createElement("p", { className: "taken-says danger", textContent: words }));
}

function showProgress(parcel) {
  const progress = createElement("progress", { max: 1, value: 0 });
  progress.setAttribute("aria-label", getText("sending", { name: parcel.name }));
  parcel.line.replaceChildren(createSpan(""), createSpan("taken-name", parcel.name), progress);
  return progress;
}

/* The desk's own line takes the place of ours. */
function showAnswer(parcel, html) {
  const answers = parseHtml(html);
  parcel.line.replaceWith(...answers);
  answers.forEach(processElement);
  if (answers[0]?.querySelector("a")) parcel.onTaken();
}

/* An XMLHttpRequest, because fetch cannot say how much was uploaded. */
function sendParcel(parcel, form) {
  const progress = showProgress(parcel);
  if (parcel.file?.size > MOST_BYTES) return showRefusal(parcel, getText("file-too-large"));
  const again = () => sendParcel(parcel, form);
  sending += 1;
  return new Promise((done) => {
    const request = new XMLHttpRequest();
    request.upload.addEventListener("progress", (event) => { if (event.lengthComputable) progress.value = event.loaded / event.total; });
    request.addEventListener("load", () => {
      const isOurs = () => new URL(request.responseURL).pathname === new URL(form.action, location).pathname;
      if (request.status !== 200) showRefusal(parcel, getText("not-taken-in"), again);
      else if (!isOurs()) showRefusal(parcel, getText("signed-out"), again);
      else showAnswer(parcel, request.responseText);
    });
    request.addEventListener("error", () => showRefusal(parcel, getText("desk-silent"), again));
    request.addEventListener("loadend", () => { sending -= 1; done(); });
    request.open("POST", form.action || location.pathname);
    request.setRequestHeader("HX-Request", "true");
    request.send(parcel.body);
  });
}

export async function sendParcels(parcels, { form, lines }) {
  for (const parcel of parcels) {
    parcel.line.append(createSpan(""), createSpan("taken-name", parcel.name), createSpan("muted", getText("to-be-sent")));
    lines.append(parcel.line);
  }
  for (const parcel of parcels) await sendParcel(parcel, form);
}

addEventListener("beforeunload", (event) => { if (sending) event.preventDefault(); });
