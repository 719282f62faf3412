import fc from 'fast-check';
import { DataSource } from 'typeorm';
import type { Instant, Recorded } from '@redress/kernel';
import { kinds, returnLists, unmapped, type Return, type ReturnName, type Returns } from '@redress/policy';
import { createTestDatabase, recorded, SpecLog, story, type TestDatabase, uuid } from '@redress/testing';
import { caseFacts } from '../facts/case-facts.js';
import { volume } from '../facts/volume.js';
import { improvements } from '../improvements/improvements.js';
import { answerReport, type ReportQuestion } from '../report-answer.js';
import { complaintsBehind } from '../report-complaints.js';
import { toCsv } from '../report.js';
import { startViews, viewEntities } from '../start-views.js';
import { schemaOf } from '../view.js';
import { waitForPosition } from '../wait-for-position.js';
import { returnCnBulletin } from './return-cn-bulletin.js';
import { returnUkDisp } from './return-uk-disp.js';
import { returnUsCfpb } from './return-us-cfpb.js';
import { returns } from './returns.js';

/* The three returns, counted by hand over small logs, and their totals over random ones. */

let database: TestDatabase;
let dataSource: DataSource;

beforeAll(async () => {
  database = await createTestDatabase();
  dataSource = await new DataSource({ type: 'postgres', url: database.url, entities: viewEntities }).initialize();
});
afterAll(async () => {
  await dataSource.destroy();
  await database.drop();
});

const folded = [caseFacts, improvements, returns];
const definitions = { 'cn-bulletin': returnCnBulletin, 'uk-disp': returnUkDisp, 'us-cfpb': returnUsCfpb };

/** The views of exactly these events. */
async function fill(events: readonly Recorded[], size = 1_000): Promise<void> {
  const tables = folded.flatMap(({ entities }) => entities).map((entity) => dataSource.getMetadata(entity).tablePath);
  const exists = await dataSource.query<unknown[]>(`SELECT FROM pg_namespace WHERE nspname = $1`, [schemaOf(returns)]);
  if (exists.length > 0) await dataSource.query(`TRUNCATE ${['views.checkpoint', ...tables].join(', ')}`);
  await fold(events, size);
}

async function fold(events: readonly Recorded[], size = 1_000): Promise<void> {
  const views = await startViews({ dataSource, log: new SpecLog(events), views: folded, limits: { size, buffer: 2 * size } });
  for (const view of folded) {
    const mine = events.findLast(({ stream }) => view.prefixes.some((prefix) => stream.startsWith(prefix)));
    if (mine && !(await waitForPosition(dataSource, view, mine.position, 20_000)).reached)
      throw new Error(`${view.name} did not get there`);
  }
  await views.stop();
}

const now = '2030-01-01T00:00:00.000Z';
const { event, sample, form } = story;

/** A log as it is written: an event each, at its own time, recorded then. */
class Story {
  readonly events: Recorded[] = [];
  private readonly revisions = new Map<number, number>();

  constructor() {
    this.publishes({}, '2020-01-01T00:00:00.000Z', '1900-01-01T00:00:00.000Z');
  }

  happens(complaint: number, occurredAt: Instant, type: keyof typeof sample, data: object = {}, origin: 'api' | 'import' = 'api'): this {
    const revision = this.revisions.get(complaint) ?? 0;
    this.revisions.set(complaint, revision + 1);
    const position = BigInt(this.events.length + 1);
    this.events.push(recorded(complaint, revision, event(type, { ...sample[type], ...data } as never), { position, occurredAt, origin }));
    return this;
  }

  /** The standard with these returns in their place. */
  publishes(said: Partial<Record<ReturnName, Return>>, at: Instant, effectiveFrom: Instant): this {
    const version = this.events.filter(({ stream }) => stream === 'policy-returns').length + 1;
    const document: Returns = { returns: { ...kinds.returns.standard.returns, ...said } };
    const data = { kind: 'returns', version, effectiveFrom, reason: 'Ours.', document };
    const position = BigInt(this.events.length + 1);
    const published = recorded(0, version - 1, { type: 'PolicyPublished', data }, { position, occurredAt: at });
    this.events.push({ ...published, stream: 'policy-returns' } as Recorded);
    return this;
  }

  /** What was received, with nothing but what a return goes by. */
  receives(complaint: number, at: Instant, said: object, origin: 'api' | 'import' = 'api'): this {
    const { channel, cause, grade, language } = form;
    const data = { ...form, channel, cause, grade, language, product: undefined, unit: undefined, jurisdiction: undefined, ...said };
    return this.happens(complaint, at, 'Received', data, origin);
  }
}

async function ask(name: ReturnName, question: Partial<ReportQuestion> = {}) {
  return answerReport(dataSource, definitions[name], { from: '2026-01-01', to: '2026-07-01', tz: 'Europe/London', now, ...question });
}

describe('the UK complaints return', () => {
  const gbp = (amount: number) => ({ amount, currency: 'GBP' });
  const account = { product: 'current-account', cause: 'staff-attitude' };
  const told = new Story()
    // Monday to Thursday: the third business day after the day of receipt.
    .receives(1, '2026-01-05T10:00:00.000Z', account)
    .happens(1, '2026-01-06T10:00:00.000Z', 'Compensated', { remedy: 'refund', borne: gbp(5_000), claimed: undefined })
    .happens(1, '2026-01-07T10:00:00.000Z', 'RemedyFulfilled', { compensation: 1 })
    .happens(1, '2026-01-08T23:59:00.000Z', 'Closed', { outcome: 'upheld' })
    // A second before the end of a holiday; the 2nd, 5th and 6th are the business days after it.
    .receives(2, '2026-01-01T23:59:59.000Z', account)
    .happens(2, '2026-01-06T17:00:00.000Z', 'Closed', { outcome: 'partly' })
    .receives(3, '2026-01-01T10:00:00.000Z', { product: 'pension', cause: 'other' })
    .happens(3, '2026-01-07T00:00:00.000Z', 'Closed', { outcome: 'rejected' })
    // Reopened, and upheld after ten weeks.
    .receives(4, '2026-01-05T10:00:00.000Z', { product: 'credit-card', cause: 'unexpected-charges' })
    .happens(4, '2026-01-06T10:00:00.000Z', 'Closed', { outcome: 'rejected' })
    .happens(4, '2026-01-20T10:00:00.000Z', 'Reopened', { count: 1 })
    .happens(4, '2026-03-20T10:00:00.000Z', 'Closed', { outcome: 'upheld' })
    // Merged into another: opened, and never closed.
    .receives(5, '2026-01-07T10:00:00.000Z', { product: 'widget', cause: 'late-delivery' })
    .happens(5, '2026-01-08T10:00:00.000Z', 'MergedInto', { complaintId: uuid(1) })
    .receives(6, '2026-02-02T10:00:00.000Z', { product: 'widget', cause: 'late-delivery' })
    .happens(6, '2026-02-02T11:00:00.000Z', 'Withdrawn')
    .happens(6, '2026-02-02T11:00:00.000Z', 'Closed', { outcome: 'withdrawn' })
    // Imported without an outcome, paid in another currency; classified, and of no cause that the form knows.
    .receives(7, '2026-02-03T10:00:00.000Z', { product: 'mortgage', cause: 'of-another-system' }, 'import')
    .happens(7, '2026-02-03T11:00:00.000Z', 'Classified', { category: 'fees' })
    .happens(7, '2026-02-04T10:00:00.000Z', 'Compensated', {
      remedy: 'refund',
      borne: { amount: 900, currency: 'EUR' },
      claimed: undefined,
    })
    .happens(7, '2026-02-05T10:00:00.000Z', 'RemedyFulfilled', { compensation: 1 })
    .happens(7, '2026-02-05T11:00:00.000Z', 'Closed', { outcome: 'not-stated' }, 'import');
  beforeAll(() => fill(told.events));

  const none = {
    opened: 0,
    closed: 0,
    within3BusinessDays: 0,
    within8Weeks: 0,
    after8Weeks: 0,
    afterReopening: 0,
    upheld: 0,
    notUpheld: 0,
    undecided: 0,
    upholdRate: null,
    paid: 0,
    redress: null,
    paidOtherwise: 0,
  };

  it('is counted by product group and cause, and what does not fit has rows of its own', async () => {
    const { rows, taxonomy } = await ask('uk-disp');
    expect(taxonomy).toEqual({ name: 'returns', version: 1 });
    const fits = (productGroup: string, complaintCause: string) => ({ productGroup, complaintCause, unmapped: null, ...none });
    expect(rows).toEqual([
      {
        ...fits('credit-cards', 'information-charges-performance'),
        opened: 1,
        closed: 2,
        within3BusinessDays: 1,
        after8Weeks: 1,
        afterReopening: 1,
        upheld: 1,
        notUpheld: 1,
        upholdRate: 0.5,
      },
      {
        ...fits('current-accounts', 'general-admin'),
        opened: 2,
        closed: 2,
        within3BusinessDays: 2,
        upheld: 2,
        upholdRate: 1,
        paid: 1,
        redress: 5_000,
      },
      { ...fits('decumulation-and-pensions', 'other'), opened: 1, closed: 1, within8Weeks: 1, notUpheld: 1, upholdRate: 0 },
      {
        ...fits('home-finance', 'information-charges-performance'),
        opened: 1,
        closed: 1,
        within3BusinessDays: 1,
        undecided: 1,
        upholdRate: 0,
        paidOtherwise: 1,
      },
      {
        ...fits('unmapped', 'general-admin'),
        unmapped: 'productGroup: product=widget',
        opened: 2,
        closed: 1,
        within3BusinessDays: 1,
        notUpheld: 1,
        upholdRate: 0,
      },
    ]);
  });

  it('leads from each number to its complaints', async () => {
    const { rows } = await ask('uk-disp');
    for (const row of rows) {
      const { productGroup, complaintCause, unmapped: unfit } = row as Record<string, string | null>;
      for (const measure of returnUkDisp.measures.filter((one) => 'of' in one && one.aggregate === undefined)) {
        const { items } = await complaintsBehind(dataSource, returnUkDisp, {
          from: '2026-01-01',
          to: '2026-07-01',
          tz: 'Europe/London',
          now,
          measure: measure.name,
          where: { productGroup: productGroup!, complaintCause: complaintCause!, unmapped: unfit! },
        });
        expect([measure.name, items.length]).toEqual([measure.name, row[measure.name]]);
      }
    }
  });

  it('is cut by both times, and by the days of the zone', async () => {
    const total = async (question: Partial<ReportQuestion>) => (await ask('uk-disp', { by: [], ...question })).rows;
    expect(await total({ asOf: '2026-01-08T00:00:00.000Z' })).toMatchObject([{ opened: 5, closed: 3, redress: 5_000 }]);
    expect(await total({ knownAt: '2026-01-05T10:00:00.000Z' })).toMatchObject([{ opened: 1, closed: 0 }]);
    // In Honolulu the third one was closed on the 6th still, and the 2nd and the 5th are the business days between.
    expect(await total({ tz: 'Pacific/Honolulu', from: '2026-01-06', to: '2026-01-07' })).toMatchObject([
      { closed: 3, within3BusinessDays: 3 },
    ]);
    expect(await total({ from: '2027-01-01', to: '2027-02-01' })).toEqual([]);
  });

  it('splits closings by what they are for the regulator, and lists outcomes that are nothing', async () => {
    const { rows } = await ask('uk-disp', { by: ['decision'] });
    expect(rows.map(({ decision, unmapped: unfit, opened, closed }) => [decision, unfit, opened, closed])).toEqual([
      ['not-upheld', null, null, 3],
      ['unmapped', 'decision: outcome=not-stated', null, 1],
      ['upheld', null, null, 3],
    ]);
  });
});

describe('the Chinese bulletin', () => {
  const told = new Story()
    .receives(1, '2025-12-30T04:00:00.000Z', { product: 'credit-card', jurisdiction: 'CN-BJ', unit: 'beijing' })
    .receives(2, '2026-01-01T04:00:00.000Z', { product: 'credit-card', jurisdiction: 'CN-BJ', unit: 'beijing' })
    .receives(3, '2026-01-02T04:00:00.000Z', { product: 'credit-card', jurisdiction: 'cn-sh', unit: 'shanghai' })
    .receives(4, '2026-01-03T04:00:00.000Z', {
      product: 'participating-life',
      cause: 'sold-as-deposit',
      jurisdiction: 'CN',
      unit: 'beijing',
    })
    .receives(5, '2026-01-04T04:00:00.000Z', { product: 'participating-life', cause: 'claim-refused' })
    .receives(6, '2026-01-05T04:00:00.000Z', { product: 'parcel', cause: 'late-delivery' });

  /** Of the first days of the year and those before. */
  const exposed = (n: number, said: object): Recorded => {
    const data = { period: { from: '2025-12-01', to: '2026-01-31' }, ...said };
    const at = { position: BigInt(100 + n), occurredAt: '2026-01-01T00:00:00.000Z' };
    return { ...recorded(0, 0, { type: 'ExposureRecorded', data }, at), stream: `exposure-${n}` } as Recorded;
  };

  beforeAll(() =>
    fill([
      ...told.events,
      exposed(0, { policies: 80_000, customers: 2_000_000 }),
      exposed(1, { product: 'credit-card', customers: 500_000 }),
      exposed(2, { product: 'current-account', customers: 1_500_000 }),
      exposed(3, { unit: 'beijing', customers: 1_000_000 }),
    ]),
  );

  const asked = { from: '2026-01-01', to: '2026-01-08', tz: 'Asia/Shanghai' };

  it('counts by category and business with the change against the period before', async () => {
    const { rows } = await ask('cn-bulletin', asked);
    const numbers = rows.map(({ productCategory, business, unmapped: unfit, received, previous, change, changeRate }) => [
      productCategory,
      business,
      unfit,
      received,
      previous,
      change,
      changeRate,
    ]);
    expect(numbers).toEqual([
      ['banking', 'credit-cards', null, 2, 1, 1, 1],
      ['life-insurance', 'claims', null, 1, 0, 1, null],
      ['life-insurance', 'sales', null, 1, 0, 1, null],
      ['unmapped', 'unmapped', 'productCategory: product=parcel; business: product=parcel, cause=late-delivery', 1, 0, 1, null],
    ]);
  });

  it('tells rates per exposure of what it is split by, else of the whole company', async () => {
    const rates = async (by: readonly string[], name: string) =>
      (await ask('cn-bulletin', { ...asked, by })).rows.map((row) => [...by.map((one) => row[one]), row['received'], row[name]]);
    // Both products of banking together have two million customers.
    expect(await rates(['productCategory'], 'perMillionCustomers')).toEqual([
      ['banking', 2, 1],
      ['life-insurance', 2, null],
      ['unmapped', 1, null],
    ]);
    expect(await rates(['product'], 'perMillionCustomers')).toEqual([
      ['credit-card', 2, 4],
      ['parcel', 1, null],
      ['participating-life', 2, null],
    ]);
    expect(await rates(['unit'], 'perMillionCustomers')).toEqual([
      ['beijing', 2, 2],
      ['shanghai', 1, null],
      [null, 2, null],
    ]);
    expect(await rates([], 'per10000Policies')).toEqual([[5, 0.625]]);
    expect(await rates(['cause'], 'per10000Orders')).toContainEqual(['claim-refused', 1, null]);
    expect(await rates(['region'], 'perMillionCustomers')).toContainEqual(['CN-BJ', 1, null]);
  });

  it('counts by region and unit', async () => {
    const { rows } = await ask('cn-bulletin', { ...asked, by: ['region'] });
    expect(rows.map(({ region, unmapped: unfit, received }) => [region, unfit, received])).toEqual([
      ['CN-BJ', null, 1],
      ['CN-SH', null, 1],
      ['unmapped', 'region: jurisdiction=CN, unit=beijing', 1],
      ['unmapped', 'region: no code', 2],
    ]);
  });
});

describe('the US return', () => {
  const usd = (amount: number) => ({ amount, currency: 'USD' });
  const columns = (said: object) => ({ source: { system: 'cfpb', id: '1' }, waived: [], warnings: [], columns: said });
  const told = new Story()
    // Imported: what the Bureau's file says holds.
    .receives(1, '2026-01-05T10:00:00.000Z', { product: 'Consumer Loan', cause: 'Managing the loan or lease' }, 'import')
    .happens(1, '2026-01-06T10:00:00.000Z', 'Closed', { outcome: 'not-stated' }, 'import')
    .happens(
      ...([1, '2026-02-01T10:00:00.000Z', 'HistoryImported'] as const),
      columns({
        'Sub-product': 'Vehicle loan',
        'Timely response?': 'No',
        'Consumer disputed?': 'Yes',
        'Company response to consumer': 'Closed with non-monetary relief',
      }),
      'import',
    )
    // Imported in progress, and closed here since with an answer.
    .receives(2, '2026-01-05T10:00:00.000Z', { product: 'Consumer Loan', cause: 'Managing the loan or lease' }, 'import')
    .happens(
      ...([2, '2026-02-01T10:00:00.000Z', 'HistoryImported'] as const),
      columns({
        'Sub-product': 'Installment loan',
        'Company response': 'In progress',
        'Timely response?': 'Yes',
        'Consumer disputed?': 'N/A',
      }),
      'import',
    )
    .happens(2, '2026-02-02T10:00:00.000Z', 'ReplySent', { kind: 'final' })
    .happens(2, '2026-02-02T11:00:00.000Z', 'Closed', { outcome: 'rejected' })
    // Received here: paid, and the customer content.
    .receives(3, '2026-01-05T10:00:00.000Z', { product: 'current-account', cause: 'hotline-busy' })
    .happens(3, '2026-01-06T10:00:00.000Z', 'Compensated', { borne: usd(100), claimed: undefined })
    .happens(3, '2026-01-07T10:00:00.000Z', 'Closed', { outcome: 'upheld' })
    .happens(3, '2026-01-08T10:00:00.000Z', 'FollowedUp', { reached: true, solved: true, satisfaction: 5 })
    // The payment was cancelled, so that an explanation is left; reopened then.
    .receives(4, '2026-01-05T10:00:00.000Z', { product: 'current-account', cause: 'hotline-busy' })
    .happens(4, '2026-01-06T10:00:00.000Z', 'Compensated', { borne: usd(100), claimed: undefined })
    .happens(4, '2026-01-06T11:00:00.000Z', 'CompensationCancelled', { compensation: 1 })
    .happens(4, '2026-01-06T12:00:00.000Z', 'ReplySent', { kind: 'final' })
    .happens(4, '2026-01-07T10:00:00.000Z', 'Closed', { outcome: 'rejected' })
    .happens(4, '2026-03-01T10:00:00.000Z', 'Reopened', { count: 1 })
    // Fits nothing, and nobody answered.
    .receives(5, '2026-01-05T10:00:00.000Z', { product: 'parcel', cause: 'lost-parcel' });
  beforeAll(() => fill(told.events));

  const lines = async (question: Partial<ReportQuestion> = {}) => {
    const { rows } = await ask('us-cfpb', question);
    return rows.map(({ product, subProduct, issue, response, received, timely, untimely, disputed, undisputed }) => [
      product,
      subProduct,
      issue,
      response,
      received,
      timely,
      untimely,
      disputed,
      undisputed,
    ]);
  };

  it('has product, sub-product, issue and response, timely and disputed', async () => {
    expect(await lines()).toEqual([
      ['checking-or-savings-account', 'checking-account', 'managing-an-account', 'closed-with-monetary-relief', 1, 0, 0, 0, 1],
      ['checking-or-savings-account', 'checking-account', 'managing-an-account', 'in-progress', 1, 0, 0, 0, 0],
      ['payday-title-or-personal-loan', 'installment-loan', 'managing-the-loan', 'closed-with-explanation', 1, 1, 0, 0, 0],
      ['unmapped', 'unmapped', 'unmapped', 'in-progress', 1, 0, 0, 0, 0],
      ['vehicle-loan-or-lease', 'vehicle-loan', 'managing-the-loan', 'closed-with-non-monetary-relief', 1, 0, 1, 1, 0],
    ]);
  });

  it('tells responses as they stood', async () => {
    const responses = async (asOf: string) => (await lines({ asOf, by: ['response'] })).map(([, , , response, n]) => [response, n]);
    expect(await responses('2026-01-05T12:00:00.000Z')).toEqual([['in-progress', 5]]);
    expect(await responses('2026-02-01T12:00:00.000Z')).toEqual([
      ['closed-with-explanation', 1],
      ['closed-with-monetary-relief', 1],
      ['closed-with-non-monetary-relief', 1],
      ['in-progress', 2],
    ]);
  });
});

describe('the version of the taxonomy', () => {
  const narrower: Return = {
    ...kinds.returns.standard.returns['uk-disp']!,
    lists: { ...kinds.returns.standard.returns['uk-disp']!.lists, productGroup: { categories: [], rules: [] } },
  };
  const before = new Story().receives(1, '2026-01-05T10:00:00.000Z', { product: 'mortgage' });
  const groups = async (question: Partial<ReportQuestion>) => {
    const { rows, taxonomy } = await ask('uk-disp', { by: ['productGroup'], ...question });
    return [taxonomy?.version, ...rows.map(({ productGroup }) => productGroup)];
  };

  it('is the one in force at the cut: the same question has the same bytes after another is published', async () => {
    await fill(before.events);
    const question = { knownAt: '2026-01-05T10:00:00.000Z' };
    const bytes = async () => {
      const answer = await ask('uk-disp', { ...question, asOf: '2026-06-30' });
      return JSON.stringify(answer) + toCsv(answer);
    };
    const first = await bytes();
    expect(await groups(question)).toEqual([1, 'home-finance']);

    const after = before.publishes({ 'uk-disp': narrower }, '2026-02-01T00:00:00.000Z', '2026-02-02T00:00:00.000Z').events;
    await fold(after);
    expect(await bytes()).toBe(first);
    await fill(after, 1);
    expect(await bytes()).toBe(first);
    expect(await groups({})).toEqual([2, 'unmapped']);
    expect(await groups({ asOf: '2026-02-01T12:00:00.000Z', knownAt: '2026-02-01T12:00:00.000Z' })).toEqual([1, 'home-finance']);
  });

  it('may be asked for: an older one, or one that is not in force yet', async () => {
    const cut = { asOf: '2026-02-01T12:00:00.000Z', knownAt: '2026-02-01T12:00:00.000Z' };
    expect(await groups({ ...cut, parameters: { taxonomy: 2 } })).toEqual([2, 'unmapped']);
    expect(await groups({ parameters: { taxonomy: 1 } })).toEqual([1, 'home-finance']);
    await expect(groups({ parameters: { taxonomy: 3 } })).rejects.toMatchObject({ code: 'unknown-taxonomy' });
    await expect(groups({ knownAt: '2026-01-05T10:00:00.000Z', parameters: { taxonomy: 2 } })).rejects.toMatchObject({
      code: 'unknown-taxonomy',
    });
    const behind = async (parameters: Record<string, number>) =>
      (
        await complaintsBehind(dataSource, returnUkDisp, {
          from: '2026-01-01',
          to: '2026-07-01',
          tz: 'UTC',
          now,
          measure: 'opened',
          by: ['productGroup'],
          parameters,
        })
      ).items.map(({ productGroup }) => productGroup);
    expect([await behind({}), await behind({ taxonomy: 1 })]).toEqual([['unmapped'], ['home-finance']]);
  });

  it('is none before any was published: then nothing is mapped, and nothing is left out', async () => {
    await fill(new Story().receives(1, '2026-01-05T10:00:00.000Z', { product: 'mortgage' }).events.slice(1));
    expect(await groups({})).toEqual([0, 'unmapped']);
    expect(await ask('us-cfpb', { by: [] })).toMatchObject({ rows: [{ received: 1, responseUnmapped: 1 }] });
  });
});

describe('whatever the taxonomy says', () => {
  const codes = ['a', 'B', "it's", 'x y'];
  const source = kinds.returns.standard.returns['uk-disp']!.source;
  const labels = { 'zh-CN': '类', en: 'category' };
  const listOf = (fields: readonly string[]) =>
    fc
      .array(
        fc.record({
          to: fc.constantFrom('one', 'two'),
          when: fc
            .tuple(...fields.map((field) => fc.option(fc.subarray(codes, { minLength: 1 })).map((of) => (of ? { [field]: of } : {}))))
            .map((parts) => Object.assign({}, ...parts) as Record<string, string[]>)
            .filter((when) => Object.keys(when).length > 0),
        }),
        { maxLength: 3 },
      )
      .map((rules) => ({
        categories: ['one', 'two'].map((code) => ({ code, labels })),
        rules: rules.map((rule) => ({ ...rule, source })),
      }));
  const taxonomyOf = (name: ReturnName) =>
    fc
      .record(Object.fromEntries(Object.entries(returnLists[name]).map(([list, fields]) => [list, listOf(fields)])))
      .map((lists) => ({ ...kinds.returns.standard.returns[name]!, lists }));
  const code = fc.option(fc.constantFrom(...codes), { nil: undefined });
  const complaint = fc.record({ product: code, cause: fc.constantFrom(...codes), unit: code, jurisdiction: code, category: code });

  it('every complaint is in one row, by hand, and all rows together are the volume', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.record({ 'cn-bulletin': taxonomyOf('cn-bulletin'), 'uk-disp': taxonomyOf('uk-disp'), 'us-cfpb': taxonomyOf('us-cfpb') }),
        fc.array(complaint, { minLength: 1, maxLength: 12 }),
        async (taxonomies, complaints) => {
          const told = new Story().publishes(taxonomies, '2025-01-01T00:00:00.000Z', '2025-01-02T00:00:00.000Z');
          for (const [n, { category, ...said }] of complaints.entries()) {
            told.receives(n, '2026-01-05T10:00:00.000Z', said);
            if (category !== undefined) told.happens(n, '2026-01-05T11:00:00.000Z', 'Classified', { category });
          }
          await fill(told.events);
          for (const name of Object.keys(definitions) as ReturnName[]) {
            const lists = Object.keys(returnLists[name]).filter((list) => !['decision', 'response'].includes(list));
            const { rows } = await ask(name, { by: lists });
            const counted = new Map<string, number>();
            for (const one of complaints) {
              const key = JSON.stringify(lists.map((list) => byHand(taxonomies[name], list, one)));
              counted.set(key, (counted.get(key) ?? 0) + 1);
            }
            const found = new Map<string, number>();
            for (const row of rows) {
              const places = lists.map((list) => row[list]);
              expect(row['unmapped'] === null).toBe(!places.includes(unmapped));
              const key = JSON.stringify(places);
              found.set(key, (found.get(key) ?? 0) + Number(row['received'] ?? row['opened']));
            }
            expect(Object.fromEntries(found)).toEqual(Object.fromEntries(counted));
          }
          const asked = { from: '2026-01-01', to: '2026-07-01', tz: 'UTC', now };
          expect((await answerReport(dataSource, volume, asked)).rows).toMatchObject([{ received: complaints.length }]);
        },
      ),
      { numRuns: 8 },
    );
  });

  type Said = Partial<Record<'product' | 'cause' | 'unit' | 'jurisdiction' | 'category', string | undefined>>;
  function byHand({ lists }: Return, list: string, said: Said): string {
    const of: Record<string, string | undefined> = {
      products: said.product,
      causes: said.cause,
      units: said.unit,
      jurisdictions: said.jurisdiction,
      categories: said.category,
    };
    const fits = (field: string, among: readonly string[]) => {
      const one = of[field];
      if (one === undefined) return false;
      if (field !== 'jurisdictions') return among.includes(one);
      return among.some((other) => `${one}-`.toUpperCase().startsWith(`${other}-`.toUpperCase()));
    };
    const rule = lists[list]!.rules.find(({ when }) => Object.entries(when).every(([field, among]) => fits(field, among)));
    return rule?.to ?? unmapped;
  }
});
