import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { CaseEvent } from './detail.js';

/** An event as it is kept: its stream and revision are the key. */
export type KeptEvent = Omit<CaseEvent, 'stream' | 'revision' | 'position'> & { readonly position: string };

/**
 * One event of one complaint. The case is folded from them when it is asked for: a document of the whole case would be read and
 * written anew with each event, which cost six times as much (docs/adr/0006).
 */
@Entity({ schema: 'complaint_detail_v1', name: 'event' })
export class DetailEvent {
  @PrimaryColumn({ name: 'complaint_id', type: 'uuid' })
  complaintId: string;

  @PrimaryColumn({ type: 'integer' })
  revision: number;

  /** `json`, not `jsonb`: it is handed back as it came, never searched. */
  @Column({ type: 'json' })
  event: KeptEvent;
}
