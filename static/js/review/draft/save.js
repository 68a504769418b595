/* Saves the draft by itself and never loses a character: each key is kept on this computer
   first, then sent. A save names the version that it was made from, this tab and a number, so
   one that is repeated after a lost answer is no conflict with itself, and one that meets
   another text (409) shows both. A copy goes only when the server has taken exactly it. */

const IDLE_MS = 900;
const LONGEST_MS = 5000;
const TIMEOUT_MS = 10_000;
const LINK_MS = 2000;
const RETRY_MS = [1000, 2000, 4000, 8000, 15_000];
const KEPT_DAYS = 14;

const form = document.getElementById("draft");
const fields = { conclusion: form.elements.conclusion, body: form.elements.body };
const state = document.getElementById("save-state");
const session = [...crypto.getRandomValues(new Uint8Array(12))].map((byte) => byte.toString(16).padStart(2, "0")).join("");
const prefix = `draft:${form.dataset.user}:${form.dataset.review}:`;
const own = prefix + session;

let token = form.elements.csrfmiddlewaretoken.value;
let version = Number(form.dataset.version);
let counter = 0;
let edits = 0;
let dirtySince = 0;
let timer = 0;
let sending = null;
let halted = "";
let storable = true;
let savedWords = "Nothing written yet";
let saved = read();

/* --- the three fields as one text --- */
function read() {
  return { rating: form.elements.rating.value ?? "", conclusion: fields.conclusion.value, body: fields.body.value };
}
function write(text) {
  for (const radio of form.querySelectorAll("input[name=rating]")) radio.checked = radio.value === (text.rating ?? "");
  fields.conclusion.value = text.conclusion ?? "";
  fields.body.value = text.body ?? "";
  form.dispatchEvent(new CustomEvent("draft:written"));
}
const alike = (a, b) => a.rating === (b.rating ?? "") && a.conclusion === b.conclusion && a.body === b.body;
const isDirty = () => !alike(read(), saved);

/* --- what the foot says --- */
function tell(kind, words) {
  state.dataset.state = kind;
  state.querySelector("[data-save-words]").textContent = words;
}
const clock = (when) => new Date(when).toLocaleTimeString("en-GB", { hour: "2-digit", minute: "2-digit" });
const kept = () => (storable ? "kept on this computer" : "keep this page open");

/* --- the copy on this computer --- */
function keep() {
  const copy = { base: version, edits, at: Date.now(), ...read() };
  try {
    localStorage.setItem(own, JSON.stringify(copy));
    storable = true;
  } catch {
    storable = false;
    tell("unsaved", "This computer can keep no copy. Saving to the desk only");
  }
}
function letGo(acknowledged) {
  try {
    const copy = JSON.parse(localStorage.getItem(own) ?? "null");
    if (copy && copy.edits === acknowledged) localStorage.removeItem(own);
  } catch { storable = false; }
}

/* --- when to save --- */
function changed() {
  edits += 1;
  keep();
  if (halted === "refused") halted = "";
  if (halted) return;
  if (state.dataset.state === "saved") tell("saving", "Saving…");
  dirtySince ||= Date.now();
  clearTimeout(timer);
  timer = setTimeout(save, Math.max(0, Math.min(IDLE_MS, dirtySince + LONGEST_MS - Date.now())));
}
async function save() {
  clearTimeout(timer);
  if (sending) return sending.done;
  if (halted) return false;
  if (!isDirty()) {
    letGo(edits);
    dirtySince = 0;
    if (state.dataset.state === "saving") tell("saved", savedWords);
    return true;
  }
  counter += 1;
  sending = { counter, edits, version, text: read(), tries: 0 };
  sending.done = post(sending);
  const ended = await sending.done;
  return ended && isDirty() && !halted ? save() : ended;
}
async function post(job) {
  tell("saving", "Saving…");
  const body = new URLSearchParams({ version: job.version, session, counter: job.counter, ...job.text });
  let answer;
  try {
    answer = await fetch(form.action, { method: "POST", body, redirect: "manual", headers: { Accept: "application/json", "X-CSRFToken": token }, signal: AbortSignal.timeout(TIMEOUT_MS) });
  } catch {
    return again(job, "The desk does not answer");
  }
  if (answer.type === "opaqueredirect" || answer.status === 401) return signedOut(job);
  const said = answer.headers.get("Content-Type")?.includes("json") ? await answer.json().catch(() => null) : null;
  if (answer.ok && said) return taken(job, said);
  if (answer.status === 403 && !said) return renewToken(job);
  if (answer.status === 409 && said?.draft) return conflict(job.text, said.draft), stop("conflict");
  if (answer.status >= 500 || answer.status === 429) return again(job, "The desk is busy");
  tell("unsaved", `Not saved, ${kept()}. ${said?.detail ?? `The desk answered ${answer.status}.`}`);
  return stop(answer.status === 422 ? "refused" : "closed");
}
function taken(job, said) {
  version = said.version;
  saved = job.text;
  sending = null;
  dirtySince = 0;
  form.elements.version.value = version;
  for (const place of document.querySelectorAll("[data-draft-version]")) place.textContent = version;
  letGo(job.edits);
  savedWords = `Saved ${clock(said.saved_at ?? Date.now())}`;
  tell("saved", savedWords);
  document.body.dispatchEvent(new CustomEvent("desk:changed", { bubbles: true }));
  return true;
}
function stop(why) {
  halted = why;
  sending = null;
  return false;
}
/* The same save, with its own number: the server may have taken it and the answer was lost. */
function again(job, why) {
  tell("unsaved", `Not saved, ${kept()}. ${why}; trying again`);
  const wait = RETRY_MS[Math.min(job.tries++, RETRY_MS.length - 1)];
  return new Promise((resolve) => { job.wake = () => { clearTimeout(job.timer); resolve(post(job)); }; job.timer = setTimeout(job.wake, wait); });
}
addEventListener("online", () => sending?.wake?.());

/* --- signed out: nothing leaves this page; sign in elsewhere, come back, it is sent --- */
const out = document.getElementById("signed-out");
let waiting = null;
function signedOut(job) {
  tell("unsaved", `Not saved, ${kept()}. You are signed out`);
  out.hidden = false;
  if (waiting) return waiting.promise;
  waiting = { job };
  waiting.promise = new Promise((resolve) => { waiting.resolve = resolve; });
  waiting.timer = setInterval(back, 5000);
  return waiting.promise;
}
async function present() {
  const answer = await fetch(form.action, { redirect: "manual", headers: { Accept: "application/json" }, cache: "no-store" }).catch(() => null);
  return answer?.ok ? answer.json() : null;
}
async function back() {
  if (!waiting || waiting.asking) return;
  waiting.asking = true;
  const now = await present();
  waiting.asking = false;
  if (!now) return;
  if (now.user !== form.dataset.user) {
    document.querySelector("[data-signed-out-words]").textContent = `${now.user} is signed in here now. Sign in as ${form.dataset.user} to save it.`;
    return;
  }
  const { job, resolve, timer: asking } = waiting;
  clearInterval(asking);
  waiting = null;
  out.hidden = true;
  token = now.csrf_token;
  for (const field of document.querySelectorAll("input[name=csrfmiddlewaretoken]")) field.value = token;
  document.body.setAttribute("hx-headers", JSON.stringify({ "X-CSRFToken": token }));
  resolve(post(job));
}
async function renewToken(job) {
  const now = await present();
  if (!now || now.user !== form.dataset.user) return signedOut(job);
  if (job.renewed) return again(job, "The desk refused the page's token");
  job.renewed = true;
  token = now.csrf_token;
  return post(job);
}
for (const event of ["focus", "online", "storage"]) addEventListener(event, back);
document.addEventListener("visibilitychange", back);
out.querySelector("[data-resend]").addEventListener("click", back);

/* --- two texts: both are shown, both are kept, a person chooses --- */
const dialog = document.getElementById("conflict");
const beside = document.getElementById("theirs");
let mine = null;
let theirs = null;
let fromOffer = false;
const grade = (slug) => form.querySelector(`input[name=rating][value="${CSS.escape(slug ?? "")}"]`)?.closest("label").textContent.trim() ?? "no rating";
function fill(root, name, text) {
  for (const place of root.querySelectorAll(`[data-${name}]`)) place.textContent = place.dataset[name] === "rating" ? grade(text.rating) : text[place.dataset[name]];
}
function conflict(ours, other, offered = false) {
  [mine, theirs, fromOffer] = [ours, other, offered];
  const who = other.saved_by === form.dataset.user ? "You, in another tab or on another computer," : other.saved_by || "Somebody";
  dialog.querySelector("[data-conflict-words]").textContent = `${who} saved version ${other.version} in the meantime. Nothing was overwritten.`;
  dialog.querySelector("[data-theirs-head]").textContent = `Version ${other.version}, ${other.saved_by || "somebody"}`;
  fill(dialog, "mine", ours);
  fill(dialog, "theirs", other);
  fill(beside, "theirs", other);
  tell("unsaved", `Not saved, ${kept()}. There are two texts`);
  if (!dialog.open) dialog.showModal();
}
async function resume(text) {
  write(text);
  edits += 1;
  keep();
  halted = "";
  return save();
}
dialog.addEventListener("cancel", (event) => event.preventDefault());
dialog.addEventListener("click", async (event) => {
  const choice = event.target.closest("[data-keep]")?.dataset.keep;
  if (!choice) return;
  dialog.close();
  version = theirs.version;
  saved = { rating: theirs.rating ?? "", conclusion: theirs.conclusion, body: theirs.body };
  const other = saved;
  const current = fromOffer ? mine : read();
  if (choice === "both") {
    write(current);
    edits += 1;
    keep();
    beside.hidden = false;
    fields.body.focus();
    return;
  }
  /* Taking theirs saves mine first, so that it stands under the earlier texts. */
  if ((await resume(current)) && choice === "theirs") await resume(other);
  if (fromOffer && !halted) settleOffer();
});
beside.querySelector("[data-merged]").addEventListener("click", async () => {
  beside.hidden = true;
  halted = "";
  if ((await save()) && fromOffer) settleOffer();
});

/* --- a copy from before: offered, never put in by itself --- */
const offer = document.getElementById("offer");
let isOffered = "";
function settleOffer() {
  if (isOffered) localStorage.removeItem(isOffered);
  isOffered = "";
  offer.hidden = true;
}
async function livingTabs() {
  if (!navigator.locks) return new Set();
  navigator.locks.request(own, () => new Promise(() => {}));
  const { held } = await navigator.locks.query();
  return new Set(held.map((lock) => lock.name));
}
async function lookForCopies() {
  let found = [];
  try {
    const living = await livingTabs();
    for (const name of Object.keys(localStorage).filter((key) => key.startsWith("draft:"))) {
      const copy = JSON.parse(localStorage.getItem(name));
      if (Date.now() - copy.at > KEPT_DAYS * 86_400_000 || (name.startsWith(prefix) && alike(saved, copy))) localStorage.removeItem(name);
      else if (name.startsWith(prefix) && name !== own && !living.has(name)) found.push([name, copy]);
    }
  } catch {
    storable = false;
    return;
  }
  found.sort((a, b) => b[1].at - a[1].at);
  if (!found.length) return;
  const [name, copy] = found[0];
  isOffered = name;
  offer.hidden = false;
  offer.querySelector("[data-offer-words]").textContent = `This computer kept a text of yours from ${clock(copy.at)} that was not saved${copy.base === version ? "" : `. It was made from version ${copy.base}; version ${version} is there now`}.`;
  offer.addEventListener("click", (event) => {
    const choice = event.target.closest("[data-offer]")?.dataset.offer;
    if (choice === "drop") settleOffer();
    if (choice === "show" || (choice === "take" && copy.base !== version)) {
      halted = "conflict";
      conflict(copy, { version, saved_by: "", ...saved }, true);
    } else if (choice === "take") resume(copy).then((done) => done && settleOffer());
  });
}

/* --- nothing else on the page goes off before the text is in --- */
document.addEventListener("submit", async (event) => {
  if (event.target === form || event.target.method !== "post" || event.target.hasAttribute("hx-post") || (!isDirty() && !sending)) return;
  event.preventDefault();
  event.stopPropagation();
  const { target, submitter } = event;
  if (await Promise.race([save(), new Promise((resolve) => setTimeout(resolve, TIMEOUT_MS, false))])) target.requestSubmit(submitter);
  else document.dispatchEvent(new CustomEvent("desk:say", { detail: { words: "Your text is not saved yet, so this was not done. It is tried again by itself." } }));
}, true);
document.addEventListener("click", async (event) => {
  const link = event.target.closest?.("a[href]");
  if (!link || event.defaultPrevented || event.button || event.ctrlKey || event.metaKey || event.shiftKey || link.target || link.origin !== location.origin || link.hash || (!isDirty() && !sending)) return;
  event.preventDefault();
  await Promise.race([save(), new Promise((resolve) => setTimeout(resolve, LINK_MS))]);
  location.assign(link.href); // what is not in by then is offered back
});
addEventListener("pageshow", (event) => event.persisted && !isDirty() && location.reload());
addEventListener("beforeunload", (event) => { if (isDirty() && !storable) event.preventDefault(); });

form.addEventListener("input", changed);
form.addEventListener("submit", (event) => { event.preventDefault(); save(); });
document.addEventListener("keydown", (event) => {
  if ((event.ctrlKey || event.metaKey) && event.key === "s") { event.preventDefault(); save(); }
});
document.querySelector("[data-without-script]").hidden = true;
if (form.dataset.savedAt) {
  savedWords = `Saved ${clock(form.dataset.savedAt)}`;
  tell("saved", savedWords);
}
lookForCopies();
