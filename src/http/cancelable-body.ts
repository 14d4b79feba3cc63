import type { Attempt } from "./attempt.ts";

/**
 * The body of an attempt as a stream that gives its place back however it ends: read, left by `break`, never begun and
 * returned, or forgotten until the time limit.
 */
export function cancelableBody(attempt: Attempt, chunks: AsyncGenerator<Uint8Array>): AsyncIterable<Uint8Array> {
  attempt.message.once("close", attempt.end);
  return {
    [Symbol.asyncIterator]: () => ({
      async next() {
        try {
          return await chunks.next();
        } catch (fault) {
          cancel(attempt);
          throw attempt.explain(fault);
        }
      },
      // A generator that never began does not run its `finally`, hence this one by hand.
      async return() {
        cancel(attempt);
        await chunks.return(undefined);
        return { done: true, value: undefined };
      },
    }),
  };
}

function cancel(attempt: Attempt): void {
  attempt.message.destroy();
  attempt.end();
}
