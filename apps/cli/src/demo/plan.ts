import { idFrom } from '@redress/commands';
import { Authority } from './authority.js';
import { busyness, dayMs, dayOf, momentOn } from './calendar.js';
import { teamOf } from './company.js';
import { improvementSteps } from './improvements.js';
import { Random } from './random.js';
import { Script } from './script.js';
import type { Period, Step } from './step.js';
import { tell } from './story.js';
import { trades, words, type Cause, type Trade } from './trades.js';

export interface PlanOptions {
  readonly seed: number;
  readonly complaints: number;
  /** The midnight at which the half-year ends, in milliseconds since 1970. */
  readonly until: number;
  /** From when on the second matrix is in force, where another demo has published it; else this one does, half-way. */
  readonly matrixFrom?: number;
}

const halfYearDays = 183;
const halfWayDays = 92;

const staffed: ReadonlySet<string> = new Set(['phone', 'branch', 'bank-branch', 'on-site', 'letter', 'regulator', 'association']);
const units = { beijing: 30, shanghai: 25, guangdong: 18, 'hong-kong': 27, singapore: 14 } as const;
const kinds = { customer: 85, anonymous: 4, proxy: 4, guardian: 4, joint: 3 } as const;

/**
 * A half-year of complaints: what is sent, in which order, under which ids. The same options give the same, whoever asks and when.
 * (plan.spec.ts)
 */
export class Plan {
  private readonly period: Period;
  private readonly authority: Authority;
  private readonly publishes: boolean;

  constructor(private readonly options: PlanOptions) {
    const { seed, complaints, until } = options;
    const from = until - halfYearDays * dayMs;
    const halfWay = from + halfWayDays * dayMs;
    const { matrixFrom = halfWay } = options;
    this.publishes = matrixFrom === halfWay;
    this.period = {
      key: ['demo', String(seed), String(complaints), dayOf(until)],
      from,
      until,
      matrixFrom,
    };
    this.authority = new Authority(this.period);
  }

  /** First day and the day after the last, 2026-11-22. */
  get days(): { readonly from: string; readonly until: string } {
    return { from: dayOf(this.period.from), until: dayOf(this.period.until) };
  }

  /** The id of each complaint, in the order in which they are received. */
  get complaintIds(): string[] {
    return Array.from({ length: this.options.complaints }, (_, i) => this.complaintId(i + 1));
  }

  /** Every command in the order of its time; no more is held than the days ahead of those complaints that began. */
  *steps(): Generator<Step> {
    const { from, until } = this.period;
    const ahead: Step[][] = Array.from({ length: halfYearDays }, () => []);
    const keep = (step: Step): void => {
      const at = Date.parse(step.command.now);
      if (at >= from && at < until) ahead[Math.floor((at - from) / dayMs)]!.push(step);
    };
    this.authority.steps(this.publishes).forEach(keep);
    improvementSteps(this.period).forEach(keep);
    const share = this.sharesOfDays();
    let ordinal = 0;
    for (const [day, steps] of ahead.entries()) {
      while (ordinal < Math.round(share[day]! * this.options.complaints)) this.complaint((ordinal += 1), day).forEach(keep);
      ahead[day] = [];
      yield* steps.sort((a, b) => (a.command.now < b.command.now ? -1 : Number(a.command.now > b.command.now)));
    }
  }

  /** Which part of all complaints came in by the end of each day. */
  private sharesOfDays(): number[] {
    const { from } = this.period;
    const weights = Array.from({ length: halfYearDays }, (_, day) => {
      const part = day / halfYearDays;
      return busyness(from + day * dayMs) * trades.reduce((sum, trade) => sum + trade.weight * busynessOf(trade, part), 0);
    });
    const total = weights.reduce((sum, weight) => sum + weight, 0);
    let sum = 0;
    return weights.map((weight) => (sum += weight) / total);
  }

  private complaintId(ordinal: number): string {
    return idFrom(...this.period.key, 'complaint', String(ordinal));
  }

  /** What is done about one complaint; some are left lying in the last weeks, wherever they are. */
  private complaint(ordinal: number, day: number): Step[] {
    const { seed, complaints } = this.options;
    const random = new Random('complaint', seed, ordinal);
    const part = day / halfYearDays;
    const trade = trades[random.indexBy(trades.map((one) => one.weight * busynessOf(one, part)))]!;
    const cause = trade.causes[random.indexBy(trade.causes.map((one) => weightOf(one, part)))]!;
    const channel = random.weighted(trade.channels);
    const unit = random.weighted(units);
    const isAbroad = unit === 'hong-kong' || unit === 'singapore';
    const language = random.chance(isAbroad ? 0.9 : 0.13) ? 'en' : 'zh-CN';
    const splits = trade.amounts === 'large' && random.chance(0.06);
    const kind = splits ? 'customer' : random.weighted(kinds);
    const begins = momentOn(this.period.from + day * dayMs, staffed.has(channel), random);
    const script = new Script(this.complaintId(ordinal), this.period.key, random, begins);
    tell({
      script,
      random,
      authority: this.authority,
      trade,
      cause,
      channel,
      product: random.pick(trade.products),
      unit,
      team: teamOf(trade, unit),
      language,
      words: words[language],
      kind,
      // A few split what they ask for over several complaints; the others come back now and then.
      customer: splits ? random.whole(1, Math.max(2, Math.floor(complaints / 250))) : random.whole(100, 100 + complaints),
      splits,
      seed,
    });
    const { steps } = script;
    // What is refused may be tried before it is received.
    const received = steps.findIndex(({ command, refusal }) => command.type === 'receive' && !refusal) + 1;
    return day > halfYearDays - 30 && random.chance(0.3) ? steps.slice(0, random.whole(received, steps.length)) : steps;
  }
}

const weightOf = (cause: Cause, part: number): number => cause.weight * (cause.trend?.(part) ?? 1);

/** How much a trade is complained about at a part of the half-year, compared with its ordinary days. */
const busynessOf = ({ causes }: Trade, part: number): number =>
  causes.reduce((sum, one) => sum + weightOf(one, part), 0) / causes.reduce((sum, { weight }) => sum + weight, 0);
