import type { Recorded } from '@redress/kernel';
import { auditReadStreams, type AuditRead } from '@redress/privacy';
import { upsert } from '../rows.js';
import type { View } from '../view.js';
import { ReadRow } from './audit-reads.entity.js';

/** Who read what for an audit or as an auditor, when, and what for? */
export const auditReads: View = {
  name: 'audit-reads',
  version: 1,
  prefixes: [auditReadStreams],
  entities: [ReadRow],
  async write(events, manager) {
    await upsert<ReadRow>(manager, ReadRow, (events as readonly Recorded<AuditRead>[]).map(rowOf));
  },
};

function rowOf({ position, recordedAt, data: { route, ids, parameters, purpose }, metadata: { actor, occurredAt } }: Recorded<AuditRead>) {
  return {
    position: position.toString(),
    reader: actor.sub,
    roles: [...actor.roles],
    unit: actor.unit ?? null,
    kind: kindOf(route),
    route,
    ids,
    parameters,
    purpose,
    complaints: complaintsIn(route, ids, parameters),
    at: new Date(occurredAt),
    recordedAt: new Date(recordedAt),
  };
}

/** Of `GET /v1/audit/bundles/:id` it is `audit/bundles`. */
function kindOf(route: string): string {
  return /\/v1\/((?:audit\/)?[^/]+)/.exec(route)?.[1] ?? route.slice(route.indexOf('/') + 1);
}

const uuid = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;
const naming: ReadonlySet<string> = new Set(['complaintId', 'complaint', 'complaints', 'sameSubjectAs']);

function complaintsIn(route: string, ids: AuditRead['data']['ids'], parameters: AuditRead['data']['parameters']): string[] {
  const asked = Object.entries({ ...parameters, ...ids }).flatMap(([name, value]) => {
    const isComplaint = naming.has(name) || (name === 'id' && name in ids && route.includes('/complaints/:id'));
    return isComplaint ? value : [];
  });
  const named = asked.flatMap((value) => value.split(',')).filter((value) => uuid.test(value));
  return [...new Set(named.map((id) => id.toLowerCase()))];
}
