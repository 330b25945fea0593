// The browser's half of the review editor: it takes what is typed, draws and counts at once, and asks Python to judge.
//
// A plain textarea takes the typing, so that undo, input methods, paste and screen readers work as anywhere. Behind it
// lies a mirror with the same text, transparent but for its underlines. Texts of a person are only ever set as text.

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
    this.wait.textContent = "No answer from Python: it is busy, or was restarted. If this stays, copy your text and open this notebook again.";
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
