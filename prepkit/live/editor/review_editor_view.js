// What every editor carries. The program and the style sheet that they share come from one model, so that a form of
// fifteen editors brings them to the browser once.

const programs = (globalThis[Symbol.for("prepkit.review-editor")] ??= new Map()); // by their source

async function load(model) {
  const shared = await model.widget_manager.get_model(model.get("shared").replace("IPY_MODEL_", ""));
  const source = shared.get("program");
  if (!programs.has(source)) {
    const address = URL.createObjectURL(new Blob([source], { type: "text/javascript" }));
    programs.set(source, import(address));
    dress(shared.get("style"));
  }
  return (await programs.get(source)).default;
}

function dress(style) {
  const sheet = document.getElementById("pk-review-editor-style") ?? document.createElement("style");
  sheet.id = "pk-review-editor-style";
  sheet.textContent = style;
  document.head.append(sheet);
}

export default {
  async render({ model, el }) {
    const program = await load(model);
    return program.render({ model, el });
  },
};
