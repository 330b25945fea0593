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
    const labeled = { role: "region", "aria-labelledby": this.summary.id };
    this.box = make("div", "pk-findings", { ...labeled, id: `${id}-findings` }, this.summary, this.rows, this.rest, this.apartBox);
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
