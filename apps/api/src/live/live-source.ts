import type { Observable } from 'rxjs';
import { HttpProblem } from '../http/problem.js';

/** Where what one stream tells comes from. It is asked when it can be told: who reads slowly makes nothing wait and nothing pile up. */
export interface LiveSource {
  /** Rings whenever there may be something to tell. */
  readonly rings: Observable<unknown>;
  /** What there is to tell since this was asked last. Not asked again before it has answered. */
  next(): Promise<Told>;
}

export interface Told {
  /** Of `text/event-stream`, each by `block`. */
  readonly blocks: readonly Buffer[];
  /** There is more at once. */
  readonly isMore?: boolean;
}

/** What is told: after `id` nothing of it has to be told again. JSON has no line ends, so nobody's words can end a line and begin another field. */
export function block(event: 'history' | 'approvals' | 'headlines', id: string, data: object): Buffer {
  return Buffer.from(`id: ${id}\nevent: ${event}\ndata: ${JSON.stringify(data)}\n\n`);
}

/** What is told as it happens is told from where it is: a question for a part of the past or for a later page has another answer. @throws HttpProblem 400 */
export function wholeAlone(left: Readonly<Record<string, unknown>>): void {
  const asked = Object.keys(left).filter((name) => left[name] !== undefined);
  if (asked.length === 0) return;
  throw new HttpProblem(400, 'not-live', `a live answer takes no ${asked.join(', ')}: leave that out, or ask for application/json`, {
    asked,
  });
}
