import type { Type } from '@nestjs/common';
import type { ComplaintCommand } from '@redress/complaint';
import { AcknowledgeDto } from './dto/acknowledge.dto.js';
import { AddEvidenceDto } from './dto/add-evidence.dto.js';
import { AddNoteDto } from './dto/add-note.dto.js';
import { ApologiseDto } from './dto/apologise.dto.js';
import { ApproveDto } from './dto/approve.dto.js';
import { AssignDto } from './dto/assign.dto.js';
import { BranchVisitDto } from './dto/branch-visit.dto.js';
import { ClassifyDto } from './dto/classify.dto.js';
import { CloseDto } from './dto/close.dto.js';
import { CompensateDto } from './dto/compensate.dto.js';
import { GiveContributionDto, RequestContributionDto } from './dto/contribution.dto.js';
import { CorrectDto } from './dto/correct.dto.js';
import { CustomerDecisionDto } from './dto/customer-decision.dto.js';
import { ExtendClockDto, KeepPromiseDto, PauseClockDto } from './dto/deadline.dto.js';
import { EscalateDto } from './dto/escalate.dto.js';
import { ExternalDecisionDto } from './dto/external-decision.dto.js';
import { FollowUpDto } from './dto/follow-up.dto.js';
import { HandBackDto } from './dto/hand-back.dto.js';
import { HandOverDto } from './dto/hand-over.dto.js';
import { ImportHistoryDto } from './dto/import-history.dto.js';
import { InterimMeasureDto } from './dto/interim-measure.dto.js';
import { InvestigateDto } from './dto/investigate.dto.js';
import { LinkDto, MergeDto, UnlinkDto, UnmergeDto } from './dto/link.dto.js';
import { LiftLegalHoldDto, PlaceLegalHoldDto } from './dto/legal-hold.dto.js';
import { MakePromiseDto } from './dto/make-promise.dto.js';
import { ProposeDto } from './dto/propose.dto.js';
import { ReceiveDto } from './dto/receive.dto.js';
import { RecordContactDto } from './dto/record-contact.dto.js';
import { RecuseDto } from './dto/recuse.dto.js';
import { CancelCompensationDto, FailPaymentDto, FulfilDto } from './dto/remedy.dto.js';
import { ReopenDto } from './dto/reopen.dto.js';
import { ReplyDto } from './dto/reply.dto.js';
import { WithdrawProposalDto } from './dto/withdraw-proposal.dto.js';
import { WithdrawDto } from './dto/withdraw.dto.js';

/** What can be sent; erasure has a door of its own, deadlines are fired and incidents joined by automations. */
export type CommandName = Exclude<ComplaintCommand['type'], 'erasePersonalData' | Following>;
type Following = 'fireDeadline' | 'joinIncident' | 'leaveIncident';

interface CommandRow {
  readonly dto: Type<object>;
}

/** Every command that can be sent: what its body looks like. Who may send it is in the policy table. */
export const commandTable: Readonly<Record<CommandName, CommandRow>> = {
  receive: { dto: ReceiveDto },
  acknowledge: { dto: AcknowledgeDto },
  classify: { dto: ClassifyDto },
  assign: { dto: AssignDto },
  handBack: { dto: HandBackDto },
  recuse: { dto: RecuseDto },
  addEvidence: { dto: AddEvidenceDto },
  addNote: { dto: AddNoteDto },
  recordContact: { dto: RecordContactDto },
  makePromise: { dto: MakePromiseDto },
  keepPromise: { dto: KeepPromiseDto },
  pauseDeadline: { dto: PauseClockDto },
  resumeDeadline: { dto: PauseClockDto },
  extendDeadline: { dto: ExtendClockDto },
  apologise: { dto: ApologiseDto },
  investigate: { dto: InvestigateDto },
  propose: { dto: ProposeDto },
  withdrawProposal: { dto: WithdrawProposalDto },
  approve: { dto: ApproveDto },
  recordCustomerDecision: { dto: CustomerDecisionDto },
  compensate: { dto: CompensateDto },
  fulfil: { dto: FulfilDto },
  failPayment: { dto: FailPaymentDto },
  cancelCompensation: { dto: CancelCompensationDto },
  escalate: { dto: EscalateDto },
  reply: { dto: ReplyDto },
  followUp: { dto: FollowUpDto },
  close: { dto: CloseDto },
  withdraw: { dto: WithdrawDto },
  reopen: { dto: ReopenDto },
  handOver: { dto: HandOverDto },
  requestContribution: { dto: RequestContributionDto },
  giveContribution: { dto: GiveContributionDto },
  takeInterimMeasure: { dto: InterimMeasureDto },
  arrive: { dto: BranchVisitDto },
  depart: { dto: BranchVisitDto },
  recordExternalDecision: { dto: ExternalDecisionDto },
  correct: { dto: CorrectDto },
  link: { dto: LinkDto },
  unlink: { dto: UnlinkDto },
  merge: { dto: MergeDto },
  unmerge: { dto: UnmergeDto },
  placeLegalHold: { dto: PlaceLegalHoldDto },
  liftLegalHold: { dto: LiftLegalHoldDto },
  importHistory: { dto: ImportHistoryDto },
};
