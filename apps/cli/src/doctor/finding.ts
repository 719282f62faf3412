/** What the doctor found of one thing. */
export interface Finding {
  readonly check: string;
  /** `warn`: it works, and should not be left so. */
  readonly state: 'ok' | 'warn' | 'fail';
  /** What is so. Never a secret. */
  readonly says: string;
  /** What to do, where something is to be done. */
  readonly todo?: string;
}

/** Makes findings of one thing, which is named once. */
interface Findings {
  readonly ok: (says: string) => Finding;
  readonly warn: (says: string, todo: string) => Finding;
  readonly fail: (says: string, todo: string) => Finding;
}

export const about = (check: string): Findings => ({
  ok: (says) => ({ check, state: 'ok', says }),
  warn: (says, todo) => ({ check, state: 'warn', says, todo }),
  fail: (says, todo) => ({ check, state: 'fail', says, todo }),
});

/** Who does not answer within so long is not there, in ms. */
export const patienceMs = 5_000;
