// The text of a section: the kinds of page/body.py as elements.

const MARKS = { em: "em", strong: "strong", del: "del", code: "code", sup: "sup" };

function inlines(nodes) {
  return nodes.map((node) => {
    if (typeof node === "string") return node;
    const [kind, ...parts] = node;
    switch (kind) {
      case "a":
        return link(parts[0], ...inlines(parts[1]));
      case "img":
        return image(parts[0], parts[1]);
      case "br":
        return make("br");
      case "math":
        return make("code", { class: "math" }, parts[0]);
      default:
        return make(MARKS[kind] ?? "span", null, ...(Array.isArray(parts[0]) ? inlines(parts[0]) : parts));
    }
  });
}

function blocks(nodes) {
  return nodes.map(([kind, ...parts]) => {
    switch (kind) {
      case "p":
      case "h":
        return make("p", { dir: "auto", class: kind === "h" && "heading" }, ...inlines(parts[0]));
      case "code":
        return make("pre", { tabindex: 0, "data-language": parts[0] }, make("code", null, parts[1]));
      case "math":
        return make("pre", { class: "math", tabindex: 0 }, make("code", null, parts[0]));
      case "ul":
        return make("ul", { dir: "auto" }, ...parts[0].map(item));
      case "ol":
        return make("ol", { dir: "auto", start: parts[0] === 1 ? null : parts[0] }, ...parts[1].map(item));
      case "quote":
        return make("blockquote", { dir: "auto", "data-kind": parts[0] }, ...blocks(parts[1]));
      case "table":
        return table(parts[0], parts[1]);
      case "footnote":
        return make("div", { class: "footnote" }, make("sup", null, parts[0]), ...blocks(parts[1]));
      default:
        return make("hr");
    }
  });
}

function item([checked, children]) {
  const box = checked === null ? null : make("span", { class: "box" }, checked ? "☑ " : "☐ ");
  return make("li", { dir: "auto", class: box && "task" }, box, ...blocks(children));
}

function table(aligned, [head, ...rows]) {
  const row = (tag) => (cells) =>
    make("tr", null, ...cells.map((cell, place) => make(tag, { dir: "auto", class: aligned[place] }, ...inlines(cell))));
  return make(
    "div",
    { class: "wide", tabindex: 0, role: "group", "aria-label": "Table" },
    make("table", null, make("thead", null, row("th")(head)), make("tbody", null, ...rows.map(row("td")))),
  );
}
