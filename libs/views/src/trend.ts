/*
 * What is a trend, and what chance: exact arithmetic on whole numbers, so that the same counts are judged the same everywhere. Complaints come by chance at
 * some rate (Poisson). If the rate had not changed, those observed would differ from those expected by more than z standard deviations once in 740 periods
 * for z = 3; the baseline's own chance is in that (docs/adr/0029).
 */

/** Complaints of one kind in a period and in the baseline before it. */
export interface Compared {
  readonly observed: number;
  readonly baseline: number;
  /** How long both are, or how much there was to complain about in both: in any unit, the same for both. */
  readonly now: bigint;
  readonly before: bigint;
  /** Complaints in each period of the baseline, as far as all of it is known; none where the ups and downs do not matter. */
  readonly whole: readonly number[];
}

export interface Bounds {
  /** What is less is no trend. */
  readonly minimum: number;
  /** z, in standard deviations. */
  readonly deviations: number;
}

/** From how many on it is a rise; undefined if those observed are fewer. */
export function risen({ observed, ...compared }: Compared, { minimum, deviations }: Bounds): number | undefined {
  const isRise = (count: number) => count >= minimum && isAbove(count, compared) && differs(count, compared, deviations);
  return isRise(observed) ? least(0, observed, isRise) : undefined;
}

/** Down to how many it is a cliff-like fall 断崖式下降, also `percent` below what was expected; undefined if those observed are more. */
export function fallen(
  { observed, ...compared }: Compared,
  { minimum, deviations, percent }: Bounds & { readonly percent: number },
): number | undefined {
  const { before } = compared;
  const expected = BigInt(compared.baseline) * compared.now;
  const isFall = (count: number) =>
    isBelow(count, compared) && BigInt(count) * before * 100n <= BigInt(100 - percent) * expected && differs(count, compared, deviations);
  if (expected < BigInt(minimum) * before || !isFall(observed)) return undefined;
  return least(observed, Number(expected / before) + 1, (count) => !isFall(count)) - 1;
}

/** To 4 places, rounded half up. */
export function quotient(part: bigint, whole: bigint): number {
  return Number((part * 20_000n + whole) / (whole * 2n)) / 10_000;
}

type Expected = Omit<Compared, 'observed'>;

/** It differs from what was expected by so many standard deviations, by chance and by the ups and downs of the baseline. */
function differs(count: number, { baseline, now, before, whole }: Expected, deviations: number): boolean {
  const [o, b, zz] = [BigInt(count), BigInt(baseline), BigInt(deviations ** 2)];
  const byChance = (o * before - b * now) ** 2n >= zz * (o + b) * before * now;
  if (!byChance || whole.length < 3) return byChance;
  const n = BigInt(whole.length);
  const sum = BigInt(whole.reduce((total, one) => total + one, 0));
  const squares = whole.reduce((total, one) => total + BigInt(one) ** 2n, 0n);
  return (n * o - sum) ** 2n * (n - 1n) >= zz * (n * squares - sum ** 2n) * (n + 1n);
}

const isAbove = (count: number, one: Expected) => sign(count, one, (a, b) => a > b);
const isBelow = (count: number, one: Expected) => sign(count, one, (a, b) => a < b);

/** Compared with what was expected, and with the periods of the baseline that are known as a whole. */
function sign(count: number, { baseline, now, before, whole }: Expected, holds: (a: bigint, b: bigint) => boolean): boolean {
  const sum = whole.reduce((total, one) => total + one, 0);
  const isAlone = whole.length < 3 || holds(BigInt(count * whole.length), BigInt(sum));
  return isAlone && holds(BigInt(count) * before, BigInt(baseline) * now);
}

/** The least number for which it holds; it holds for the last one, and for all above one for which it does. */
function least(from: number, to: number, holds: (count: number) => boolean): number {
  let [low, high] = [from, to];
  while (low < high) {
    const middle = Math.floor((low + high) / 2);
    if (holds(middle)) high = middle;
    else low = middle + 1;
  }
  return low;
}

/** What became of complaints, and what customers said. */
export interface Answers {
  /** Closings that say who was right. */
  readonly onMerits: number;
  /** Of these, upheld or partly. */
  readonly upheld: number;
  /** How many customers gave a mark of satisfaction, and these added up. */
  readonly marks: number;
  readonly markSum: number;
}

/**
 * In words, what says that quality did not become worse: the part of complaints that were right, and how satisfied customers were. Undefined if one of them
 * did, or if neither is known from `minimum` on both sides.
 */
export function againstQuality(now: Answers, periods: readonly Answers[], minimum: number): string | undefined {
  const before = {
    onMerits: total(periods, 'onMerits'),
    upheld: total(periods, 'upheld'),
    marks: total(periods, 'marks'),
    markSum: total(periods, 'markSum'),
  };
  const isKnown = (name: 'onMerits' | 'marks') => now[name] >= minimum && before[name] >= minimum;
  const rates = (part: 'upheld' | 'markSum', whole: 'onMerits' | 'marks') =>
    [before, now].map((one) => quotient(BigInt(one[part]), BigInt(one[whole]))).join(' before, ');
  const said: string[] = [];
  if (isKnown('onMerits')) {
    if (now.upheld * before.onMerits > before.upheld * now.onMerits) return undefined;
    said.push(`no more of those closed on the merits are upheld (${rates('upheld', 'onMerits')} now)`);
  }
  if (isKnown('marks')) {
    if (now.markSum * before.marks < before.markSum * now.marks) return undefined;
    said.push(`customers are no less satisfied (${rates('markSum', 'marks')} of 5 now)`);
  }
  return said.length > 0 ? said.join(' and ') : undefined;
}

function total(periods: readonly Answers[], name: keyof Answers): number {
  return periods.reduce((sum, one) => sum + one[name], 0);
}
