// What is emulated, and what each part of it rests on.
import * as api from "./api.js";
import { button, empty, field, fill, h, select, settled } from "./dom.js";
import { counted } from "./text.js";

const PAGE = 300;

export function coverage() {
  let entries = null;
  let shown = PAGE;
  const text = h("input", { type: "search", placeholder: "Path, behaviour or source", "data-filter": true, oninput: settled(again) });
  const mark = select([["", "All"], ["documented", "documented"], ["observed", "observed"], ["assumed", "assumed"]], { onchange: again });
  const surface = select([["", "All"]], { onchange: again });
  const count = h("p", { class: "muted count", role: "status" });
  const table = h("div", { class: "table" });
  const more = button("Show more", () => ((shown += PAGE), render()));
  const element = h(
    "div",
    { class: "page" },
    h("p", { class: "muted" }, "Documented: the vendor's own pages say so. Observed: a client or a recording showed it. Assumed: decided here, since nobody says."),
    h("div", { class: "bar" }, field("Filter", text, { class: "field grow" }), field("Evidence", mark), field("Vendor", surface)),
    count,
    table,
    more,
  );

  function again() {
    shown = PAGE;
    render();
  }

  function matches(entry) {
    const words = text.value.trim().toLowerCase();
    return (
      (!words || `${entry.row} ${entry.what} ${entry.source}`.toLowerCase().includes(words)) &&
      (!mark.value || entry.evidence === mark.value) &&
      (!surface.value || entry.surface === surface.value)
    );
  }

  function render() {
    const matching = entries.filter(matches);
    more.hidden = matching.length <= shown;
    fill(count, matching.length === entries.length ? counted(entries.length, "entry", "entries") : `${matching.length} of ${counted(entries.length, "entry", "entries")}`);
    fill(
      table,
      matching.length === 0
        ? empty("No matches.")
        : h(
            "table",
            { class: "wrapping" },
            h("thead", {}, h("tr", {}, ...["Vendor", "No.", "What", "Evidence", "Where"].map((name) => h("th", { scope: "col" }, name)))),
            h("tbody", {}, ...matching.slice(0, shown).map(row)),
          ),
    );
  }

  async function open() {
    if (entries === null) {
      const { surfaces } = await api.get("coverage");
      entries = surfaces.flatMap(flat);
      fill(surface, h("option", { value: "" }, "All"), ...surfaces.map(({ name }) => h("option", { value: name }, name)));
    }
    render();
  }

  return { name: "coverage", title: "Coverage", element, open, refresh: () => undefined };
}

function flat({ name, endpoints, behaviour }) {
  return [
    ...endpoints.map((each) => ({ surface: name, row: each.row ?? "", what: `${each.method} ${each.path}`, isPath: true, ...picked(each) })),
    ...behaviour.map((each) => ({ surface: name, row: each.id ?? "", what: each.behaviour, isPath: false, ...picked(each) })),
  ];
}

function picked({ evidence, source }) {
  return { evidence, source: source ?? "" };
}

function row(entry) {
  return h(
    "tr",
    {},
    h("td", {}, entry.surface),
    h("td", {}, entry.row),
    h("th", { scope: "row", class: entry.isPath ? "path" : null }, entry.what),
    h("td", {}, h("span", { class: `mark mark-${entry.evidence}` }, entry.evidence)),
    h("td", { class: "muted" }, entry.source),
  );
}
