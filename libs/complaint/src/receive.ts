import { Contradiction, inTime, past, RuleViolation, text, type Decided, type Instant } from '@redress/kernel';
import { suggest } from '@redress/policy';
import { coded } from './coded.js';
import type { Receive } from './commands.js';
import type { ComplaintEvent, Suggestion } from './complaint.js';
import { onlyInImports } from './rules.js';
import type { ComplaintState } from './state.js';

/**
 * A complaint is received once (rule 1); the form 咨诉单 is the only evidence of what was said.
 * Codes: `already-received`; 422 `future-time`, `invalid-time`, `text-missing`, `only-in-imports`, `departed-before-arrival`, `anonymous-named`;
 * those of `coded`.
 */
export function receive(state: ComplaintState, command: Receive): Decided<ComplaintEvent>[] {
  if (state.status !== 'none')
    throw new RuleViolation('already-received', 'This complaint was received before; a new one needs an id of its own.');
  inTime(command);
  const { data, now } = command;
  text('channel', data.channel);
  text('cause', data.cause);
  text('language', data.language);
  coded(command, 'channels', 'channel', data.channel);
  coded(command, 'causes', 'cause', data.cause);
  coded(command, 'products', 'product', data.product);
  if (data.firstReceiver === null) onlyInImports('firstReceiver');
  text('firstReceiver', data.firstReceiver);
  if (data.complainantKind === 'not-stated') onlyInImports('complainantKind');
  if (data.complainantKind === 'anonymous' && data.complainant?.name) {
    throw new Contradiction('anonymous-named', 'An anonymous complainant has no name; how to reach them may be given.');
  }
  if (data.happenedAt !== undefined) past('happenedAt', data.happenedAt, now);
  if (data.arrivedAt !== undefined) past('arrivedAt', data.arrivedAt, now);
  if (data.departedAt !== undefined) past('departedAt', data.departedAt, now);
  inOrderOfVisit(data.arrivedAt, data.departedAt);
  return [{ type: 'Received', data: { ...data, ...suggestionIn(command) } }];
}

/** What the customer's words point to; whoever classifies the case decides. */
function suggestionIn({ data: { account = '', demands = '' }, keywords }: Receive): { suggestion?: Suggestion } {
  const [likeliest] = keywords ? suggest(keywords.document, [account, demands]) : [];
  return likeliest ? { suggestion: { category: likeliest.category, library: keywords!.version } } : {};
}

/** Code: `departed-before-arrival`. */
export function inOrderOfVisit(arrivedAt: Instant | null | undefined, departedAt: Instant | null | undefined): void {
  if (!arrivedAt || !departedAt || departedAt >= arrivedAt) return;
  throw new Contradiction('departed-before-arrival', 'The customer cannot have left the branch before arriving.', {
    arrivedAt,
    departedAt,
  });
}
