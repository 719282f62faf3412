import { Inject, Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { Policies } from '@redress/commands';
import {
  erasureObstacles,
  evolve,
  noComplaint,
  retainedUntil,
  type ComplaintState,
  type ErasureObstacle,
  type NamedCase,
  type PersonalDataErased,
} from '@redress/complaint';
import { EventStore } from '@redress/event-store';
import type { Instant, Recorded } from '@redress/kernel';
import type { Retained, RetentionVersion } from '@redress/policy';
import { complaintList, listComplaints } from '@redress/views';
import { readHistory, type ComplaintHistory } from '../complaints/history.js';
import { Freshness } from '../http/freshness.js';
import { InstallationZone } from '../installation-zone.js';

/** What has to be known of a complaint about whose it is. */
export interface Case {
  readonly complaintId: string;
  readonly state: Exclude<ComplaintState, { status: 'none' }>;
  readonly events: ComplaintHistory;
  readonly position: bigint;
  /** Whose key seals what is personal in it; null if nothing is. */
  readonly subject: string | null;
  /** That one, and who complains with them. */
  readonly subjects: ReadonlySet<string>;
  readonly erasure: Recorded<PersonalDataErased> | undefined;
}

/** The complaints of a person: found through the list, judged by the log. */
@Injectable()
export class PersonsCases {
  constructor(
    private readonly store: EventStore,
    private readonly dataSource: DataSource,
    private readonly freshness: Freshness,
    private readonly policies: Policies,
    @Inject(InstallationZone) private readonly zone: string,
  ) {}

  /** @throws HttpProblem 404 */
  async caseOf(complaintId: string): Promise<Case> {
    const events = await readHistory(this.store, complaintId);
    const subjects = events.flatMap(({ metadata }) => metadata.subjectIds);
    return {
      complaintId,
      state: events.reduce<ComplaintState>(evolve, noComplaint) as Case['state'],
      events,
      position: events.at(-1)!.position,
      subject: subjects[0] ?? null,
      subjects: new Set(subjects),
      erasure: events.find((event) => event.type === 'PersonalDataErased'),
    };
  }

  /** Every complaint in which the person has a part, as of a position of the log at least, its end if none is said; the one that was asked for first. */
  async casesOf(subject: string, { complaintId, position }: Case, asOf?: bigint): Promise<Case[]> {
    const reached = asOf ?? (await this.store.lastPosition()) ?? position;
    await this.freshness.wait(complaintList, reached.toString());
    const cases = [await this.caseOf(complaintId)];
    let cursor: string | undefined;
    do {
      const filter = { sameSubjectAs: complaintId };
      const page = await listComplaints(this.dataSource, { filter, sort: 'receivedAt', cursor, limit: 200 });
      const ids = page.items.flatMap((item) => (item.complaintId === complaintId ? [] : [item.complaintId]));
      // Some at a time: one after the other takes long, and all of them much memory.
      for (let n = 0; n < ids.length; n += 20) {
        const found = await Promise.all(ids.slice(n, n + 20).map((id) => this.caseOf(id)));
        // Who complained together has complaints of their own, too: those are another person's.
        cases.push(...found.filter(({ subjects }) => subjects.has(subject)));
      }
      cursor = page.next ?? undefined;
    } while (cursor !== undefined);
    return cases;
  }

  retention(now: Instant): Promise<RetentionVersion> {
    return this.policies.at('retention', now);
  }

  /** Why the person may not be erased now, all of it, in all these cases; of a case that is erased already nothing is asked. */
  async obstacles(cases: readonly Case[], now: Instant): Promise<ErasureObstacle[]> {
    const retention = await this.retention(now);
    const found: ErasureObstacle[] = [];
    for (const { complaintId, state, erasure } of cases) {
      if (erasure) continue;
      const known = { retention, zone: this.zone, now, other: await this.goesOnIn(complaintId, state) };
      found.push(...erasureObstacles(state, known).map((one) => ({ complaintId, ...one })));
    }
    return found;
  }

  /** Until when the file of a case is or was kept; null if no rule is for it, or while it is open. */
  async retainedUntil({ complaintId, state }: Pick<Case, 'complaintId' | 'state'>, retention: RetentionVersion): Promise<Retained | null> {
    return retainedUntil(state, { retention, zone: this.zone, other: await this.goesOnIn(complaintId, state) });
  }

  /** Of a case that was merged, perhaps several times over, the one in which it goes on. */
  private async goesOnIn(complaintId: string, first: Case['state']): Promise<NamedCase | undefined> {
    const seen = new Set([complaintId]);
    let state = first;
    while (state.mergedInto !== null && !seen.has(state.mergedInto)) {
      seen.add(state.mergedInto);
      ({ state } = await this.caseOf(state.mergedInto));
    }
    if (state === first) return undefined;
    const { status, mergedInto, holds } = state;
    return { status, mergedInto, holds, ...(state.status === 'closed' && { closedAt: state.closedAt }) };
  }
}
