// The filters beside the notes: for each facet its values, with how many of the other notes they would leave.

const FEW = 8;
const unfolded = new Set();

function filters(from) {
  const lists = Object.entries(FACETS).map(([name, facet]) => facetList(name, facet, from)).filter(Boolean);
  const open = filtersOpen ?? matchMedia("(min-width: 60rem)").matches;
  const panel = make("details", { class: "filters", open }, make("summary", null, "Filters"), ...lists);
  panel.addEventListener("toggle", () => (filtersOpen = panel.open));
  return panel;
}

let filtersOpen = null;

function facetList(name, facet, from) {
  const counts = new Map();
  for (const note of matching(from, name)) {
    for (const value of new Set(facet.of(note))) counts.set(value, (counts.get(value) ?? 0) + 1);
  }
  for (const value of state[name]) if (!counts.has(value)) counts.set(value, 0);
  if (counts.size < 2 && !state[name].length) return null;
  const chosen = (value) => state[name].includes(value);
  const values = [...counts].sort(
    ([a, left], [b, right]) => (name === "year" ? lateFirst(a, b) : right - left || collator.compare(a, b)),
  );
  const all = values.length <= FEW + 2 || unfolded.has(name);
  const shown = all ? values : values.filter(([value], place) => place < FEW || chosen(value));
  const more = () => {
    unfolded.add(name);
    showView();
    document.querySelector(`[data-facet="${name}"] li:nth-child(${shown.length + 1}) input`)?.focus();
  };
  return make(
    "fieldset",
    { "data-facet": name },
    make("legend", null, facet.label),
    make("ul", null, ...shown.map(([value, count]) => facetValue(name, value, count, chosen(value)))),
    all ? null : make("button", { type: "button", class: "plain", on: { click: more } }, `Show all ${values.length}`),
  );
}

/** Years from the last to the first; what is no year comes at the end. */
const lateFirst = (a, b) => isNaN(a) - isNaN(b) || b - a;

function facetValue(name, value, count, checked) {
  const id = `${name}:${value}`;
  const change = () => go({ [name]: checked ? state[name].filter((each) => each !== value) : [...state[name], value] });
  const box = make("input", { type: "checkbox", "data-key": id, checked, on: { change } });
  return make("li", null, make("label", { title: value.length > 24 && value }, box, text(value), make("span", { class: "count" }, count)));
}

/** What is filtered for, each with a way to drop it. */
function chips() {
  const chosen = Object.keys(FACETS).flatMap((name) => state[name].map((value) => [FACETS[name].label, value, { [name]: state[name].filter((each) => each !== value) }]));
  const column = columns.find((each) => each.name === state.lacks);
  if (column) chosen.push(["Without", column.label, { lacks: "" }]);
  if (!chosen.length) return null;
  const none = Object.fromEntries([...Object.keys(FACETS).map((name) => [name, []]), ["lacks", ""]]);
  return make(
    "ul",
    { class: "chips", "aria-label": "Filters in use" },
    ...chosen.map(([label, value, changes]) =>
      make("li", null, make("a", { class: "chip", href: address(changes), "aria-label": `Remove filter ${label}: ${value}` }, `${label}: `, text(value), make("span", { class: "cross", "aria-hidden": "true" }, "×"))),
    ),
    make("li", null, make("a", { href: address(none) }, "Clear all")),
  );
}
