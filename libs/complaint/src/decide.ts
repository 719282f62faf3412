import { RuleViolation, type Decided } from '@redress/kernel';
import { acknowledge } from './acknowledge.js';
import { addEvidence } from './add-evidence.js';
import { addNote } from './add-note.js';
import { apologise } from './apologise.js';
import { approve } from './approve.js';
import { arrive } from './arrive.js';
import { assign } from './assign.js';
import { cancelCompensation } from './cancel-compensation.js';
import { classify } from './classify.js';
import { close } from './close.js';
import type { ComplaintCommand } from './commands.js';
import { compensate } from './compensate.js';
import { complaintEventTypes, type ComplaintEvent } from './complaint.js';
import { withConsequences } from './consequences.js';
import { correct } from './correct.js';
import { extendDeadline, fireDeadline, pauseDeadline, resumeDeadline } from './deadline.js';
import { depart } from './depart.js';
import { erasePersonalData } from './erase-personal-data.js';
import { escalate } from './escalate.js';
import { failPayment } from './fail-payment.js';
import { followUp } from './follow-up.js';
import { fulfil } from './fulfil.js';
import { giveContribution } from './give-contribution.js';
import { handBack } from './hand-back.js';
import { handOver } from './hand-over.js';
import { importHistory } from './import-history.js';
import { investigate } from './investigate.js';
import { joinIncident, leaveIncident } from './incident.js';
import { keepPromise } from './keep-promise.js';
import { liftLegalHold, placeLegalHold } from './legal-hold.js';
import { link } from './link.js';
import { makePromise } from './make-promise.js';
import { merge } from './merge.js';
import { propose } from './propose.js';
import { receive } from './receive.js';
import { recordContact } from './record-contact.js';
import { recordCustomerDecision } from './record-customer-decision.js';
import { recordExternalDecision } from './record-external-decision.js';
import { recuse } from './recuse.js';
import { reopen } from './reopen.js';
import { reply } from './reply.js';
import { requestContribution } from './request-contribution.js';
import type { ComplaintState } from './state.js';
import { takeInterimMeasure } from './take-interim-measure.js';
import { unlink } from './unlink.js';
import { unmerge } from './unmerge.js';
import { withdrawProposal } from './withdraw-proposal.js';
import { withdraw } from './withdraw.js';

/**
 * What a command makes happen: at least one event, appended all or none. Pure: neither clock nor randomness, nothing is mutated.
 * Throws RuleViolation (409) or Contradiction (422), each with a stable code and facts without personal data; nothing else.
 */
export function decide(state: ComplaintState, command: ComplaintCommand): Decided<ComplaintEvent>[] {
  const events = inOrder(state, command);
  if (state.status !== 'none' && state.isErased) nothingPersonal(events);
  return events;
}

function inOrder(state: ComplaintState, command: ComplaintCommand): Decided<ComplaintEvent>[] {
  const latestAt = 'latestAt' in state ? state.latestAt : undefined;
  if (latestAt === undefined || command.occurredAt !== command.now || latestAt <= command.now) return whole(state, command);
  // Two who write at once are not out of order: who names no time of their own follows what was written first.
  const events = whole(state, { ...command, now: latestAt, occurredAt: latestAt });
  return events.map((event) => ({ ...event, occurredAt: latestAt }));
}

const whole = (state: ComplaintState, command: ComplaintCommand) => withConsequences(state, command, decided(state, command));

/** After an erasure, also while some process still remembers the key. Code: `personal-data-erased`. */
function nothingPersonal(events: readonly ComplaintEvent[]): void {
  for (const { type, data } of events) {
    const said = data as Readonly<Record<string, unknown>>;
    const fields = complaintEventTypes[type].personal.filter((name) => said[name] !== undefined && said[name] !== null);
    if (fields.length === 0) continue;
    throw new RuleViolation('personal-data-erased', 'The person of this case was erased: nothing personal can be added to it.', { fields });
  }
}

function decided(state: ComplaintState, command: ComplaintCommand): Decided<ComplaintEvent>[] {
  switch (command.type) {
    case 'receive':
      return receive(state, command);
    case 'acknowledge':
      return acknowledge(state, command);
    case 'classify':
      return classify(state, command);
    case 'assign':
      return assign(state, command);
    case 'handBack':
      return handBack(state, command);
    case 'recuse':
      return recuse(state, command);
    case 'apologise':
      return apologise(state, command);
    case 'investigate':
      return investigate(state, command);
    case 'addEvidence':
      return addEvidence(state, command);
    case 'addNote':
      return addNote(state, command);
    case 'recordContact':
      return recordContact(state, command);
    case 'makePromise':
      return makePromise(state, command);
    case 'keepPromise':
      return keepPromise(state, command);
    case 'propose':
      return propose(state, command);
    case 'withdrawProposal':
      return withdrawProposal(state, command);
    case 'approve':
      return approve(state, command);
    case 'recordCustomerDecision':
      return recordCustomerDecision(state, command);
    case 'compensate':
      return compensate(state, command);
    case 'fulfil':
      return fulfil(state, command);
    case 'failPayment':
      return failPayment(state, command);
    case 'cancelCompensation':
      return cancelCompensation(state, command);
    case 'escalate':
      return escalate(state, command);
    case 'reply':
      return reply(state, command);
    case 'followUp':
      return followUp(state, command);
    case 'close':
      return close(state, command);
    case 'withdraw':
      return withdraw(state, command);
    case 'reopen':
      return reopen(state, command);
    case 'handOver':
      return handOver(state, command);
    case 'requestContribution':
      return requestContribution(state, command);
    case 'giveContribution':
      return giveContribution(state, command);
    case 'takeInterimMeasure':
      return takeInterimMeasure(state, command);
    case 'arrive':
      return arrive(state, command);
    case 'depart':
      return depart(state, command);
    case 'recordExternalDecision':
      return recordExternalDecision(state, command);
    case 'correct':
      return correct(state, command);
    case 'link':
      return link(state, command);
    case 'unlink':
      return unlink(state, command);
    case 'merge':
      return merge(state, command);
    case 'unmerge':
      return unmerge(state, command);
    case 'placeLegalHold':
      return placeLegalHold(state, command);
    case 'liftLegalHold':
      return liftLegalHold(state, command);
    case 'erasePersonalData':
      return erasePersonalData(state, command);
    case 'fireDeadline':
      return fireDeadline(state, command);
    case 'pauseDeadline':
      return pauseDeadline(state, command);
    case 'resumeDeadline':
      return resumeDeadline(state, command);
    case 'extendDeadline':
      return extendDeadline(state, command);
    case 'joinIncident':
      return joinIncident(state, command);
    case 'leaveIncident':
      return leaveIncident(state, command);
    case 'importHistory':
      return importHistory(state, command);
  }
}
