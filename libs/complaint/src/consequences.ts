import type { Decided, Instant } from '@redress/kernel';
import { clocksAfter } from './clocks.js';
import type { ComplaintCommand } from './commands.js';
import type { ComplaintEvent } from './complaint.js';
import { momentsOf } from './moments.js';
import { riskOf } from './risk.js';
import { evolve, type ComplaintState } from './state.js';
import { packNow, packOf, type CasePack, type Time } from './time.js';
import { signalsIn, wordsOfCustomer } from './words.js';

/**
 * What was decided, with what follows from it in time, all of one append: the pack of a new case, signals in the customer's words, clocks
 * begun and ended, risk raised and eased. Nothing follows from imports, nor where the policies of time are not at hand.
 */
export function withConsequences(
  state: ComplaintState,
  command: ComplaintCommand,
  decided: readonly Decided<ComplaintEvent>[],
): Decided<ComplaintEvent>[] {
  const { time, now } = command;
  if (!time || command.type === 'importHistory') return [...decided];
  const said = decided.map((event) => heard(state, event, time, now));
  let after = state;
  const fold = (event: Decided<ComplaintEvent>) => {
    const occurredAt = event.occurredAt ?? command.occurredAt;
    after = evolve(after, { metadata: { occurredAt, actor: command.by, origin: command.origin }, ...event });
  };
  const clocks: Decided<ComplaintEvent>[] = [];
  for (const event of said) {
    fold(event);
    if (after.status === 'none') continue;
    const at = event.occurredAt ?? command.occurredAt;
    const own = event.occurredAt !== undefined && { occurredAt: event.occurredAt };
    const happened = { event, at, moments: momentsOf(event, command.origin) };
    for (const clock of clocksAfter(after, happened, time, now)) {
      clocks.push({ ...clock, ...own });
      fold(clock);
    }
  }
  return [...said, ...clocks, ...riskAfter(after, command, time)];
}

/** The event with what only its plain text tells: signals in the customer's words; and at receipt the pack that is chosen. */
function heard(state: ComplaintState, event: Decided<ComplaintEvent>, time: Time, now: Instant): Decided<ComplaintEvent> {
  const own = ownPack(state, event, time, now);
  if (!own) return event;
  const words = signalsIn(own.pack, wordsOfCustomer(event));
  const found = {
    ...(event.type === 'Received' && { pack: own.chosen }),
    ...(words.length > 0 && { words }),
  };
  return { ...event, data: { ...event.data, ...found } } as Decided<ComplaintEvent>;
}

function ownPack(state: ComplaintState, event: ComplaintEvent, time: Time, now: Instant): CasePack | undefined {
  if (event.type === 'Received') return packNow(time, event.data, now);
  return state.status === 'none' || wordsOfCustomer(event).length === 0 ? undefined : packOf(state, time, now);
}

/** Once per rise and fall; a case that is closed or goes on in another stays as it was. */
function riskAfter(state: ComplaintState, { occurredAt, now }: ComplaintCommand, time: Time): Decided<ComplaintEvent>[] {
  if (state.status !== 'open' || state.mergedInto !== null) return [];
  const own = packOf(state, time, now);
  if (!own) return [];
  const { score, threshold, signals } = riskOf(state, own.pack);
  if (score >= threshold === state.isRisky) return [];
  // What is recorded late makes a case risky when it is recorded after all the rest.
  const { latestAt } = state;
  const at = latestAt !== undefined && latestAt > occurredAt ? { occurredAt: latestAt } : {};
  const data = { score, threshold, signals: signals.filter(({ points }) => points > 0), pack: own.chosen };
  return [{ type: state.isRisky ? 'RiskEased' : 'RiskRaised', data, ...at }];
}
