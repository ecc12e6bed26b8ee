"use strict";

// What is built here is elements and texts, never markup: no text of a note can become anything else.

/** An element. An attribute that is null or false is left out; `on` are listeners by the types of their events. */
function make(tag, attributes, ...children) {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes ?? {})) {
    if (name === "on") {
      for (const [type, listener] of Object.entries(value)) made.addEventListener(type, listener);
    } else if (value !== null && value !== undefined && value !== false) {
      made.setAttribute(name, value === true ? "" : value);
    }
  }
  made.append(...children.flat().filter((child) => child !== null && child !== undefined && child !== ""));
  return made;
}

/** A text of a note, which may run from right to left. */
const text = (said, tag = "span", attributes = {}) => make(tag, { dir: "auto", ...attributes }, said);

/** Whether an address leads to the web or to a file near the page, and runs nothing. */
function isHarmless(address) {
  try {
    return ["http:", "https:", "mailto:", location.protocol].includes(new URL(address, location.href).protocol);
  } catch {
    return false;
  }
}

/** A link to an address, or to the note of that number; a text where it leads nowhere. */
function link(to, ...children) {
  if (typeof to === "number") return make("a", { href: address({ note: notes[to].id }) }, ...children);
  if (to === null || !isHarmless(to)) return make("span", null, ...children);
  return make("a", { href: to, rel: "noreferrer" }, ...children);
}

/** An image of a note, as places.py says where it is; where it cannot be shown, what is known of it. */
function image([kind, value], said) {
  if (kind === "web") return link(value, `Image on the web: ${host(value)}`);
  const shown = picture([kind, value], said, (img) => img.replaceWith(noImage(`This image cannot be shown. ${said}`)));
  if (!shown) return noImage(`Missing image: ${value}`);
  return kind === "file" ? make("a", { href: value, class: "picture" }, shown) : shown;
}

/** The image alone, or null where the page has none; `fail` is called where it cannot be shown after all. */
function picture([kind, value], said, fail) {
  if (kind !== "embedded" && !(kind === "file" && isHarmless(value))) return null;
  const shown = make("img", { alt: said, decoding: "async", loading: "lazy", on: { error: () => fail(shown) } });
  if (kind === "file") shown.src = value;
  else afterReading(() => embed(shown, value, fail));
  return shown;
}

function embed(shown, number, fail) {
  const data = document.getElementById(`image-${number}`)?.textContent ?? "";
  if (data.startsWith("data:image/")) shown.src = data;
  else fail(shown);
}

/** Do something once all of the page has been read: what notes say and their images stand at its end. */
function afterReading(act) {
  if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", act, { once: true });
  else act();
}

const noImage = (said) => make("span", { class: "no-image" }, said);

function host(url) {
  try {
    return new URL(url).host;
  } catch {
    return url;
  }
}

/** `1 note`, `2 notes`. */
const counted = (number, what) => `${number.toLocaleString("en")} ${what}${number === 1 ? "" : "s"}`;

/**
 * Show many items a few at a time, more as one scrolls down to the end or asks for them.
 * On paper all of them are shown.
 */
function lazily(list, items, build, step = 48) {
  let shown = 0;
  const more = make("button", { type: "button", class: "more", on: { click: () => grow(step) } });
  const grow = (number) => {
    const focused = document.activeElement === more;
    const added = items.slice(shown, shown + number).map(build);
    list.append(...added);
    shown += added.length;
    more.textContent = `Show more (${(items.length - shown).toLocaleString("en")} left)`;
    if (shown >= items.length) {
      observer.disconnect();
      removeEventListener("beforeprint", all);
      more.remove();
      if (focused) added[0]?.querySelector("a, button")?.focus();
    }
  };
  const all = () => list.isConnected && grow(items.length);
  const observer = new IntersectionObserver(
    (entries) => entries.some((entry) => entry.isIntersecting) && grow(step),
    { rootMargin: "800px" },
  );
  list.after(more);
  addEventListener("beforeprint", all);
  observer.observe(more);
  grow(step);
  return list;
}
