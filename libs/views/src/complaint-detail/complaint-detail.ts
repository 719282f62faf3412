import type { DataSource } from 'typeorm';
import { answering } from '../query-error.js';
import { complaintPrefix, rowPerComplaint } from '../rows.js';
import type { View } from '../view.js';
import { DetailedComplaint } from './complaint-detail.entity.js';
import type { ComplaintDetail } from './detail.js';
import { foldDetail } from './fold-detail.js';

/** What is there to know about one complaint? */
export const complaintDetail: View = {
  name: 'complaint-detail',
  version: 1,
  prefixes: [complaintPrefix],
  entities: [DetailedComplaint],
  write: rowPerComplaint(DetailedComplaint, (row, event) => {
    const document = foldDetail(row?.document, event);
    return row?.document === document ? row : { complaintId: document.complaintId, document };
  }),
};

/** The case as far as the view has folded it; undefined if there is none. @param complaintId a UUID */
export async function findComplaint(dataSource: DataSource, complaintId: string): Promise<ComplaintDetail | undefined> {
  const row = await answering(complaintDetail.name, () => dataSource.getRepository(DetailedComplaint).findOneBy({ complaintId }));
  return row?.document;
}
