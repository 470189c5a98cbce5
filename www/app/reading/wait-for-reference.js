/** The interval between two checks whether the reference exists. */
const PAUSE_MS = 2000;

/** Opens the API reference when the server has made it. Until then, the server redirects to this page. */
async function open() {
  const address = new URL("../reference/", location.href);
  const answer = await fetch(address, { method: "HEAD" }).catch(() => undefined);
  if (answer?.ok && new URL(answer.url).pathname === address.pathname) location.replace(address);
  else setTimeout(open, PAUSE_MS);
}

open();
