import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { ComplaintDetail } from './detail.js';

/** A whole case as one document. */
@Entity({ schema: 'complaint_detail_v1', name: 'complaint' })
export class DetailedComplaint {
  @PrimaryColumn({ name: 'complaint_id', type: 'uuid' })
  complaintId: string;

  @Column({ type: 'jsonb' })
  document: ComplaintDetail;
}
