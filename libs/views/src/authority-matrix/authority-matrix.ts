import type { AuthorityEvent } from '@redress/authority';
import type { Recorded } from '@redress/kernel';
import type { EntityManager } from 'typeorm';
import { upsert } from '../rows.js';
import type { View } from '../view.js';
import { GivenDelegation, PublishedMatrix } from './authority-matrix.entity.js';

/** Which matrix was in force when, and who might sign for whom. */
export const authorityMatrix: View = {
  name: 'authority-matrix',
  version: 1,
  prefixes: ['authority-'],
  entities: [PublishedMatrix, GivenDelegation],
  // There are a few of these events in a year: one after the other is fast enough.
  async write(events, manager) {
    for (const event of events) await write(event as Recorded<AuthorityEvent>, manager);
  },
};

async function write(event: Recorded<AuthorityEvent>, manager: EntityManager): Promise<void> {
  const { occurredAt, actor } = event.metadata;
  const at = new Date(occurredAt);
  switch (event.type) {
    case 'MatrixPublished': {
      const { version, effectiveFrom } = event.data;
      const published = { version, matrix: event.data, publishedAt: at, publishedBy: actor.sub, effectiveFrom: new Date(effectiveFrom) };
      return upsert<PublishedMatrix>(manager, PublishedMatrix, [{ ...published, retiredFrom: null, retiredBy: null, retiredReason: null }]);
    }
    case 'MatrixRetired': {
      const { version, retiredFrom, reason } = event.data;
      const kept = await manager.findOneByOrFail(PublishedMatrix, { version });
      const retired = { retiredFrom: new Date(retiredFrom), retiredBy: actor.sub, retiredReason: reason };
      return upsert(manager, PublishedMatrix, [Object.assign(kept, retired)]);
    }
    case 'AuthorityDelegated': {
      const { from, until, ...delegation } = event.data;
      const given = { ...delegation, from: new Date(from), until: new Date(until), givenAt: at };
      return upsert<GivenDelegation>(manager, GivenDelegation, [{ ...given, revokedAt: null, revokedBy: null, revokedReason: null }]);
    }
    case 'DelegationRevoked': {
      const { id, reason } = event.data;
      const kept = await manager.findOneByOrFail(GivenDelegation, { id });
      return upsert(manager, GivenDelegation, [Object.assign(kept, { revokedAt: at, revokedBy: actor.sub, revokedReason: reason })]);
    }
  }
}
