declare module 'pg-copy-streams' {
  import type { Writable } from 'node:stream';
  import type { Submittable } from 'pg';

  /** A `COPY … FROM STDIN`, to be handed to a client's `query` and then written to. */
  export function from(text: string): Writable & Submittable;
}
