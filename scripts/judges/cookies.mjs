/**
 * Returns a `fetch` that keeps cookies, as a browser does, and counts its requests. Node's own keeps none.
 *
 * @returns {{ fetch: (input: any, init?: RequestInit) => Promise<Response>, requests: string[] }}
 */
export function cookieFetch() {
  /** @type {Map<string, string>} */
  const jar = new Map();
  /** @type {string[]} */
  const requests = [];
  return {
    requests,
    async fetch(input, init) {
      const request = new Request(input, init);
      requests.push(`${request.method} ${request.url}`);
      if (jar.size > 0) request.headers.set("cookie", [...jar].map(([name, value]) => `${name}=${value}`).join("; "));
      const response = await fetch(request);
      for (const line of response.headers.getSetCookie()) {
        const [, name, value] = /^([^=]+)=([^;]*)/.exec(line) ?? [];
        const isCleared = /expires=Thu, 01 Jan 1970/i.test(line);
        if (isCleared) jar.delete(name);
        else jar.set(name, value);
      }
      return response;
    },
  };
}
