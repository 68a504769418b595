/* A line at the bottom for ten seconds, with its undo. From the server: the response header
   HX-Trigger: {"desk:toast": {"words": "Accepted.", "undo": "/desk/…/undo/"}}; from a page's
   module: the event "desk:toast" on document. "desk:say" is a toast without undo.
   The last ten undos stay within reach of z after their toast has gone, and over a page load. */

const SECONDS = 10;
const KEPT = 10;
const SHOWN = 2;
const box = document.getElementById("toasts");
const pattern = document.getElementById("toast");
const STORE = "undos";
const undos = JSON.parse(sessionStorage.getItem(STORE) ?? "[]");

function keep() {
  sessionStorage.setItem(STORE, JSON.stringify(undos.map(({ words, undo, fields }) => ({ words, undo, fields }))));
}

function cookie(name) {
  return document.cookie.split("; ").find((pair) => pair.startsWith(`${name}=`))?.slice(name.length + 1);
}

async function undo(entry) {
  const at = undos.indexOf(entry);
  if (at < 0) return;
  undos.splice(at, 1);
  keep();
  entry.line?.remove();
  /* A page that can show the undone thing in place says so by preventDefault(). */
  if (!document.dispatchEvent(new CustomEvent("desk:undo", { detail: entry, cancelable: true }))) return;
  const token = JSON.parse(document.body.getAttribute("hx-headers") ?? "{}")["X-CSRFToken"] ?? cookie("csrftoken") ?? "";
  const body = new URLSearchParams(entry.fields ?? {});
  const answer = await fetch(entry.undo, { method: "POST", headers: { "X-CSRFToken": token, "HX-Request": "true" }, body });
  const next = answer.headers.get("HX-Redirect");
  if (answer.ok && next) location.assign(next);
  else if (answer.ok) location.reload(); // to the same address with its #place, assign() would stay
  else show({ words: answer.status === 409 ? "Too late to undo: somebody has gone on from there." : "That could not be undone." });
}

function show({ words, undo: address, fields }) {
  if (!box || !pattern) return;
  const line = pattern.content.firstElementChild.cloneNode(true);
  line.querySelector("[data-words]").textContent = words;
  const button = line.querySelector("[data-undo]");
  if (address) {
    const entry = { words, undo: address, fields, line };
    undos.push(entry);
    if (undos.length > KEPT) undos.shift();
    keep();
    button.addEventListener("click", () => undo(entry));
  } else button.remove();
  box.append(line);
  while (box.children.length > SHOWN) box.firstElementChild.remove();
  setTimeout(() => line.remove(), SECONDS * 1000);
}

document.addEventListener("desk:toast", (event) => show(event.detail));
/* What was said to be done was not: its undo goes, so that it takes back nobody else's work. */
document.addEventListener("desk:untoast", (event) => {
  for (const entry of undos.filter((one) => one.undo === event.detail.undo)) {
    undos.splice(undos.indexOf(entry), 1);
    entry.line?.remove();
  }
  keep();
});
document.addEventListener("desk:say", (event) => show(event.detail));
document.addEventListener("desk:key", (event) => {
  if (event.detail.press !== "z" || !undos.length) return;
  event.preventDefault();
  undo(undos.at(-1));
});
document.addEventListener("htmx:sendError", () => show({ words: "The desk does not answer. What you typed is kept; try again." }));
document.addEventListener("htmx:responseError", (event) => show({ words: event.detail.xhr.status === 403 ? "You may not do that, or you were signed out. Open the page again." : "That did not work. Nothing was changed." }));
/* What a page brought with it: <script type="application/json" id="toasts-now">[{words, undo}]</script>. */
for (const toast of JSON.parse(document.getElementById("toasts-now")?.textContent ?? "[]")) show(toast);
