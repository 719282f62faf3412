import { DataSource } from 'typeorm';
import type { ComplaintEvent } from '@redress/complaint';
import type { IncidentEvent } from '@redress/improvement';
import type { Recorded } from '@redress/kernel';
import { createTestDatabase, recorded, SpecLog, story, uuid, type TestDatabase } from '@redress/testing';
import { Checkpoint } from '../checkpoint.js';
import { QueryError } from '../query-error.js';
import { startViews, viewEntities } from '../start-views.js';
import { waitForPosition } from '../wait-for-position.js';
import { findIncident, joinableIncidents, listIncidentMembers, listIncidents } from './find-incidents.js';
import { incidents } from './incidents.js';

/* Two incidents and their complaints, folded in batches of every size. */

let database: TestDatabase;
let dataSource: DataSource;

beforeAll(async () => {
  database = await createTestDatabase();
  dataSource = await new DataSource({ type: 'postgres', url: database.url, entities: viewEntities }).initialize();
  await (await startViews({ dataSource, log: new SpecLog(), views: [incidents] })).stop();
});

afterAll(async () => {
  await dataSource.destroy();
  await database.drop();
});

/** The view of exactly these events, in batches of a size. */
async function fill(events: readonly Recorded[], size = 1_000): Promise<void> {
  const tables = [Checkpoint, ...incidents.entities].map((entity) => dataSource.getMetadata(entity).tablePath);
  await dataSource.query(`TRUNCATE ${tables.join(', ')}`);
  const views = await startViews({
    dataSource,
    log: new SpecLog(events),
    views: [incidents],
    limits: { size, buffer: 2 * size, paceMs: 0 },
  });
  expect(await waitForPosition(dataSource, incidents, events.at(-1)!.position, 20_000)).toMatchObject({ reached: true });
  await views.stop();
}

const [fog, strike] = [uuid(801), uuid(802)];

/** A log as it is told: each event at the next position and revision of its stream, a minute later. */
class Telling {
  readonly events: Recorded[] = [];
  private readonly revisions = new Map<string, number>();

  of(complaint: number, type: ComplaintEvent['type'], data: object): this {
    return this.tell(`complaint-${uuid(complaint)}`, type, data);
  }

  on(incidentId: string, type: IncidentEvent['type'], data: object): this {
    return this.tell(`incident-${incidentId}`, type, data);
  }

  private tell(stream: string, type: string, data: object): this {
    const revision = this.revisions.get(stream) ?? 0;
    this.revisions.set(stream, revision + 1);
    const position = BigInt(this.events.length + 1);
    const occurredAt = new Date(Date.UTC(2026, 10, 22, 8, Number(position))).toISOString();
    this.events.push({
      ...recorded(0, revision, { type, data }, { position, occurredAt, actor: { sub: 'clara', roles: [] } }),
      stream,
    } as Recorded);
    return this;
  }
}

const open = { title: 'Fog', cause: 'fog', startedAt: '2026-11-22T07:00:00.000Z' };
const meal = { offer: 1, remedy: 'meal', borne: { amount: 100, currency: 'CNY' }, terms: [], beneficiary: 'customer', reason: 'r' };
const notice = { notice: 1, texts: { en: 'Fog.' }, channel: 'sms', eta: '2026-11-22T12:00:00.000Z' };
const holding = (incidentId: string, ordinal = 1) => ({
  kind: 'holding',
  channel: 'sms',
  recourse: [],
  incident: { incidentId, notice: ordinal },
});
const proposed = (incidentId: string, round = 1, offer = 1) => ({
  ...story.sample.ResolutionProposed,
  round,
  incident: { incidentId, offer },
});
const requested = (round = 1, required: readonly object[] = story.sample.ApprovalRequested.required) => ({
  ...story.sample.ApprovalRequested,
  round,
  required,
});
const granted = (round = 1, completes = true) => ({ ...story.sample.ApprovalGranted, round, completes });
const ordered = (approvalRound?: number) => ({ ...story.sample.Compensated, ...(approvalRound && { approvalRound }) });

function log(): Recorded[] {
  const told = new Telling();
  for (let n = 1; n <= 6; n++) told.of(n, 'Received', story.form);
  // Ordered before, for the case alone: what the incident gives is its second.
  told.of(1, 'Compensated', ordered());
  told
    .on(fog, 'IncidentOpened', { ...open, product: 'flight', joins: { causes: ['delay'] } })
    .on(strike, 'IncidentOpened', { ...open, title: 'Strike', cause: 'strike' });
  for (let n = 1; n <= 4; n++) told.on(fog, 'ComplaintJoined', { complaintId: uuid(n), member: n, ...(n === 4 && { matched: true }) });
  told.on(strike, 'ComplaintJoined', { complaintId: uuid(5), member: 1 });
  for (let n = 1; n <= 4; n++) told.of(n, 'JoinedIncident', { incidentId: fog });
  told.on(fog, 'NoticeSent', notice).on(fog, 'RemedyOffered', { ...meal, acceptance: 'mass-incident' });
  for (let n = 1; n <= 3; n++) told.of(n, 'ReplySent', holding(fog));
  told.of(5, 'ReplySent', { ...story.sample.ReplySent, kind: 'holding' });
  told.on(fog, 'MemberSkipped', { complaintId: uuid(4), notice: 1, code: 'case-closed' });
  told.of(1, 'ResolutionProposed', proposed(fog)).of(1, 'ApprovalRequested', requested());
  told.of(2, 'ResolutionProposed', proposed(fog)).of(2, 'ApprovalRequested', requested(1, []));
  told.of(3, 'ResolutionProposed', proposed(fog)).of(3, 'ApprovalRequested', requested());
  told.of(1, 'ApprovalGranted', granted(1, false)).of(1, 'ApprovalGranted', granted()).of(1, 'Compensated', ordered(1));
  told.of(2, 'Compensated', ordered(1)).of(2, 'RemedyFulfilled', { ...story.sample.RemedyFulfilled, compensation: 1 });
  // Of the first the earlier order arrives, and not the incident's.
  told.of(1, 'RemedyFulfilled', { ...story.sample.RemedyFulfilled, compensation: 1 });
  told.of(3, 'ApprovalRefused', { ...story.sample.ApprovalRefused, round: 1 });
  return told.events;
}

const counts = { members: 4, told: 3, offered: 3, approved: 2, compensated: 2, fulfilled: 1, skipped: 1 };

test('counts of the members how many were told, offered, approved, given and have it, however the log is cut into batches', async () => {
  const seen = [];
  for (const size of [1, 2, 7, 1_000]) {
    await fill(log(), size);
    seen.push(await findIncident(dataSource, fog));
  }
  expect(new Set(seen.map((one) => JSON.stringify(one))).size).toBe(1);
  expect(seen[0]).toMatchObject({
    incidentId: fog,
    status: 'open',
    title: 'Fog',
    cause: 'fog',
    product: 'flight',
    unit: null,
    joins: { causes: ['delay'] },
    eta: new Date(notice.eta),
    notices: [{ notice: 1, texts: { en: 'Fog.' }, by: 'clara' }],
    offers: [{ offer: 1, remedy: 'meal', by: 'clara' }],
    openedBy: 'clara',
    counts,
  });
  expect((await findIncident(dataSource, strike))!.counts).toEqual({
    members: 1,
    told: 0,
    offered: 0,
    approved: 0,
    compensated: 0,
    fulfilled: 0,
    skipped: 0,
  });
  expect(await findIncident(dataSource, uuid(899))).toBeUndefined();
});

test('tells of each member what it was told and given, and what it was not', async () => {
  await fill(log());
  const { items } = await listIncidentMembers(dataSource, fog, {});
  const offer = { offer: 1, round: 1 };
  expect(items).toMatchObject([
    {
      complaintId: uuid(1),
      member: 1,
      matched: false,
      notices: [1],
      offers: [{ ...offer, status: 'compensated', compensation: 2 }],
      skipped: [],
    },
    { complaintId: uuid(2), notices: [1], offers: [{ ...offer, status: 'fulfilled', compensation: 1 }] },
    { complaintId: uuid(3), notices: [1], offers: [{ ...offer, status: 'ended', compensation: null }] },
    { complaintId: uuid(4), matched: true, notices: [], offers: [], skipped: [{ notice: 1, code: 'case-closed' }] },
  ]);
  expect(Object.keys(items[0]!)).not.toContain('position');
  expect((await listIncidentMembers(dataSource, fog, { skipped: true })).items.map(({ complaintId }) => complaintId)).toEqual([uuid(4)]);
  expect((await listIncidentMembers(dataSource, fog, { skipped: false })).items).toHaveLength(3);
});

test('does not count who left, and counts who came back with what they had', async () => {
  const told = new Telling();
  told.events.push(...log());
  const at = (n: number, revision: number, type: string, data: object) => ({
    ...recorded(0, revision, { type, data }, { position: BigInt(told.events.length + n) }),
    stream: `incident-${fog}`,
  });
  const last = told.events.filter(({ stream }) => stream === `incident-${fog}`).length;
  const left = at(1, last, 'ComplaintLeft', { complaintId: uuid(2), reason: 'mistaken' }) as Recorded;
  const back = at(2, last + 1, 'ComplaintJoined', { complaintId: uuid(2), member: 5 }) as Recorded;
  await fill([...told.events, left]);
  expect((await findIncident(dataSource, fog))!.counts).toEqual({
    members: 3,
    told: 2,
    offered: 2,
    approved: 1,
    compensated: 1,
    fulfilled: 0,
    skipped: 1,
  });
  expect((await listIncidentMembers(dataSource, fog, { left: true })).items).toMatchObject([
    { complaintId: uuid(2), leftReason: 'mistaken' },
  ]);
  expect((await listIncidentMembers(dataSource, fog, { left: false })).items).toHaveLength(3);
  await fill([...told.events, left, back]);
  expect((await findIncident(dataSource, fog))!.counts).toEqual(counts);
  expect((await listIncidentMembers(dataSource, fog, {})).items.at(-1)).toMatchObject({
    complaintId: uuid(2),
    member: 5,
    notices: [1],
    leftAt: null,
  });
});

test('is the same when events come twice', async () => {
  const events = log();
  await fill(events);
  const before = await Promise.all([findIncident(dataSource, fog), listIncidentMembers(dataSource, fog, {})]);
  for (const part of [events.slice(0, 9), events.slice(12), events]) {
    await dataSource.transaction((manager) => incidents.write(part, manager));
  }
  expect(await Promise.all([findIncident(dataSource, fog), listIncidentMembers(dataSource, fog, {})])).toEqual(before);
});

test('a payment that fails is owed again, an order that is cancelled is given to nobody', async () => {
  const told = new Telling().of(1, 'Received', story.form).on(fog, 'IncidentOpened', open);
  told.on(fog, 'ComplaintJoined', { complaintId: uuid(1), member: 1 }).of(1, 'ResolutionProposed', proposed(fog));
  told.of(1, 'ApprovalRequested', requested(1, [])).of(1, 'Compensated', ordered(1));
  const status = async () => {
    await fill(told.events);
    return (await listIncidentMembers(dataSource, fog, {})).items[0]!.offers[0]!.status;
  };
  told.of(1, 'RemedyFulfilled', { ...story.sample.RemedyFulfilled, compensation: 1 });
  expect(await status()).toBe('fulfilled');
  told.of(1, 'PaymentFailed', { ...story.sample.PaymentFailed, compensation: 1 });
  expect(await status()).toBe('compensated');
  told.of(1, 'CompensationCancelled', { ...story.sample.CompensationCancelled, compensation: 1 });
  expect(await status()).toBe('ended');
  expect((await findIncident(dataSource, fog))!.counts).toMatchObject({ offered: 1, approved: 0, compensated: 0, fulfilled: 0 });
});

test('lists incidents, those opened last first, page by page, by status', async () => {
  const told = new Telling();
  for (let n = 1; n <= 5; n++) told.on(uuid(800 + n), 'IncidentOpened', { ...open, title: `Fog ${n}` });
  told.on(uuid(802), 'IncidentClosed', { reason: 'over' });
  await fill(told.events);
  const titles: string[] = [];
  for (let cursor: string | undefined; ;) {
    const page = await listIncidents(dataSource, { limit: 2, ...(cursor && { cursor }) });
    titles.push(...page.items.map(({ title }) => title));
    if (page.next === null) break;
    cursor = page.next;
  }
  expect(titles).toEqual(['Fog 5', 'Fog 4', 'Fog 3', 'Fog 2', 'Fog 1']);
  expect((await listIncidents(dataSource, { status: 'closed' })).items).toMatchObject([{ title: 'Fog 2', closedReason: 'over' }]);
  expect((await listIncidents(dataSource, { status: 'open' })).items).toHaveLength(4);
  const { next } = await listIncidents(dataSource, { limit: 2 });
  await expect(listIncidents(dataSource, { limit: 2, cursor: next!, status: 'open' })).rejects.toThrow(QueryError);
});

test('members come page by page in the order in which they joined', async () => {
  await fill(log());
  const first = await listIncidentMembers(dataSource, fog, { limit: 3 });
  const second = await listIncidentMembers(dataSource, fog, { limit: 3, cursor: first.next! });
  expect([...first.items, ...second.items].map(({ member }) => member)).toEqual([1, 2, 3, 4]);
  expect(second.next).toBeNull();
  await expect(listIncidentMembers(dataSource, strike, { limit: 3, cursor: first.next! })).rejects.toThrow(QueryError);
});

test('knows which incidents complaints join by themselves when the log stood at a position', async () => {
  const told = new Telling();
  told.on(uuid(801), 'IncidentOpened', { ...open, joins: { causes: ['delay'] } });
  told.on(uuid(802), 'IncidentOpened', open);
  told.on(uuid(803), 'IncidentOpened', { ...open, joins: { causes: ['noise'] } });
  told.on(uuid(804), 'IncidentOpened', { ...open, joins: { causes: ['dirt'] } }).on(uuid(804), 'IncidentClosed', { reason: 'over' });
  await fill(told.events);
  const joinable = joinableIncidents(dataSource);
  const idsAt = async (position: bigint) => (await joinable(position))?.map(({ incidentId }) => incidentId);
  expect(await idsAt(2n)).toEqual([uuid(801)]);
  expect(await idsAt(5n)).toEqual([uuid(801), uuid(803)]);
  expect(await joinable(1n)).toEqual([]);
});
