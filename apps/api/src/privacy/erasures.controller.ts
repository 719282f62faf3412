import { Body, Controller, Get, Headers, HttpCode, Param, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Caller, CommandHeaderDocs } from '../http/caller.js';
import type { CommandHeaders } from '../http/command.js';
import { ComplaintIdPipe } from '../http/complaint-id.pipe.js';
import { MinPosition } from '../http/freshness.js';
import { PageDto } from '../http/page.dto.js';
import {
  ApproveErasureDto,
  ApproveErasuresDto,
  ErasureAnswer,
  ErasureOutcomes,
  ErasureProposedAnswer,
  ErasureRejectedAnswer,
  ErasuresDto,
  ErasuresDuePage,
  ErasuresPageDto,
  ErasuresProposedAnswer,
  ErasureState,
  ProposeDueDto,
  ProposeErasureDto,
  RejectErasureDto,
} from './erasure.dto.js';
import { Erasures } from './erasures.js';

/** Erasing persons from a log that never changes: one proposes, another approves. */
@ApiTags('privacy')
@Controller('v1/privacy/erasures')
export class ErasuresController {
  constructor(private readonly erasures: Erasures) {}

  /** Proposes to erase the person of a complaint, in all complaints of that person; refused with every reason while it could not be done. */
  @Post()
  @CommandHeaderDocs()
  propose(@Body() body: ProposeErasureDto, @Caller() caller: CommandHeaders): Promise<ErasureProposedAnswer> {
    return this.erasures.propose(body, caller);
  }

  /** Requests, those proposed last first, and how many there are of each status. */
  @Get()
  @MinPosition()
  list(@Query() question: ErasuresDto, @Headers('redress-min-position') minPosition?: string): Promise<ErasuresPageDto> {
    return this.erasures.list(question, minPosition);
  }

  /** Persons whose files had to be kept, and need not be any longer. */
  @Get('due')
  @MinPosition()
  due(@Query() question: PageDto, @Headers('redress-min-position') minPosition?: string): Promise<ErasuresDuePage> {
    return this.erasures.due(question, minPosition);
  }

  /** Proposes those who are due. */
  @Post('due/proposals')
  @CommandHeaderDocs()
  proposeDue(@Body() body: ProposeDueDto, @Caller() caller: CommandHeaders): Promise<ErasuresProposedAnswer> {
    return this.erasures.proposeDue(body, caller);
  }

  /** Approves several requests, one after the other; a refusal does not stop the rest. */
  @Post('approvals')
  @HttpCode(200)
  @CommandHeaderDocs()
  approveAll(@Body() body: ApproveErasuresDto, @Caller() caller: CommandHeaders): Promise<ErasureOutcomes> {
    return this.erasures.approveAll(body.requests, caller);
  }

  /** Approves a request of somebody else, and erases the person. Sent again, it finishes what broke off. */
  @Post(':id/approval')
  @HttpCode(200)
  @CommandHeaderDocs()
  approve(@Param('id') id: string, @Body() body: ApproveErasureDto, @Caller() caller: CommandHeaders): Promise<ErasureAnswer> {
    return this.erasures.approve(id, body, caller);
  }

  /** Rejects a request. */
  @Post(':id/rejection')
  @HttpCode(200)
  @CommandHeaderDocs()
  reject(@Param('id') id: string, @Body() body: RejectErasureDto, @Caller() caller: CommandHeaders): Promise<ErasureRejectedAnswer> {
    return this.erasures.reject(id, body, caller);
  }

  /** Whether and when the person of a complaint was erased, by whom and why; of a request, by its id, how far it is. */
  @Get(':id')
  @MinPosition()
  state(@Param('id', ComplaintIdPipe) id: string, @Headers('redress-min-position') minPosition?: string): Promise<ErasureState> {
    return this.erasures.stateOf(id, minPosition);
  }
}
