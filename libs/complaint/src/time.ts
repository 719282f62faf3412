import { RuleViolation, type Instant } from '@redress/kernel';
import { packFor, type Calendar, type ChosenPack, type ClockRule, type Pack } from '@redress/policy';
import type { Timed } from './commands.js';
import type { DeadlineSetData } from './complaint.js';
import type { ClosedComplaint, Form, OpenComplaint } from './state.js';

/* Which pack, rule and calendar decide: a case goes on under those that it began under, which is why every version is at hand. */

/** Every version of packs and calendars. */
export type Time = NonNullable<Timed['time']>;

/** A pack, and what a case keeps of it. */
export interface CasePack {
  readonly chosen: ChosenPack;
  readonly pack: Pack;
}

/** The version in force at a moment; undefined before the first. */
function inForce<V extends { readonly effectiveFrom: Instant }>(versions: readonly V[], at: Instant): V | undefined {
  return versions.findLast(({ effectiveFrom }) => effectiveFrom <= at);
}

/** The pack that a complaint with this form is handled under if it is received now; undefined while none is published. */
export function packNow({ packs }: Time, { product, unit, jurisdiction }: Form, now: Instant): CasePack | undefined {
  const current = inForce(packs, now);
  if (!current) return undefined;
  const { version, document } = current;
  const name = packFor(document, { product: codeIn(product), unit: codeIn(unit), jurisdiction: codeIn(jurisdiction) });
  return { chosen: { name, version }, pack: document.packs[name]! };
}

/** A field of the form that holds one code, if it says one. */
export const codeIn = (value: Form['product']): string | undefined => (typeof value === 'string' ? value : undefined);

/** The pack of a case: its own, as it was then; of one that came without, such as an imported one, that of the moment. */
export function packOf({ pack: chosen, form }: OpenComplaint | ClosedComplaint, time: Time, now: Instant): CasePack | undefined {
  if (!chosen) return packNow(time, form, now);
  const pack = packIn(time, chosen);
  return pack && { chosen, pack };
}

function packIn({ packs }: Time, { name, version }: ChosenPack): Pack | undefined {
  return packs.find((one) => one.version === version)?.document.packs[name];
}

/** The rule that a clock was set by; undefined only where its pack is not at hand. */
export function ruleOf(time: Time, { pack, rule }: Pick<DeadlineSetData, 'pack' | 'rule'>): ClockRule | undefined {
  return packIn(time, pack)?.clocks.find(({ clock }) => clock === rule);
}

/** The calendar that a clock runs by, as it was when the clock was set. Code: `calendar-missing` (`calendar`). */
export function calendarOf({ calendars }: Time, { name, version }: DeadlineSetData['calendar']): Calendar {
  return present(calendars.find((one) => one.version === version)?.document.calendars[name], name);
}

/** The calendar of this name now, and its version. Code: `calendar-missing` (`calendar`). */
export function calendarNow({ calendars }: Time, name: string, now: Instant): { readonly calendar: Calendar; readonly version: number } {
  const current = inForce(calendars, now);
  return { calendar: present(current?.document.calendars[name], name), version: current!.version };
}

function present(calendar: Calendar | undefined, name: string): Calendar {
  if (calendar) return calendar;
  throw new RuleViolation(
    'calendar-missing',
    `A clock of the policy pack runs by the calendar ${name}, which nobody published: publish it.`,
    {
      calendar: name,
    },
  );
}
