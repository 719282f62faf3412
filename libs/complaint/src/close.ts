import { after, Contradiction, RuleViolation, text, type Decided, type Facts, type Instant } from '@redress/kernel';
import { dueAt } from '@redress/policy';
import { coded } from './coded.js';
import type { Outcome, Waiver } from './codes.js';
import type { Close } from './commands.js';
import type { ClosedData, ComplaintEvent } from './complaint.js';
import { hasLapsed, isLive, owed, voidedBy } from './proposal.js';
import { neutral, onlyInImports, open } from './rules.js';
import { firstLevel, type ComplaintState, type OpenComplaint } from './state.js';
import { calendarNow, packOf } from './time.js';

/** So many follow-ups that did not reach the customer are enough (rule 6). */
const enoughAttempts = 3;

/** How long after receipt a resolution may be agreed on in summary where no policy pack is at hand, which says so otherwise. */
const summaryDays = 3;

/** Outcomes that leave nothing to find out (rule 6). */
const withoutInvestigation: readonly Outcome[] = ['duplicate', 'transferred', 'inadmissible', 'withdrawn'];

/**
 * The case ends: after a final reply, or with a resolution that the customer accepts on the spot 当场解决 (`acceptedOnTheSpot`),
 * or soon after in summary (`acceptedInSummary`). Refused with the code of the first gap; `missing` has them all.
 * What was granted and not asked for any more is void with it, so that a reopened case begins anew.
 * Codes: those of `closingGaps`, `respondent-recused`, `recused-person`, `customer-not-told`;
 * 422 `use-withdrawal`, `only-in-imports`, `text-missing`; those of `coded`.
 */
export function close(state: ComplaintState, command: Close): Decided<ComplaintEvent>[] {
  const complaint = open(state, command);
  neutral(complaint, command);
  const { data } = command;
  if (data.outcome === 'withdrawn') {
    throw new Contradiction('use-withdrawal', 'Only the customer withdraws: record the withdrawal, it closes the case.');
  }
  if (data.outcome === 'not-stated') onlyInImports('outcome');
  text('summary', data.summary);
  coded(command, 'outcomes', 'outcome', data.outcome);
  if (data.toldVia !== null) text('toldVia', data.toldVia);
  else if (!complaint.anonymous) {
    throw new RuleViolation('customer-not-told', 'Tell the customer that the case is closed, and say on which channel.');
  }
  const gaps = closingGaps(complaint, data, command.occurredAt, command);
  if (gaps[0]) throw new RuleViolation(gaps[0].code, gaps[0].detail, { ...gaps[0].facts, missing: gaps.map((gap) => gap.code) });
  const { proposal } = complaint;
  const cause = proposal && hasLapsed(proposal, command.occurredAt) ? 'lapsed' : 'closed';
  return [...voidedBy(proposal, cause), { type: 'Closed', data }];
}

/** A requirement of closing that is not met, and the name under which an import waives it. */
interface Gap {
  readonly waiver: Waiver;
  readonly code: string;
  readonly detail: string;
  readonly facts?: Facts;
}

/** What rules 6 and 7 still demand before this closing; after a reopening everything anew. */
export function closingGaps(
  complaint: OpenComplaint,
  { outcome, acceptedOnTheSpot, acceptedInSummary }: Pick<ClosedData, 'outcome' | 'acceptedOnTheSpot' | 'acceptedInSummary'>,
  at: Instant,
  under: Pick<Close, 'time' | 'now'> = { now: at },
): Gap[] {
  if (outcome === 'withdrawn') return [];
  const { level, reopenings, sentBack, finalReply, attempts } = complaint;
  const onTheSpot = acceptedOnTheSpot !== undefined;
  const inSummary = acceptedInSummary !== undefined;
  const quickly = onTheSpot || inSummary;
  const gaps: Gap[] = [];
  // Seed 003 shows it: what cannot be settled on the spot 无法当场解决 goes up; what came back was not settled either.
  if (onTheSpot && (level > firstLevel || reopenings > 0 || sentBack)) {
    gaps.push({
      waiver: 'order',
      code: 'not-on-the-spot',
      detail: 'A case that was escalated, sent back or reopened is not resolved on the spot: send a final reply.',
      facts: { level, reopenings, sentBack },
    });
  }
  const period = inSummary ? summaryPeriod(complaint, under) : undefined;
  if (inSummary && (reopenings > 0 || sentBack || !complaint.summaryReply || (period && at > period.until))) {
    gaps.push({
      waiver: 'order',
      code: 'not-in-summary',
      detail: 'A resolution in summary needs a summary reply and an acceptance soon after receipt, at the first attempt.',
      facts: { receivedAt: complaint.receivedAt, ...period, summaryReply: complaint.summaryReply, reopenings, sentBack },
    });
  }
  if (!complaint.investigated && (sentBack || !(quickly || withoutInvestigation.includes(outcome)))) {
    gaps.push({
      waiver: 'investigation',
      code: 'not-investigated',
      detail: 'Investigate before closing, again if the case was sent back.',
    });
  }
  if (finalReply === 'none' && (sentBack || !quickly)) {
    gaps.push({
      waiver: 'final-reply',
      code: 'no-final-reply',
      detail: 'Send a final reply with reasons and recourse, after the latest finding.',
    });
  }
  if (sentBack && finalReply === 'given') {
    gaps.push({ waiver: 're-evaluation', code: 'no-external-recourse', detail: 'The final reply must name a body outside the company.' });
  }
  if (outcome === 'unresolved' && !sentBack) {
    gaps.push({
      waiver: 're-evaluation',
      code: 'not-sent-back',
      detail: 'Only a case that a dissatisfied customer sent back may close as unresolved.',
    });
  }
  if (!complaint.followedUp && !complaint.anonymous && attempts < enoughAttempts) {
    gaps.push({
      waiver: 'follow-up',
      code: 'not-followed-up',
      detail: `Follow up: reach the customer, try ${enoughAttempts} times, or record why it is impossible.`,
      facts: { attempts, enoughAttempts },
    });
  }
  return [...gaps, ...unsettled(complaint, at)];
}

/** No open approval, and every ordered remedy fulfilled or cancelled (rule 6). */
function unsettled(complaint: OpenComplaint, at: Instant): Gap[] {
  const { proposal } = complaint;
  const gaps: Gap[] = [];
  if (isLive(proposal, at)) {
    const { round, status, customer } = proposal;
    if (status === 'requested') {
      gaps.push({
        waiver: 'approval',
        code: 'approval-open',
        detail: 'An approval is under way: wait for it or withdraw the proposal.',
        facts: { round },
      });
    } else if (customer !== null) {
      gaps.push({
        waiver: 'approval',
        code: 'approved-not-ordered',
        detail: 'The customer accepted what was approved: order it, or withdraw the proposal with a reason.',
        facts: { round },
      });
    }
  }
  const outstanding = owed(complaint);
  if (outstanding.length > 0) {
    gaps.push({
      waiver: 'fulfilment',
      code: 'remedy-outstanding',
      detail: 'A remedy was ordered that the customer does not have: fulfil it, or cancel it with a reason.',
      facts: { compensations: outstanding },
    });
  }
  return gaps;
}

/** Until when a resolution may be agreed on in summary, by the case's pack and the calendar of its receipt; undefined if it was never received. */
function summaryPeriod(complaint: OpenComplaint, { time, now }: Pick<Close, 'time' | 'now'>): (Facts & { until: Instant }) | undefined {
  const { receivedAt } = complaint;
  if (receivedAt === undefined) return undefined;
  const summary = time && packOf(complaint, time, now)?.pack.summary;
  if (!time || !summary) return { summaryDays, until: after(receivedAt, summaryDays * 86_400_000) };
  const { calendar } = calendarNow(time, summary.calendar, receivedAt);
  return { summary: summary.length, until: dueAt(calendar, receivedAt, summary.length) };
}
