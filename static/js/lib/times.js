/* Times as the desk speaks: <time datetime data-relative="since"> reads "40 min",
   data-relative="ago" "40 min ago", data-relative="due" "in 2 h" or "late 1 d", data-relative="left"
   "18 min" of a time to come. The server prints the absolute time, which stays in the title;
   without script that is what is read. */

const UNITS = [["d", 86400], ["h", 3600], ["min", 60]];

function span(seconds) {
  const [unit, size] = UNITS.find(([, length]) => seconds >= length) ?? ["min", 60];
  return `${Math.max(1, Math.floor(seconds / size))} ${unit}`;
}

function words(seconds, how) {
  if (how === "left") return seconds > 0 ? span(seconds) : "over";
  if (how === "due") return seconds < 0 ? `late ${span(-seconds)}` : `in ${span(seconds)}`;
  if (seconds > -60) return how === "ago" ? "just now" : "0 min";
  return how === "ago" ? `${span(-seconds)} ago` : span(-seconds);
}

function refresh(root = document) {
  for (const time of root.querySelectorAll("time[data-relative]")) {
    const seconds = (Date.parse(time.dateTime) - Date.now()) / 1000;
    if (Number.isNaN(seconds)) continue;
    const said = words(seconds, time.dataset.relative);
    if (time.textContent !== said) time.textContent = said;
  }
}

/* <time data-countdown datetime>: minutes and seconds left; "desk:lease" at 3:00, 1:00 and 0:00. */
const SPOKEN = [180, 60, 0];
function count() {
  for (const time of document.querySelectorAll("time[data-countdown]")) {
    const left = Math.max(0, Math.round((Date.parse(time.dateTime) - Date.now()) / 1000));
    time.textContent = `${Math.floor(left / 60)}:${String(left % 60).padStart(2, "0")}`;
    time.closest("[data-countdown-box]")?.toggleAttribute("hidden", left > SPOKEN[0]);
    const line = document.getElementById(time.dataset.countdown);
    if (line) line.value = left;
    if (SPOKEN.includes(left)) time.dispatchEvent(new CustomEvent("desk:lease", { detail: { left }, bubbles: true }));
  }
}

refresh();
count();
setInterval(refresh, 30_000);
if (document.querySelector("time[data-countdown]")) setInterval(count, 1000);
document.addEventListener("htmx:afterSwap", (event) => refresh(event.target));
