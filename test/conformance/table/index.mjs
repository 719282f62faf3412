// The whole table. Every expectation is what the server does as of v24 (EventStoreDB 24.6, 24.10), looked up in its source.
import { access } from './access.mjs';
import { allStream } from './all.mjs';
import { content } from './content.mjs';
import { errors } from './errors.mjs';
import { expectedRevisions } from './expected-revisions.mjs';
import { filters } from './filters.mjs';
import { idempotency } from './idempotency.mjs';
import { links } from './links.mjs';
import { metadata } from './metadata.mjs';
import { names } from './names.mjs';
import { reads } from './reads.mjs';
import { subscriptions } from './subscriptions.mjs';

/** One group of each kind, run with TLS and users too. */
const guardedToo = [
  'delete: expected revision',
  'append again: known ids',
  'size of an append',
  'names of streams',
  'read: several pages',
  'metadata: deleted streams',
  '$all',
  'subscription to a stream',
  'filter: checkpoints',
  'links: read',
  'deadlines',
];

/** @type {{ group: string, guarded?: boolean | 'too', cases: object[] }[]} */
export const groups = [
  ...expectedRevisions,
  ...idempotency,
  ...content,
  ...names,
  ...reads,
  ...metadata,
  ...allStream,
  ...subscriptions,
  ...filters,
  ...links,
  ...errors,
  ...access,
].map((one) => (guardedToo.includes(one.group) ? { ...one, guarded: 'too' } : one));
