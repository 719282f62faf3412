import { IANAZone } from 'luxon';
import { dayMs } from './calendar-days.js';

/** Instants in milliseconds: the first, and the first that is no longer in it. */
export interface Span {
  readonly from: number;
  readonly to: number;
}

/** How many days one zone remembers: far more than all clocks need, and no memory for whoever asks about every day there is. */
const remembered = 50_000;

/** No zone is further from UTC, and no change of its clocks is nearer to another one. */
const farMs = 16 * 3_600_000;

/** The days of a zone by their numbers. A day ends when the clocks show it for the last time, however often they are put back. */
export class Zone {
  private readonly rules: IANAZone;
  private readonly ends = new Map<number, number>();

  constructor(name: string) {
    this.rules = IANAZone.create(name);
  }

  /** What the clocks are ahead of UTC, in milliseconds. */
  ahead(at: number): number {
    return Math.round(this.rules.offset(at) * 60_000);
  }

  dayAt(at: number): number {
    let day = Math.floor(at / dayMs) - 1;
    while (this.endOf(day) <= at) day += 1;
    return day;
  }

  /** The first instant after a day. */
  endOf(day: number): number {
    let end = this.ends.get(day);
    if (end === undefined) {
      end = this.findEnd((day + 1) * dayMs);
      if (this.ends.size >= remembered) this.ends.clear();
      this.ends.set(day, end);
    }
    return end;
  }

  /** A day in parts during which the clocks run evenly: one, two where they are put forward or back, none where the day is left out. */
  partsOf(day: number): (Span & { readonly ahead: number })[] {
    const [from, to] = [this.endOf(day - 1), this.endOf(day)];
    if (from === to) return [];
    const [before, after] = [this.ahead(from), this.ahead(to - 1)];
    if (before === after) return [{ from, to, ahead: before }];
    const change = this.changeWithin(from, to);
    return [
      { from, to: change, ahead: before },
      { from: change, to, ahead: after },
    ];
  }

  /** The first instant from which on the clocks never show anything earlier than this midnight, which is told as if they showed UTC. */
  private findEnd(midnight: number): number {
    const [from, to] = [midnight - farMs, midnight + farMs];
    const [before, after] = [this.ahead(from), this.ahead(to)];
    if (before === after) return midnight - before;
    const change = this.changeWithin(from, to);
    return midnight - after > change ? midnight - after : Math.min(midnight - before, change);
  }

  /** When the clocks are changed, by halves: the first instant of the new time. */
  private changeWithin(from: number, to: number): number {
    const before = this.ahead(from);
    let [still, changed] = [from, to];
    while (changed - still > 1) {
      const middle = Math.floor((still + changed) / 2);
      if (this.ahead(middle) === before) still = middle;
      else changed = middle;
    }
    return changed;
  }
}

const zones = new Map<string, Zone>();

/** One for all calendars of a zone, so that they share what it remembers. */
export function zoneOf(name: string): Zone {
  let zone = zones.get(name);
  if (!zone) zones.set(name, (zone = new Zone(name)));
  return zone;
}
