import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { CreateLeaves1795412000000, startCheckpoints, verifyBundle } from '@redress/audit';
import { automationStates } from '@redress/automations';
import { Redress, Refused } from '@redress/client';
import { dataSource, migrate } from '@redress/database';
import { EventStore } from '@redress/event-store';
import { mintToken } from '@redress/platform';
import { startSystem, type TestSystem } from '@redress/testing';
import { DataSource } from 'typeorm';
import { createApp } from '../../apps/api/src/app.js';
import { Clock } from '../../apps/api/src/clock.js';
import { runAutomations } from '../../apps/worker/src/automations.js';

/*
 * What the stories share: a company, its people and its clock. Whatever the people do or see goes over HTTP, with a token of their own;
 * each question waits for what was done before it.
 */

/** A complaint, by its id. */
export type Complaint = string;

/** What the API tells: plain JSON. */
type Told = Readonly<Record<string, unknown>>;

/** What a command led to. */
interface Done {
  readonly complaintId: string;
  readonly position: string;
  readonly events: readonly { readonly type: string }[];
}

/** An event of a history. */
interface HistoryEvent {
  readonly type: string;
  readonly data: Told;
  readonly origin: string;
  readonly actor: { readonly sub: string; readonly roles: readonly string[] };
  readonly policyVersions: Readonly<Record<string, number>>;
}

let system: TestSystem | undefined;
let app: NestFastifyApplication | undefined;
let automations: Awaited<ReturnType<typeof runAutomations>> | undefined;
/** Milliseconds since the epoch: when the story is. */
let now = 0;
/** Of the last command. */
let position = '0';

// A story is many requests, and the machine may have much else to do.

const silent = { info: () => undefined, warn: () => undefined, error: () => undefined };

/** Opens a company of its own for the stories of a file, at an instant; it closes after them. */
export function companyOpens(at: string): void {
  beforeAll(async () => {
    now = Date.parse(at);
    jest.spyOn(Clock.prototype, 'now').mockImplementation(() => new Date(now));
    system = await startSystem();
    await system.startViews();
    app = await createApp(system.config);
    await app.listen(0, '127.0.0.1');
    automations = await runAutomations(system.config, app.get(EventStore), silent, { now: () => new Date(now), idleMs: 0 });
  });
  afterAll(async () => {
    await automations?.stop();
    await app?.close();
    await system?.stop();
  });
}

/** While the worker signs checkpoints, at the latest in an hour. */
async function whileCheckpointsAreSigned(ends: () => Promise<void>): Promise<void> {
  const source = await dataSource(system!.config.database, { migrations: [CreateLeaves1795412000000], poolSize: 2 }).initialize();
  const log = app!.get(EventStore);
  try {
    await migrate(source);
    const { key, folder } = system!.config.checkpoints;
    const checkpoints = startCheckpoints({ dataSource: source, store: log, log, keyFile: key!, folder, everyMs: 3_600_000 });
    await checkpoints.sealed((await log.lastPosition())!);
    await ends();
    await checkpoints.stop();
  } finally {
    await source.destroy();
  }
}

/** How every story ends: somebody who trusts nobody here takes all its complaints along, and finds them as they were written. */
export function theAuditorExportsAndVerifies(): void {
  it('ends with an export of all its complaints that verifies', () =>
    whileCheckpointsAreSigned(async () => {
      await everythingFollows();
      const complaints = await auditor.lists({ limit: '200' });
      const { verified, faults, cases, events, unsealed } = verifyBundle(await auditor.exports());
      expect({ verified, faults, cases, unsealed }).toEqual({ verified: true, faults: [], cases: complaints.length, unsealed: 0 });
      expect(events).toBeGreaterThanOrEqual(complaints.length);
    }));
}

/** Until what follows from the last command and from the time by itself has happened: clocks have fired, the other case says so too, the letter is sent. */
async function everythingFollows(): Promise<void> {
  const log = app!.get(EventStore);
  for (let last = -1n; ;) {
    const end = (await log.lastPosition()) ?? 0n;
    if (end === last) return;
    await automations!.settled(end);
    while ((await automationStates(app!.get(DataSource))).some((one) => BigInt(one.position ?? 0) < end)) await delay(5);
    last = end;
    position = end.toString();
  }
}

/** What follows by itself from what was done, and from the time that has passed since. */
export const whatFollows = everythingFollows;

/** What was mailed so far, as it went out. */
export async function mailed(): Promise<readonly string[]> {
  const { outbox } = system!.config.mail;
  const names = (await readdir(outbox)).filter((name) => name.endsWith('.eml'));
  return Promise.all(names.map((name) => readFile(join(outbox, name), 'utf8')));
}

type Span = Partial<Record<'weeks' | 'days' | 'hours' | 'minutes' | 'seconds', number>>;

/** The clock of the story, which stands still unless told otherwise. */
export const time = {
  now: (): string => new Date(now).toISOString(),
  passes({ weeks = 0, days = 0, hours = 0, minutes = 0, seconds = 0 }: Span): void {
    now += ((((weeks * 7 + days) * 24 + hours) * 60 + minutes) * 60 + seconds) * 1_000;
  },
  /** Goes on to an instant, never back. */
  comes(at: string): void {
    now = Math.max(now, Date.parse(at));
  },
  /** So many days from now. */
  in: (days: number): string => new Date(now + days * 86_400_000).toISOString(),
};

/** The commands on a complaint, by the route of each. */
const routes = {
  acknowledge: 'acknowledgement',
  classify: 'classification',
  assign: 'assignment',
  handBack: 'hand-backs',
  recuse: 'recusals',
  addEvidence: 'evidence',
  recordContact: 'contacts',
  makePromise: 'promises',
  apologise: 'apologies',
  investigate: 'investigations',
  propose: 'proposals',
  withdrawProposal: 'proposals/current/withdrawal',
  approve: 'approvals',
  recordCustomerDecision: 'customer-decision',
  compensate: 'compensations',
  fulfil: 'fulfilments',
  failPayment: 'payment-failures',
  escalate: 'escalations',
  reply: 'replies',
  followUp: 'follow-ups',
  close: 'closure',
  withdraw: 'withdrawal',
  reopen: 'reopening',
  addNote: 'notes',
  handOver: 'hand-overs',
  requestContribution: 'contributions',
  giveContribution: 'contribution-answers',
  takeInterimMeasure: 'interim-measures',
  arrive: 'arrivals',
  depart: 'departures',
  recordExternalDecision: 'external-decisions',
  correct: 'corrections',
  link: 'links',
  unlink: 'unlinkings',
  merge: 'merge',
  unmerge: 'unmerging',
  keepPromise: 'promises/kept',
  placeLegalHold: 'legal-holds',
} as const;

/** What is acted upon by itself. */
const acting: readonly (keyof typeof routes)[] = ['link', 'unlink', 'merge', 'unmerge'];

/** The commands on an improvement, by the route of each. */
const improvementRoutes = {
  plan: 'plan',
  adopt: 'adoption',
  complete: 'completion',
  recordBenefit: 'benefits',
  reviewEffectiveness: 'effectiveness-reviews',
  drop: 'drop',
} as const;

/** An improvement, by its id. */
export type Improvement = string;

/** The commands on a mass incident, by the route of each. */
const incidentRoutes = {
  join: 'members',
  remove: 'departures',
  tell: 'notices',
  offer: 'remedies',
  close: 'closing',
} as const;

/** A mass incident, by its id. */
export type Incident = string;

/** Somebody of the company, with the roles in their token. */
class Person {
  private own: Redress | undefined;

  constructor(
    readonly sub: string,
    private readonly roles: readonly string[],
  ) {}

  /** The same person, who has further roles as well. */
  also(...roles: readonly string[]): Person {
    return new Person(this.sub, [...this.roles, ...roles]);
  }

  async receives(form: Told): Promise<Complaint> {
    return (await this.takesIn(form)).complaintId;
  }

  /** The same, with the code by which the customer can follow it. */
  async takesIn(form: Told): Promise<Done & { readonly trackingCode: string }> {
    const done = await this.sends<Done & { trackingCode: string }>('/v1/complaints', form);
    await everythingFollows();
    return done;
  }

  /** Who approves grants, unless they say otherwise. */
  async does(command: keyof typeof routes, complaint: Complaint, body: Told = {}): Promise<Done> {
    const said = command === 'approve' ? { decision: 'granted', ...body } : body;
    const done = await this.sends(`/v1/complaints/${complaint}/${routes[command]}`, said);
    if (acting.includes(command)) await everythingFollows();
    return done;
  }

  /** The events that it led to, by type, its clocks apart. */
  async causes(command: keyof typeof routes, complaint: Complaint, body: Told = {}): Promise<string[]> {
    return (await this.does(command, complaint, body)).events.map(({ type }) => type).filter((type) => !isOfTime(type));
  }

  /** Adds a file as evidence; the hash under which it is found. */
  async handsIn(complaint: Complaint, mediaType: string, file: string): Promise<string> {
    const done = await (await this.client()).upload(complaint, { mediaType, bytes: file });
    position = done.position;
    return done.hash;
  }

  /** A file of evidence, as it was handed in. */
  async looksAt(complaint: Complaint, hash: string): Promise<string> {
    return (await this.takes(`/v1/complaints/${complaint}/evidence/${hash}`)).text();
  }

  /** Sends a letter of a template; the hash under which it is kept. */
  async writes(complaint: Complaint, letter: Told): Promise<string> {
    const { letter: hash } = await this.sends<Done & { letter: string }>(`/v1/complaints/${complaint}/letters`, letter);
    await everythingFollows();
    return hash;
  }

  async raises(improvement: Told): Promise<Improvement> {
    return (await this.sends<Done & { improvementId: string }>('/v1/improvements', improvement)).improvementId;
  }

  improves(command: keyof typeof improvementRoutes, improvement: Improvement, body: Told = {}): Promise<Told> {
    return this.sends(`/v1/improvements/${improvement}/${improvementRoutes[command]}`, body);
  }

  readsImprovement(improvement: Improvement): Promise<Told> {
    return this.asks(`/v1/improvements/${improvement}`);
  }

  /** Whether there are fewer complaints than before. */
  readsEffectiveness(improvement: Improvement, parameters: Readonly<Record<string, string>>): Promise<Told> {
    return this.asks(`/v1/improvements/${improvement}/effectiveness`, parameters);
  }

  async opensIncident(incident: Told): Promise<Incident> {
    return (await this.sends<Done & { incidentId: string }>('/v1/incidents', incident)).incidentId;
  }

  /** Does something with an incident, and waits for what follows in the cases of its members. */
  async inIncident(command: keyof typeof incidentRoutes, incident: Incident, body: Told): Promise<Told> {
    const done = await this.sends(`/v1/incidents/${incident}/${incidentRoutes[command]}`, body);
    await everythingFollows();
    return done;
  }

  /** What was said and offered, and how many have it. */
  readsIncident(incident: Incident): Promise<Told> {
    return this.asks(`/v1/incidents/${incident}`);
  }

  /** The complaints of an incident, with what each was told and given. */
  async readsMembers(incident: Incident, filter: Readonly<Record<string, string>> = {}): Promise<readonly Told[]> {
    return (await this.asks<{ items: Told[] }>(`/v1/incidents/${incident}/members`, filter)).items;
  }

  recordsTraining(topic: string, unit: string, percent: number): Promise<Told> {
    return this.sends('/v1/training-coverage', { topic, unit, percent, on: time.now().slice(0, 10) });
  }

  recordsExposure(exposure: Told): Promise<Told> {
    return this.sends('/v1/exposures', exposure);
  }

  /** Proposes to erase the person of a complaint, in all of theirs; the request's id. */
  async proposesErasure(complaint: Complaint, reason = 'request-of-the-person'): Promise<string> {
    const done = await this.sends<Done & { requestId: string }>('/v1/privacy/erasures', { complaintId: complaint, reason });
    return done.requestId;
  }

  /** Approves what somebody else proposed: it is carried out. */
  approvesErasure(request: string): Promise<Told> {
    return this.sends(`/v1/privacy/erasures/${request}/approval`, {});
  }

  liftsHold(complaint: Complaint, hold: number, reason: string): Promise<Told> {
    return this.sends(`/v1/complaints/${complaint}/legal-holds/${hold}/lifting`, { reason });
  }

  /** Whether the person of a complaint was erased, and when. */
  readsErasure(complaint: Complaint): Promise<Told> {
    return this.asks(`/v1/privacy/erasures/${complaint}`);
  }

  publishes(matrix: Told): Promise<Told> {
    return this.sends('/v1/authority-matrix', matrix);
  }

  /** A document of one of the kinds of policy; it is in force a minute later. */
  async publishesPolicy(
    kind: 'taxonomies' | 'units' | 'playbooks' | 'keywords' | 'letter-templates' | 'packs' | 'calendars' | 'retention-rules',
    document: Told,
  ): Promise<number> {
    const { version } = await this.sends(`/v1/${kind}`, { document, reason: 'As the company says it.' });
    time.passes({ minutes: 1 });
    return version as number;
  }

  retires(version: number, reason: string): Promise<Told> {
    return this.sends('/v1/authority-matrix/retirements', { version, reason });
  }

  /** The delegation's id. */
  async delegates(role: string, delegate: Person, days: number, reason: string): Promise<string> {
    const body = { delegate: delegate.sub, role, until: time.in(days), reason };
    return (await this.sends<Done & { delegationId: string }>('/v1/delegations', body)).delegationId;
  }

  revokes(delegation: string, reason: string): Promise<Told> {
    return this.sends(`/v1/delegations/${delegation}/revocation`, { reason });
  }

  /** The case, as it is or as it was. */
  reads(complaint: Complaint, cut: Readonly<Record<string, string>> = {}): Promise<Told> {
    return this.asks(`/v1/complaints/${complaint}`, cut);
  }

  /** Every event of the case, and whether the chain of their hashes holds. */
  readsHistory(complaint: Complaint): Promise<{ readonly chain: Told; readonly events: readonly HistoryEvent[] }> {
    return this.asks(`/v1/complaints/${complaint}/history`);
  }

  /** The complaints of the list that a filter leaves. */
  async lists(filter: Readonly<Record<string, string>>): Promise<readonly Told[]> {
    return (await this.asks<{ items: Told[] }>('/v1/complaints', filter)).items;
  }

  /** What else there is of the same matter or the same customer, and how it belongs together. */
  async readsRelated(complaint: Complaint): Promise<readonly Told[]> {
    return (await this.asks<{ items: Told[] }>(`/v1/complaints/${complaint}/related`)).items;
  }

  /** Clocks by how they stand, the most urgent first. */
  async readsDeadlines({ complaint, ...filter }: Readonly<Record<string, string>>): Promise<readonly Told[]> {
    return (await this.asks<{ items: Told[] }>('/v1/deadlines', { ...filter, ...(complaint && { complaint }) })).items;
  }

  /** What makes the case risky, and whether it is over the threshold. */
  readsRisk(complaint: Complaint): Promise<Told> {
    return this.asks(`/v1/complaints/${complaint}/risk`);
  }

  /** What is recommended for the case. */
  readsPlaybook(complaint: Complaint): Promise<Told> {
    return this.asks(`/v1/complaints/${complaint}/playbook`);
  }

  /** The remedies that may be offered for a category. */
  async readsMenu(category: string): Promise<readonly unknown[]> {
    return (await this.asks<{ remedies: Told[] }>('/v1/remedy-menu', { category })).remedies.map(({ remedy }) => remedy);
  }

  /** Which categories the words point to; nothing is recorded. */
  async asksForCategory(text: string): Promise<readonly Told[]> {
    return (await this.calls<{ suggestions: Told[] }>('POST', '/v1/classification-suggestions', { text })).suggestions;
  }

  /** The matrix in force, now or at an instant. */
  readsMatrix(asOf: string = time.now()): Promise<Told> {
    return this.asks('/v1/authority-matrix', { asOf });
  }

  /** What the matrix would say to a remedy; nothing is recorded. */
  evaluates(ask: Told): Promise<Told> {
    return this.calls('POST', '/v1/authority-matrix/evaluations', ask);
  }

  /** How far it is, by the code that the customer was given. */
  readsProgress(trackingCode: string): Promise<Told> {
    return this.asks(`/v1/progress/${trackingCode}`);
  }

  /** What of this complaint is on the list of what waits for their signature. */
  async mustSign(complaint: Complaint): Promise<readonly Told[]> {
    const { items } = await this.asks<{ items: Told[] }>('/v1/approvals', { mine: 'true' });
    return items.filter(({ complaintId }) => complaintId === complaint);
  }

  /** Rounds of approval, with what came of each. */
  async readsApprovals(filter: Readonly<Record<string, string>>): Promise<readonly Told[]> {
    return (await this.asks<{ items: Told[] }>('/v1/approvals', filter)).items;
  }

  /** A report's rows. */
  async readsReport(name: string, parameters: Readonly<Record<string, string>>): Promise<readonly Told[]> {
    return (await this.asks<{ rows: Told[] }>(`/v1/reports/${name}`, parameters)).rows;
  }

  /** A report, byte for byte. */
  printsReport(name: string, parameters: Readonly<Record<string, string>>): Promise<string> {
    return this.takes(`/v1/reports/${name}?${new URLSearchParams(parameters).toString()}`).then((answer) => answer.text());
  }

  /** All complaints with what proves them: the bytes of a bundle. */
  async exports(): Promise<Uint8Array> {
    return new Uint8Array(await (await this.takes('/v1/audit/bundles')).arrayBuffer());
  }

  /** What the command line of theirs needs to find the server. */
  async connects(): Promise<Readonly<Record<'REDRESS_URL' | 'REDRESS_TOKEN', string>>> {
    const token = await mintToken(system!.config.dataFolder, { sub: this.sub, roles: [...this.roles] }, '50y');
    return { REDRESS_URL: await app!.getUrl(), REDRESS_TOKEN: token };
  }

  /** The complaints behind a number of a report: as many as it counts. */
  async readsBehind(name: string, parameters: Readonly<Record<string, string>>): Promise<readonly unknown[]> {
    const { items } = await this.asks<{ items: Told[] }>(`/v1/reports/${name}/complaints`, parameters);
    return items.map(({ complaintId }) => complaintId);
  }

  private async sends<A extends { readonly position: string } = Done>(path: string, body: Told): Promise<A & Told> {
    const done = await this.calls<A & Told>('POST', path, body);
    position = done.position;
    return done;
  }

  private asks<A = Told>(path: string, parameters: Readonly<Record<string, string>> = {}): Promise<A> {
    return this.calls('GET', `${path}?${new URLSearchParams(parameters).toString()}`);
  }

  private async calls<A>(method: 'GET' | 'POST', path: string, body?: Told): Promise<A> {
    const client = await this.client();
    return (method === 'GET' ? client.get(path as never, {} as never) : client.post(path as never, { body } as never)) as Promise<A>;
  }

  /** What is no JSON, as it comes. */
  private async takes(path: string): Promise<Response> {
    const headers = path.startsWith('/v1/audit/') ? { 'redress-purpose': 'end of the story' } : {};
    return (await this.client()).download(path as never, { headers } as never);
  }

  /** The client that anybody may use, which waits for whatever was done in the story so far. */
  private async client(): Promise<Redress> {
    if (!system || !app) throw new Error('the company has not opened yet');
    const { dataFolder } = system.config;
    // Stories last for months, on whatever day they run: so does the token.
    const token = this.roles.length > 0 ? await mintToken(dataFolder, { sub: this.sub, roles: [...this.roles] }, '50y') : undefined;
    // A view that is behind is asked until it is not: the machine may have much else to do.
    this.own ??= new Redress({ url: await app.getUrl(), ...(token !== undefined && { token }), retries: 100 });
    this.own.waitFor(position);
    return this.own;
  }
}

/** What people did, in a case's history: without its clocks, and without what followed by itself. */
export const byPeople = (events: readonly HistoryEvent[]): readonly HistoryEvent[] =>
  events.filter(({ type, origin }) => origin !== 'automation' && !isOfTime(type));

const isOfTime = (type: string): boolean => type.startsWith('Deadline') || type.startsWith('Risk');

/** It is refused with just this status and code; of the facts, with these. */
export async function expectRefusal(action: Promise<unknown>, status: number, code: string, facts: Told = {}): Promise<void> {
  const refused: unknown = await action.then(
    () => 'not refused at all',
    (error: unknown) => (error instanceof Refused ? error.problem : error),
  );
  expect(refused).toMatchObject({ status, code, facts });
}

/** Somebody of a role that only one story knows. */
export const person = (sub: string, ...roles: readonly string[]) => new Person(sub, roles);

/** Customer service 客服: who receives and handles complaints, who supervises, who calls customers back 回访. */
export const anna = person('anna', 'handler');
export const ben = person('ben', 'handler');
export const clara = person('clara', 'supervisor');
export const dora = person('dora', 'callback-agent');
export const supervisorOnCall = person('carl', 'supervisor');
export const technicalSupervisor = person('emil', 'technical-supervisor');
/** Complaints are about him. */
export const wang = person('wang', 'handler');

/** Who signs: 渠道总, 运营总监, 首席财务官, 总经理, 首席精算师, and who records the resolutions of the board 董事会. */
export const channelHead = person('hu', 'channel-head');
export const operationsDirector = person('olga', 'operations-director');
export const cfo = person('fang', 'cfo');
export const generalManager = person('gao', 'general-manager');
export const chiefActuary = person('qian', 'chief-actuary');
export const boardSecretary = person('shen', 'board-secretary');

/** Nobody of the company: has no token. */
export const customer = person('customer');

export const finance = person('felix', 'finance');
export const policyAdmin = person('pei', 'policy-admin');
export const privacyOfficer = person('yu', 'privacy-officer');
export const analyst = person('chen', 'analyst');
export const auditor = person('adam', 'auditor');

/** An amount in yuan. */
export const cny = (yuan: number) => ({ amount: Math.round(yuan * 100), currency: 'CNY' });

/** SHA-256 of something, where it does not matter of what. */
export const someHash = 'c'.repeat(64);
