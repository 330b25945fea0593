// One button a text: copies it, and says so. Where the browser refuses, the text is shown and selected instead.
function say(line, text) {
  line.textContent = text;
}

function showSelected(row, text) {
  let box = row.querySelector("textarea");
  if (!box) {
    box = document.createElement("textarea");
    box.readOnly = true;
    box.rows = 8;
    box.setAttribute("aria-label", "The text to copy");
    row.append(box);
  }
  box.value = text;
  box.focus();
  box.select();
}

async function copy(row, line, text) {
  try {
    await navigator.clipboard.writeText(text);
    say(line, "Copied as plain text.");
  } catch {
    showSelected(row, text);
    say(line, "Selected: press Ctrl+C or Cmd+C.");
  }
}

function draw(model, el) {
  const rows = model.get("texts").map(({ name, text, words }) => {
    const row = document.createElement("div");
    const button = document.createElement("button");
    const line = document.createElement("span");
    row.className = "pk-copy-row";
    button.type = "button";
    button.textContent = `Copy ${name}`;
    line.setAttribute("role", "status");
    line.textContent = `${words} words`;
    button.addEventListener("click", () => copy(row, line, text));
    row.append(button, line);
    return row;
  });
  el.replaceChildren(...rows);
}

function render({ model, el }) {
  el.classList.add("pk-copy");
  const show = () => draw(model, el);
  model.on("change:texts", show);
  show();
  return () => model.off("change:texts", show);
}

export default { render };
