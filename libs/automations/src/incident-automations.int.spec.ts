import { randomUUID } from 'node:crypto';
import {
  AuthorityAggregate,
  authorityDecider,
  AuthorityPolicies,
  ComplaintAggregate,
  complaintDecider,
  ComplaintHandler,
  complaintStream,
  eventTypes,
  HandleComplaint,
  HandleIncident,
  IncidentAggregate,
  incidentDecider,
  IncidentHandler,
  incidentStream,
  Policies,
  PolicyAggregate,
  policyDecider,
  type IncidentOutcome,
} from '@redress/commands';
import type { ComplaintEvent } from '@redress/complaint';
import { dataSource, migrate } from '@redress/database';
import { startEventNode, type EventNode } from '@redress/event-node';
import { EventStore, openSealed } from '@redress/event-store';
import type { IncidentEvent } from '@redress/improvement';
import type { Origin, Recorded } from '@redress/kernel';
import { openKeyRing, Subject, Vault, vaultMigrations } from '@redress/privacy';
import { createTestDatabase, type TestDatabase } from '@redress/testing';
import type { DataSource } from 'typeorm';
import { automationStates } from './checkpoint.js';
import { carryIncidents, joinIncidents, orderIncidentRemedies, type JoinableIncident } from './incident-automations.js';
import type { IncidentParts } from './incident-members.js';
import { automationMigrations } from './migrations.js';
import { startAutomations, type RunningAutomations } from './start-automations.js';

/* What an incident does to its members, through a real node: as somebody reads it afterwards in each case. */

// Much follows from little, and the machine may have much else to do.

let database: TestDatabase;
let node: EventNode;
let store: EventStore;
let source: DataSource;
let vault: Vault;
let parts: IncidentParts;
let joinable: readonly JoinableIncident[];
let running: RunningAutomations | undefined;

beforeEach(async () => {
  database = await createTestDatabase();
  node = await startEventNode({ database: database.url, host: '127.0.0.1', port: 0 });
  store = new EventStore({ connectionString: node.connectionString, types: eventTypes });
  source = dataSource(database.url, { entities: [Subject], migrations: [...vaultMigrations, ...automationMigrations] });
  await source.initialize();
  await migrate(source);
  vault = new Vault(source, await openKeyRing(source, { masterKey: Buffer.alloc(32, 1) }));
  const complaintStates = new ComplaintAggregate(complaintDecider, store, vault);
  const incidentStates = new IncidentAggregate(incidentDecider, store, vault);
  const policies = new Policies(new PolicyAggregate(policyDecider, store, vault));
  const authority = new AuthorityPolicies(new AuthorityAggregate(authorityDecider, store, vault));
  parts = {
    complaints: new ComplaintHandler(complaintStates, authority, policies),
    incidents: new IncidentHandler(incidentStates, complaintStates, policies),
    complaintStates,
    incidentStates,
    now: () => new Date(),
  };
  joinable = [];
});

afterEach(async () => {
  await running?.stop();
  running = undefined;
  await store.close();
  await source.destroy();
  await node.stop();
  await database.drop();
});

async function run(): Promise<void> {
  const joining = { incidents: parts.incidents, now: parts.now, joinable: () => Promise.resolve(joinable) };
  running = await startAutomations({
    dataSource: source,
    log: store,
    automations: [carryIncidents(parts), orderIncidentRemedies(parts), joinIncidents(joining)],
    patience: { tries: 2, firstMs: 5, longestMs: 20, parkedMs: 20, idleMs: 0 },
  });
}

const supervisor = { sub: 'clara', roles: ['supervisor'] };
const director = { sub: 'olga', roles: ['operations-director'] };
const head = { sub: 'hu', roles: ['channel-head'] };

function asked(type: string, data: object, by: { sub: string; roles: readonly string[] }, origin: Origin = 'api') {
  const now = new Date().toISOString();
  const id = randomUUID();
  return {
    command: { type, data, by, occurredAt: now, now, origin },
    request: { commandId: id, body: data, correlationId: id, causationId: id },
  };
}

async function does(complaintId: string, type: string, data: object, by = { sub: 'anna', roles: ['handler'] }, origin: Origin = 'api') {
  const { command, request } = asked(type, data, by, origin);
  await parts.complaints.execute(new HandleComplaint(complaintId, command as unknown as HandleComplaint['command'], request));
}

async function decides(incidentId: string, type: string, data: object, by = supervisor): Promise<IncidentOutcome> {
  const { command, request } = asked(type, data, by);
  return parts.incidents.execute(new HandleIncident(incidentId, command as unknown as HandleIncident['command'], request));
}

async function received(form: object = {}, origin: Origin = 'api'): Promise<string> {
  const id = randomUUID();
  const standard = {
    channel: 'app',
    cause: 'delay',
    firstReceiver: 'anna',
    complainantKind: 'anonymous',
    respondents: [],
    grade: 'complaint',
  };
  await does(id, 'receive', { ...standard, tags: [], account: 'It came late.', language: 'en', ...form }, undefined, origin);
  return id;
}

async function opened(): Promise<string> {
  const id = randomUUID();
  await decides(id, 'openIncident', { title: 'Fog', cause: 'fog', startedAt: '2026-01-01T00:00:00.000Z' });
  return id;
}
const joins = (incidentId: string, ...complaints: string[]) => decides(incidentId, 'joinComplaints', { complaints });
const notice = { texts: { en: 'Fog. We leave at eight.', 'zh-CN': '大雾，八点起飞。' }, channel: 'sms', cause: 'fog' };
const meal = { remedy: 'meal', borne: { amount: 10_000, currency: 'CNY' }, terms: [], beneficiary: 'customer', reason: 'waiting' };
const refund = { ...meal, remedy: 'refund', borne: { amount: 20_000, currency: 'CNY' } };
const apology = { ...meal, remedy: 'apology-letter', borne: { amount: 0, currency: 'CNY' } };

/** The clocks of a case are another story. */
const isClock = ({ type }: { readonly type: string }) => /^(?:Deadline|Risk)/.test(type);
const ofCase = async (id: string) =>
  ((await store.read(complaintStream(id))) as Recorded<ComplaintEvent>[]).filter((event) => !isClock(event));
const ofIncident = async (id: string) => (await store.read(incidentStream(id))) as Recorded<IncidentEvent>[];
const types = async (id: string) => (await ofCase(id)).slice(1).map(({ type }) => type);

/** Waits until nothing follows any more. */
async function settled(): Promise<void> {
  for (;;) {
    const last = (await store.lastPosition())!;
    const states = await automationStates(source);
    if (states.every(({ position }) => position !== null && BigInt(position) >= last) && (await store.lastPosition()) === last) return;
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
}
const nothingParked = async () => expect((await automationStates(source)).map(({ parked }) => parked)).toEqual([0, 0, 0]);

it('tells every member the notice in the language of the case, once, in the name of nobody', async () => {
  await run();
  const incidentId = await opened();
  const [english, chinese] = [await received(), await received({ language: 'zh-CN' })];
  await joins(incidentId, english, chinese);
  await decides(incidentId, 'sendNotice', notice);
  await settled();
  for (const [id, text] of [
    [english, 'Fog. We leave at eight.'],
    [chinese, '大雾，八点起飞。'],
  ] as const) {
    expect(await types(id)).toEqual(['JoinedIncident', 'ReplySent']);
    const reply = (await ofCase(id)).at(-1)!;
    expect(reply.metadata).toMatchObject({ origin: 'automation', actor: { sub: 'redress', roles: [] } });
    expect(await openSealed(reply.data, (ids) => vault.keysOf(ids))).toEqual({
      kind: 'holding',
      channel: 'sms',
      text,
      recourse: [],
      incident: { incidentId, notice: 1 },
    });
  }
  await nothingParked();
});

it('proposes to every member what is offered, in the name of who offers it, and orders it once it is signed', async () => {
  await run();
  const incidentId = await opened();
  const [a, b] = [await received(), await received()];
  await joins(incidentId, a, b);
  await decides(incidentId, 'offerRemedy', meal, director);
  await settled();
  expect(await types(a)).toEqual(['JoinedIncident', 'ResolutionProposed', 'ApprovalRequested']);
  expect((await ofCase(a))[2]!.data).toMatchObject({ remedy: 'meal', proposer: 'olga', incident: { incidentId, offer: 1 } });
  await expect(does(a, 'approve', { decision: 'granted' }, director)).rejects.toMatchObject({ code: 'self-approval' });
  await does(a, 'approve', { decision: 'granted' }, head);
  await settled();
  expect(await types(a)).toEqual(['JoinedIncident', 'ResolutionProposed', 'ApprovalRequested', 'ApprovalGranted', 'Compensated']);
  expect((await ofCase(a)).at(-1)!.data).toEqual({ remedy: 'meal', borne: meal.borne, approvalRound: 1, acceptance: 'mass-incident' });
  expect(await types(b)).toEqual(['JoinedIncident', 'ResolutionProposed', 'ApprovalRequested']);
  await nothingParked();
});

it('orders at once what nobody has to sign for', async () => {
  await run();
  const incidentId = await opened();
  const a = await received();
  await joins(incidentId, a);
  await decides(incidentId, 'offerRemedy', apology, director);
  await settled();
  expect(await types(a)).toEqual(['JoinedIncident', 'ResolutionProposed', 'ApprovalRequested', 'Compensated']);
});

it('gives who joins later the latest notice and every offer, one after the other as they are signed', async () => {
  await run();
  const incidentId = await opened();
  const early = await received();
  await joins(incidentId, early);
  await decides(incidentId, 'sendNotice', notice);
  await decides(incidentId, 'sendNotice', { ...notice, texts: { en: 'We leave at nine.' } });
  await decides(incidentId, 'offerRemedy', meal, director);
  await decides(incidentId, 'offerRemedy', refund, director);
  const late = await received();
  await joins(incidentId, late);
  await settled();
  expect(await types(early)).toEqual(['JoinedIncident', 'ReplySent', 'ReplySent', 'ResolutionProposed', 'ApprovalRequested']);
  expect(await types(late)).toEqual(['JoinedIncident', 'ReplySent', 'ResolutionProposed', 'ApprovalRequested']);
  expect((await ofCase(late))[2]!.data).toMatchObject({ incident: { notice: 2 } });
  for (const id of [early, late]) {
    await does(id, 'approve', { decision: 'granted' }, head);
    await settled();
    expect((await ofCase(id)).at(-2)!.data).toMatchObject({ round: 2, remedy: 'refund', incident: { offer: 2 } });
    await does(id, 'approve', { decision: 'refused', reason: 'one-is-enough' }, head);
    await settled();
    expect((await types(id)).filter((type) => type === 'Compensated')).toHaveLength(1);
  }
  expect((await ofIncident(incidentId)).filter(({ type }) => type === 'MemberSkipped')).toEqual([]);
  await nothingParked();
});

it('says on the incident who was skipped and why, and goes on with the others', async () => {
  await run();
  const incidentId = await opened();
  const [withdrawn, own, about, plain] = [await received(), await received(), await received({ respondents: ['olga'] }), await received()];
  await joins(incidentId, withdrawn, own, about, plain);
  await settled();
  await does(withdrawn, 'withdraw', { channel: 'phone' });
  await does(own, 'propose', { remedy: 'voucher', borne: { amount: 5_000, currency: 'CNY' }, beneficiary: 'customer', terms: [] });
  await decides(incidentId, 'sendNotice', notice);
  await decides(incidentId, 'offerRemedy', meal, director);
  await settled();
  const skipped = (await ofIncident(incidentId)).flatMap((event) => (event.type === 'MemberSkipped' ? [event.data] : []));
  expect(skipped).toHaveLength(4);
  expect(skipped).toEqual(
    expect.arrayContaining([
      { complaintId: withdrawn, notice: 1, code: 'case-closed' },
      { complaintId: withdrawn, offer: 1, code: 'case-closed' },
      { complaintId: own, offer: 1, code: 'proposal-running' },
      { complaintId: about, offer: 1, code: 'respondent-recused' },
    ]),
  );
  expect(await types(own)).toEqual(['JoinedIncident', 'ResolutionProposed', 'ApprovalRequested', 'ReplySent']);
  expect(await types(plain)).toEqual(['JoinedIncident', 'ReplySent', 'ResolutionProposed', 'ApprovalRequested']);
  await nothingParked();
});

it('leaves what left alone: it is told and given nothing more, and keeps what it has', async () => {
  await run();
  const incidentId = await opened();
  const a = await received();
  await joins(incidentId, a);
  await decides(incidentId, 'offerRemedy', meal, director);
  await settled();
  await decides(incidentId, 'removeComplaint', { complaintId: a, reason: 'another-cause' });
  await settled();
  await does(a, 'approve', { decision: 'granted' }, head);
  await decides(incidentId, 'sendNotice', notice);
  await settled();
  expect(await types(a)).toEqual(['JoinedIncident', 'ResolutionProposed', 'ApprovalRequested', 'LeftIncident', 'ApprovalGranted']);
  await nothingParked();
});

it('lets go what cannot be a member any more when its turn comes', async () => {
  const [one, other] = [await opened(), await opened()];
  const [closed, twice] = [await received(), await received()];
  await run();
  await running!.stop();
  await joins(one, closed, twice);
  await joins(other, twice);
  await does(closed, 'withdraw', { channel: 'phone' });
  await run();
  await settled();
  expect((await ofIncident(one)).slice(1).map(({ type, data }) => [type, (data as { reason?: string }).reason])).toContainEqual([
    'ComplaintLeft',
    'case-closed',
  ]);
  const left = [...(await ofIncident(one)), ...(await ofIncident(other))].filter(
    ({ type, data }) => type === 'ComplaintLeft' && data.complaintId === twice,
  );
  expect(left.map(({ data }) => (data as { reason: string }).reason)).toEqual(['already-in-incident']);
  expect((await types(twice)).filter((type) => type === 'JoinedIncident')).toHaveLength(1);
  await nothingParked();
});

it('joins by itself what fits an open incident, and nothing of an import', async () => {
  await run();
  const [first, second] = [await opened(), await opened()];
  joinable = [
    { incidentId: first, joins: { causes: ['delay'], products: ['flight'] } },
    { incidentId: second, joins: { causes: ['delay'] } },
  ];
  const flight = await received({ product: 'flight' });
  const train = await received({ product: 'train' });
  const rude = await received({ cause: 'rudeness' });
  const imported = await received({ product: 'flight' }, 'import');
  await settled();
  const membersOf = async (id: string) => (await ofIncident(id)).flatMap((event) => (event.type === 'ComplaintJoined' ? [event.data] : []));
  expect(await membersOf(first)).toEqual([{ complaintId: flight, member: 1, matched: true }]);
  expect(await membersOf(second)).toEqual([{ complaintId: train, member: 1, matched: true }]);
  await decides(first, 'closeIncident', { reason: 'over' });
  const tooLate = await received({ product: 'flight' });
  await settled();
  expect(await membersOf(first)).toHaveLength(1);
  for (const id of [rude, imported, tooLate]) expect(await types(id)).toEqual([]);
  await nothingParked();
});

it('does everything once, whoever dies in between', async () => {
  await run();
  const incidentId = await opened();
  const ids = await Promise.all(Array.from({ length: 40 }, () => received()));
  await joins(incidentId, ...ids);
  await decides(incidentId, 'sendNotice', notice);
  await decides(incidentId, 'offerRemedy', apology, director);
  await running!.stop();
  // What was done is not known any more: everything is done again.
  await source.query('UPDATE automations.checkpoint SET position = 0');
  await run();
  await settled();
  for (const id of ids) {
    expect(await types(id)).toEqual(['JoinedIncident', 'ReplySent', 'ResolutionProposed', 'ApprovalRequested', 'Compensated']);
  }
  await nothingParked();
});
