/** The client's `If-Match` names a revision that is no longer the last. */
export class StaleRevision extends Error {
  constructor(
    readonly expected: number,
    readonly current: number,
  ) {
    super(`the complaint is at revision ${current}, not ${expected}: read it again`);
    this.name = 'StaleRevision';
  }
}

/** Others kept changing the stream while this command was decided. */
export class TooManyConflicts extends Error {
  constructor(readonly conflicts: number) {
    super(`the complaint changed ${conflicts} times while this command was decided: try again`);
    this.name = 'TooManyConflicts';
  }
}
