"use strict";
(() => {
  const table = document.getElementById("table");
  const body = table.tBodies[0];
  let rows = Array.from(body.rows);
  const texts = new Map(rows.map((row) => [row, row.textContent.toLowerCase()]));
  // More at once would make each sort a wait; all are sorted and searched.
  const MOST_SHOWN = 500;
  const form = document.getElementById("filters");
  const field = (id) => document.getElementById(id);

  function valueOf(row, column, isNumber) {
    const cell = row.cells[column];
    const value = "v" in cell.dataset ? cell.dataset.v : cell.textContent.trim();
    if (!isNumber) return value.toLocaleLowerCase();
    return value === "" ? null : Number(value);
  }

  function sortBy(header) {
    const rising = header.getAttribute("aria-sort") !== "ascending";
    for (const other of table.tHead.rows[0].cells) other.removeAttribute("aria-sort");
    header.setAttribute("aria-sort", rising ? "ascending" : "descending");
    const isNumber = header.dataset.kind === "number";
    const keyed = rows.map((row) => [valueOf(row, header.cellIndex, isNumber), row]);
    const blank = (value) => value === null || value === "";
    keyed.sort(([a], [b]) => {
      // What is blank stays below, whichever way the rest goes.
      if (blank(a) || blank(b)) return blank(a) - blank(b);
      const order = isNumber ? a - b : a.localeCompare(b);
      return rising ? order : -order;
    });
    rows = keyed.map(([, row]) => row);
    for (const row of rows) body.append(row);
    filter();
  }

  function filter() {
    const words = field("search").value.toLowerCase().split(/\s+/).filter(Boolean);
    const status = field("status").value;
    const stage = field("stage").value;
    const most = field("most").value === "" ? 100 : Number(field("most").value);
    const days = field("days").value;
    let count = 0;
    for (const row of rows) {
      const share = row.dataset[stage];
      const left = row.dataset.days;
      const fits =
        words.every((word) => texts.get(row).includes(word)) &&
        (!status || row.dataset.status === status) &&
        (most >= 100 || (share !== undefined && Number(share) * 100 <= most)) &&
        (days === "" || (left !== "" && Number(left) >= 0 && Number(left) <= Number(days)));
      row.hidden = !fits || count >= MOST_SHOWN;
      count += fits;
    }
    field("shown").textContent =
      count > MOST_SHOWN
        ? `Showing the first ${MOST_SHOWN} of ${count} found, ${rows.length} in all.`
        : `Showing ${count} of ${rows.length}.`;
  }

  for (const header of table.tHead.rows[0].cells) {
    const button = document.createElement("button");
    button.type = "button";
    button.textContent = header.textContent;
    button.addEventListener("click", () => sortBy(header));
    header.replaceChildren(button);
  }
  form.hidden = false;
  form.addEventListener("input", filter);
  form.addEventListener("submit", (event) => event.preventDefault());
  form.addEventListener("reset", () => setTimeout(filter));
  filter();
})();
