// Pushes the status of a job as server-sent events, so that a page does not poll: the gateway polls for all who follow
// the job. It imports nothing, because a bundler would put the code that it shares with the gateway into another file.

/**
 * @typedef {import("./exchange.js").Exchange} Exchange
 * @typedef {import("./readings.js").Reading} Reading
 */

/** The shortest time between two polls, for services that allow more. */
const INTERVAL_MS = 2000;
/** The interval of comments, which keep proxies from closing the connection. */
const COMMENT_MS = 15_000;
/** A stream ends after this time. The page connects again, and `authorize` of the portal is asked again. */
const STREAM_MS = 600_000;

/**
 * Answers with the readings of a job's status: one immediately, and one for each change, until the job has ended. If
 * the first reading fails, that failure is the answer.
 *
 * @param {Exchange} it
 * @param {(it: Exchange) => Promise<Reading>} read
 * @param {(headers: Headers, now: number) => number} retryAfter
 * @returns {Promise<Response>}
 */
export async function pushed(it, read, retryAfter) {
  const { shared, operation, patience } = it;
  // The page asks for events, and the service must be asked for JSON.
  const request = new Request(it.request.url);
  const follower = crypto.randomUUID();
  const next = () => {
    const alone = patience.again();
    const readOnce = () => read({ ...it, request, patience: alone });
    const { reading } = shared.readings.get(operation.target, follower, Date.now(), readOnce);
    return reading.finally(() => alone.stop());
  };
  const first = await next();
  if (first.status !== 200) return new Response(first.bytes, first);

  const encoder = new TextEncoder();
  const ends = Date.now() + STREAM_MS;
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let timer;
  let said = "";
  /** @type {ReadableStream<Uint8Array>} */
  const stream = new ReadableStream({
    start(controller) {
      /** @param {Reading} reading */
      const say = ({ bytes }) => {
        const text = new TextDecoder().decode(bytes);
        if (text === said) return;
        said = text;
        const lines = text.split(/\r\n|\r|\n/).map((line) => `data: ${line}\n`);
        controller.enqueue(encoder.encode(`${lines.join("")}\n`));
      };
      /** @param {number} pollAt */
      const wait = (pollAt) => {
        const ms = Math.min(pollAt - Date.now(), COMMENT_MS);
        timer = setTimeout(() => (Date.now() < pollAt ? comment(pollAt) : poll()), Math.max(ms, 0));
      };
      /** @param {number} pollAt */
      const comment = (pollAt) => {
        controller.enqueue(encoder.encode(":\n\n"));
        wait(pollAt);
      };
      /** @param {Reading} reading */
      const goOn = (reading) => {
        const now = Date.now();
        const asked = reading.headers.has("retry-after") ? retryAfter(reading.headers, now) : 0;
        if (reading.status === 200) say(reading);
        // The page learns of a final failure when it connects again.
        const isOver = reading.isDone || (reading.status > 400 && reading.status < 500 && reading.status !== 429);
        if (isOver || now > ends) controller.close();
        else wait(now + Math.max(INTERVAL_MS, shared.floorMs, asked));
      };
      const poll = () => {
        next().then(
          (reading) => timer !== undefined && goOn(reading),
          // The limits or the connection caused the failure, so the gateway polls again later.
          () => timer !== undefined && wait(Date.now() + Math.max(INTERVAL_MS, shared.floorMs)),
        );
      };
      goOn(first);
    },
    cancel() {
      clearTimeout(timer);
      timer = undefined;
    },
  });
  const headers = new Headers(first.headers);
  headers.set("content-type", "text/event-stream");
  headers.delete("retry-after");
  return new Response(stream, { headers });
}
