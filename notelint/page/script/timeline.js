// The timeline: the notes year by year, the newest first.

function timeline() {
  const from = searched(state.q);
  const kept = matching(from);
  const byYear = Map.groupBy(kept, (note) => note.year);
  const order = [...byYear.keys()].sort((a, b) => (b ?? -1) - (a ?? -1));
  const rows = order.flatMap((year) => [year, ...byYear.get(year).toSorted(compare)]);
  const list = make("div", { class: "line" });
  const build = (row) => (row === null || typeof row === "number" ? yearHeading(row, byYear.get(row).length) : timelineRow(row));
  const count = make("h2", { class: "result-count" }, counted(kept.length, "note"));
  const results = make("div", { class: "results" }, chips(), make("div", { class: "bar" }, count), kept.length ? list : nothing());
  return [make("div", { class: "with-filters" }, filters(from), results), () => lazily(list, rows, build, 80)];
}

function yearHeading(year, count) {
  return make("h3", { class: "year-heading" }, year ?? "No year", make("span", { class: "count" }, counted(count, "note")));
}

function timelineRow(note) {
  return make(
    "div",
    { class: "row" },
    make("a", { dir: "auto", href: address({ note: note.id }) }, note.title),
    text([note.by, note.venue].filter(Boolean).join(" · "), "span", { class: "quiet" }),
  );
}
