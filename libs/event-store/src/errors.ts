/** The stream moved on after it was loaded: load it again and decide again. */
export class RevisionConflict extends Error {
  constructor(
    readonly stream: string,
    readonly expected: number,
  ) {
    super(`${stream} is no longer at revision ${expected}`);
    this.name = 'RevisionConflict';
  }
}

/** The event store did not answer, or is away. After an append its outcome is unknown: repeat with the same command id. */
export class StoreUnavailable extends Error {
  constructor(
    readonly reason: string,
    /** True if an append may have been stored all the same. */
    readonly outcomeUnknown = false,
  ) {
    super(`the event store is not available: ${reason}`);
    this.name = 'StoreUnavailable';
  }
}

/** The event is larger than the event store takes. */
export class EventTooLarge extends Error {
  constructor(readonly stream: string) {
    super(`the events for ${stream} are larger than the event store takes`);
    this.name = 'EventTooLarge';
  }
}

/** A stored event is not what was written, or one is missing. */
export class DamagedHistory extends Error {
  constructor(
    readonly stream: string,
    readonly revision: number,
    readonly reason: string,
    readonly eventId?: string,
    /** Place in the log, where it is known. */
    readonly position?: bigint,
  ) {
    super(`${stream} is damaged at revision ${revision}: ${reason}`);
    this.name = 'DamagedHistory';
  }
}

/** An event newer than this program: deploy readers before writers. */
export class UnknownEventVersion extends Error {
  constructor(
    readonly stream: string,
    readonly revision: number,
    readonly type: string,
    readonly version: number,
    readonly eventId?: string,
    readonly position?: bigint,
  ) {
    super(`${stream} revision ${revision}: ${type} version ${version} is not known to this program`);
    this.name = 'UnknownEventVersion';
  }
}
