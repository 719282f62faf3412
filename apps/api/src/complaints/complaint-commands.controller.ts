import { Body, Controller, HttpCode, Param, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Caller, CommandHeaderDocs } from '../http/caller.js';
import type { CommandHeaders } from '../http/command.js';
import { ComplaintIdPipe } from '../http/complaint-id.pipe.js';
import { ComplaintCommands } from './complaint-commands.js';
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
import { ComplaintAnswer, ReceivedAnswer } from './dto/complaint-answer.dto.js';
import { GiveContributionDto, RequestContributionDto } from './dto/contribution.dto.js';
import { CorrectDto } from './dto/correct.dto.js';
import { CustomerDecisionDto } from './dto/customer-decision.dto.js';
import { ExtendDto, KeepPromiseDto, PauseDto } from './dto/deadline.dto.js';
import { EscalateDto } from './dto/escalate.dto.js';
import { ExternalDecisionDto } from './dto/external-decision.dto.js';
import { FollowUpDto } from './dto/follow-up.dto.js';
import { HandBackDto } from './dto/hand-back.dto.js';
import { HandOverDto } from './dto/hand-over.dto.js';
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

/** What can be done to a complaint: one route, one command, one append. */
@ApiTags('commands')
@CommandHeaderDocs()
@Controller('v1/complaints')
export class ComplaintCommandsController {
  constructor(private readonly commands: ComplaintCommands) {}

  /** Receives a complaint: the form 咨诉单. */
  @Post()
  receive(@Body() body: ReceiveDto, @Caller() caller: CommandHeaders): Promise<ReceivedAnswer> {
    return this.commands.receive(body, caller);
  }

  /** Tells the customer how and until when the complaint will be handled. */
  @Post(':id/acknowledgement')
  @HttpCode(200)
  acknowledge(
    @Param('id', ComplaintIdPipe) id: string,
    @Body() body: AcknowledgeDto,
    @Caller() caller: CommandHeaders,
  ): Promise<ComplaintAnswer> {
    return this.commands.run(id, 'acknowledge', body, caller);
  }

  /** Says which kind of complaint it is. */
  @Post(':id/classification')
  @HttpCode(200)
  classify(
    @Param('id', ComplaintIdPipe) id: string,
    @Body() body: ClassifyDto,
    @Caller() caller: CommandHeaders,
  ): Promise<ComplaintAnswer> {
    return this.commands.run(id, 'classify', body, caller);
  }

  /** Gives the case to a person, unit, team or skill. */
  @Post(':id/assignment')
  @HttpCode(200)
  assign(@Param('id', ComplaintIdPipe) id: string, @Body() body: AssignDto, @Caller() caller: CommandHeaders): Promise<ComplaintAnswer> {
    return this.commands.run(id, 'assign', body, caller);
  }

  /** Gives the case back to a lower level. */
  @Post(':id/hand-backs')
  @HttpCode(200)
  handBack(
    @Param('id', ComplaintIdPipe) id: string,
    @Body() body: HandBackDto,
    @Caller() caller: CommandHeaders,
  ): Promise<ComplaintAnswer> {
    return this.commands.run(id, 'handBack', body, caller);
  }

  /** Keeps the caller, or somebody else, out of the case. */
  @Post(':id/recusals')
  @HttpCode(200)
  recuse(@Param('id', ComplaintIdPipe) id: string, @Body() body: RecuseDto, @Caller() caller: CommandHeaders): Promise<ComplaintAnswer> {
    return this.commands.run(id, 'recuse', body, caller);
  }

  /** Adds evidence, by hash and place. */
  @Post(':id/evidence')
  @HttpCode(200)
  addEvidence(
    @Param('id', ComplaintIdPipe) id: string,
    @Body() body: AddEvidenceDto,
    @Caller() caller: CommandHeaders,
  ): Promise<ComplaintAnswer> {
    return this.commands.run(id, 'addEvidence', body, caller);
  }

  /** Adds a note for colleagues. */
  @Post(':id/notes')
  @HttpCode(200)
  addNote(@Param('id', ComplaintIdPipe) id: string, @Body() body: AddNoteDto, @Caller() caller: CommandHeaders): Promise<ComplaintAnswer> {
    return this.commands.run(id, 'addNote', body, caller);
  }

  /** Records that somebody spoke with the customer, or tried to. */
  @Post(':id/contacts')
  @HttpCode(200)
  recordContact(
    @Param('id', ComplaintIdPipe) id: string,
    @Body() body: RecordContactDto,
    @Caller() caller: CommandHeaders,
  ): Promise<ComplaintAnswer> {
    return this.commands.run(id, 'recordContact', body, caller);
  }

  /** Records what the customer was promised by a date. */
  @Post(':id/promises')
  @HttpCode(200)
  makePromise(
    @Param('id', ComplaintIdPipe) id: string,
    @Body() body: MakePromiseDto,
    @Caller() caller: CommandHeaders,
  ): Promise<ComplaintAnswer> {
    return this.commands.run(id, 'makePromise', body, caller);
  }

  /** Records that a promise was kept. */
  @Post(':id/promises/kept')
  @HttpCode(200)
  keepPromise(
    @Param('id', ComplaintIdPipe) id: string,
    @Body() body: KeepPromiseDto,
    @Caller() caller: CommandHeaders,
  ): Promise<ComplaintAnswer> {
    return this.commands.run(id, 'keepPromise', body, caller);
  }

  /** Lets a clock stand still, for a reason; no clock of the law. */
  @Post(':id/deadlines/:clock/pause')
  @HttpCode(200)
  pause(
    @Param('id', ComplaintIdPipe) id: string,
    @Param('clock') clock: string,
    @Body() body: PauseDto,
    @Caller() caller: CommandHeaders,
  ): Promise<ComplaintAnswer> {
    return this.commands.onClock(id, 'pauseDeadline', clock, body, caller);
  }

  /** Lets a clock that stood still go on; its date moves by what was lost. */
  @Post(':id/deadlines/:clock/resumption')
  @HttpCode(200)
  resume(
    @Param('id', ComplaintIdPipe) id: string,
    @Param('clock') clock: string,
    @Body() body: PauseDto,
    @Caller() caller: CommandHeaders,
  ): Promise<ComplaintAnswer> {
    return this.commands.onClock(id, 'resumeDeadline', clock, body, caller);
  }

  /** Approves more time for a clock, as its rule permits. */
  @Post(':id/deadlines/:clock/extension')
  @HttpCode(200)
  extend(
    @Param('id', ComplaintIdPipe) id: string,
    @Param('clock') clock: string,
    @Body() body: ExtendDto,
    @Caller() caller: CommandHeaders,
  ): Promise<ComplaintAnswer> {
    return this.commands.onClock(id, 'extendDeadline', clock, body, caller);
  }

  /** Records an apology. */
  @Post(':id/apologies')
  @HttpCode(200)
  apologise(
    @Param('id', ComplaintIdPipe) id: string,
    @Body() body: ApologiseDto,
    @Caller() caller: CommandHeaders,
  ): Promise<ComplaintAnswer> {
    return this.commands.run(id, 'apologise', body, caller);
  }

  /** Records what an investigation found. */
  @Post(':id/investigations')
  @HttpCode(200)
  investigate(
    @Param('id', ComplaintIdPipe) id: string,
    @Body() body: InvestigateDto,
    @Caller() caller: CommandHeaders,
  ): Promise<ComplaintAnswer> {
    return this.commands.run(id, 'investigate', body, caller);
  }

  /** Proposes a remedy; the matrix says who must sign for it. */
  @Post(':id/proposals')
  @HttpCode(200)
  propose(@Param('id', ComplaintIdPipe) id: string, @Body() body: ProposeDto, @Caller() caller: CommandHeaders): Promise<ComplaintAnswer> {
    return this.commands.run(id, 'propose', body, caller);
  }

  /** Takes the current proposal back. */
  @Post(':id/proposals/current/withdrawal')
  @HttpCode(200)
  withdrawProposal(
    @Param('id', ComplaintIdPipe) id: string,
    @Body() body: WithdrawProposalDto,
    @Caller() caller: CommandHeaders,
  ): Promise<ComplaintAnswer> {
    return this.commands.run(id, 'withdrawProposal', body, caller);
  }

  /** Signs for a role that the current proposal needs, or refuses to. */
  @Post(':id/approvals')
  @HttpCode(200)
  approve(@Param('id', ComplaintIdPipe) id: string, @Body() body: ApproveDto, @Caller() caller: CommandHeaders): Promise<ComplaintAnswer> {
    return this.commands.run(id, 'approve', body, caller);
  }

  /** Records what the customer says to the current proposal. */
  @Post(':id/customer-decision')
  @HttpCode(200)
  recordCustomerDecision(
    @Param('id', ComplaintIdPipe) id: string,
    @Body() body: CustomerDecisionDto,
    @Caller() caller: CommandHeaders,
  ): Promise<ComplaintAnswer> {
    return this.commands.run(id, 'recordCustomerDecision', body, caller);
  }

  /** Orders a remedy. */
  @Post(':id/compensations')
  @HttpCode(200)
  compensate(
    @Param('id', ComplaintIdPipe) id: string,
    @Body() body: CompensateDto,
    @Caller() caller: CommandHeaders,
  ): Promise<ComplaintAnswer> {
    return this.commands.run(id, 'compensate', body, caller);
  }

  /** Records that the customer has what was ordered. */
  @Post(':id/fulfilments')
  @HttpCode(200)
  fulfil(@Param('id', ComplaintIdPipe) id: string, @Body() body: FulfilDto, @Caller() caller: CommandHeaders): Promise<ComplaintAnswer> {
    return this.commands.run(id, 'fulfil', body, caller);
  }

  /** Records that a remedy did not reach the customer. */
  @Post(':id/payment-failures')
  @HttpCode(200)
  failPayment(
    @Param('id', ComplaintIdPipe) id: string,
    @Body() body: FailPaymentDto,
    @Caller() caller: CommandHeaders,
  ): Promise<ComplaintAnswer> {
    return this.commands.run(id, 'failPayment', body, caller);
  }

  /** Cancels a remedy that is still owed. */
  @Post(':id/cancellations')
  @HttpCode(200)
  cancelCompensation(
    @Param('id', ComplaintIdPipe) id: string,
    @Body() body: CancelCompensationDto,
    @Caller() caller: CommandHeaders,
  ): Promise<ComplaintAnswer> {
    return this.commands.run(id, 'cancelCompensation', body, caller);
  }

  /** Moves the case up a level, or records that it also runs at a body outside. */
  @Post(':id/escalations')
  @HttpCode(200)
  escalate(
    @Param('id', ComplaintIdPipe) id: string,
    @Body() body: EscalateDto,
    @Caller() caller: CommandHeaders,
  ): Promise<ComplaintAnswer> {
    return this.commands.run(id, 'escalate', body, caller);
  }

  /** Records a reply to the customer. */
  @Post(':id/replies')
  @HttpCode(200)
  reply(@Param('id', ComplaintIdPipe) id: string, @Body() body: ReplyDto, @Caller() caller: CommandHeaders): Promise<ComplaintAnswer> {
    return this.commands.run(id, 'reply', body, caller);
  }

  /** Records that the customer was asked, or why that is impossible. */
  @Post(':id/follow-ups')
  @HttpCode(200)
  followUp(
    @Param('id', ComplaintIdPipe) id: string,
    @Body() body: FollowUpDto,
    @Caller() caller: CommandHeaders,
  ): Promise<ComplaintAnswer> {
    return this.commands.run(id, 'followUp', body, caller);
  }

  /** Closes the case. */
  @Post(':id/closure')
  @HttpCode(200)
  close(@Param('id', ComplaintIdPipe) id: string, @Body() body: CloseDto, @Caller() caller: CommandHeaders): Promise<ComplaintAnswer> {
    return this.commands.run(id, 'close', body, caller);
  }

  /** Takes the complaint back for the customer; that closes the case. */
  @Post(':id/withdrawal')
  @HttpCode(200)
  withdraw(
    @Param('id', ComplaintIdPipe) id: string,
    @Body() body: WithdrawDto,
    @Caller() caller: CommandHeaders,
  ): Promise<ComplaintAnswer> {
    return this.commands.run(id, 'withdraw', body, caller);
  }

  /** Opens a closed case again. */
  @Post(':id/reopening')
  @HttpCode(200)
  reopen(@Param('id', ComplaintIdPipe) id: string, @Body() body: ReopenDto, @Caller() caller: CommandHeaders): Promise<ComplaintAnswer> {
    return this.commands.run(id, 'reopen', body, caller);
  }

  /** Gives the case from one hand into the next, so that the wait belongs to who has it. */
  @Post(':id/hand-overs')
  @HttpCode(200)
  handOver(
    @Param('id', ComplaintIdPipe) id: string,
    @Body() body: HandOverDto,
    @Caller() caller: CommandHeaders,
  ): Promise<ComplaintAnswer> {
    return this.commands.run(id, 'handOver', body, caller);
  }

  /** Asks another department to do its part, in parallel. */
  @Post(':id/contributions')
  @HttpCode(200)
  requestContribution(
    @Param('id', ComplaintIdPipe) id: string,
    @Body() body: RequestContributionDto,
    @Caller() caller: CommandHeaders,
  ): Promise<ComplaintAnswer> {
    return this.commands.run(id, 'requestContribution', body, caller);
  }

  /** Records what a department answers that was asked for its part. */
  @Post(':id/contribution-answers')
  @HttpCode(200)
  giveContribution(
    @Param('id', ComplaintIdPipe) id: string,
    @Body() body: GiveContributionDto,
    @Caller() caller: CommandHeaders,
  ): Promise<ComplaintAnswer> {
    return this.commands.run(id, 'giveContribution', body, caller);
  }

  /** Records what was done at once, so that nothing worse happens. */
  @Post(':id/interim-measures')
  @HttpCode(200)
  takeInterimMeasure(
    @Param('id', ComplaintIdPipe) id: string,
    @Body() body: InterimMeasureDto,
    @Caller() caller: CommandHeaders,
  ): Promise<ComplaintAnswer> {
    return this.commands.run(id, 'takeInterimMeasure', body, caller);
  }

  /** Records that the customer came to a branch. */
  @Post(':id/arrivals')
  @HttpCode(200)
  arrive(
    @Param('id', ComplaintIdPipe) id: string,
    @Body() body: BranchVisitDto,
    @Caller() caller: CommandHeaders,
  ): Promise<ComplaintAnswer> {
    return this.commands.run(id, 'arrive', body, caller);
  }

  /** Records that the customer left the branch. */
  @Post(':id/departures')
  @HttpCode(200)
  depart(
    @Param('id', ComplaintIdPipe) id: string,
    @Body() body: BranchVisitDto,
    @Caller() caller: CommandHeaders,
  ): Promise<ComplaintAnswer> {
    return this.commands.run(id, 'depart', body, caller);
  }

  /** Records what a body outside decided. */
  @Post(':id/external-decisions')
  @HttpCode(200)
  recordExternalDecision(
    @Param('id', ComplaintIdPipe) id: string,
    @Body() body: ExternalDecisionDto,
    @Caller() caller: CommandHeaders,
  ): Promise<ComplaintAnswer> {
    return this.commands.run(id, 'recordExternalDecision', body, caller);
  }

  /** Corrects a field of the complaint form; the form stays as it was written. */
  @Post(':id/corrections')
  @HttpCode(200)
  correct(@Param('id', ComplaintIdPipe) id: string, @Body() body: CorrectDto, @Caller() caller: CommandHeaders): Promise<ComplaintAnswer> {
    return this.commands.run(id, 'correct', body, caller);
  }

  /** Says that the case has to do with another. */
  @Post(':id/links')
  @HttpCode(200)
  link(@Param('id', ComplaintIdPipe) id: string, @Body() body: LinkDto, @Caller() caller: CommandHeaders): Promise<ComplaintAnswer> {
    return this.commands.run(id, 'link', body, caller);
  }

  /** Says that the case has nothing to do with another after all. */
  @Post(':id/unlinkings')
  @HttpCode(200)
  unlink(@Param('id', ComplaintIdPipe) id: string, @Body() body: UnlinkDto, @Caller() caller: CommandHeaders): Promise<ComplaintAnswer> {
    return this.commands.run(id, 'unlink', body, caller);
  }

  /** Merges the case into another, in which it goes on. */
  @Post(':id/merge')
  @HttpCode(200)
  merge(@Param('id', ComplaintIdPipe) id: string, @Body() body: MergeDto, @Caller() caller: CommandHeaders): Promise<ComplaintAnswer> {
    return this.commands.run(id, 'merge', body, caller);
  }

  /** Undoes the merge: the case stands for itself again. */
  @Post(':id/unmerging')
  @HttpCode(200)
  unmerge(@Param('id', ComplaintIdPipe) id: string, @Body() body: UnmergeDto, @Caller() caller: CommandHeaders): Promise<ComplaintAnswer> {
    return this.commands.run(id, 'unmerge', body, caller);
  }
}
