import type { ComplaintEvent } from '@redress/complaint';
import type { CaseDeadline } from './detail.js';
import type { EntryOf } from './proposals.js';

type DeadlineEvent = Extract<ComplaintEvent, { type: `Deadline${string}` }>;

/** The clocks of a case after one more event of theirs. One on a clock that was never set changes nothing: the decisions let none happen. */
export function deadlinesAfter(
  deadlines: readonly CaseDeadline[],
  event: Pick<DeadlineEvent, 'type' | 'data'>,
  entry: EntryOf,
): readonly CaseDeadline[] {
  const { type, data } = event as DeadlineEvent;
  const { clock } = data;
  const change = (changed: (one: CaseDeadline) => Partial<CaseDeadline>) =>
    deadlines.map((one) => (one.clock === clock ? { ...one, ...changed(one) } : one));
  switch (type) {
    case 'DeadlineSet': {
      const none = { warnings: [], pauses: [], resumptions: [], extensions: [], missed: [], met: null, stopped: null };
      const begun: CaseDeadline = { clock, rule: data.rule, status: 'running', due: data.due, set: entry(data), ...none };
      return [...deadlines.filter((one) => one.clock !== clock), begun];
    }
    case 'DeadlineWarned':
      return change(({ warnings }) => ({ warnings: [...warnings, entry(data)] }));
    case 'DeadlinePaused':
      return change(({ pauses }) => ({ status: 'paused', pauses: [...pauses, entry(data)] }));
    case 'DeadlineResumed':
      return change(({ resumptions }) => ({ status: 'running', due: data.due, resumptions: [...resumptions, entry(data)] }));
    case 'DeadlineExtended':
      return change(({ extensions }) => ({ status: 'running', due: data.due, extensions: [...extensions, entry(data)] }));
    case 'DeadlineMet':
      return change(() => ({ status: 'met', met: entry(data) }));
    case 'DeadlineMissed':
      return change(({ missed }) => ({ status: 'missed', missed: [...missed, entry(data)] }));
    case 'DeadlineStopped':
      return change(() => ({ status: 'stopped', stopped: entry(data) }));
  }
}
