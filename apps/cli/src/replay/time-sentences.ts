import type { ComplaintEvent, CountedSignal } from '@redress/complaint';
import type { Told } from './told.js';
import { because, code, text, type Clock } from './words.js';

/** What time does to a case: promises kept, clocks, risk, incidents. */
type TimeEvent = Extract<
  ComplaintEvent,
  {
    type:
      | 'PromiseKept'
      | 'DeadlineSet'
      | 'DeadlineWarned'
      | 'DeadlinePaused'
      | 'DeadlineResumed'
      | 'DeadlineExtended'
      | 'DeadlineMet'
      | 'DeadlineMissed'
      | 'DeadlineStopped'
      | 'RiskRaised'
      | 'RiskEased'
      | 'JoinedIncident'
      | 'LeftIncident';
  }
>;

export function tellTime(event: TimeEvent, who: string, clock: Clock): Told {
  const said = (sentence: string, note?: Parameters<typeof text>[0]): Told => ({
    sentence,
    details: note === undefined ? [] : [['Note', text(note)]],
  });
  switch (event.type) {
    case 'PromiseKept':
      return said(`${who} recorded that promise ${event.data.promise} was kept.`, event.data.note);
    case 'DeadlineSet': {
      const { clock: name, rule, due, moment, pack, calendar, length, statutory, responsible, source } = event.data;
      const long = length === 'as-said' ? 'as was said' : `${length.amount} ${length.unit}`;
      const law = statutory ? ' It is statutory and cannot be paused.' : '';
      return {
        sentence: `The clock ${code(name)} began to run on ${code(moment)}, due ${clock(due)}, for the ${code(responsible)}.${law}`,
        details: [
          ['Why', `${long}, rule ${rule} of pack ${pack.name} ${pack.version}, calendar ${calendar.name} ${calendar.version}; ${source}`],
        ],
      };
    }
    case 'DeadlineWarned':
      return said(
        `${event.data.percent} % of the time of the clock ${code(event.data.clock)} is over; it is due ${clock(event.data.due)}.`,
      );
    case 'DeadlinePaused': {
      const { clock: name, reason, moment, note } = event.data;
      return said(`The clock ${code(name)} stands still, ${because(reason ?? moment!)}.`, note);
    }
    case 'DeadlineResumed': {
      const { clock: name, reason, moment, due, note } = event.data;
      return said(`The clock ${code(name)} runs again, ${because(reason ?? moment!)}; it is due ${clock(due)}.`, note);
    }
    case 'DeadlineExtended': {
      const { clock: name, approver, role, requestedBy, reason, before, due, note } = event.data;
      const asked = requestedBy === undefined ? '' : ` asked for by ${requestedBy},`;
      return said(
        `${approver}, as ${role}, extended the clock ${code(name)},${asked} ${because(reason)}: from ${clock(before)} to ${clock(due)}.`,
        note,
      );
    }
    case 'DeadlineMet': {
      const { clock: name, moment, due, late } = event.data;
      const how = late ? 'late' : 'in time';
      return said(`The clock ${code(name)} was met ${how}, by ${code(moment)}; it was due ${clock(due)}.`);
    }
    case 'DeadlineMissed':
      return said(`The clock ${code(event.data.clock)} was missed; it was due ${clock(event.data.due)}.`);
    case 'DeadlineStopped':
      return said(`The clock ${code(event.data.clock)} stopped, ${because(event.data.moment)}.`);
    case 'RiskRaised':
    case 'RiskEased': {
      const { score, threshold, signals, pack } = event.data;
      const sentence =
        event.type === 'RiskRaised'
          ? `The case came to its tipping point: ${score} points, where ${threshold} are the threshold.`
          : `The case is below its tipping point again: ${score} points, where ${threshold} are the threshold.`;
      return { sentence, details: [['Why', `${signals.map(told).join(', ') || 'no signal'}; pack ${pack.name} ${pack.version}`]] };
    }
    case 'JoinedIncident':
      return said(`The case became part of the incident ${event.data.incidentId}.`);
    case 'LeftIncident':
      return said(`${who} took the case out of the incident ${event.data.incidentId}, ${because(event.data.reason)}.`, event.data.note);
  }
}

const told = ({ signal, count, points }: CountedSignal): string => `${signal} ${count} × (${points})`;
