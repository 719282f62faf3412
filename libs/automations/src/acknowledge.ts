import type { ComplaintState, OpenComplaint } from '@redress/complaint';
import type { Instant } from '@redress/kernel';
import type { LetterLanguage, Pack } from '@redress/policy';
import type { Automation } from './automation.js';
import { complaintOf, followingFrom, packOf, unless, type Complaints, type KnownPacks } from './following.js';

interface Desk {
  readonly complaints: Complaints;
  /** A complaint as it is stored now. */
  readonly stateOf: (complaintId: string) => Promise<ComplaintState>;
  /** The same as far as it is known without asking the log. */
  readonly knownOf?: (complaintId: string) => ComplaintState | undefined;
  readonly packs: KnownPacks;
  readonly now: () => Date;
}

/** Somebody was faster, or there is nothing to be told any more. */
const done: readonly string[] = ['already-acknowledged', 'case-closed', 'case-merged', 'personal-data-erased'];

/** What the customer is told. */
const handling: Readonly<Record<LetterLanguage, string>> = {
  'zh-CN': '您的投诉已受理，我们会安排专人核查处理，并在所述时间前向您答复结果或进展。',
  en: 'Your complaint was taken in and is being looked into; by the date that is named here you hear the outcome, or how far we are.',
};

/**
 * A complaint that was received is acknowledged by itself where its pack says so, naming the due time of the clock that the pack names. It is
 * no contact with the customer: a person still has to get in touch.
 */
export const acknowledgeReceipt = ({ complaints, stateOf, knownOf, packs, now }: Desk): Automation => ({
  name: 'acknowledge',
  types: ['Received'],
  origins: ['api'],
  concurrency: 64,
  async act(event) {
    const complaintId = complaintOf(event);
    const at = now();
    const known = knownOf?.(complaintId);
    // What is known may be half of what was stored at once. Where the clock that is to be named is in it, the rest changes nothing; where the
    // case has gone on since, it decides on what is stored.
    const data =
      (known && (await toldOf(known, packs, at.toISOString(), 'named'))) ??
      (await toldOf(await stateOf(complaintId), packs, at.toISOString(), 'any'));
    if (data) await unless(done, complaints, followingFrom('acknowledge', event, complaintId, { type: 'acknowledge', data }, at));
  },
});

/** What the customer is told; undefined where nobody is told anything: people see to cases whose time has passed. */
async function toldOf(state: ComplaintState, packs: KnownPacks, at: Instant, clock: 'named' | 'any') {
  if (state.status !== 'open' || state.acknowledged !== 'no' || state.mergedInto !== null || state.isErased) return undefined;
  const pack = await packOf(state.pack, packs, at);
  if (!pack?.acknowledgement.automatic) return undefined;
  const answerBy = answerOf(state, pack, at, clock);
  return answerBy && { channel: 'automatic', answerBy, handling: handling[languageOf(state.form['language'])] };
}

/** When the clock is due that the pack names; if it is not running and any will do, the last one that is. */
function answerOf({ deadlines }: OpenComplaint, { acknowledgement }: Pack, at: Instant, clock: 'named' | 'any'): Instant | undefined {
  const ahead = deadlines.filter(({ status, due }) => status === 'running' && due > at);
  const named = ahead.find(({ rule }) => rule === acknowledgement.answerBy);
  if (named || clock === 'named') return named?.due;
  return ahead
    .map(({ due }) => due)
    .sort()
    .at(-1);
}

/** Chinese for those who speak it, English for all others. */
function languageOf(tag: unknown): LetterLanguage {
  return typeof tag === 'string' && tag.toLowerCase().split('-')[0] === 'zh' ? 'zh-CN' : 'en';
}
