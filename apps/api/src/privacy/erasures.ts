import { Inject, Injectable, Logger, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { DataSource } from 'typeorm';
import { v7 as uuid, validate as isUuid } from 'uuid';
import { ErasureAggregate, erasureStream, HandleComplaint, HandleErasure, idFrom, type Outcome } from '@redress/commands';
import { erasureRefused, type ErasePersonalData, type PersonalDataErased } from '@redress/complaint';
import { EventStore } from '@redress/event-store';
import { RuleViolation, type Recorded } from '@redress/kernel';
import { keepsAnything, type Retained } from '@redress/policy';
import { Vault, type ErasureCommand, type ErasureDoneData, type ErasureRequestState } from '@redress/privacy';
import { complaintList, erasures, latestErasureOf, listComplaints, listErasures } from '@redress/views';
import { Clock } from '../clock.js';
import { answered, commandFrom, newId, requestFrom, requireKeyOfMachines, type CommandHeaders } from '../http/command.js';
import { Freshness } from '../http/freshness.js';
import { HttpProblem, problemOf } from '../http/problem.js';
import { InstallationZone } from '../installation-zone.js';
import {
  ErasureAnswer,
  ErasureProposedAnswer,
  ErasureRejectedAnswer,
  ErasureRequestDto,
  ErasureState,
  type ApproveErasureDto,
  type ErasureDue,
  type ErasureOutcome,
  type ErasureOutcomes,
  type ErasuresDto,
  type ErasuresDuePage,
  type ErasuresPageDto,
  type ErasuresProposedAnswer,
  type ProposeErasureDto,
  type RejectErasureDto,
} from './erasure.dto.js';
import { Leftovers } from './leftovers.js';
import { PersonsCases, type Case } from './persons-cases.js';

type Request = Exclude<ErasureRequestState, { status: 'none' }>;

/** How often requests that were approved and not finished are looked for. */
const finishEveryMs = 60_000;

/**
 * Erases persons: one proposes, another approves, and then it is carried out. It is said in each of their complaints first, and the key goes last,
 * so that a repetition finishes what broke off: each step may be done again. What a key sealed is unreadable once it is destroyed, in every
 * complaint at the same moment.
 */
@Injectable()
export class Erasures implements OnApplicationBootstrap, OnModuleDestroy {
  private readonly logger = new Logger('privacy');
  /** Those that this process carries out. */
  private readonly underWay = new Map<string, Promise<Outcome>>();
  private finishing: NodeJS.Timeout | undefined;

  constructor(
    private readonly bus: CommandBus,
    private readonly clock: Clock,
    private readonly store: EventStore,
    private readonly vault: Vault,
    private readonly dataSource: DataSource,
    private readonly freshness: Freshness,
    private readonly requests: ErasureAggregate,
    private readonly cases: PersonsCases,
    private readonly leftovers: Leftovers,
    @Inject(InstallationZone) private readonly zone: string,
  ) {}

  onApplicationBootstrap(): void {
    void this.finishApproved();
    this.finishing = setInterval(() => void this.finishApproved(), finishEveryMs).unref();
  }

  onModuleDestroy(): void {
    clearInterval(this.finishing);
  }

  /**
   * Proposes to erase the person of a complaint; refused at once, with every reason, while it could not be done.
   * @throws RuleViolation those of `erasureRefused`, `already-erased`, `erasure-pending`; HttpProblem 404, 409 `no-personal-data`, 503
   */
  async propose(body: ProposeErasureDto, headers: CommandHeaders): Promise<ErasureProposedAnswer> {
    requireKeyOfMachines(headers);
    const requestId = newId('erasure', headers);
    const asked = await this.cases.caseOf(body.complaintId);
    const subject = subjectOf(asked);
    const cases = await this.cases.casesOf(subject, asked);
    // Sent again it is answered as it was, whatever came of it since.
    if ((await this.requests.latest(erasureStream(requestId))).status === 'none') {
      if (asked.erasure && !(await this.vault.holds(subject))) throw alreadyErased(asked.erasure);
      await this.refuse(cases);
      await this.notPending(subject);
    }
    const { complaintId, reason } = body;
    const command = commandFrom('proposeErasure', { complaintId, subject, reason }, headers, this.clock.now());
    const outcome = await this.send(requestId, command as ErasureCommand, requestFrom(headers, {}));
    const [own, others] = partsOf(subject, cases);
    return answered(new ErasureProposedAnswer(), { requestId, complaintId, complaints: idsOf(own), alsoNamedIn: idsOf(others) }, outcome);
  }

  /**
   * Approves a request and carries it out; one that broke off is finished, by whoever may approve. Another process of the installation may go on
   * with the key for a minute.
   * @throws RuleViolation `no-such-erasure`, `four-eyes`, `erasure-rejected`, `already-erased`, those of `erasureRefused`; HttpProblem 503
   */
  async approve(requestId: string, body: ApproveErasureDto, headers: CommandHeaders): Promise<ErasureAnswer> {
    requireKeyOfMachines(headers);
    const request = await this.requestOf(requestId);
    let repeated = true;
    if (request.status !== 'approved') {
      if (request.status === 'proposed') await this.refuse(await this.casesOf(request));
      const command = commandFrom('approveErasure', body, headers, this.clock.now()) as ErasureCommand;
      ({ repeated } = await this.send(requestId, command, requestFrom(headers, { requestId })));
    }
    const outcome = await this.carriedOut(requestId);
    const { complaintId, done } = await this.requestOf(requestId);
    return answered(new ErasureAnswer(), { requestId, complaintId, ...plainOf(done!) }, { ...outcome, repeated });
  }

  /** One after the other; what is refused does not stop the rest. */
  async approveAll(requests: readonly string[], headers: CommandHeaders): Promise<ErasureOutcomes> {
    const items: ErasureOutcome[] = [];
    let position: string | null = null;
    for (const requestId of new Set(requests.map((id) => id.toLowerCase()))) {
      const { idempotencyKey } = headers;
      const own = {
        ...headers,
        sentBody: {},
        ...(idempotencyKey !== undefined && { idempotencyKey: idFrom('approval', idempotencyKey, requestId) }),
      };
      try {
        ({ position } = await this.approve(requestId, {}, own));
        items.push({ requestId, status: 200 });
      } catch (error) {
        const { status, code, detail, facts } = problemOf(error);
        if (status >= 500) this.logger.warn({ err: error, requestId }, 'an erasure was not finished');
        items.push({ requestId, status, code, detail, facts });
      }
    }
    const done = items.filter(({ status }) => status === 200).length;
    return { items, done, refused: items.length - done, position };
  }

  async reject(requestId: string, body: RejectErasureDto, headers: CommandHeaders): Promise<ErasureRejectedAnswer> {
    requireKeyOfMachines(headers);
    const command = commandFrom('rejectErasure', body, headers, this.clock.now()) as ErasureCommand;
    const outcome = await this.send(named(requestId), command, requestFrom(headers, { requestId }));
    return answered(new ErasureRejectedAnswer(), { requestId }, outcome);
  }

  async list(question: ErasuresDto, minPosition?: string): Promise<ErasuresPageDto> {
    await this.freshness.wait(erasures, minPosition);
    const { items, ...page } = await listErasures(this.dataSource, question);
    return { items: items.map(told), ...page };
  }

  /** Of a complaint or a request: how far it is. @throws HttpProblem 404 */
  async stateOf(id: string, minPosition?: string): Promise<ErasureState> {
    const requested = await this.requests.latest(erasureStream(id));
    const { complaintId, subject, erasure } = await this.cases.caseOf(requested.status === 'none' ? id : requested.complaintId);
    await this.freshness.wait(erasures, minPosition ?? (requested.status === 'none' ? undefined : await this.end()));
    const requests = requested.status === 'none' ? [] : (await listErasures(this.dataSource, { complaintId, limit: 200 })).items;
    const latest =
      requests.find(({ requestId }) => requestId === id) ??
      (subject === null ? undefined : await latestErasureOf(this.dataSource, subject));
    const request = latest ? told(latest) : null;
    if (!erasure) {
      const nothing = { reason: null, erasedAt: null, recordedAt: null, by: null };
      return Object.assign(new ErasureState(), { complaintId, status: 'not-erased' as const, ...nothing, request });
    }
    const isBegun = subject !== null && (await this.vault.holds(subject));
    return Object.assign(new ErasureState(), {
      complaintId,
      status: isBegun ? ('begun' as const) : ('erased' as const),
      reason: erasure.data.reason,
      erasedAt: erasure.metadata.occurredAt,
      recordedAt: erasure.recordedAt,
      by: erasure.metadata.actor.sub,
      request,
    });
  }

  /** Persons none of whose files has to be kept any longer, and one of them had to be; those who are proposed already are not among them. */
  async due({ cursor, limit = 50 }: { readonly cursor?: string; readonly limit?: number }, minPosition?: string): Promise<ErasuresDuePage> {
    await this.freshness.wait(complaintList, minPosition);
    await this.freshness.wait(erasures, minPosition);
    const now = this.clock.now().toISOString();
    const retention = await this.cases.retention(now);
    if (!keepsAnything(retention)) return { items: [], next: null };
    const filter = { status: 'closed', erased: false, closedTo: now } as const;
    const page = await listComplaints(this.dataSource, { filter, sort: 'closedAt', cursor, limit });
    const items: ErasureDue[] = [];
    const seen = new Set<string>();
    for (const { complaintId } of page.items) {
      const one = await this.cases.caseOf(complaintId);
      if (one.subject === null || one.erasure || seen.has(one.subject)) continue;
      seen.add(one.subject);
      // The file by which they are found is looked at first: of most it is too early.
      const kept = await this.cases.retainedUntil(one, retention);
      if (!kept || kept.until > now || (await this.isPending(one.subject))) continue;
      const cases = await this.cases.casesOf(one.subject, one, one.position);
      if ((await this.cases.obstacles(cases, now)).length > 0) continue;
      let longest: Retained = kept;
      for (const other of cases) {
        const its = await this.cases.retainedUntil(other, retention);
        if (its && its.until > longest.until) longest = its;
      }
      const { until: since, rule, version } = longest;
      items.push({ complaintId, complaints: idsOf(partsOf(one.subject, cases)[0]), since, rule, version });
    }
    return { items, next: page.next };
  }

  /** Proposes those who are due; done again it goes on with those who were not proposed yet. */
  async proposeDue({ limit = 50 }: { readonly limit?: number }, headers: CommandHeaders): Promise<ErasuresProposedAnswer> {
    requireKeyOfMachines(headers);
    const items: ErasuresProposedAnswer['items'] = [];
    let position: string | null = null;
    let cursor: string | undefined;
    const end = await this.end();
    for (;;) {
      const page = await this.due({ cursor, limit: 200 }, end);
      for (const [i, { complaintId }] of page.items.entries()) {
        if (items.length === limit) return { items, position, more: i < page.items.length || page.next !== null };
        const asked = await this.cases.caseOf(complaintId);
        const requestId = uuid();
        const data = { complaintId, subject: subjectOf(asked), reason: 'retention-ended' };
        const command = commandFrom('proposeErasure', data, headers, this.clock.now()) as ErasureCommand;
        const outcome = await this.send(requestId, command, { ...requestFrom(headers, {}, requestId), expectedRevision: undefined });
        position = outcome.position.toString();
        items.push({ requestId, complaintId });
      }
      if (page.next === null) return { items, position, more: false };
      cursor = page.next;
    }
  }

  /** Those that were approved and broke off: the server was killed, the database was away. */
  async finishApproved(): Promise<void> {
    try {
      const { items } = await listErasures(this.dataSource, { status: 'approved', limit: 200 });
      for (const { requestId } of items) {
        // Refused while the person has an open complaint after all; whoever approves is told.
        await this.carriedOut(requestId).catch((error: unknown) => {
          this.logger.warn({ err: error, requestId }, 'an erasure that was approved is not finished yet');
        });
      }
    } catch (error) {
      this.logger.debug({ err: error }, 'approved erasures were not looked for: the view is not there yet');
    }
  }

  /** Once at a time, however many ask for it. */
  private carriedOut(requestId: string): Promise<Outcome> {
    let work = this.underWay.get(requestId);
    if (!work) {
      work = this.carryOut(requestId).finally(() => this.underWay.delete(requestId));
      this.underWay.set(requestId, work);
    }
    return work;
  }

  private async carryOut(requestId: string): Promise<Outcome> {
    const request = await this.requestOf(requestId);
    if (request.status === 'done') return this.outcomeOfDone(requestId);
    const { subject, approver, reason } = request;
    const [asked, begun] = await Promise.all([this.cases.caseOf(request.complaintId), this.end()]);
    // Whoever comes from now on is somebody new. What is on record before is found by the next look, and stops it if it is open.
    await this.vault.forgetIdentity(subject);
    let { position } = asked;
    let cases: Case[];
    for (let isFirst = true; ; isFirst = false) {
      cases = await this.cases.casesOf(subject, asked, position);
      await this.refuse(cases);
      // The one that was named says it before others are looked for again: what was under way until then is among them.
      const left = cases.filter((one) => one.subject === subject && !one.erasure).slice(0, isFirst ? 1 : undefined);
      if (left.length === 0 && !isFirst) break;
      for (const { complaintId } of left) {
        const now = this.clock.now().toISOString();
        const data = { reason, request: requestId };
        const command: ErasePersonalData = {
          type: 'erasePersonalData',
          data,
          by: approver!,
          occurredAt: now,
          now,
          origin: 'api',
          zone: this.zone,
        };
        const part = { commandId: idFrom('erasure', requestId, complaintId), body: data, correlationId: requestId, causationId: requestId };
        const done = await this.bus.execute(new HandleComplaint(complaintId, command, part)).catch(isDoneByAnother);
        // What was under way when the person was forgotten is found as of the first of these.
        if (done && isFirst) ({ position } = done);
      }
    }
    const [own, others] = partsOf(subject, cases);
    const texts = await this.leftovers.eraseTexts(own, begun);
    await this.vault.erase(subject);
    // After the key: what sends letters asks for it first.
    const removed = await this.leftovers.remove(subject, own);
    const data: ErasureDoneData = { complaints: idsOf(own), alsoNamedIn: idsOf(others), ...texts, ...removed };
    const now = this.clock.now().toISOString();
    const command: ErasureCommand = { type: 'completeErasure', data, by: approver!, occurredAt: now, now, origin: 'api' };
    const commandId = idFrom('erasure-done', requestId);
    const part = { commandId, body: { requestId }, correlationId: requestId, causationId: requestId };
    return this.send(requestId, command, part).catch((error: unknown) => {
      isDoneByAnother(error);
      return this.outcomeOfDone(requestId);
    });
  }

  private async outcomeOfDone(requestId: string): Promise<Outcome> {
    const { id, type, revision, position } = (await this.store.read(erasureStream(requestId))).at(-1)!;
    return { revision, position, events: [{ id, type, revision }], repeated: true };
  }

  private send(requestId: string, command: ErasureCommand, request: HandleErasure['request']): Promise<Outcome> {
    return this.bus.execute(new HandleErasure(requestId, command, request));
  }

  /** @throws RuleViolation `no-such-erasure` */
  private async requestOf(requestId: string): Promise<Request> {
    const state = await this.requests.latest(erasureStream(named(requestId)));
    if (state.status === 'none') throw noSuchErasure();
    return state;
  }

  private async casesOf({ complaintId, subject }: Request): Promise<Case[]> {
    return this.cases.casesOf(subject, await this.cases.caseOf(complaintId));
  }

  /** @throws RuleViolation with every reason why the person may not be erased now */
  private async refuse(cases: readonly Case[]): Promise<void> {
    const reasons = await this.cases.obstacles(cases, this.clock.now().toISOString());
    if (reasons.length > 0) throw erasureRefused(reasons);
  }

  private async notPending(subject: string): Promise<void> {
    await this.freshness.wait(erasures, await this.end());
    const pending = await this.pendingOf(subject);
    if (!pending) return;
    throw new RuleViolation('erasure-pending', 'The person is proposed for erasure already: approve or reject that request.', {
      request: pending.requestId,
      status: pending.status,
    });
  }

  private async pendingOf(subject: string) {
    const latest = await latestErasureOf(this.dataSource, subject);
    return latest?.status === 'proposed' || latest?.status === 'approved' ? latest : undefined;
  }

  private async isPending(subject: string): Promise<boolean> {
    return (await this.pendingOf(subject)) !== undefined;
  }

  /** The last position of the log, to be waited for. */
  private async end(): Promise<string | undefined> {
    return (await this.store.lastPosition())?.toString();
  }
}

const idsOf = (cases: readonly Case[]): string[] => cases.map(({ complaintId }) => complaintId);
/** The person's own cases, and those in which somebody else comes first. */
const partsOf = (subject: string, cases: readonly Case[]) =>
  [cases.filter((one) => one.subject === subject), cases.filter((one) => one.subject !== subject)] as const;

function subjectOf({ subject }: Case): string {
  if (subject === null) throw new HttpProblem(409, 'no-personal-data', 'nothing personal was ever said in this case');
  return subject;
}

function told({ subject: _, done, ...request }: Awaited<ReturnType<typeof listErasures>>['items'][number]): ErasureRequestDto {
  return Object.assign(new ErasureRequestDto(), request, { done: done && plainOf(done) });
}

/** Lists that may be changed, as answers are declared. */
function plainOf({ complaints, alsoNamedIn, improvements, incidents, mails, uploads }: ErasureDoneData) {
  return {
    complaints: [...complaints],
    alsoNamedIn: [...alsoNamedIn],
    improvements: [...improvements],
    incidents: [...incidents],
    mails,
    uploads,
  };
}

function named(requestId: string): string {
  if (!isUuid(requestId)) throw noSuchErasure();
  return requestId.toLowerCase();
}

const noSuchErasure = () => new RuleViolation('no-such-erasure', 'No erasure was proposed under this id.');

function alreadyErased({ metadata }: Recorded<PersonalDataErased>): RuleViolation {
  return new RuleViolation('already-erased', 'The person of this case was erased before.', { erasedAt: metadata.occurredAt });
}

/** Somebody else erases the same person at the same time: what they did is done. */
function isDoneByAnother(error: unknown): undefined {
  if (!(error instanceof RuleViolation && error.code === 'already-erased')) throw error;
}
