// A sheet of scores: a group of radio buttons a dimension, each anchor beside its number. Texts are only set as text.

class Sheet {
  constructor(model, el) {
    this.model = model;
    this.me = `pk-${Math.random().toString(36).slice(2)}`;
    this.heading = make("div", "pk-sheet-rater");
    this.rows = make("div", "pk-sheet-rows");
    this.count = make("div", "pk-sheet-count", { role: "status" });
    this.root = make("div", "pk-sheet", {}, this.heading, this.rows, this.count);
    this.root.addEventListener("keydown", (event) => event.stopPropagation()); // a notebook has shortcuts of its own
    this.handlers = { "change:dimensions change:rater": () => this.lay(), "change:scores": () => this.mark() };
    for (const [name, handler] of Object.entries(this.handlers)) model.on(name, handler);
    this.lay();
    el.append(this.root);
  }

  lay() {
    this.heading.textContent = this.model.get("rater");
    this.rows.replaceChildren(...this.model.get("dimensions").map((each) => this.makeRow(each)));
    this.mark();
  }

  makeRow({ id, name, anchors }) {
    const options = anchors.map((anchor, index) => {
      const radio = make("input", "", { type: "radio", name: `${this.me}-${id}`, value: String(index + 1) });
      radio.addEventListener("change", () => this.choose(id, index + 1));
      const number = make("span", "pk-sheet-number", {}, radio, String(index + 1));
      const between = make("span", "pk-sheet-hidden", {}, `between ${index} and ${index + 2}`);
      const words = anchor ? make("span", "pk-sheet-anchor", {}, anchor) : between;
      return make("label", anchor ? "pk-sheet-option" : "pk-sheet-option pk-sheet-between", {}, number, words);
    });
    const legend = make("legend", "", {}, name);
    return make("fieldset", "pk-sheet-row", {}, legend, make("div", "pk-sheet-options", {}, ...options));
  }

  choose(id, score) {
    this.model.set("scores", { ...this.model.get("scores"), [id]: score });
    this.model.save_changes();
    this.mark();
  }

  mark() {
    const scores = this.model.get("scores");
    const dimensions = this.model.get("dimensions");
    [...this.rows.children].forEach((row, index) => {
      const given = scores[dimensions[index].id];
      for (const radio of row.querySelectorAll("input")) radio.checked = Number(radio.value) === given;
    });
    const done = dimensions.filter((each) => scores[each.id]).length;
    this.count.textContent = `${done} of ${dimensions.length} scored`;
  }

  dispose() {
    for (const [name, handler] of Object.entries(this.handlers)) this.model.off(name, handler);
  }
}

function render({ model, el }) {
  const sheet = new Sheet(model, el);
  return () => sheet.dispose();
}

export default { render };
