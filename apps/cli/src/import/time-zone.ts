/** A wall clock reading, month and day counted from 1. */
export interface WallClock {
  readonly year: number;
  readonly month: number;
  readonly day: number;
  readonly hour: number;
  readonly minute: number;
  readonly second: number;
}

/**
 * Turns the wall clock of one place into instants. Days repeat a lot in a file, so the answers for midnights are remembered
 * (a few thousand strings at most).
 */
export class TimeZone {
  private readonly format: Intl.DateTimeFormat;
  private readonly midnights = new Map<number, string>();

  /** @throws RangeError when the name is no IANA time zone. */
  constructor(readonly name: string) {
    this.format = new Intl.DateTimeFormat('en-US-u-ca-iso8601-nu-latn', {
      timeZone: name,
      hourCycle: 'h23',
      year: 'numeric',
      month: 'numeric',
      day: 'numeric',
      hour: 'numeric',
      minute: 'numeric',
      second: 'numeric',
    });
  }

  /**
   * The instant (ISO 8601, UTC, milliseconds) at which the clock showed this. A reading that came twice (clocks put back) means the
   * first time; one that never came (clocks put forward) means the moment of the change plus the minutes past the gap's start, so
   * the midnight of a day that began at 01:00 is that day's first instant.
   */
  instantOf(clock: WallClock): string {
    const asUtc = Date.UTC(clock.year, clock.month - 1, clock.day, clock.hour, clock.minute, clock.second);
    const remembered = this.midnights.get(asUtc);
    if (remembered !== undefined) return remembered;
    const before = this.offsetAt(asUtc - HALF_A_DAY);
    const after = this.offsetAt(asUtc + HALF_A_DAY);
    const fits = [asUtc - before, asUtc - after].filter((at) => at + this.offsetAt(at) === asUtc);
    const instant = new Date(fits.length > 0 ? Math.min(...fits) : asUtc - before).toISOString();
    if (asUtc % A_DAY === 0 && this.midnights.size < 20_000) this.midnights.set(asUtc, instant);
    return instant;
  }

  /** Local minus UTC at an instant, in milliseconds. */
  private offsetAt(at: number): number {
    const part: Record<string, number> = {};
    for (const { type, value } of this.format.formatToParts(at)) part[type] = Number(value);
    const { year = 0, month = 1, day = 1, hour = 0, minute = 0, second = 0 } = part;
    return Date.UTC(year, month - 1, day, hour, minute, second) - Math.floor(at / 1000) * 1000;
  }
}

// No zone is further than 14 hours from UTC, and none changes its offset twice within a day and a half.
const HALF_A_DAY = 15 * 3_600_000;
const A_DAY = 24 * 3_600_000;
