/** An event that a command caused. */
export class CausedEvent {
  id: string;
  type: string;
  /** Its place in its stream, from 0. */
  revision: number;
}

/** What came of a command. */
export class CommandAnswer {
  /** The last revision of what the command changed; send it as `If-Match` to change only what you saw. */
  revision: number;
  /** Where in the log it is; send it as `Redress-Min-Position` to read your own write. */
  position: string;
  events: CausedEvent[];
  /** True if this command had been carried out before: the answer is the first one. */
  repeated: boolean;
}
