// The browser's half of the review editor: it takes what is typed, draws and counts at once, and asks Python to judge.
//
// A plain textarea takes the typing, so that undo, input methods, paste and screen readers work as anywhere. Behind it
// lies a mirror with the same text, transparent but for its underlines. Texts of a person are only ever set as text.

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

function make(tag, className, properties = {}, ...children) {
  const element = document.createElement(tag);
  if (className) element.className = className;
  for (const [name, value] of Object.entries(properties)) {
    if (name in element) element[name] = value;
    else element.setAttribute(name, value);
  }
  element.append(...children);
  return element;
}

// The textarea and the mirror behind it.
class Surface {
  constructor(id, rows) {
    this.mirror = make("div", "pk-mirror", { "aria-hidden": "true" });
    this.area = make("textarea", "pk-area", { id: `${id}-text`, rows });
    this.box = make("div", "pk-box", {}, this.mirror, this.area);
    this.drawn = [];
    this.area.addEventListener("scroll", () => this.follow());
    this.resized = new ResizeObserver(() => this.follow());
    this.resized.observe(this.area);
  }

  follow() {
    this.mirror.scrollTop = this.area.scrollTop;
  }

  // Only lines that changed are made anew, so that a key costs one line however long the text is.
  draw(text, marks, active) {
    // Lines of either direction take Chromium seconds in a megabyte, so only texts that need it are laid out so.
    this.box.classList.toggle("pk-both-ways", LEFTWARD.test(text));
    const lines = layOut(text, marks, active);
    const least = Math.min(lines.length, this.drawn.length);
    let head = 0;
    while (head < least && lines[head].key === this.drawn[head]) head++;
    let tail = 0;
    const [next, last] = [lines.length - 1, this.drawn.length - 1];
    while (tail < least - head && lines[next - tail].key === this.drawn[last - tail]) tail++;
    const anchor = this.mirror.childNodes[this.drawn.length - tail] ?? null;
    for (let count = this.drawn.length - tail - head; count > 0; count--) this.mirror.childNodes[head].remove();
    const fresh = document.createDocumentFragment();
    for (const line of lines.slice(head, lines.length - tail)) fresh.append(drawLine(line));
    this.mirror.insertBefore(fresh, anchor);
    this.drawn = lines.map((line) => line.key);
    this.follow();
  }

  find(index) {
    return this.mirror.querySelector(`[data-marks~="${index}"], [data-bars~="${index}"]`);
  }

  // The findings under a point: those of the word, or of the bar in the margin.
  hit(x, y) {
    const under = this.box.getRootNode().elementsFromPoint(x, y).filter((each) => this.mirror.contains(each));
    const mark = under.find((each) => each.dataset.marks);
    if (mark) return mark.dataset.marks;
    const margin = x < this.box.getBoundingClientRect().left + 18;
    return (margin && under.find((each) => each.dataset.bars)?.dataset.bars) || "";
  }

  select(mark, index) {
    // A whole line is not selected: the next key would replace it.
    this.area.focus({ preventScroll: true });
    this.area.setSelectionRange(mark.from, mark.wide ? mark.from : mark.to);
    const shown = this.find(index);
    if (!shown) return this.area.scrollIntoView({ block: "nearest" });
    const top = shown.offsetTop;
    const { scrollTop, clientHeight } = this.area;
    if (top < scrollTop || top + shown.offsetHeight > scrollTop + clientHeight) this.area.scrollTop = top - clientHeight / 3;
    this.follow();
    (mark.wide ? this.area : shown).scrollIntoView({ block: "nearest" });
  }
}

function layOut(text, marks, active) {
  let at = 0;
  const lines = text.split("\n").map((line) => {
    const start = at;
    at += line.length + 1;
    return { text: line, start, marks: [], bars: [], key: line };
  });
  marks.forEach((mark, index) => {
    if (mark.gone || mark.to <= mark.from) return;
    for (let row = findRow(lines, mark.from); row < lines.length && lines[row].start < mark.to; row++) {
      const line = lines[row];
      const from = Math.max(0, mark.from - line.start);
      const to = Math.min(line.text.length, mark.to - line.start);
      const kind = `pk-${mark.severity}${index === active ? " pk-active" : ""}`;
      if (mark.wide) line.bars.push({ index, kind, rank: RANKS[mark.severity] });
      else if (to > from) line.marks.push({ index, kind, from, to, rank: RANKS[mark.severity] });
      line.key = `${line.key}\u0000${index} ${kind} ${from} ${to}`;
    }
  });
  return lines;
}

function findRow(lines, offset) {
  let [low, high] = [0, lines.length - 1];
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if (lines[middle].start <= offset) low = middle;
    else high = middle - 1;
  }
  return low;
}

function drawLine({ text, marks, bars }) {
  const row = make("div", "pk-line");
  if (bars.length) {
    const worst = bars.reduce((one, other) => (other.rank < one.rank ? other : one));
    row.classList.add(worst.kind.split(" ")[0], "pk-bar");
    if (bars.some((bar) => bar.kind.endsWith("pk-active"))) row.classList.add("pk-active");
    row.dataset.bars = bars.map((bar) => bar.index).join(" ");
  }
  const edges = [...new Set([0, text.length, ...marks.flatMap((mark) => [mark.from, mark.to])])].sort((a, b) => a - b);
  edges.slice(1).forEach((to, position) => {
    const from = edges[position];
    const piece = text.slice(from, to);
    // Where findings overlap, the shortest is the most exact.
    const over = marks
      .filter((mark) => mark.from <= from && mark.to >= to)
      .sort((one, other) => one.to - one.from - (other.to - other.from) || one.rank - other.rank);
    if (!over.length) return row.append(piece);
    const active = over.some((mark) => mark.kind.endsWith("pk-active")) ? " pk-active" : "";
    const mark = make("span", `pk-mark ${over[0].kind.split(" ")[0]}${active}`, {}, piece);
    mark.dataset.marks = over.map((each) => each.index).join(" ");
    row.append(mark);
  });
  if (!text) row.append(make("br"));
  return row;
}

// The message beside a word, for the pointer and for keys; it can be pointed at and dismissed.
class Tip {
  constructor() {
    this.box = make("div", "pk-tip", { popover: "manual", role: "tooltip" });
    this.key = "";
    this.box.addEventListener("pointerenter", () => clearTimeout(this.leaving));
    this.box.addEventListener("pointerleave", () => this.leave());
  }

  show(key, marks, anchor, byKey = false) {
    clearTimeout(this.leaving);
    if (this.key === key) return;
    this.hide();
    Object.assign(this, { key, anchor, byKey });
    this.box.replaceChildren(
      ...marks.map((mark) =>
        make("div", `pk-said pk-${mark.severity}`, {}, make("strong", "pk-kind", {}, NAMES[mark.severity]), ` ${mark.message}`),
      ),
    );
    this.box.showPopover?.();
    this.place();
  }

  move(anchor) {
    this.anchor = anchor;
    this.place();
  }

  place() {
    if (!this.key) return;
    const spot = this.anchor();
    if (!spot) return this.hide();
    const { width, height } = this.box.getBoundingClientRect();
    const below = spot.bottom + 6;
    this.box.style.left = `${Math.max(8, Math.min(spot.left, window.innerWidth - width - 8))}px`;
    this.box.style.top = `${below + height > window.innerHeight ? Math.max(8, spot.top - height - 6) : below}px`;
  }

  leave() {
    clearTimeout(this.leaving);
    if (!this.byKey) this.leaving = setTimeout(() => this.hide(), 200);
  }

  hide() {
    clearTimeout(this.leaving);
    if (this.key) this.box.hidePopover?.();
    this.key = "";
  }
}

// The list of findings. Items are kept while their finding stays, so that a reason half typed is not lost.
class List {
  constructor(id, { onJump, onAcknowledge, onReopen }) {
    Object.assign(this, { id, onJump, onAcknowledge, onReopen, items: new Map() });
    this.summary = make("div", "pk-summary", { id: `${id}-summary` });
    this.rows = make("ol", "pk-list");
    this.rest = make("div", "pk-rest");
    this.apart = make("ul", "pk-list");
    this.apartSummary = make("summary");
    this.apartBox = make("details", "pk-apart", { hidden: true }, this.apartSummary, this.apart);
    const labelled = { role: "region", "aria-labelledby": this.summary.id };
    this.box = make("div", "pk-findings", { ...labelled, id: `${id}-findings` }, this.summary, this.rows, this.rest, this.apartBox);
  }

  draw(text, marks, judged) {
    const seen = new Map();
    const next = new Map();
    marks.slice(0, LISTED).forEach((mark, index) => {
      const base = `${mark.code}\u0000${mark.whole ? "" : text.slice(mark.from, mark.to)}`;
      const count = (seen.get(base) ?? 0) + 1;
      seen.set(base, count);
      mark.key = `${base}\u0000${count}`;
      const item = this.items.get(mark.key) ?? this.makeItem();
      item.fill(text, mark, index);
      next.set(mark.key, item);
    });
    for (const [key, item] of this.items) if (!next.has(key)) item.box.remove();
    [...next.values()].forEach(({ box }, position) => {
      if (this.rows.children[position] !== box) this.rows.insertBefore(box, this.rows.children[position] ?? null);
    });
    this.items = next;
    const left = marks.length - next.size + judged.more;
    this.rest.textContent = left > 0 ? `And ${left.toLocaleString("en-US")} more, further down in the text.` : "";
    this.summary.textContent = judged.error || sumUp(marks, judged.more);
  }

  makeItem() {
    const id = `${this.id}-${Math.random().toString(36).slice(2)}`;
    const kind = make("span", "pk-kind");
    const place = make("span", "pk-place");
    const message = make("span", "pk-message");
    const jump = make("button", "pk-jump", { type: "button", "aria-expanded": "false", "aria-controls": id });
    jump.append(make("span", "pk-head", {}, kind, place), message);
    const why = make("p");
    const instead = make("p", "pk-instead");
    const reason = make("input", "pk-reason", { type: "text", id: `${id}-reason`, autocomplete: "off", required: true });
    const label = make("label", "", { htmlFor: reason.id }, "Leave it as it is, because");
    const form = make("form", "pk-leave", {}, label, reason, make("button", "pk-button", { type: "submit" }, "Acknowledge"));
    const more = make("div", "pk-more", { id, hidden: true }, why, instead, form);
    const box = make("li", "", {}, jump, more);
    const item = { box, more, jump };
    item.fill = (text, mark, index) => {
      box.className = `pk-finding pk-${mark.severity}`;
      kind.textContent = NAMES[mark.severity];
      place.textContent = sayPlace(text, mark);
      message.textContent = mark.message;
      why.textContent = mark.why;
      instead.textContent = mark.instead;
      jump.onclick = () => this.onJump(index);
      form.onsubmit = (event) => {
        event.preventDefault();
        this.onAcknowledge(index, reason.value.trim());
      };
    };
    return item;
  }

  open(key) {
    for (const [name, { box, jump, more }] of this.items) {
      const active = name === key;
      box.classList.toggle("pk-active", active);
      jump.setAttribute("aria-expanded", String(active));
      more.hidden = !active;
      if (active) this.reveal(box);
    }
  }

  // Scroll the list alone, and only as far as it takes.
  reveal(item) {
    const { scrollTop, clientHeight } = this.box;
    const [top, bottom] = [item.offsetTop - this.summary.offsetHeight - 6, item.offsetTop + item.offsetHeight];
    if (top < scrollTop) this.box.scrollTop = top;
    else if (bottom > scrollTop + clientHeight) this.box.scrollTop = Math.min(top, bottom - clientHeight);
  }

  drawApart(acknowledged) {
    this.apartBox.hidden = !acknowledged.length;
    this.apartSummary.textContent = `${acknowledged.length} acknowledged`;
    this.apart.replaceChildren(
      ...acknowledged.map((each) => {
        const what = `${each.code} ${each.text ? `“${quote(each.text)}”` : "the whole text"}`;
        const again = make("button", "pk-button", { type: "button", "aria-label": `Raise ${what} again` }, "Raise again");
        again.onclick = () => this.onReopen(each);
        return make("li", "pk-kept", {}, make("span", "", {}, each.reason ? `${what}: ${each.reason}` : what), again);
      }),
    );
  }
}

function quote(passage) {
  const characters = [...passage.slice(0, 2 * QUOTED + 2).replace(/\s+/g, " ").trim()];
  return characters.length > QUOTED ? `${characters.slice(0, QUOTED - 1).join("").trimEnd()}…` : characters.join("");
}

function sayPlace(text, mark) {
  if (mark.whole) return "The whole text";
  return mark.wide ? `Line ${mark.line}` : `Line ${mark.line}: “${quote(text.slice(mark.from, mark.to))}”`;
}

function sumUp(marks, more) {
  const total = marks.length + more;
  if (!total) return "No findings";
  const counts = Object.keys(RANKS).map((severity) => [severity, marks.filter((each) => each.severity === severity).length]);
  const parts = counts.filter(([, count]) => count).map(([name, count]) => `${count} ${NAMES[name].toLowerCase()}${count > 1 ? "s" : ""}`);
  const head = `${total.toLocaleString("en-US")} finding${total > 1 ? "s" : ""}`;
  return parts.length > 1 && !more ? `${head}: ${parts.join(", ")}` : head;
}

class Editor {
  constructor(model, el) {
    this.model = model;
    this.me = Math.random().toString(36).slice(2);
    this.marks = [];
    this.active = -1;
    this.said = null;
    this.compact = Boolean(model.get("compact"));
    const id = `pk-${this.me}`;
    this.surface = new Surface(id, model.get("rows"));
    this.area = this.surface.area;
    this.tip = new Tip();
    this.list = new List(id, {
      onJump: (index) => this.jump(index),
      onAcknowledge: (index, reason) => this.acknowledge(index, reason),
      onReopen: (apart) => this.reopen(apart),
    });
    this.build(id, el);
    this.listen();
    this.adopt(model.get("typed"));
    this.take(model.get("judged"));
    this.showStatus();
    this.showLabels();
  }

  build(id, el) {
    this.label = make("label", "pk-label", { htmlFor: this.area.id });
    this.hint = make("div", "pk-hint", { id: `${id}-hint` });
    this.keys = make("div", "pk-hidden", { id: `${id}-keys` }, KEYS);
    this.count = make("span", "pk-count");
    this.time = make("span", "pk-time");
    this.pace = make("input", "pk-pace", { type: "number", min: 40, max: 400, step: 5, "aria-label": "Pace in words a minute" });
    this.wait = make("span", "pk-wait", { role: "status" });
    this.status = make("span", "pk-status", { id: `${id}-status` });
    this.area.setAttribute("aria-describedby", `${this.hint.id} ${this.keys.id} ${this.status.id}`);
    this.speech = make("span", "pk-speech", {}, this.time, " at ", this.pace, " words a minute");
    this.live = make("div", "pk-hidden pk-live", { role: "status" });
    const body = this.compact ? this.fold() : this.spread();
    this.root = make("div", "pk-review-editor", {}, this.label, this.hint, body, this.keys, this.live, this.tip.box);
    this.root.classList.toggle("pk-compact", this.compact);
    el.append(this.root);
  }

  // The box with its counts, and the findings beside it.
  spread() {
    const foot = make("div", "pk-foot", {}, this.count, this.speech, this.wait, this.status);
    return make("div", "pk-body", {}, make("div", "pk-left", {}, this.surface.box, foot), this.list.box);
  }

  // As one of many in a form: the box, a line below it, and the findings once they are asked for. Keys lead to
  // the findings, so that Tab goes from field to field.
  fold() {
    const { id } = this.list.box;
    this.notesText = make("span", "pk-kind");
    this.notes = make("button", "pk-notes", { type: "button", tabIndex: -1, "aria-controls": id, hidden: true }, this.notesText);
    this.notes.addEventListener("click", () => this.unfold(this.list.box.hidden));
    this.byKeys = make("span", "pk-by-keys", { "aria-hidden": "true", hidden: true }, "Alt+↓ goes through them");
    const foot = make("div", "pk-foot", {}, this.notes, this.byKeys, this.wait, this.count);
    this.unfold(false);
    return make("div", "pk-body", {}, this.surface.box, foot, this.status, this.list.box);
  }

  listen() {
    const { area, model, surface } = this;
    area.addEventListener("input", () => this.edit());
    area.addEventListener("compositionstart", () => (this.composing = true));
    area.addEventListener("compositionend", () => {
      this.composing = false;
      if (this.unsent) this.schedule();
    });
    area.addEventListener("blur", () => {
      if (this.unsent) this.send();
      this.tip.hide();
    });
    this.root.addEventListener("keydown", (event) => this.press(event));
    surface.box.addEventListener("pointermove", (event) => this.point(event));
    surface.box.addEventListener("pointerleave", () => this.tip.leave());
    this.pace.addEventListener("change", () => this.setPace());
    this.onScroll = () => this.tip.place();
    document.addEventListener("scroll", this.onScroll, { capture: true, passive: true });
    this.handlers = {
      "change:typed": () => this.hear(),
      "change:judged": () => this.take(model.get("judged")),
      "change:status": () => this.showStatus(),
      "change:label change:hint change:rows change:pace change:kind change:words": () => this.showLabels(),
    };
    for (const [name, handler] of Object.entries(this.handlers)) model.on(name, handler);
  }

  dispose() {
    if (this.unsent) this.send();
    for (const timer of [this.timer, this.slow, this.late, this.announcing]) clearTimeout(timer);
    for (const [name, handler] of Object.entries(this.handlers)) this.model.off(name, handler);
    document.removeEventListener("scroll", this.onScroll, { capture: true });
    this.surface.resized.disconnect();
    this.tip.hide();
  }

  // Typing

  edit() {
    const text = this.area.value;
    shift(this.marks, this.text, text, this.area.selectionEnd);
    this.text = text;
    this.stamp = { revision: this.stamp.revision + 1, by: this.me };
    this.area.dataset.judged = "no";
    this.tip.hide();
    this.draw();
    if (!this.unsent) this.firstUnsent = performance.now();
    this.unsent = true;
    if (!this.composing) this.schedule();
  }

  schedule() {
    clearTimeout(this.timer);
    // In steady typing, right after a key is best: the answer is there before the next one makes it late.
    if (performance.now() - this.firstUnsent >= SOON) this.send();
    else this.timer = setTimeout(() => this.send(), PAUSE);
  }

  send() {
    clearTimeout(this.timer);
    this.unsent = false;
    try {
      this.model.set("typed", { ...this.stamp, text: makeSendable(this.text) });
      this.model.save_changes();
    } catch {
      return this.sayMissing(); // the kernel has gone, and the connection with it
    }
    this.slow ??= setTimeout(() => (this.wait.textContent = "Checking…"), SLOW);
    this.late ??= setTimeout(() => this.sayMissing(), PATIENCE);
  }

  sayMissing() {
    this.wait.textContent = "No answer from Python: it is busy, or was restarted. If this stays, copy your text and run this cell again.";
  }

  // Another view of this editor, or Python, has set the text. What is being typed here goes first.
  hear() {
    const typed = this.model.get("typed");
    if (typed.by === this.me || typed.revision <= this.stamp.revision || this.unsent || this.composing) return;
    this.adopt(typed);
    this.take(this.model.get("judged")); // it may have come along, and been told of first
  }

  adopt({ revision, by, text }) {
    this.stamp = { revision, by };
    this.area.dataset.judged = "no";
    this.marks = [];
    if (this.area.value !== text) {
      const { selectionStart, selectionEnd } = this.area;
      this.area.value = text;
      this.area.setSelectionRange(selectionStart, selectionEnd);
    }
    this.text = this.area.value;
    this.draw();
  }

  // A judgment counts only for the very text that it is about.
  take(judged) {
    if (judged.revision !== this.stamp.revision || judged.by !== this.stamp.by) return;
    this.area.dataset.judged = "yes";
    for (const timer of [this.slow, this.late]) clearTimeout(timer);
    this.slow = this.late = null;
    this.wait.textContent = "";
    const open = this.marks[this.active]?.key;
    this.marks = toUnits(this.text, judged.findings);
    const held = this.inList();
    this.list.draw(this.text, this.marks, judged);
    this.list.drawApart(judged.apart ?? []);
    if (held && !this.inList()) this.area.focus(); // the finding that had the focus is gone
    this.showNotes(judged);
    this.active = open ? this.marks.findIndex((mark) => mark.key === open) : -1;
    this.list.open(this.marks[this.active]?.key);
    this.draw();
    if (this.active >= 0 && this.tip.byKey) this.tip.move(() => this.anchor(this.active));
    else this.tip.hide();
    this.announceCount();
  }

  draw() {
    this.surface.draw(this.text, this.marks, this.active);
    this.words = countWords(this.text);
    this.showCounts();
  }

  // Findings

  press(event) {
    event.stopPropagation(); // a notebook has shortcuts of its own
    if (event.key === "Escape") this.close();
    if (event.key === "Enter" && event.altKey && event.target === this.area) {
      event.preventDefault();
      return this.enterList();
    }
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (!step || !event.altKey || event.ctrlKey || event.metaKey || event.target !== this.area) return;
    event.preventDefault();
    this.walk(step);
  }

  // The first Escape takes the message away, the next one leads back from the list, and puts a short one away.
  close() {
    if (this.tip.key) return this.tip.hide();
    const inside = this.inList();
    this.unfold(false);
    if (inside) this.area.focus();
  }

  inList() {
    return this.list.box.contains(this.root.getRootNode().activeElement);
  }

  enterList() {
    const open = [this.marks[this.active], ...this.marks].find((mark) => mark && !mark.gone);
    const item = this.list.items.get(open?.key);
    if (!item) return this.say("No findings");
    this.unfold(true);
    this.tip.hide();
    item.jump.focus();
  }

  // In a form the list is put away until it is asked for; it never opens or closes by itself, which would move what
  // someone is about to click.
  unfold(open) {
    if (!this.compact) return;
    this.list.box.hidden = !open;
    this.notes.setAttribute("aria-expanded", String(open));
  }

  showNotes({ findings, more, error, apart = [] }) {
    if (!this.compact) return;
    const worst = Object.keys(RANKS).find((severity) => this.marks.some((mark) => mark.severity === severity));
    this.notes.className = `pk-notes pk-${worst ?? "info"}`;
    this.notesText.textContent = error || !findings.length ? error || `${apart.length} acknowledged` : sumUp(this.marks, more);
    this.notes.hidden = this.byKeys.hidden = !(error || findings.length || apart.length);
    if (this.notes.hidden) this.unfold(false);
  }

  walk(step) {
    const order = [...this.marks.keys()].filter((index) => !this.marks[index].gone);
    if (!order.length) return this.say("No findings");
    const { selectionStart, selectionEnd } = this.area;
    const here = this.at && this.at.from === selectionStart && this.at.to === selectionEnd ? order.indexOf(this.active) : -1;
    let next = here + step;
    if (here < 0) {
      const after = order.findIndex((index) => this.marks[index].from >= selectionStart);
      next = step > 0 ? after : (after < 0 ? order.length : after) - 1;
      if (next < 0 && step > 0) next = 0;
    }
    this.jump(order[(next + order.length) % order.length]);
  }

  jump(index) {
    const mark = this.marks[index];
    if (!mark || mark.gone) return;
    this.active = index;
    this.draw();
    this.list.open(mark.key);
    this.surface.select(mark, index);
    this.at = { from: this.area.selectionStart, to: this.area.selectionEnd };
    this.tip.hide();
    this.tip.show(`${index}`, [mark], () => this.anchor(index), true);
    const number = `${NAMES[mark.severity]}, ${index + 1} of ${this.marks.length}`;
    this.say(`${number}. ${mark.message} ${mark.why} ${mark.instead}`);
  }

  anchor(index) {
    const box = this.surface.box.getBoundingClientRect();
    const found = this.surface.find(index)?.getClientRects()[0];
    if (!found) return box;
    return found.bottom < box.top - 2 || found.top > box.bottom + 2 ? null : found;
  }

  point(event) {
    const key = this.surface.hit(event.clientX, event.clientY);
    if (!key) return this.tip.leave();
    const indexes = key.split(" ").map(Number);
    this.tip.show(key, indexes.map((index) => this.marks[index]), () => this.anchor(indexes[0]));
  }

  acknowledge(index, reason) {
    const mark = this.marks[index];
    const text = makeSendable(this.text.slice(mark.from, mark.to));
    this.model.set("acknowledged", [...this.model.get("acknowledged"), { code: mark.code, text, reason }]);
    this.model.save_changes();
    this.area.dataset.judged = "no";
    this.area.focus();
    this.tip.hide();
    this.say("Acknowledged");
  }

  reopen({ code, text }) {
    const kept = this.model.get("acknowledged").filter((each) => each.code !== code || each.text !== text);
    this.model.set("acknowledged", kept);
    this.model.save_changes();
    this.area.focus();
    this.say("Raised again");
  }

  say(text) {
    this.live.textContent = text;
  }

  announceCount() {
    clearTimeout(this.announcing);
    const text = this.list.summary.textContent;
    this.announcing = setTimeout(() => {
      const typing = this.root.getRootNode().activeElement === this.area;
      if (typing && this.said !== null && this.said !== text) this.say(text);
      this.said = text;
    }, QUIET);
  }

  // Words around the box

  setPace() {
    const pace = this.pace.valueAsNumber;
    if (this.pace.validity.rangeUnderflow || this.pace.validity.rangeOverflow || !Number.isFinite(pace)) {
      this.pace.value = String(this.model.get("pace"));
      return;
    }
    this.model.set("pace", pace);
    this.model.save_changes();
  }

  showCounts() {
    const [words, aim] = [this.words.toLocaleString("en-US"), this.model.get("words") || 0];
    this.count.textContent = aim ? `${words} of about ${aim} words` : `${words} word${this.words === 1 ? "" : "s"}`;
    this.count.classList.toggle("pk-over", aim > 0 && this.words > aim);
    this.count.hidden = this.compact && !aim;
    this.time.textContent = sayTime(this.words / this.model.get("pace"));
  }

  showLabels() {
    this.label.textContent = this.model.get("label");
    this.hint.textContent = this.model.get("hint");
    this.hint.hidden = !this.hint.textContent;
    this.area.rows = this.model.get("rows");
    this.root.style.setProperty("--pk-rows", this.area.rows); // for a box that grows with its text
    this.speech.hidden = SILENT.has(this.model.get("kind"));
    this.pace.value = String(this.model.get("pace"));
    this.showCounts();
  }

  showStatus() {
    const { text = "", wrong = false } = this.model.get("status");
    this.status.textContent = text;
    this.status.classList.toggle("pk-wrong", wrong);
    this.root.classList.toggle("pk-invalid", wrong);
    if (wrong) this.area.setAttribute("aria-invalid", "true");
    else this.area.removeAttribute("aria-invalid");
    if (wrong) this.status.setAttribute("role", "alert");
    else this.status.removeAttribute("role");
  }
}

function render({ model, el }) {
  const editor = new Editor(model, el);
  return () => editor.dispose();
}

export default { render };
