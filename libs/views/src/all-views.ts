import { Checkpoint } from './checkpoint.entity.js';
import { complaintDetail } from './complaint-detail/complaint-detail.js';
import { complaintList } from './complaint-list/complaint-list.js';
import type { EntityClass, View } from './view.js';
import { volume } from './volume/volume.js';

/** Every question that a worker keeps an answer to. */
export const allViews: readonly View[] = [complaintList, complaintDetail, volume];

/** What a DataSource needs to know to be asked. */
export const viewEntities: EntityClass[] = [Checkpoint, ...allViews.flatMap(({ entities }) => entities)];
