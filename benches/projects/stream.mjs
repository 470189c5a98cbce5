// A file as the network brings it, in 64 KB chunks.
const chunkLength = 64 * 1024;

/** A stream that gives the next chunk when it is asked for one, and says when it handed over the last. */
export function streamOf(bytes) {
  let next = 0;
  let handedOver;
  const stream = new ReadableStream(
    {
      pull(controller) {
        const chunk = bytes.slice(next, next + chunkLength);
        next += chunkLength;
        const isLast = next >= bytes.length;
        if (isLast) handedOver = performance.now();
        controller.enqueue(chunk);
        if (isLast) controller.close();
      },
    },
    { highWaterMark: 0 },
  );
  return { stream, sinceLast: () => performance.now() - handedOver };
}
