import type { Type } from '@nestjs/common';
import type { ComplaintCommand } from '@redress/complaint';
import type { Principal } from '@redress/platform';
import { caseWorkers, payers, recusers, type Allowed } from '../auth/allow.js';
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
  readonly roles: readonly Allowed[];
  /** Who may, where that depends on what is sent as well. */
  readonly rolesFor?: (body: object, caller: Principal) => readonly Allowed[];
}

/** Every command: what its body looks like, and who may send it. The routes and the bulk door both read it here. */
export const commandTable: Readonly<Record<CommandName, CommandRow>> = {
  receive: { dto: ReceiveDto, roles: caseWorkers },
  acknowledge: { dto: AcknowledgeDto, roles: caseWorkers },
  classify: { dto: ClassifyDto, roles: caseWorkers },
  assign: { dto: AssignDto, roles: caseWorkers },
  handBack: { dto: HandBackDto, roles: caseWorkers },
  recuse: { dto: RecuseDto, roles: ['any-writer'], rolesFor: mayRecuse },
  addEvidence: { dto: AddEvidenceDto, roles: caseWorkers },
  addNote: { dto: AddNoteDto, roles: caseWorkers },
  recordContact: { dto: RecordContactDto, roles: caseWorkers },
  makePromise: { dto: MakePromiseDto, roles: caseWorkers },
  keepPromise: { dto: KeepPromiseDto, roles: caseWorkers },
  pauseDeadline: { dto: PauseClockDto, roles: caseWorkers },
  resumeDeadline: { dto: PauseClockDto, roles: caseWorkers },
  // Packs are data and name roles of their own: the decision says who approves.
  extendDeadline: { dto: ExtendClockDto, roles: ['any-writer'] },
  apologise: { dto: ApologiseDto, roles: caseWorkers },
  investigate: { dto: InvestigateDto, roles: caseWorkers },
  propose: { dto: ProposeDto, roles: caseWorkers },
  withdrawProposal: { dto: WithdrawProposalDto, roles: caseWorkers },
  // Matrices are data and name roles of their own: the decision says who may sign.
  approve: { dto: ApproveDto, roles: ['any-writer'] },
  recordCustomerDecision: { dto: CustomerDecisionDto, roles: caseWorkers },
  compensate: { dto: CompensateDto, roles: caseWorkers },
  // Where money is paid the decision asks for finance.
  fulfil: { dto: FulfilDto, roles: payers },
  failPayment: { dto: FailPaymentDto, roles: payers },
  cancelCompensation: { dto: CancelCompensationDto, roles: caseWorkers },
  escalate: { dto: EscalateDto, roles: caseWorkers },
  reply: { dto: ReplyDto, roles: caseWorkers },
  followUp: { dto: FollowUpDto, roles: caseWorkers },
  close: { dto: CloseDto, roles: caseWorkers },
  withdraw: { dto: WithdrawDto, roles: caseWorkers },
  reopen: { dto: ReopenDto, roles: caseWorkers },
  handOver: { dto: HandOverDto, roles: caseWorkers },
  requestContribution: { dto: RequestContributionDto, roles: caseWorkers },
  // Whoever was asked answers: other departments have roles of their own.
  giveContribution: { dto: GiveContributionDto, roles: ['any-writer'] },
  takeInterimMeasure: { dto: InterimMeasureDto, roles: caseWorkers },
  arrive: { dto: BranchVisitDto, roles: caseWorkers },
  depart: { dto: BranchVisitDto, roles: caseWorkers },
  recordExternalDecision: { dto: ExternalDecisionDto, roles: caseWorkers },
  correct: { dto: CorrectDto, roles: caseWorkers },
  link: { dto: LinkDto, roles: caseWorkers },
  unlink: { dto: UnlinkDto, roles: caseWorkers },
  merge: { dto: MergeDto, roles: caseWorkers },
  unmerge: { dto: UnmergeDto, roles: caseWorkers },
  importHistory: { dto: ImportHistoryDto, roles: ['service', 'operator'] },
};

type Recusing = { readonly person?: string; readonly vacates?: readonly string[] };

/** To say that nobody is left in a role is for those who have it. */
function mayRecuse({ person, vacates = [] }: Recusing, { sub, roles }: Principal): readonly Allowed[] {
  const own = new Set<string>(roles);
  return (person === undefined || person === sub) && vacates.every((role) => own.has(role)) ? ['any-writer'] : recusers;
}
