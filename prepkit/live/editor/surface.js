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
