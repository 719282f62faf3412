import { Injectable, Logger } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { listDeliveries, wordsFor } from '@redress/automations';
import { complaintStream } from '@redress/commands';
import type { Complainant } from '@redress/complaint';
import { EventStore, openSealed } from '@redress/event-store';
import { EvidenceErased, EvidenceMissing, EvidenceStore, hashIn, type Opened } from '@redress/evidence';
import { Vault } from '@redress/privacy';
import { auditReads, listAuditReads } from '@redress/views';
import { Clock } from '../clock.js';
import { detailAfter } from '../complaints/history.js';
import { Freshness } from '../http/freshness.js';
import { HttpProblem } from '../http/problem.js';
import { AccessAnswer, type AccessCase, type AccessDisclosure, type AccessFile, type AccessThirdPerson } from './access.dto.js';
import { PersonsCases, type Case } from './persons-cases.js';

type Told = AccessCase['events'][number];

/** A file of the answer that can be read. */
export interface ReadableFile {
  readonly name: string;
  readonly open: () => Promise<Opened>;
}

const endings: Readonly<Record<string, string>> = {
  'message/rfc822': 'eml',
  'text/plain': 'txt',
  'image/jpeg': 'jpg',
  'image/svg+xml': 'svg',
  'audio/mpeg': 'mp3',
  'video/quicktime': 'mov',
};

/** Puts together all that is held of a person, readable: what they may ask for (GDPR Art. 15, PIPL Art. 45). */
@Injectable()
export class AccessRequests {
  private readonly logger = new Logger('privacy');

  constructor(
    private readonly cases: PersonsCases,
    private readonly store: EventStore,
    private readonly vault: Vault,
    private readonly evidence: EvidenceStore,
    private readonly dataSource: DataSource,
    private readonly freshness: Freshness,
    private readonly clock: Clock,
  ) {}

  /** @throws HttpProblem 404, 409 `no-personal-data`, 503 */
  async answer(complaintId: string): Promise<AccessAnswer> {
    const asked = await this.cases.caseOf(complaintId);
    const { subject } = asked;
    if (subject === null) throw new HttpProblem(409, 'no-personal-data', 'nothing personal was ever said in this case');
    const now = this.clock.now().toISOString();
    const retention = await this.cases.retention(now);
    const all = (await this.cases.casesOf(subject, asked)).toSorted((a, b) => (a.events[0]!.position < b.events[0]!.position ? -1 : 1));
    const own = all.filter((one) => one.subject === subject);
    const complaints: AccessCase[] = [];
    const disclosures: AccessDisclosure[] = [];
    // What is being read now belongs to it as well.
    await this.freshness.wait(auditReads, (await this.store.lastPosition())?.toString());
    for (const one of own) {
      const events = await this.eventsOf(one);
      const kept = await this.cases.retainedUntil(one, retention);
      complaints.push({
        ...(await this.caseOf(one, events)),
        retention: kept && { ...kept, source: { ...kept.source } },
        legalHolds: one.state.holds.map(({ hold, reason, placedAt }) => ({ hold, reason, placedAt: placedAt ?? null })),
      });
      disclosures.push(...told(one.complaintId, events), ...(await this.readsOf(one.complaintId)));
    }
    return Object.assign(new AccessAnswer(), {
      asOf: now,
      subject,
      erased: !(await this.vault.holds(subject)),
      complaints,
      alsoNamedIn: all
        .filter((one) => one.subject !== subject)
        .map(({ complaintId: id, state: { status }, events }) => ({ complaintId: id, status, receivedAt: events[0]!.metadata.occurredAt })),
      disclosures: disclosures.toSorted((a, b) => (a.at < b.at ? -1 : 1)),
    });
  }

  /** The files of an answer, to be read one after the other. */
  filesOf({ complaints }: AccessAnswer): ReadableFile[] {
    return complaints.flatMap(({ files }) =>
      files.flatMap(({ name, hash }) => (name === null ? [] : [{ name, open: () => this.openFile(hash) }])),
    );
  }

  /** Who asked for it, for the log of the process; what it was for is in the log of events. */
  note(sub: string, { subject }: AccessAnswer): void {
    this.logger.log({ msg: 'access request answered', sub, subject });
  }

  private async eventsOf({ events }: Case): Promise<Told[]> {
    const opened = await openSealed(
      events.map(({ data }) => data),
      (ids) => this.vault.keysOf(ids),
    );
    return events.map(({ revision, type, recordedAt, metadata: { occurredAt, actor } }, i) => ({
      revision,
      type,
      labels: wordsFor(type),
      occurredAt,
      recordedAt,
      by: actor.sub,
      data: { ...opened[i] },
    }));
  }

  private async caseOf(one: Case, events: Told[]): Promise<Omit<AccessCase, 'retention' | 'legalHolds'>> {
    const { complaintId, state } = one;
    const { form } = await openSealed(detailAfter(one.events), (ids) => this.vault.keysOf(ids));
    const imported = events.find(({ type }) => type === 'HistoryImported')?.data['source'] as { system: string; id: string } | undefined;
    return {
      complaintId,
      status: state.status,
      receivedAt: events[0]!.occurredAt,
      closedAt: state.status === 'closed' ? (state.closedAt ?? null) : null,
      erased: state.isErased,
      source: {
        channel: form.channel,
        firstReceiver: form.firstReceiver,
        reference: form.sourceReference ?? null,
        imported: imported ? { system: imported.system, id: imported.id } : null,
      },
      form: { ...form },
      events,
      files: await this.filesIn(complaintId, events, one.subjects),
      thirdPersons: events.flatMap(thirdPersonsIn),
    };
  }

  private async filesIn(complaintId: string, events: readonly Told[], subjects: ReadonlySet<string>): Promise<AccessFile[]> {
    const files: AccessFile[] = [];
    for (const { type, data, occurredAt, revision } of events) {
      const letter = data['letter'] as { hash: string; locator: string } | undefined;
      const kind = type === 'EvidenceAdded' ? ('evidence' as const) : ('letter' as const);
      const file = kind === 'evidence' ? (data as unknown as { hash: string; locator: string }) : letter;
      if (!file) continue;
      const found = hashIn(file.locator) === file.hash ? await this.lookAt(file.hash, subjects) : undefined;
      const ending = found && (endings[found.mediaType] ?? /^\w+\/([\w.-]+)$/.exec(found.mediaType)?.[1] ?? 'bin');
      files.push({
        kind,
        hash: file.hash,
        name: found ? `files/${complaintId}/${revision}-${kind}.${ending!}` : null,
        mediaType: found?.mediaType ?? null,
        bytes: found?.bytes ?? null,
        occurredAt,
      });
    }
    return files;
  }

  private openFile(hash: string): Promise<Opened> {
    return this.evidence.open(hash, async (id) => (await this.vault.keysOf([id])).get(id));
  }

  /** Undefined if it cannot be read any more, or is another person's, whatever a locator says. */
  private async lookAt(hash: string, subjects: ReadonlySet<string>): Promise<Opened | undefined> {
    try {
      const opened = await this.openFile(hash);
      opened.stream.destroy();
      return subjects.has(opened.subjectId) ? opened : undefined;
    } catch (error) {
      if (error instanceof EvidenceErased || error instanceof EvidenceMissing) return undefined;
      throw error;
    }
  }

  /** Notifications that were sent of the case, and who read it as an auditor or by a request such as this one. */
  private async readsOf(complaintId: string): Promise<AccessDisclosure[]> {
    const found: AccessDisclosure[] = [];
    for (let after: { position: string; deliveryId: string } | undefined; ;) {
      const page = await listDeliveries(this.dataSource, { stream: complaintStream(complaintId), status: 'delivered', after, limit: 200 });
      for (const { rule, type, endedAt, createdAt } of page)
        found.push({ kind: 'notification', complaintId, at: (endedAt ?? createdAt).toISOString(), to: [rule], what: type });
      if (page.length < 200) break;
      after = page.at(-1);
    }
    let cursor: string | undefined;
    do {
      const page = await listAuditReads(this.dataSource, { complaintId, cursor, limit: 200 });
      for (const { reader, route, purpose, at } of page.items)
        found.push({
          kind: 'audit-read',
          complaintId,
          at: at.toISOString(),
          to: [reader],
          what: purpose === null ? route : `${route}: ${purpose}`,
        });
      cursor = page.next ?? undefined;
    } while (cursor !== undefined);
    return found;
  }
}

/** What was told outside by the case's own events. */
function told(complaintId: string, events: readonly Told[]): AccessDisclosure[] {
  return events.flatMap(({ type, occurredAt: at, data }): AccessDisclosure[] => {
    const { recipients, cc, channel, letter, track, body } = data as Readonly<Record<string, unknown>>;
    if (type === 'Escalated') return track === 'external' ? [{ kind: 'body', complaintId, at, to: [String(body)], what: type }] : [];
    if (type !== 'Acknowledged' && type !== 'ReplySent' && type !== 'Apologised') return [];
    const to = [recipients, cc].flatMap((list) => (Array.isArray(list) ? (list as string[]) : []));
    return [{ kind: letter ? 'letter' : 'reply', complaintId, at, to, what: `${type}, ${String(channel)}` }];
  });
}

/** Where other persons stand in what the person said. */
function thirdPersonsIn({ type, revision, data }: Told): AccessThirdPerson[] {
  const found: AccessThirdPerson[] = [];
  const add = (field: string, value: unknown) => value !== undefined && found.push({ field, revision, value });
  const isForm = type === 'Received';
  const field = isForm ? undefined : type === 'Corrected' ? data['field'] : undefined;
  const complainant = (isForm ? data['complainant'] : field === 'complainant' ? data['personal'] : undefined) as Complainant | undefined;
  if (complainant && typeof complainant === 'object') {
    add('complainant.representative', complainant.representative);
    if (Array.isArray(complainant.others)) complainant.others.forEach((other, i) => add(`complainant.others[${i}]`, other));
  }
  const involved = isForm ? data['personsInvolved'] : field === 'personsInvolved' ? data['personal'] : undefined;
  if (Array.isArray(involved)) involved.forEach((name: unknown, i) => add(`personsInvolved[${i}]`, name));
  return found;
}
