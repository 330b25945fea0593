// Counts and places: words, how long they take to say, and findings moved along with an edit.

const PAUSE = 150; // milliseconds without a key until the text is sent
const SOON = 100; // milliseconds after which a further key sends it at once, so that none waits for more than both
const SLOW = 600; // milliseconds until the wait for a judgment is mentioned
const PATIENCE = 6000; // milliseconds until it is called missing
const QUIET = 1500; // milliseconds without a key until the count of findings is announced
const LISTED = 100; // findings that are listed; the others are only drawn
const WIDE = 5; // words; a longer finding about whole lines is a bar beside them, no underline
const QUOTED = 60; // characters of a passage that the list quotes
const SILENT = new Set(["bullet", "resume", "prfaq"]); // kinds that nobody says aloud
const KEYS = "Alt with the down or up arrow goes through the findings, Alt with Enter lists them.";
const NAMES = { error: "Error", warning: "Warning", info: "Note" };
const RANKS = { error: 0, warning: 1, info: 2 };

// As prepkit.text finds words: letters and digits, joined by hyphens, apostrophes or a decimal point.
const LETTER = String.raw`[\p{L}\p{N}]`;
const DOTTED = String.raw`(?<=\p{Nd})[.,](?=\p{Nd})|(?<=(?<![\p{L}\p{N}_])[A-Za-z])\.(?=[A-Za-z](?![\p{L}\p{N}_]))`;
const WORD = new RegExp(`${LETTER}+(?:(?:['’\\-‐‑_]|${DOTTED})${LETTER}+|[\\u0300-\\u036f]+${LETTER}*)*`, "gu");

// Letters and marks that run from right to left.
const LEFTWARD = /[\u0590-\u08ff\u200f\u202b\u202e\u2067\ufb1d-\ufdff\ufe70-\ufefc\u{10800}-\u{10fff}\u{1e800}-\u{1efff}]/u;

export function countWords(text) {
  return text.match(WORD)?.length ?? 0;
}

export function sayTime(minutes) {
  const seconds = Math.round(minutes * 60);
  const [whole, rest] = [Math.floor(seconds / 60), seconds % 60];
  return [whole && `${whole} min`, (rest || !whole) && `${rest} s`].filter(Boolean).join(" ");
}

// Findings come in code points, and JavaScript counts UTF-16 units.
export function toUnits(text, findings) {
  const offsets = [...new Set(findings.flatMap((each) => [each.start, each.end]))].sort((a, b) => a - b);
  const units = new Map();
  let point = 0;
  let unit = 0;
  for (const offset of offsets) {
    for (; point < offset && unit < text.length; point++) unit += text.codePointAt(unit) > 0xffff ? 2 : 1;
    units.set(offset, unit);
  }
  return findings.map((each) => {
    const [from, to] = [units.get(each.start), units.get(each.end)];
    const severity = each.severity in RANKS ? each.severity : "info";
    return { ...each, severity, from, to, wide: isWide(text, from, to), whole: isWhole(text, from, to) };
  });
}

function isWide(text, from, to) {
  const start = from > 0 ? text.lastIndexOf("\n", from - 1) + 1 : 0;
  const end = text.indexOf("\n", to);
  const before = /^[\s•\-*–—·]*$/.test(text.slice(start, from));
  const after = /^[\s.!?;:]*$/.test(text.slice(to, end < 0 ? text.length : end));
  return before && after && text.slice(from, to).trim().split(/\s+/, WIDE + 1).length > WIDE;
}

function isWhole(text, from, to) {
  return from === to || (!text.slice(0, from).trim() && !text.slice(to).trim() && /\s/.test(text.slice(from, to).trim()));
}

// Move findings along with an edit that ends at the caret, until the edited text is judged itself.
export function shift(marks, before, after, caret) {
  const least = Math.min(before.length, after.length);
  let tail = 0;
  const most = Math.min(least, Math.max(0, after.length - caret));
  while (tail < most && before.charCodeAt(before.length - 1 - tail) === after.charCodeAt(after.length - 1 - tail)) tail++;
  let head = 0;
  while (head < least - tail && before.charCodeAt(head) === after.charCodeAt(head)) head++;
  const gone = before.length - tail; // where the replaced part ended
  const delta = after.length - before.length;
  for (const mark of marks) {
    if (mark.gone || mark.to <= head) continue;
    if (mark.from >= gone) [mark.from, mark.to] = [mark.from + delta, mark.to + delta];
    else if (mark.from >= head && mark.to <= gone) mark.gone = true;
    else if (mark.from > head) [mark.from, mark.to] = [gone + delta, mark.to + delta];
    else mark.to = mark.to >= gone ? mark.to + delta : head;
  }
}

// Messages carry no lone surrogates; each is replaced by one unit, so that places stay what they are.
function makeSendable(text) {
  return text.replace(/\p{Surrogate}/gu, "\ufffd");
}
