/** The folder of the pages, wherever the site is served. */
const pages = new URL("../", import.meta.url);

/** @type {[address: string, title: string][]} */
const places = [
  ["./", "Demo"],
  ["board.html", "Board"],
  ["project.html", "Project file"],
  ["recovery.html", "Region to region"],
  ["../guide/", "Guide"],
  ["../reference/", "API reference"],
];

/** Returns the path of an address, with the same value for a folder and its index.html. @param {string} address */
const pathOf = (address) => new URL(address, pages).pathname.replace(/\/index\.html$/, "/");

/**
 * Returns the value of `aria-current`: `page` for the page itself, `true` for the part of the site that it belongs to.
 * @param {string} address
 */
function current(address) {
  const here = pathOf(location.href);
  const there = pathOf(address);
  if (here === there) return "page";
  return there.endsWith("/") && there !== pages.pathname && here.startsWith(there) ? "true" : undefined;
}

/** @param {string} address @param {(string | Node)[]} content */
function link(address, ...content) {
  const anchor = document.createElement("a");
  anchor.href = new URL(address, pages).href;
  anchor.append(...content);
  return anchor;
}

/**
 * Returns a link that moves the focus to the content. The address stays as it is, because the project page keeps its
 * data there.
 */
function skipLink() {
  const main = document.querySelector("main");
  if (!main) return "";
  main.id ||= "content";
  main.tabIndex = -1;
  const anchor = link(`${location.href.split("#")[0]}#${main.id}`, "Skip to content");
  anchor.className = "skip";
  anchor.addEventListener("click", (event) => {
    event.preventDefault();
    main.focus();
  });
  return anchor;
}

/** The navigation of the site: `<site-nav></site-nav>`, the first element of each page. */
class SiteNav extends HTMLElement {
  connectedCallback() {
    const picture = document.createElement("img");
    Object.assign(picture, { src: new URL("app/icon.svg", pages).href, alt: "", width: 24, height: 24 });
    const list = document.createElement("ul");
    for (const [address, title] of places) {
      const item = document.createElement("li");
      const anchor = link(address, title);
      const state = current(address);
      if (state) anchor.setAttribute("aria-current", state);
      item.append(anchor);
      list.append(item);
    }
    const nav = document.createElement("nav");
    nav.setAttribute("aria-label", "Site");
    nav.append(picture, list);
    this.replaceChildren(skipLink(), nav);
  }
}

customElements.define("site-nav", SiteNav);
