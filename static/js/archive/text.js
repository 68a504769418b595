/* Finds words in the text of an archived page, whatever its white space, quotes and dashes are. */

const FOLDED = { "“": '"', "”": '"', "„": '"', "«": '"', "»": '"', "‘": "'", "’": "'", "‚": "'", "‐": "-", "‑": "-", "–": "-", "—": "-", "−": "-" };
const DROPPED = /[\u00ad\u200b\u200c\u200d\ufeff]/;
const BLOCK = "p, div, li, td, th, h1, h2, h3, h4, h5, h6, section, article, tr, pre, blockquote, dd, dt, figcaption, header, footer, nav, aside, main, body, br, caption";

/* The words of an element as one string, with the node and offset of each character. */
export function foldElement(root) {
  const walker = root.ownerDocument.createTreeWalker(root, NodeFilter.SHOW_TEXT);
  const out = { words: "", nodes: [], offsets: [] };
  let block = null;
  let isGap = true;
  const put = (character, node, offset) => { out.words += character; out.nodes.push(node); out.offsets.push(offset); };
  while (walker.nextNode()) {
    const node = walker.currentNode;
    const now = node.parentElement.closest(BLOCK);
    if (now !== block && !isGap) { put(" ", node, 0); isGap = true; }
    block = now;
    for (let at = 0; at < node.data.length; at += 1) {
      const character = node.data[at];
      if (DROPPED.test(character)) continue;
      const isSpace = /\s/.test(character);
      if (isSpace && isGap) continue;
      put(isSpace ? " " : FOLDED[character] ?? character, node, at);
      isGap = isSpace;
    }
  }
  return out;
}

const foldWords = (words) => [...words.replace(/\s+/g, " ").trim()].filter((c) => !DROPPED.test(c)).map((c) => FOLDED[c] ?? c).join("");

/* The range of these words in a folded text; of several places the one nearest to `share` (0 to 1)
   of the way down. null if they are not there. */
export function findWords(text, words, share) {
  const needle = foldWords(words);
  const distance = (at) => Math.abs(at / text.words.length - share);
  let best = -1;
  for (let at = text.words.indexOf(needle); needle && at >= 0; at = text.words.indexOf(needle, at + 1)) {
    if (best < 0 || distance(at) < distance(best)) best = at;
  }
  if (best < 0) return null;
  const range = text.nodes[best].ownerDocument.createRange();
  const end = best + needle.length - 1;
  range.setStart(text.nodes[best], text.offsets[best]);
  range.setEnd(text.nodes[end], text.offsets[end] + 1);
  return range;
}
