// A file as it arrives from the network, in chunks of 64 KB.
const chunkLength = 64 * 1024;

/** Returns a stream that gives the next chunk on demand, and reports when it handed over the last one. */
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
