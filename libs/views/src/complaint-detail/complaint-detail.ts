import { complaintEventTypes } from '@redress/complaint';
import type { Recorded } from '@redress/kernel';
import { Column, Entity, PrimaryColumn, type DataSource } from 'typeorm';
import { answering } from '../query-error.js';
import { complaintIdOf, complaintPrefix, insert } from '../rows.js';
import type { View } from '../view.js';
import type { CaseEvent, ComplaintDetail } from './detail.js';
import { foldDetail } from './fold-detail.js';
import { progressOf, type Progress } from './progress.js';

/** An event as it is kept: its stream and revision are the key. */
type KeptEvent = Omit<CaseEvent, 'stream' | 'revision' | 'position'> & { readonly position: string };

/**
 * One event of one complaint. The case is folded from them when it is asked for: a document of the whole case would be read and
 * written anew with each event, which cost six times as much (docs/adr/0006).
 */
@Entity({ schema: 'complaint_detail_v2', name: 'event' })
class DetailEvent {
  @PrimaryColumn({ name: 'complaint_id', type: 'uuid' })
  complaintId: string;

  @PrimaryColumn({ type: 'integer' })
  revision: number;

  /** `json`, not `jsonb`: it is handed back as it came, never searched. */
  @Column({ type: 'json' })
  event: KeptEvent;
}

/** What is there to know about one complaint? */
export const complaintDetail: View = {
  name: 'complaint-detail',
  version: 2,
  prefixes: [complaintPrefix],
  entities: [DetailEvent],
  write: (events, manager) => insert(manager, DetailEvent, events.map(keep)),
};

/** The case as far as the view has folded it; undefined if there is none. @param complaintId a UUID */
export async function findComplaint(dataSource: DataSource, complaintId: string): Promise<ComplaintDetail | undefined> {
  return (await eventsOf(dataSource, complaintId)).reduce<ComplaintDetail | undefined>(foldDetail, undefined);
}

/** More mergers than these in a row nobody follows. */
const mostMergers = 10;

/** How far it is, for its customer; of a case that was merged, how far that is in which it goes on. @param complaintId a UUID */
export async function findProgress(dataSource: DataSource, complaintId: string, mergers = 0): Promise<Progress | undefined> {
  const [received, ...events] = await eventsOf(dataSource, complaintId);
  if (!received) return undefined;
  const progress = progressOf([received, ...events]);
  const merger = events.findLast(({ type }) => type === 'MergedInto' || type === 'Unmerged');
  if (merger?.type !== 'MergedInto' || mergers >= mostMergers) return progress;
  const goesOn = await findProgress(dataSource, merger.data.complaintId, mergers + 1);
  return goesOn ? { ...goesOn, receivedAt: progress.receivedAt } : progress;
}

async function eventsOf(dataSource: DataSource, complaintId: string): Promise<CaseEvent[]> {
  const rows = await answering(complaintDetail.name, () =>
    dataSource.getRepository(DetailEvent).find({ where: { complaintId }, order: { revision: 'ASC' } }),
  );
  const gap = rows.findIndex(({ revision }, i) => revision !== i);
  if (gap >= 0) throw new Error(`the view ${complaintDetail.name} lacks revision ${gap} of ${complaintId}`);
  return rows.map(restore);
}

function keep(event: Recorded): DetailEvent {
  const { type, data, position, recordedAt, metadata } = event;
  if (!Object.hasOwn(complaintEventTypes, type)) throw new Error(`${type} is not an event of complaints that this program knows`);
  const { occurredAt, precision, actor, origin, policyVersions } = metadata;
  const kept = {
    type,
    data,
    position: position.toString(),
    recordedAt,
    metadata: { occurredAt, precision, actor, origin, policyVersions },
  };
  return { complaintId: complaintIdOf(event), revision: event.revision, event: kept as KeptEvent };
}

function restore({ complaintId, revision, event }: DetailEvent): CaseEvent {
  return { ...event, stream: `${complaintPrefix}${complaintId}`, revision, position: BigInt(event.position) } as CaseEvent;
}
