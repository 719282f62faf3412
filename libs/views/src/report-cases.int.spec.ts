import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DataSource } from 'typeorm';
import type { ComplaintEvent } from '@redress/complaint';
import type { Origin, Recorded } from '@redress/kernel';
import { kinds } from '@redress/policy';
import { createTestDatabase, recorded, SpecLog, story, type TestDatabase, uuid } from '@redress/testing';
import { Checkpoint } from './checkpoint.js';
import { answerReport } from './report-answer.js';
import { isCount, readBy, type ReportDefinition } from './report-definition.js';
import { reports } from './reports.js';
import { startViews, viewEntities } from './start-views.js';

/*
 * What every column of every report says where nothing happened, where little did, and where what happened is odd. The tables of `docs/reports.md` say it;
 * here the same things happen, and the reports are asked. `npm run report-cases` writes the tables anew: read what changed.
 */

const page = join(__dirname, '../../../docs/reports.md');
const views = [...new Set(reports.flatMap((report) => readBy(report).views))];

let database: TestDatabase;
let dataSource: DataSource;

beforeAll(async () => {
  database = await createTestDatabase();
  dataSource = await new DataSource({ type: 'postgres', url: database.url, entities: viewEntities }).initialize();
  await (await startViews({ dataSource, log: new SpecLog(), views })).stop();
});

afterAll(async () => {
  await dataSource.destroy();
  await database.drop();
});

/** The tables of exactly these events. */
async function fill(events: readonly Recorded[]): Promise<void> {
  const tables = views.flatMap(({ entities }) => entities).map((entity) => dataSource.getMetadata(entity).tablePath);
  await dataSource.query(`TRUNCATE ${tables.join(', ')}`);
  for (const view of views) {
    const concerned = events.filter(({ stream }) => view.prefixes.some((prefix) => stream.startsWith(prefix)));
    if (concerned.length > 0) await dataSource.transaction(async (manager) => view.write(concerned, manager));
  }
  const last = events.at(-1);
  await dataSource
    .getRepository(Checkpoint)
    .updateAll({ position: last?.position.toString() ?? null, recordedAt: last?.recordedAt ?? null });
}

const { sample, form } = story;
const cny = (amount: number) => ({ amount, currency: 'CNY' });
const eur = (amount: number) => ({ amount, currency: 'EUR' });

/** What happens in June 2026, in hours since it began. All complaints are one customer's. */
class Story {
  readonly events: Recorded[] = [];

  /** To a complaint: `what` is said as in the samples of the stories, but for what is said here. */
  happens(complaint: number, hours: number, type: ComplaintEvent['type'], said: object = {}, origin: Origin = 'api'): this {
    const data = { ...(type === 'Received' ? { ...form, suggestion: undefined } : Reflect.get(sample, type)), ...said } as object;
    return this.tell(`complaint-${uuid(complaint)}`, hours, { type, data }, origin);
  }

  tell(stream: string, hours: number, { type, data }: { type: string; data: object }, origin: Origin = 'api'): this {
    const revision = this.events.filter((one) => one.stream === stream).length;
    const [position, occurredAt] = [BigInt(this.events.length + 1), at(hours)];
    const one = recorded(0, revision, { type, data: JSON.parse(JSON.stringify(data)) as object }, { position, occurredAt, origin });
    this.events.push({ ...one, stream, metadata: { ...one.metadata, subjectIds: ['ann'] } } as Recorded);
    return this;
  }

  /** From the receipt to the follow-up, as it should be; `amount` is what the company bears of twice as much. */
  case(complaint: number, hours: number, amount = cny(100_000), said: object = {}): this {
    const claimed = { ...amount, amount: 2 * amount.amount };
    return this.happens(complaint, hours, 'Received', said)
      .happens(complaint, hours, 'DeadlineSet', { from: at(hours), due: at(hours + 24) })
      .happens(complaint, hours, 'Classified')
      .happens(complaint, hours + 1, 'Assigned')
      .happens(complaint, hours + 2, 'ContactMade')
      .happens(complaint, hours + 2, 'DeadlineMet')
      .happens(complaint, hours + 3, 'PromiseMade', { due: at(hours + 72) })
      .happens(complaint, hours + 4, 'CustomerArrived')
      .happens(complaint, hours + 5, 'CustomerDeparted')
      .happens(complaint, hours + 6, 'RiskRaised')
      .happens(complaint, hours + 7, 'Escalated')
      .happens(complaint, hours + 24, 'Investigated')
      .happens(complaint, hours + 30, 'ResolutionProposed', { borne: amount, claimed })
      .happens(complaint, hours + 30, 'ApprovalRequested', {
        currency: amount.currency,
        now: amount.amount,
        total: amount.amount,
        lapsesAt: at(hours + 900),
      })
      .happens(complaint, hours + 32, 'ApprovalGranted')
      .happens(complaint, hours + 33, 'Compensated', { remedy: 'refund', borne: amount, claimed, approvalRound: 1 })
      .happens(complaint, hours + 34, 'PromiseKept')
      .happens(complaint, hours + 40, 'RemedyFulfilled')
      .happens(complaint, hours + 47, 'ReplySent')
      .happens(complaint, hours + 48, 'Closed')
      .happens(complaint, hours + 72, 'FollowedUp');
  }

  improves(hours: number, amount = cny(700)): this {
    const stream = `improvement-${uuid(hours)}`;
    const raised = { kind: 'corrective', cause: 'people', title: 'Better', from: { trend: 'x' }, unit: 'beijing' };
    return this.tell(stream, hours, { type: 'ImprovementRaised', data: raised })
      .tell(stream, hours + 24, { type: 'ImprovementAdopted', data: {} })
      .tell(stream, hours + 48, { type: 'ImprovementDone', data: { result: 'x' } })
      .tell(stream, hours + 72, { type: 'EffectivenessReviewed', data: { weeks: 8, before: 2, after: 1, verdict: 'fallen' } })
      .tell(stream, hours + 96, { type: 'BenefitRecorded', data: { kind: 'money', amount } });
  }

  trained(hours: number, perMille: number): this {
    const data = { topic: 'courtesy', unit: 'beijing', perMille, on: at(hours).slice(0, 10) };
    return this.tell('training-courtesy-beijing', hours, { type: 'TrainingCoverageRecorded', data });
  }
}

function at(hours: number): string {
  return new Date(Date.UTC(2026, 5, 1) + hours * 3_600_000).toISOString();
}

const returns = { kind: 'returns', version: 1, effectiveFrom: '1900-01-01T00:00:00.000Z', reason: 'x', document: kinds.returns.standard };
const told = () => new Story().tell('policy-returns', 0, { type: 'PolicyPublished', data: returns });
const outcome = (code: string) => ({ outcome: code });

function rising(): Story {
  const all = told();
  const before = Array.from({ length: 16 }, (_, n) => -24 * 30 * (8 - (n >> 1)) + (n % 2));
  const now = Array.from({ length: 20 }, (_, n) => n);
  for (const [n, hours] of [...before, ...now].entries()) all.happens(n + 1, hours, 'Received');
  return all;
}

/** What happens in each, in a line for the page. */
const situations: Record<string, readonly [meaning: string, story: Story]> = {
  nothing: ['Nothing ever happened.', told()],
  one: [
    'One complaint: contact after 2 hours, a promise kept early, a visit of an hour, a risk, an escalation, ¥1,000 of the ¥2,000 claimed approved and paid, upheld after 48 hours, satisfied with 4 of 5; an improvement that helped; 65 % trained.',
    told().case(1, 0).improves(0).trained(0, 650),
  ],
  currencies: ['The same, and another in euros.', told().case(1, 0).case(2, 0, eur(4_000)).improves(0).improves(200, eur(50))],
  'no target': [
    'Received, no clock set and nothing claimed, a remedy worth nothing, closed.',
    told().happens(1, 0, 'Received').happens(1, 5, 'Compensated').happens(1, 6, 'Closed'),
  ],
  'zero claimed': [
    'Nothing was claimed by name: ¥0, and ¥10 borne.',
    told()
      .happens(1, 0, 'Received')
      .happens(1, 5, 'Compensated', { borne: cny(1_000), claimed: cny(0) }),
  ],
  merged: [
    'Two complaints; the second is merged into the first, which is closed.',
    told()
      .happens(1, 0, 'Received')
      .happens(2, 1, 'Received')
      .happens(2, 2, 'MergedInto', { complaintId: uuid(1) })
      .happens(1, 3, 'Closed'),
  ],
  reopened: [
    'Closed after 10 hours, reopened, closed again after 30.',
    told().happens(1, 0, 'Received').happens(1, 10, 'Closed').happens(1, 20, 'Reopened').happens(1, 30, 'Closed', outcome('partly')),
  ],
  imported: [
    'From a history, closed, with a remedy whose amount it does not tell.',
    told()
      .happens(1, 0, 'Received', {}, 'import')
      .happens(1, 1, 'Compensated', { borne: null }, 'import')
      .happens(1, 2, 'Closed', {}, 'import'),
  ],
  corrected: [
    'Received about the one product, escalated, then corrected to be about another.',
    told().happens(1, 0, 'Received', { product: 'warranty' }).happens(1, 1, 'Escalated').happens(1, 2, 'Corrected'),
  ],
  anonymous: [
    'Twice by nobody in particular; whom to ask is impossible.',
    told()
      .happens(1, 0, 'Received', { complainantKind: 'anonymous' })
      .happens(2, 1, 'Received', { complainantKind: 'anonymous' })
      .happens(2, 2, 'FollowedUp', {
        reached: false,
        impossibility: 'anonymous',
        satisfaction: undefined,
        solved: undefined,
        wouldBuyAgain: undefined,
      }),
  ],
  withdrawn: [
    'Withdrawn an hour before its clock was due.',
    told()
      .happens(1, 0, 'Received')
      .happens(1, 0, 'DeadlineSet', { from: at(0), due: at(24) })
      .happens(1, 23, 'Withdrawn')
      .happens(1, 23, 'DeadlineStopped', { moment: 'withdrawn' })
      .happens(1, 23, 'Closed', outcome('withdrawn')),
  ],
  incident: [
    'Two members of a mass incident, still open.',
    told().happens(1, 0, 'Received').happens(1, 1, 'JoinedIncident').happens(2, 2, 'Received').happens(2, 3, 'JoinedIncident'),
  ],
  rise: ['Two in each of the eight periods of 30 days before, and twenty now, all open.', rising()],
};

/** Of each report and situation the rows, split by what it is always split by. */
async function answers(): Promise<Map<ReportDefinition, Record<string, readonly Readonly<Record<string, string | number | null>>[]>>> {
  const found = new Map<ReportDefinition, Record<string, readonly Readonly<Record<string, string | number | null>>[]>>();
  for (const [name, [, { events }]] of Object.entries(situations)) {
    await fill(events);
    for (const report of reports) {
      const period = { from: '2026-06-01', to: '2026-07-01', tz: 'UTC', asOf: '2026-06-29T12:00:00Z', now: '2026-12-01T00:00:00.000Z' };
      const { rows } = await answerReport(dataSource, report, { ...period, by: [] });
      found.set(report, { ...found.get(report), [name]: rows });
    }
  }
  return found;
}

/** A value for each row; a dash where there is no row. */
function cell(rows: readonly Readonly<Record<string, string | number | null>>[], column: string): string {
  return rows.length === 0 ? '–' : rows.map((row) => String(row[column])).join(' / ');
}

const marker = '<!-- Below: what was asked, written by npm run report-cases. -->\n\n';
let all: Awaited<ReturnType<typeof answers>>;

beforeAll(async () => {
  all = await answers();
});

test('the tables of the page say what the reports say', () => {
  const names = Object.keys(situations);
  const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |`;
  const tables = reports.map((report) => {
    const rows = all.get(report)!;
    const columns = [...(report.always ?? []), ...report.measures.map(({ name }) => name)];
    return [
      `### ${report.name}`,
      '',
      line([report.always ? `by ${report.always.join(', ')}` : 'column', ...names]),
      line(['---', ...names.map(() => '---')]),
      ...columns.map((column) => line([`\`${column}\``, ...names.map((name) => cell(rows[name]!, column))])),
      '',
    ].join('\n');
  });
  const what = Object.entries(situations).map(([name, [meaning]]) => `| ${name} | ${meaning} |`);
  const is = ['| situation | what happens |', '|---|---|', ...what, '', ...tables].join('\n');
  const [head] = readFileSync(page, 'utf8').split(marker);
  if (process.env['npm_lifecycle_event'] === 'report-cases') writeFileSync(page, `${head}${marker}${is}`);
  const written = readFileSync(page, 'utf8').split(marker)[1]?.split('\n') ?? [];
  const wrong = is.split('\n').flatMap((now, i) => (now === written[i] ? [] : [{ written: written[i], now }]));
  expect(wrong).toEqual([]);
});

test('of nothing counts are 0, parts of all 0, and everything else null; what is always split has no rows', () => {
  for (const report of reports) {
    const { nothing } = all.get(report)!;
    const alwaysSplit = (report.always ?? []).length > 0 || report.rowsOf !== undefined;
    expect([report.name, nothing!.length]).toEqual([report.name, alwaysSplit ? 0 : 1]);
    for (const measure of alwaysSplit ? [] : report.measures) {
      const isNumberOf = isCount(measure) || 'previousOf' in measure || ['share', 'change'].includes(measure.name);
      const expected = 'rankOf' in measure ? 1 : isNumberOf ? 0 : null;
      expect([report.name, measure.name, nothing![0]![measure.name]]).toEqual([report.name, measure.name, expected]);
    }
  }
});

/** What was decided, and must not change with the tables. */
test.each<[string, string, string, Record<string, unknown>[]]>([
  [
    'one case is its own median, nine of ten and longest',
    'one',
    'resolution',
    [{ medianMinutes: 2_880, p90Minutes: 2_880, longestMinutes: 2_880 }],
  ],
  [
    'amounts of two currencies are never added',
    'currencies',
    'compensation',
    [
      { currency: 'CNY', borne: 100_000 },
      { currency: 'EUR', borne: 4_000 },
    ],
  ],
  [
    'so are totals',
    'currencies',
    'authority-usage',
    [
      { currency: 'CNY', total: 100_000 },
      { currency: 'EUR', total: 4_000 },
    ],
  ],
  [
    'so are benefits',
    'currencies',
    'improvement-benefit',
    [
      { currency: 'CNY', benefit: 700 },
      { currency: 'EUR', benefit: 50 },
    ],
  ],
  ['what has no clock is in no column of timeliness', 'no target', 'timeliness', []],
  [
    'nothing of what was not claimed is no share',
    'zero claimed',
    'compensation',
    [{ claimed: 0, borneOfClaimed: 1_000, borneShare: null }],
  ],
  ['a merged complaint was received and is not open', 'merged', 'backlog', [{ received: 2, open: 0, merged: 1, closed: 1 }]],
  ['nor a repeat of what it is merged with', 'merged', 'repeats', [{ received: 2, repeats: 0 }]],
  ['each closing counts', 'reopened', 'outcomes', [{ closed: 2, afterReopening: 1, onMerits: 2, upheld: 2 }]],
  ['and is reopened of both', 'reopened', 'repeats', [{ closed: 2, reopened: 1, reopeningRate: 0.5 }]],
  [
    'an amount that is not told is counted apart',
    'imported',
    'compensation',
    [{ currency: null, ordered: 1, unknown: 1, borne: null, medianBorne: null }],
  ],
  ['an import has no clocks', 'imported', 'timeliness', []],
  ['nobody in particular repeats nobody', 'anonymous', 'repeats', [{ received: 2, repeats: 0 }]],
  [
    'who cannot be asked is no answer',
    'anonymous',
    'satisfaction',
    [{ followUps: 1, impossible: 1, reached: 0, meanSatisfaction: null, solvedShare: null }],
  ],
  ['what was withdrawn says nothing of who was right', 'withdrawn', 'outcomes', [{ closed: 1, onMerits: 0, upholdRate: null }]],
  ['and owes nothing that was not due', 'withdrawn', 'timeliness', [{ set: 1, stopped: 1, inTimeShare: null, medianMinutes: null }]],
  ['members of an incident are complaints as others', 'incident', 'backlog', [{ received: 2, open: 2 }]],
  ['of the same customer about the same: a repeat', 'incident', 'repeats', [{ received: 2, repeats: 1, repeatShare: 0.5 }]],
  ['twenty where two were expected', 'rise', 'trend-alerts', [{ kind: 'rise', observed: 20, expected: 2, baseline: 16 }]],
])('%s', (_, situation, name, expected) => {
  const rows = all.get(reports.find((report) => report.name === name)!)![situation]!;
  expect(rows).toHaveLength(expected.length);
  expect(rows).toMatchObject(expected);
});

test('what was corrected counts as it is known since', async () => {
  const { events } = situations['corrected']![1];
  await fill(events);
  const escalation = reports.find(({ name }) => name === 'escalation')!;
  const asked = { from: '2026-06-01', to: '2026-07-01', tz: 'UTC', now: '2026-12-01T00:00:00.000Z', by: ['product'] };
  const products = async (knownAt: string) =>
    (await answerReport(dataSource, escalation, { ...asked, knownAt })).rows.map(({ product, escalations }) => [product, escalations]);
  expect(await products(events.at(-2)!.position.toString())).toEqual([['warranty', 1]]);
  expect(await products(events.at(-1)!.position.toString())).toEqual([['maintenance', 1]]);
});
