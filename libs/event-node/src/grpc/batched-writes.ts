import type { Writable } from 'node:stream';

type Done = (error?: Error | null) => void;

/**
 * Writes a message together with all others that are written before the event loop goes on.
 *
 * @returns false if the caller should wait for `drain`
 */
export function writeBatched(call: Writable, message: unknown): boolean {
  if (call.writableCorked === 0) {
    call.cork();
    process.nextTick(() => call.uncork());
  }
  return call.write(message);
}

/**
 * Lets a call hand all its waiting messages to HTTP/2 at once.
 *
 * grpc-js writes one message and waits until the socket has taken it before it writes the next, which costs a system call per message.
 * `_writev` is the standard hook of a Writable for several chunks; grpc-js has none, so the call gets one that is made of its own `_write`.
 * Order and flow control stay as they are: the batch is done when its last message is.
 */
export function batchWrites(call: Writable): void {
  call._writev = (chunks, callback: Done): void => {
    let left = chunks.length;
    let failure: Error | null | undefined;
    const done: Done = (error) => {
      failure ??= error;
      if (--left === 0) callback(failure);
    };
    for (const { chunk, encoding } of chunks) call._write(chunk, encoding, done);
  };
}
