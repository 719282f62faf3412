import { impossible, instant, inTime, past, RuleViolation, text } from '@redress/kernel';
import type { OpenIncident } from './commands.js';
import type { IncidentOpened, JoinCriteria } from './incident.js';
import type { IncidentState } from './state.js';

/**
 * The company sees that one cause leads to many complaints, and says which join by themselves.
 * Codes: `already-opened`; 422: `eta-before-start`, `criteria-name-nothing` (`field`), `criteria-reversed`, `text-missing`, `invalid-time`,
 * `future-time`.
 */
export function openIncident(state: IncidentState, command: OpenIncident): IncidentOpened[] {
  inTime(command);
  if (state.status !== 'none') throw new RuleViolation('already-opened', 'This incident was opened before.');
  const { title, cause, product, unit, startedAt, eta, joins } = command.data;
  text('title', title);
  text('cause', cause);
  if (product !== undefined) text('product', product);
  if (unit !== undefined) text('unit', unit);
  past('startedAt', startedAt, command.now);
  if (eta !== undefined) expected(eta, startedAt);
  if (joins) criteria(joins);
  return [{ type: 'IncidentOpened', data: command.data }];
}

/** Codes: `invalid-time`, `eta-before-start`. */
export function expected(eta: string, startedAt: string): void {
  instant('eta', eta);
  impossible(eta < startedAt, 'eta-before-start', 'It cannot be over before it began.', { eta, startedAt });
}

/** Everything would join one that names nothing. Codes: `criteria-name-nothing`, `criteria-reversed`, `invalid-time`. */
function criteria({ products, units, causes, channels, from, to }: JoinCriteria): void {
  const lists = Object.entries({ products, units, causes, channels }).filter(([, codes]) => codes !== undefined);
  const empty = lists.length === 0 ? 'joins' : lists.find(([, codes]) => codes!.length === 0)?.[0];
  const detail = 'Name at least one product, unit, cause or channel of the complaints that join, or leave them to be joined by hand.';
  impossible(empty !== undefined, 'criteria-name-nothing', detail, { field: empty });
  if (from !== undefined) instant('joins.from', from);
  if (to !== undefined) instant('joins.to', to);
  const isReversed = from !== undefined && to !== undefined && to <= from;
  impossible(isReversed, 'criteria-reversed', 'Complaints join from an instant until a later one.', { from, to });
}
