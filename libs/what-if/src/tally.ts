import { signaturesOf } from './decide-again.js';
import type { Decision } from './kept-cases.js';
import { clockEffects, effects, type Asked, type ChangedClock, type Expected, type Table } from './question.js';
import { isMissed } from './clocks-again.js';
import { Latencies } from './waiting.js';

/* What is added up while history is decided again: as many numbers as there are codes, however long the log. */

type Row = Record<string, string | number | boolean | null>;

/** Rows by what tells them apart, in the order in which they first occur. */
class Rows<R extends Row> {
  private readonly rows = new Map<string, R>();

  /** The row with these cells, begun with `zero` if there is none. */
  at(cells: Partial<R>, zero: Omit<R, keyof typeof cells>): R {
    const key = JSON.stringify(Object.values(cells));
    let row = this.rows.get(key);
    if (!row) this.rows.set(key, (row = { ...cells, ...zero } as unknown as R));
    return row;
  }

  sorted(...by: ((row: R) => string | number)[]): R[] {
    return [...this.rows.values()].toSorted((a, b) => {
      for (const cell of by) {
        const [one, other] = [cell(a), cell(b)];
        if (one !== other) return one < other ? -1 : 1;
      }
      return 0;
    });
  }
}

type DecisionRow = { kind: string; effect: string; decisions: number; granted: number; insufficient: number };
type MoneyRow = { kind: string; effect: string; currency: string; decisions: number; amount: number };
type BandRow = {
  scopeBefore: string;
  fromBefore: number;
  matrixCurrencyBefore: string;
  scopeAfter: string | null;
  fromAfter: number | null;
  matrixCurrencyAfter: string | null;
  currency: string;
  rounds: number;
  amount: number;
};
type SignatureRow = {
  role: string | null;
  neededBefore: number;
  neededAfter: number;
  oneOfBefore: number;
  oneOfAfter: number;
  given: number;
};
type ClockRow = {
  rule: string;
  statutory: boolean;
  setBefore: number;
  setAfter: number;
  missedBefore: number;
  missedAfter: number;
} & Record<string, string | number | boolean>;
type UndecidableRow = { kind: string; reason: string; cases: number };

/** Requirements of the same roles are expected to take the same time. */
interface Pairing {
  readonly before: Asked;
  readonly after: Asked | null;
  rounds: number;
}

export class Tally {
  readonly latencies = new Latencies();
  private readonly decisions = new Rows<DecisionRow>();
  private readonly money = new Rows<MoneyRow>();
  private readonly bands = new Rows<BandRow>();
  private readonly signatures = new Rows<SignatureRow>();
  private readonly clocks = new Rows<ClockRow>();
  private readonly unknown = new Rows<UndecidableRow>();
  private readonly pairings = new Map<string, Pairing>();
  private readonly expectations = new Map<string, Expected>();

  decided({ kind, effect, amount, before, after }: Decision): void {
    this.decisionsOf({ kind, effect }).decisions += 1;
    const money = this.money.at({ kind, effect, currency: amount.currency }, { decisions: 0, amount: 0 });
    money.decisions += 1;
    money.amount += amount.amount;
    if (kind !== 'round') return;
    const band = this.bands.at(
      {
        scopeBefore: before.band.scope,
        fromBefore: before.band.from,
        matrixCurrencyBefore: before.currency,
        scopeAfter: after?.band.scope ?? null,
        fromAfter: after?.band.from ?? null,
        matrixCurrencyAfter: after?.currency ?? null,
        currency: amount.currency,
      },
      { rounds: 0, amount: 0 },
    );
    band.rounds += 1;
    band.amount += amount.amount;
    this.count(before, 'Before');
    if (after) this.count(after, 'After');
    const key = JSON.stringify([before.mode, before.roles, after && [after.mode, after.roles]]);
    const pairing = this.pairings.get(key);
    if (pairing) pairing.rounds += 1;
    else this.pairings.set(key, { before, after, rounds: 1 });
  }

  /** A round that is over: whether it had been granted, and whether what was signed would have been enough. */
  ended(decision: Decision, wasGranted: boolean, sufficed: boolean): void {
    const row = this.decisionsOf(decision);
    if (wasGranted) row.granted += 1;
    if (wasGranted && !sufficed) row.insufficient += 1;
  }

  signed(role: string, minutes: number): void {
    this.roleOf(role).given += 1;
    this.roleOf(null).given += 1;
    this.latencies.add(role, minutes);
  }

  compared({ rule, statutory, effect, before, after }: ChangedClock): void {
    const zero = Object.fromEntries(clockEffects.map((name) => [columnOf(name), 0]));
    const row = this.clocks.at({ rule, statutory }, { setBefore: 0, setAfter: 0, missedBefore: 0, missedAfter: 0, ...zero });
    if (before) row.setBefore += 1;
    if (after) row.setAfter += 1;
    if (isMissed(before)) row.missedBefore += 1;
    if (isMissed(after)) row.missedAfter += 1;
    row[columnOf(effect)] = (row[columnOf(effect)] as number) + 1;
  }

  undecidable(kind: string, reason: string): void {
    this.unknown.at({ kind, reason }, { cases: 0 }).cases += 1;
  }

  /** Once everything was read. */
  expected(asked: Pick<Asked, 'mode' | 'roles'> | null): Expected {
    const key = JSON.stringify(asked && [asked.mode, asked.roles]);
    let expected = this.expectations.get(key);
    if (!expected) this.expectations.set(key, (expected = this.latencies.expected(asked)));
    return expected;
  }

  tables(asked: { readonly matrix: boolean; readonly clocks: boolean }): Record<string, Table> {
    const undecidable = table(
      columns.undecidable,
      this.unknown.sorted(
        ({ kind }) => kind,
        ({ reason }) => reason,
      ),
    );
    return {
      summary: table(columns.summary, this.summary(asked)),
      ...(asked.matrix && this.decisionTables()),
      ...(asked.clocks && {
        clocks: table(
          columns.clocks,
          this.clocks.sorted(
            ({ rule }) => rule,
            ({ statutory }) => (statutory ? 0 : 1),
          ),
        ),
      }),
      undecidable,
    };
  }

  private decisionTables(): Record<string, Table> {
    const effect = (row: { effect: string }) => effects.findIndex((one) => one === row.effect);
    const kind = (row: { kind: string }) => ['round', 'order', 'promise'].indexOf(row.kind);
    return {
      decisions: table(columns.decisions, this.decisions.sorted(kind, effect)),
      signatures: table(
        columns.signatures,
        this.signatures.sorted(
          ({ role }) => (role === null ? 1 : 0),
          ({ role }) => role ?? '',
        ),
      ),
      waiting: table(
        columns.waiting,
        this.latencies.roles.toSorted().map((role) => {
          const { signatures, median, p90 } = this.latencies.of(role);
          return { role, signatures, medianMinutes: median, p90Minutes: p90 };
        }),
      ),
      requirements: table(columns.requirements, this.requirements()),
      money: table(
        columns.money,
        this.money.sorted(kind, effect, ({ currency }) => currency),
      ),
      bands: table(
        columns.bands,
        this.bands.sorted(
          ({ matrixCurrencyBefore }) => matrixCurrencyBefore,
          ({ fromBefore }) => fromBefore,
          ({ scopeBefore }) => scopeBefore,
          ({ fromAfter }) => fromAfter ?? -1,
          ({ scopeAfter }) => scopeAfter ?? '',
          ({ currency }) => currency,
        ),
      ),
    };
  }

  private requirements(): Row[] {
    const rows = new Rows<{
      mode: string;
      roles: string;
      roundsBefore: number;
      roundsAfter: number;
      medianMinutes: number | null;
      p90Minutes: number | null;
    }>();
    for (const { before, after, rounds } of this.pairings.values()) {
      const of = (asked: Asked) => {
        const { median, p90 } = this.expected(asked);
        const cells = { mode: asked.mode, roles: asked.roles.join(' + ') };
        return rows.at(cells, { roundsBefore: 0, roundsAfter: 0, medianMinutes: median, p90Minutes: p90 });
      };
      of(before).roundsBefore += rounds;
      if (after) of(after).roundsAfter += rounds;
    }
    return rows.sorted(
      ({ roles }) => roles,
      ({ mode }) => mode,
    );
  }

  private summary({ matrix, clocks }: { readonly matrix: boolean; readonly clocks: boolean }): Row[] {
    const rows: Row[] = [];
    const measure = (name: string, unit: string, before: number, after: number) => rows.push({ measure: name, unit, before, after });
    if (matrix) {
      let [rounds, refused, before, after, unknown] = [0, 0, 0, 0, 0];
      for (const pairing of this.pairings.values()) {
        rounds += pairing.rounds;
        if (!pairing.after) refused += pairing.rounds;
        const [was, is] = [this.expected(pairing.before).median, this.expected(pairing.after).median];
        if (was === null || is === null) unknown += pairing.rounds;
        else [before, after] = [before + was * pairing.rounds, after + is * pairing.rounds];
      }
      const all = this.roleOf(null);
      measure('rounds', 'rounds', rounds, rounds - refused);
      measure('signatures', 'signatures', all.neededBefore, all.neededAfter);
      measure('expectedMinutes', 'minutes', before, after);
      measure('roundsOfUnknownWait', 'rounds', unknown, unknown);
    }
    if (clocks) {
      const all = this.clocks.sorted();
      const sum = (name: keyof ClockRow) => all.reduce((total, row) => total + (row[name] as number), 0);
      measure('clocksSet', 'clocks', sum('setBefore'), sum('setAfter'));
      measure('clocksMissed', 'clocks', sum('missedBefore'), sum('missedAfter'));
    }
    return rows;
  }

  private count(asked: Asked, side: 'Before' | 'After'): void {
    const column = asked.mode === 'any' && asked.roles.length > 1 ? (`oneOf${side}` as const) : (`needed${side}` as const);
    for (const role of asked.roles) this.roleOf(role)[column] += 1;
    this.roleOf(null)[`needed${side}`] += signaturesOf(asked);
  }

  private decisionsOf({ kind, effect }: Pick<Decision, 'kind' | 'effect'>): DecisionRow {
    return this.decisions.at({ kind, effect }, { decisions: 0, granted: 0, insufficient: 0 });
  }

  private roleOf(role: string | null): SignatureRow {
    return this.signatures.at({ role }, { neededBefore: 0, neededAfter: 0, oneOfBefore: 0, oneOfAfter: 0, given: 0 });
  }
}

/** `newly-missed` is counted in `newlyMissed`. */
const columnOf = (effect: string): string => effect.replace(/-(\w)/g, (_, letter: string) => letter.toUpperCase());

type Described = readonly (readonly [name: string, unit: string, meaning: string])[];

function table(described: Described, rows: Table['rows']): Table {
  return { columns: described.map(([name, unit, meaning]) => ({ name, unit, meaning })), rows };
}

const effect = ['effect', 'code', 'What the candidate makes of it.'] as const;
const kind = ['kind', 'code', 'A round of approvals, an order without one, or a promise of money on somebody’s own authority.'] as const;
const currency = ['currency', 'code', 'Of what was proposed, ordered or promised.'] as const;
const amount = ['amount', 'minor units', 'What was proposed, ordered or promised in these, all together.'] as const;

const columns = {
  summary: [
    [
      'measure',
      'code',
      'rounds: those that the matrix lets begin; signatures: needed in them, of any one of several roles one; expectedMinutes: what they are expected to take by the median of each role, all together; ' +
        'roundsOfUnknownWait: left out of that, because a role never signed or the round is refused; clocksSet; clocksMissed: late, overdue, or stopped after they were due.',
    ],
    ['unit', 'code', 'Of both numbers.'],
    ['before', 'number', 'As it was.'],
    ['after', 'number', 'As the candidate would have it.'],
  ],
  decisions: [
    kind,
    effect,
    ['decisions', 'decisions', 'How many.'],
    ['granted', 'rounds', 'Rounds of these in which nothing was missing in the end.'],
    ['insufficient', 'rounds', 'Of these, those in which what was signed would not have been enough.'],
  ],
  signatures: [
    ['role', 'code', 'Whose signature is needed; null: all of them, where one of several roles counts as one.'],
    ['neededBefore', 'signatures', 'Rounds that needed it.'],
    ['neededAfter', 'signatures', 'Rounds that would need it.'],
    ['oneOfBefore', 'rounds', 'Rounds in which it was one of several of which one was enough.'],
    ['oneOfAfter', 'rounds', 'Rounds in which it would be.'],
    ['given', 'signatures', 'What was signed in this role, by stand-ins and delegates too.'],
  ],
  waiting: [
    ['role', 'code', 'Who signed.'],
    ['signatures', 'signatures', 'Given in rounds of the period.'],
    [
      'medianMinutes',
      'minutes',
      'Median from when it was their turn to when they signed; of an even number the lower of the two in the middle.',
    ],
    ['p90Minutes', 'minutes', 'What 9 of 10 did not exceed.'],
  ],
  requirements: [
    ['mode', 'code', 'any one of the roles, all of them side by side, or ordered: one after the other.'],
    ['roles', 'code', 'Who has to sign; empty: nobody.'],
    ['roundsBefore', 'rounds', 'Rounds that asked for this.'],
    ['roundsAfter', 'rounds', 'Rounds that would.'],
    [
      'medianMinutes',
      'minutes',
      'What it is expected to take: any: the quickest role, all: the slowest, ordered: added up; null if a role that is needed never signed.',
    ],
    ['p90Minutes', 'minutes', 'As much by what 9 of 10 signatures of each role did not exceed.'],
  ],
  money: [kind, effect, currency, ['decisions', 'decisions', 'How many.'], amount],
  bands: [
    ['scopeBefore', 'code', 'On whose authority it was.'],
    ['fromBefore', 'number', 'Where that band begins, in minor units of matrixCurrencyBefore.'],
    ['matrixCurrencyBefore', 'code', 'Of the matrix.'],
    ['scopeAfter', 'code', 'On whose authority it would be; null: refused.'],
    ['fromAfter', 'number', 'Where that band begins, in minor units of matrixCurrencyAfter.'],
    ['matrixCurrencyAfter', 'code', 'Of the candidate.'],
    currency,
    ['rounds', 'rounds', 'How many.'],
    amount,
  ],
  clocks: [
    ['rule', 'code', 'The clock’s rule in its pack.'],
    ['statutory', 'flag', 'Whether a law sets it.'],
    ['setBefore', 'clocks', 'Set as it was.'],
    ['setAfter', 'clocks', 'Set by the candidate.'],
    ['missedBefore', 'clocks', 'Of setBefore: late, overdue, or stopped after they were due.'],
    ['missedAfter', 'clocks', 'Of setAfter likewise.'],
    ['newlyMissed', 'clocks', 'Missed by the candidate only, those that only it sets too.'],
    ['newlyMet', 'clocks', 'Not missed any more, those that it does not set too.'],
    ['added', 'clocks', 'Set by the candidate only, and not missed.'],
    ['removed', 'clocks', 'Not set by the candidate, and not missed.'],
    ['changed', 'clocks', 'Due then or ended otherwise, and as timely.'],
    ['unchanged', 'clocks', 'The same.'],
  ],
  undecidable: [
    ['kind', 'code', 'What could not be decided again: a round, an order, a promise, or the clocks of a complaint.'],
    [
      'reason',
      'code',
      'imported: another system decided; matrix-not-recorded: the log does not tell under which matrix; joint-cases-not-recorded: what joint cases cost then is not told; not-as-recorded: the matrix that it names would have refused it; ' +
        'no-pack-at-receipt: the complaint began without a pack; calendar-missing: the candidate names a calendar that there was not.',
    ],
    ['cases', 'cases', 'How many; they are in no other number.'],
  ],
} satisfies Record<string, Described>;
