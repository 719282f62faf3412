import type { Origin } from '@redress/kernel';
import type { Moment } from '@redress/policy';
import type { ComplaintEvent, FollowedUpData } from './complaint.js';

/** Which moments an event is, in the words of policy packs; those of an automation are people's as well but for a mere acknowledgement. */
export function momentsOf(event: ComplaintEvent, origin: Origin = 'api'): readonly Moment[] {
  switch (event.type) {
    case 'Received':
      return ['received'];
    case 'Acknowledged': {
      const byPerson: Moment[] = origin === 'automation' ? [] : ['contacted'];
      return ['acknowledged', ...byPerson, ...(event.data.contact === undefined ? [] : ['contact-named' as const])];
    }
    case 'ContactMade': {
      const { direction, reached, preReceipt } = event.data;
      if (preReceipt) return [];
      if (direction === 'inbound') return ['customer-asked'];
      return reached ? ['contacted'] : [];
    }
    case 'Classified':
      return ['high', 'critical'].includes(event.data.severity) ? ['classified', 'classified-severe'] : ['classified'];
    case 'Assigned':
      return event.data.person === undefined ? ['assigned'] : ['assigned', 'contact-named'];
    case 'HandedOver':
      return event.data.to.person === undefined ? ['handed-over'] : ['handed-over', 'contact-named'];
    case 'HandedBack':
      return ['handed-back'];
    case 'Escalated':
      return [event.data.track === 'external' ? 'escalated-outside' : 'escalated'];
    case 'ExternalDecisionReceived':
      return ['external-decision'];
    case 'ContributionRequested':
      return ['contribution-requested'];
    case 'ContributionGiven':
      return event.data.result === 'refused' ? ['contribution-given', 'contribution-refused'] : ['contribution-given'];
    case 'InterimMeasureTaken':
      return ['interim-measure'];
    case 'Apologised':
      return event.data.preReceipt ? [] : ['apologised', 'contacted'];
    case 'Investigated':
      return ['investigated'];
    case 'ResolutionProposed':
      return ['proposed'];
    case 'ApprovalRequested':
      return event.data.required.length === 0 ? ['approval-requested', 'approval-granted'] : ['approval-requested'];
    case 'ApprovalGranted':
      return event.data.completes ? ['approval-granted'] : [];
    case 'ApprovalRefused':
      return ['approval-refused'];
    case 'CustomerAccepted':
      return ['customer-accepted', 'contacted'];
    case 'CustomerRefused':
      return ['customer-refused', 'contacted'];
    case 'Compensated':
      return ['remedy-ordered'];
    case 'RemedyFulfilled':
      return ['remedy-fulfilled'];
    case 'PaymentFailed':
      return ['payment-failed'];
    case 'PromiseMade':
      return ['promised', 'contacted'];
    case 'PromiseKept':
      return ['promise-kept'];
    case 'ReplySent': {
      const { kind } = event.data;
      if (kind === 'summary') return ['replied', 'contacted', 'replied-summary'];
      return kind === 'final' ? ['replied', 'contacted', 'replied-final'] : ['replied', 'contacted'];
    }
    case 'FollowedUp': {
      if (!event.data.reached) return [];
      return isDissatisfied(event.data) ? ['followed-up', 'contacted', 'dissatisfied'] : ['followed-up', 'contacted'];
    }
    case 'Linked':
      return event.data.kind === 'repeat' ? ['repeated'] : [];
    case 'JoinedIncident':
      return ['joined-incident'];
    case 'Closed':
      return ['closed'];
    case 'Withdrawn':
      return ['withdrawn'];
    case 'Reopened':
      return ['reopened'];
    case 'Recused':
    case 'EvidenceAdded':
    case 'NoteAdded':
    case 'ResolutionWithdrawn':
    case 'ApprovalVoided':
    case 'CompensationCancelled':
    case 'CustomerArrived':
    case 'CustomerDeparted':
    case 'Corrected':
    case 'Unlinked':
    case 'MergedInto':
    case 'Unmerged':
    case 'LegalHoldPlaced':
    case 'LegalHoldLifted':
    case 'PersonalDataErased':
    case 'DeadlineSet':
    case 'DeadlineWarned':
    case 'DeadlinePaused':
    case 'DeadlineResumed':
    case 'DeadlineExtended':
    case 'DeadlineMet':
    case 'DeadlineMissed':
    case 'DeadlineStopped':
    case 'RiskRaised':
    case 'RiskEased':
    case 'LeftIncident':
    case 'HistoryImported':
      return [];
  }
}

/** Whether an answer at follow-up sends the case back: 1 or 2 of 5, or "not solved" (rule 7). */
export function isDissatisfied(answer: Pick<FollowedUpData, 'satisfaction' | 'solved'>): boolean {
  return answer.solved === false || (answer.satisfaction !== undefined && answer.satisfaction <= 2);
}
