import { Contradiction, inTime, RuleViolation, text, type Decided } from '@redress/kernel';
import { closingGaps } from './close.js';
import type { Waiver } from './codes.js';
import type { ImportedEvent, ImportHistoryCommand } from './commands.js';
import type { ComplaintEvent } from './complaint.js';
import { misfit } from './import-shape.js';
import { isPreReceipt } from './rules.js';
import { evolve, noComplaint, type ComplaintState } from './state.js';

/**
 * A case of another system is taken over in one append: its events with their own times, `Received` first, `HistoryImported` last.
 * Rules about acceptance, approval, follow-up and order are waived, and those that really were are named (spine, "Import of histories").
 * Facts that cannot be are not: a second `Received`, an end of what has ended, a future time.
 * Codes: `already-received`; 422 `import-invalid` and `future-time`, both with the event's `index` (from 0) and `field`; `text-missing`.
 */
export function importHistory(state: ComplaintState, command: ImportHistoryCommand): Decided<ComplaintEvent>[] {
  if (state.status !== 'none') throw new RuleViolation('already-received', 'This history was imported before, or the complaint exists.');
  inTime(command);
  const { source, events, columns, warnings } = command.data;
  text('source.system', source.system);
  text('source.id', source.id);
  if (events.length === 0) invalid(0, 'type', 'a Received event first');

  const waived = new Set<Waiver>();
  const imported: ImportedEvent[] = [];
  let complaint: ComplaintState = noComplaint;
  for (const [index, event] of events.entries()) {
    const fault = misfit(event, command.now);
    if (fault) invalid(index, fault.field, fault.expected, fault.future);
    possible(complaint, event, index, events[index + 1]);
    for (const waiver of waivers(complaint, event)) waived.add(waiver);
    complaint = evolve(complaint, event);
    imported.push(marked(complaint, event));
  }
  return [...imported, { type: 'HistoryImported', data: { source, columns, waived: [...waived].sort(), warnings } }];
}

function invalid(index: number, field: string, expected: string, future = false): never {
  throw new Contradiction(future ? 'future-time' : 'import-invalid', `Event ${index}, ${field}: expected ${expected}.`, {
    index,
    field,
    expected,
  });
}

/** Rule 1: an apology that is older than the complaint form says so. */
function marked(complaint: ComplaintState, event: ImportedEvent): ImportedEvent {
  return isEarlyApology(complaint, event) ? { ...event, data: { ...event.data, preReceipt: true } } : event;
}

function isEarlyApology(complaint: ComplaintState, event: ImportedEvent): event is Extract<ImportedEvent, { type: 'Apologised' }> {
  return event.type === 'Apologised' && complaint.status !== 'none' && isPreReceipt(complaint, event.occurredAt);
}

/** What no waiver can make true. */
function possible(complaint: ComplaintState, event: ImportedEvent, index: number, next?: ImportedEvent): void {
  if (complaint.status === 'none') {
    if (event.type !== 'Received') invalid(index, 'type', 'a Received event first');
    return;
  }
  if (event.type === 'Received') invalid(index, 'type', 'one Received event only');
  if (complaint.status === 'closed' && (event.type === 'Closed' || event.type === 'Withdrawn')) {
    invalid(index, 'type', `no ${event.type} event in a closed case`);
  }
  if (event.type === 'Reopened') {
    if (complaint.status === 'open') invalid(index, 'type', 'a Closed event before Reopened');
    const count = complaint.reopenings + 1;
    if (event.data.count !== count) invalid(index, 'data.count', String(count));
  }
  if (event.type === 'Withdrawn' && !(next?.type === 'Closed' && next.data.outcome === 'withdrawn')) {
    invalid(index, 'type', 'a Closed event of outcome withdrawn right after Withdrawn');
  }
  if (event.type === 'Assigned' && !(event.data.person ?? event.data.unit ?? event.data.team ?? event.data.skill)) {
    invalid(index, 'data', 'a person, unit, team or skill');
  }
  if (event.type === 'FollowedUp' && !event.data.reached && (event.data.satisfaction ?? event.data.solved) !== undefined) {
    invalid(index, 'data.reached', 'true where the customer answered');
  }
  if (event.type === 'Escalated' && event.data.track === 'level' && event.data.to <= Math.max(event.data.from, complaint.level)) {
    invalid(index, 'data.to', 'a level above the one before');
  }
}

/** The rules that this event would have broken. */
function waivers(complaint: ComplaintState, event: ImportedEvent): Waiver[] {
  if (complaint.status === 'none') return [];
  const found: Waiver[] = [];
  const takenWhenClosed =
    event.type === 'FollowedUp' || event.type === 'Reopened' || (event.type === 'Escalated' && event.data.track === 'external');
  const outOfOrder = complaint.latestAt !== undefined && event.occurredAt < complaint.latestAt;
  if (outOfOrder && !isEarlyApology(complaint, event)) found.push('order');
  if (complaint.status === 'closed' && !takenWhenClosed) found.push('order');
  if (event.type === 'Assigned' && event.data.person !== undefined && complaint.respondents.includes(event.data.person))
    found.push('neutrality');
  if (event.type === 'Compensated') {
    if (event.data.borne === null || event.data.borne.amount > 0) found.push('approval');
    if (event.data.acceptance === 'not-stated') found.push('acceptance');
  }
  if (event.type === 'Closed' && complaint.status === 'open') {
    found.push(...closingGaps(complaint, event.data, event.occurredAt).map((gap) => gap.waiver));
  }
  return found;
}
