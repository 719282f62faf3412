import { suggest, type Keywords, type Pack } from '@redress/policy';
import type { ComplaintEvent } from './complaint.js';

/** What the customer said in an event, while it is not sealed yet; what was before the complaint form was about something else. */
export function wordsOfCustomer(event: ComplaintEvent): readonly string[] {
  switch (event.type) {
    case 'Received':
      return texts(event.data.account, event.data.demands);
    case 'ContactMade':
      return event.data.preReceipt ? [] : texts(event.data.summary);
    case 'FollowedUp':
      return texts(event.data.comment, event.data.newDemand);
    case 'CustomerRefused':
      return texts(event.data.reason, event.data.newDemand);
    default:
      return [];
  }
}

const texts = (...said: readonly unknown[]): string[] => said.filter((text): text is string => typeof text === 'string');

/** The signals of a pack whose words stand in these texts, in its order. */
export function signalsIn(pack: Pack, said: readonly string[]): readonly string[] {
  if (said.length === 0) return [];
  const found = new Set(suggest(libraryOf(pack), said).map(({ category }) => category));
  return pack.risk.signals.map(({ signal }) => signal).filter((signal) => found.has(signal));
}

/** A pack is the same object for all its cases: its words are prepared once. */
const libraries = new WeakMap<Pack, Keywords>();

function libraryOf(pack: Pack): Keywords {
  let library = libraries.get(pack);
  if (!library) {
    const entries = pack.risk.signals.flatMap(({ signal, by: { words } }) =>
      words ? (['zh', 'en'] as const).map((language) => ({ category: signal, language, words: words[language], weight: 1 })) : [],
    );
    libraries.set(pack, (library = { entries }));
  }
  return library;
}
