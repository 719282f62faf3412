import { complaintStream, eventTypes, idFrom } from '@redress/commands';
import { complaintEventTypes, evolve, noComplaint, type ComplaintFact, type ComplaintState } from '@redress/complaint';
import type { EventStore } from '@redress/event-store';
import { improvementEventTypes, incidentEventTypes } from '@redress/improvement';
import type { EventType, Instant, Recorded } from '@redress/kernel';
import { fits, type NotificationRule, type Notifications, type Policy } from '@redress/policy';
import type { DataSource } from 'typeorm';
import type { Automation } from './automation.js';
import { enqueue, type Told } from './deliveries.js';

/**
 * Types of events that others can be told of: of complaints, incidents and improvements. What a company does for itself, such as matrices, policies,
 * audits and erasures, nobody waits to be told of; what was imported is told to nobody.
 */
export const notifiableTypes: readonly string[] = Object.keys({
  ...complaintEventTypes,
  ...improvementEventTypes,
  ...incidentEventTypes,
}).filter((type) => type !== 'HistoryImported');

export interface NotifyOptions {
  readonly dataSource: DataSource;
  readonly log: Pick<EventStore, 'read'>;
  /** Every version of the rules, the earliest first. */
  readonly rules: (now: Instant) => Promise<readonly Policy<'notifications'>[]>;
  readonly now: () => Date;
  /** Something waits to be sent. */
  readonly enqueued?: () => void;
}

/** Notes who is to be told of an event, by the rules that were in force when it was recorded. Others send it. */
export const notify = ({ dataSource, log, rules, now, enqueued }: NotifyOptions): Automation => ({
  name: 'notify',
  types: notifiableTypes,
  origins: ['api', 'automation'],
  concurrency: 16,
  async concerns(event) {
    const policy = inForce(await rules(now().toISOString()), event);
    return policy?.document.rules.some(({ isEnabled, on }) => isEnabled && on.includes(event.type)) ?? false;
  },
  async act(event) {
    const at = now();
    const policy = inForce(await rules(at.toISOString()), event);
    const concerned = policy ? await concernedRules(policy.document, event, log) : [];
    if (!policy || concerned.length === 0 || (await isPlayed(event, log))) return;
    const told = toldOf(event);
    await enqueue(
      dataSource,
      concerned.map(({ id }) => ({ deliveryId: idFrom('delivery', event.id, id), rule: id, ruleVersion: policy.version, told })),
      at,
    );
    enqueued?.();
  },
});

/** The rules in force when it was recorded. */
function inForce(versions: readonly Policy<'notifications'>[], { recordedAt }: Recorded): Policy<'notifications'> | undefined {
  return versions.findLast(({ effectiveFrom }) => effectiveFrom <= recordedAt);
}

/** Whether it follows by itself in a case that a demo plays: that happened nowhere, and is news to nobody. */
async function isPlayed({ stream, metadata: { origin } }: Recorded, log: NotifyOptions['log']): Promise<boolean> {
  return origin === 'automation' && stream.startsWith(complaintStream('')) && (await log.read(stream))[0]?.metadata.origin === 'simulation';
}

async function concernedRules({ rules }: Notifications, event: Recorded, log: NotifyOptions['log']): Promise<NotificationRule[]> {
  const candidates = rules.filter(({ isEnabled, on, when }) => isEnabled && on.includes(event.type) && concerns(when, event.data));
  if (!candidates.some(({ when }) => isOfCase(when))) return candidates;
  const facts = await factsAt(event, log);
  return candidates.filter(({ when }) => !isOfCase(when) || (facts !== undefined && fits(when, facts)));
}

/** What the event itself says. */
function concerns(when: NotificationRule['when'], data: object): boolean {
  const { clock, rule, percent } = data as { readonly clock?: unknown; readonly rule?: unknown; readonly percent?: unknown };
  const { clocks, fromPercent } = when ?? {};
  const isClock = !clocks || [clock, rule].some((name) => typeof name === 'string' && clocks.includes(name));
  return isClock && (fromPercent === undefined || (typeof percent === 'number' && percent >= fromPercent));
}

function isOfCase(when: NotificationRule['when']): boolean {
  return Object.keys(when ?? {}).some((name) => name !== 'clocks' && name !== 'fromPercent');
}

/** What is known of the complaint with the event; undefined if it is about no complaint. */
async function factsAt({ stream, revision }: Recorded, log: NotifyOptions['log']) {
  if (!stream.startsWith(complaintStream(''))) return undefined;
  const events = (await log.read(stream)).slice(0, revision + 1) as ComplaintFact[];
  const state = events.reduce<ComplaintState>(evolve, noComplaint);
  if (state.status === 'none') return undefined;
  const { form, classification } = state;
  const code = (value: unknown) => (typeof value === 'string' ? value : undefined);
  return {
    product: code(form.product),
    unit: code(form.unit),
    jurisdiction: code(form.jurisdiction),
    channel: code(form.channel),
    cause: code(form.cause),
    grade: code(form.grade),
    category: classification?.category,
    severity: classification?.severity,
  };
}

/** The event without its personal fields, as its type declares them. */
function toldOf({ id, type, stream, revision, position, recordedAt, metadata, data }: Recorded): Told {
  const { personal } = (eventTypes as Readonly<Record<string, EventType>>)[type]!;
  return {
    eventId: id,
    type,
    stream,
    revision,
    position: position.toString(),
    occurredAt: metadata.occurredAt,
    recordedAt,
    data: Object.fromEntries(Object.entries(data).filter(([field]) => !personal.includes(field))),
  };
}
