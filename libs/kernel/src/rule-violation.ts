/** Facts that explain a refusal to a machine: plain JSON, no personal data. */
export type Facts = Readonly<Record<string, unknown>>;

/** A command that the rules refuse. `code` is stable; `detail` says what was wrong and what to do. HTTP: 409. */
export class RuleViolation extends Error {
  constructor(
    readonly code: string,
    detail: string,
    readonly facts: Facts = {},
  ) {
    super(detail);
    this.name = new.target.name;
  }
}

/** Data that contradicts itself or the clock, whatever the state: a future instant, a reused key. HTTP: 422. */
export class Contradiction extends RuleViolation {}
