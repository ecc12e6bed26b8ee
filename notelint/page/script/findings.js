// What was found in the files, by rule or by file.

const SEVERITIES = ["error", "warning", "info"];

/** The findings as objects, each with its path. */
const allFindings = once(() =>
  found().findings.map(([file, line, column, rule, severity, message, help, fix, note]) => ({ file, line, column, rule, severity, message, help, fix, note, path: files[file].path })),
);

function findingsView() {
  if (document.readyState === "loading") {
    afterReading(showView);
    return [make("p", { class: "quiet" }, "Reading …"), () => {}];
  }
  const words = folded(state.q).split(/\s+/).filter(Boolean);
  const said = (each) => folded(`${each.rule} ${each.path} ${each.message}`);
  const meant = allFindings().filter((each) => words.every((word) => said(each).includes(word)));
  const kept = meant.filter((each) => !state.severity || each.severity === state.severity);
  const byFile = state.by === "file";
  const groups = [...Map.groupBy(kept, (each) => (byFile ? each.path : each.rule))];
  if (!byFile) groups.sort(([, a], [, b]) => weight(a) - weight(b) || b.length - a.length);
  const list = make("div", { class: "finding-groups" });
  const view = make(
    "div",
    { class: "results" },
    make(
      "div",
      { class: "bar" },
      make("h2", { class: "result-count" }, counted(kept.length, "finding")),
      make("div", { class: "choices" }, ...severities(meant), choice("By rule", { by: "" }, !byFile), choice("By file", { by: "file" }, byFile)),
    ),
    kept.length ? list : make("div", { class: "empty" }, make("p", null, meant.length ? "No findings of this severity." : "No problems found.")),
  );
  return [view, () => lazily(list, groups, ([name, members]) => findingGroup(name, members, byFile, groups.length < 4))];
}

const weight = (members) => Math.min(...members.map((each) => SEVERITIES.indexOf(each.severity)));

function severities(meant) {
  const counts = SEVERITIES.map((severity) => [severity, meant.filter((each) => each.severity === severity).length]);
  const present = counts.filter(([, count]) => count);
  if (present.length < 2) return [];
  return present.map(([severity, count]) => choice(`${severity} ${count.toLocaleString("en")}`, { severity: state.severity === severity ? "" : severity }, state.severity === severity, severity));
}

function choice(label, changes, pressed, kind = "") {
  return make("button", { type: "button", class: `choice ${kind}`, "data-key": `choice:${label}`, "aria-pressed": String(pressed), on: { click: () => go(changes) } }, label);
}

function findingGroup(name, members, byFile, open) {
  const list = make("ul", { class: "findings" });
  const fill = () => list.childElementCount || lazily(list, members, (each) => finding(each, byFile), 60);
  const badge = byFile ? null : make("span", { class: `severity ${members[0].severity}` }, members[0].severity);
  const about = byFile ? null : make("p", { class: "quiet" }, found().rules[name]);
  const group = make(
    "details",
    { class: "group", open },
    make("summary", null, text(name, byFile ? "span" : "code"), badge, make("span", { class: "count" }, members.length.toLocaleString("en"))),
    about,
    list,
  );
  group.addEventListener("toggle", fill, { once: true });
  return group;
}

function finding(each, byFile, aside = false) {
  const place = `${byFile || aside ? "line " : `${each.path}:`}${each.line}:${each.column}`;
  const { href } = files[each.file];
  return make(
    "li",
    null,
    make("div", { class: "place" }, link(href, text(place)), byFile || aside ? make("code", null, each.rule) : null, each.note === null || aside ? null : link(each.note, text(notes[each.note].title))),
    text(each.message, "p", { class: `message ${each.severity}` }),
    each.help && text(each.help, "p", { class: "quiet" }),
    each.fix && make("p", { class: "quiet" }, each.fix === "safe" ? "notelint check --fix fixes this." : "notelint check --fix --unsafe-fixes fixes this."),
  );
}
