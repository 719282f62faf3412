import { Body, Controller, HttpCode, Param, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Caller, CommandHeaderDocs } from '../http/caller.js';
import type { CommandHeaders } from '../http/command.js';
import { ComplaintIdPipe } from '../http/complaint-id.pipe.js';
import { LetterDesk } from './letter-desk.js';
import { LetterAnswer, LetterDto, LetterPreview } from './letters.dto.js';

/** Letters to the customer. */
@ApiTags('letters')
@Controller('v1/complaints')
export class LettersController {
  constructor(private readonly letters: LetterDesk) {}

  /** Shows a letter as it would be sent; nothing is stored. */
  @Post(':id/letters/preview')
  @HttpCode(200)
  preview(@Param('id', ComplaintIdPipe) id: string, @Body() body: LetterDto, @Caller() caller: CommandHeaders): Promise<LetterPreview> {
    return this.letters.preview(id, body, caller);
  }

  /** Writes a letter, keeps it, and puts on record that it was sent: as acknowledgement, reply or apology. The worker sends it. */
  @Post(':id/letters')
  @HttpCode(200)
  @CommandHeaderDocs()
  send(@Param('id', ComplaintIdPipe) id: string, @Body() body: LetterDto, @Caller() caller: CommandHeaders): Promise<LetterAnswer> {
    return this.letters.send(id, body, caller);
  }
}
