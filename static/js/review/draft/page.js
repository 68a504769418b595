/* Starts what somebody who may write a verdict has: saving, counting, citing and the preview. */

import { startConflicts } from "./conflict.js";
import { guardLeaving } from "./leaving.js";
import { offerLostCopy } from "./offer.js";
import { startSaving } from "./save.js";
import { startWriting } from "./writing.js";

startConflicts();
guardLeaving();
startSaving();
offerLostCopy();
startWriting();
