import type { Event, EventTypes } from '@redress/kernel';

/**
 * Somebody read what only an audit or a person's own request opens, or read as an auditor: recorded before the answer left. Who and when is in
 * the envelope. Values that may hold what people wrote are not here but as a keyed digest, since nobody could ever erase them.
 */
export type AuditRead = Event<
  'AuditRead',
  {
    /** `GET /v1/complaints/:id/history` */
    readonly route: string;
    /** What stands in the path, by name. */
    readonly ids: Readonly<Record<string, string>>;
    /** What was asked: filters, cuts, revisions; lists where a parameter came more than once. */
    readonly parameters: Readonly<Record<string, string | readonly string[]>>;
    /** What it was for, in a short code or reference; null where nothing was said and nothing had to be. */
    readonly purpose: string | null;
  }
>;

export const auditReadEventTypes: EventTypes<AuditRead> = { AuditRead: { version: 1, personal: [] } };

/** Each process that answers has a stream of its own for each hour: none waits for another, and none grows without end. */
export const auditReadStreams = 'audit-reads-';

/** What a purpose may be: `CASE 2026/17`, `annual-audit:2026`. */
export const purposePattern = /^[A-Za-z0-9 .:/_-]{1,100}$/;
