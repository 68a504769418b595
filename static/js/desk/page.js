/* Starts what every page of the desk has: keys, toasts, times, menus and the palette. */

import { registerKeys, startKeys } from "../lib/keys.js";
import { startTimes } from "../lib/times.js";
import { startToasts, undoLast } from "../lib/toasts.js";
import { startMenus } from "./menus.js";
import { startPalette } from "./palette.js";
import { startSheets } from "./sheets.js";
import { startThemeSwitch } from "./theme.js";

startMenus(); // before the keys: Escape closes a menu first
startKeys();
registerKeys({ z: undoLast });
startPalette();
startSheets();
startThemeSwitch();
startTimes();
startToasts();
