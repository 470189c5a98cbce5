/**
 * Returns one page of a list, with the URL of the next one. `top` limits the items of all pages together, `skip`
 * leaves out the first ones, and `maxpagesize` limits the page. The default is a hundred.
 *
 * @param {import("./exchange.js").Exchange} exchange
 * @param {object[]} items
 */
export function page({ arrival, operation, family }, items) {
  const { url, query } = arrival;
  const number = (/** @type {string} */ name) => (query.get(name) === undefined ? undefined : Number(query.get(name)));
  const skip = number("skip") ?? 0;
  const top = number("top");
  const size = Math.max(1, number("maxpagesize") ?? 100);
  const wanted = items.slice(skip, top === undefined ? undefined : skip + top);
  const value = wanted.slice(0, size);
  if (wanted.length <= size) {
    // Question answering has no null here; the recordings of the others do.
    return family === "query-knowledgebases" ? { value } : { value, nextLink: null };
  }
  const next = new URL(url);
  next.pathname = next.pathname.slice(next.pathname.indexOf("/language"));
  next.pathname = `${operation.prefix}${next.pathname}`;
  next.searchParams.set("skip", String(skip + size));
  next.searchParams.set("maxpagesize", String(size));
  if (top !== undefined) next.searchParams.set("top", String(top - size));
  return { value, nextLink: next.href };
}
