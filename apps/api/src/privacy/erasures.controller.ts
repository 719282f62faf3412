import { Body, Controller, Get, Param, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Allow } from '../auth/allow.js';
import { Caller, CommandHeaderDocs } from '../http/caller.js';
import type { CommandHeaders } from '../http/command.js';
import { ComplaintIdPipe } from '../http/complaint-id.pipe.js';
import { EraseDto, ErasureAnswer, ErasureState } from './erasure.dto.js';
import { Erasures } from './erasures.js';

/** Erasing persons from a log that never changes. */
@ApiTags('privacy')
@Controller('v1/privacy/erasures')
export class ErasuresController {
  constructor(private readonly erasures: Erasures) {}

  /** Erases the person of a complaint, in all complaints of that person: none of them may be open. Sent again, it finishes what broke off. */
  @Post()
  @Allow('privacy-officer')
  @CommandHeaderDocs()
  erase(@Body() body: EraseDto, @Caller() caller: CommandHeaders): Promise<ErasureAnswer> {
    return this.erasures.erase(body, caller);
  }

  /** Whether and when the person of a complaint was erased, by whom and why. */
  @Get(':complaintId')
  @Allow('privacy-officer', 'auditor')
  state(@Param('complaintId', ComplaintIdPipe) complaintId: string): Promise<ErasureState> {
    return this.erasures.stateOf(complaintId);
  }
}
