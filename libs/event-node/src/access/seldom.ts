const PER_MINUTE = 10;
const MINUTE_MS = 60_000;

/** Says what happens at most ten times a minute, however often it happens; the next thing said tells how many were left out. */
export class Seldom {
  private since = -Infinity;
  private said = 0;
  private leftOut = 0;

  constructor(
    private readonly tell: (facts: object) => void,
    private readonly now: () => number = Date.now,
  ) {}

  say(facts: object): void {
    const now = this.now();
    if (now - this.since >= MINUTE_MS) {
      this.since = now;
      this.said = 0;
    }
    if (this.said === PER_MINUTE) {
      this.leftOut++;
      return;
    }
    this.said++;
    this.tell(this.leftOut > 0 ? { ...facts, leftOut: this.leftOut } : facts);
    this.leftOut = 0;
  }
}
