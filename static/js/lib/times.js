/* Writes times as the desk speaks of them ("40 min ago", "late 1 d") and counts leases down.

   <time datetime data-relative="since"> reads "40 min", "ago" reads "40 min ago", "due" reads
   "in 2 h" or "late 1 d", "left" reads "18 min" of a time to come. The server prints the absolute
   time, which stays in the title and is what one reads without script. */

import { createSignal, onSwap } from "./events.js";
import { getText } from "./strings.js";

/* From the longest: its seconds, and the keys of its texts. */
const UNITS = [
  { size: 86400, span: "days", ago: "days-ago", due: "in-days", late: "days-late" },
  { size: 3600, span: "hours", ago: "hours-ago", due: "in-hours", late: "hours-late" },
  { size: 60, span: "minutes", ago: "minutes-ago", due: "in-minutes", late: "minutes-late" },
];
const REFRESH_MS = 30_000;
const SPOKEN = [180, 60, 0];

/* Tells (time, left) when 180, 60 and 0 seconds are left. */
export const countdown = createSignal();

/* how: a name in UNITS. */
function formatSpan(seconds, how) {
  const unit = UNITS.find(({ size }) => seconds >= size) ?? UNITS.at(-1);
  return getText(unit[how], { number: Math.max(1, Math.floor(seconds / unit.size)) });
}

/* seconds: until then, negative when it is past. */
function formatTime(seconds, how) {
  if (how === "left") return seconds > 0 ? formatSpan(seconds, "span") : getText("time-over");
  if (how === "due") return formatSpan(Math.abs(seconds), seconds < 0 ? "late" : "due");
  if (seconds > -60) return how === "ago" ? getText("just-now") : getText("minutes", { number: 0 });
  return formatSpan(-seconds, how === "ago" ? "ago" : "span");
}

function refreshTimes(root = document) {
  for (const time of root.querySelectorAll("time[data-relative]")) {
    const seconds = (Date.parse(time.dateTime) - Date.now()) / 1000;
    if (Number.isNaN(seconds)) continue;
    const words = formatTime(seconds, time.dataset.relative);
    if (time.textContent !== words) time.textContent = words;
  }
}

/* <time data-countdown datetime>: minutes and seconds left. */
function countDown() {
  for (const time of document.querySelectorAll("time[data-countdown]")) {
    const left = Math.max(0, Math.round((Date.parse(time.dateTime) - Date.now()) / 1000));
    time.textContent = `${Math.floor(left / 60)}:${String(left % 60).padStart(2, "0")}`;
    time.closest("[data-countdown-box]")?.toggleAttribute("hidden", left > SPOKEN[0]);
    const line = document.getElementById(time.dataset.countdown);
    if (line) line.value = left;
    if (SPOKEN.includes(left)) countdown.tell(time, left);
  }
}

export function startTimes() {
  refreshTimes();
  countDown();
  setInterval(refreshTimes, REFRESH_MS);
  if (document.querySelector("time[data-countdown]")) setInterval(countDown, 1000);
  onSwap(refreshTimes);
}
