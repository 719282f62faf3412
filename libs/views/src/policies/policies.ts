import type { Recorded } from '@redress/kernel';
import type { PolicyEvent } from '@redress/policy';
import { upsert } from '../rows.js';
import type { View } from '../view.js';
import { PublishedPolicy } from './policies.entity.js';

/** Which taxonomy, units, playbooks, keywords and letters were in force when. */
export const policies: View = {
  name: 'policies',
  version: 1,
  prefixes: ['policy-'],
  entities: [PublishedPolicy],
  // There are a few of these events in a year, each a document: one after the other is fast enough.
  async write(events, manager) {
    for (const { data, metadata } of events as readonly Recorded<PolicyEvent>[]) {
      const { effectiveFrom, ...policy } = data;
      const published = { publishedAt: new Date(metadata.occurredAt), publishedBy: metadata.actor.sub };
      await upsert<PublishedPolicy>(manager, PublishedPolicy, [{ ...policy, effectiveFrom: new Date(effectiveFrom), ...published }]);
    }
  },
};
