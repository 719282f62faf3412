/** Who takes nothing of an answer for so long is gone, or not worth what it holds. */
export const idleMs = 60_000;

/** Calls when nobody has asked for more within so long. */
export async function* whileTaken<T extends string | Buffer>(
  chunks: AsyncIterable<T>,
  idle: number,
  tooLate: () => void,
): AsyncGenerator<T> {
  for await (const chunk of chunks) {
    if (chunk.length === 0) continue;
    const timer = setTimeout(tooLate, idle).unref();
    try {
      yield chunk;
    } finally {
      clearTimeout(timer);
    }
  }
}
