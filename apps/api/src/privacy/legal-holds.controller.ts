import { Body, Controller, HttpCode, Param, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { ComplaintCommands } from '../complaints/complaint-commands.js';
import { ComplaintAnswer } from '../complaints/dto/complaint-answer.dto.js';
import { LiftHoldDto, PlaceLegalHoldDto } from '../complaints/dto/legal-hold.dto.js';
import { Caller, CommandHeaderDocs } from '../http/caller.js';
import type { CommandHeaders } from '../http/command.js';
import { ComplaintIdPipe } from '../http/complaint-id.pipe.js';
import { HttpProblem } from '../http/problem.js';

/** Cases that have to stay as they are. */
@ApiTags('privacy')
@CommandHeaderDocs()
@Controller('v1/complaints')
export class LegalHoldsController {
  constructor(private readonly commands: ComplaintCommands) {}

  /** Places a legal hold: nobody the case is about is erased until it is lifted. Several may be on it at once. */
  @Post(':id/legal-holds')
  @HttpCode(200)
  place(
    @Param('id', ComplaintIdPipe) id: string,
    @Body() body: PlaceLegalHoldDto,
    @Caller() caller: CommandHeaders,
  ): Promise<ComplaintAnswer> {
    return this.commands.run(id, 'placeLegalHold', body, caller);
  }

  /** Lifts a legal hold, by its ordinal within the complaint. */
  @Post(':id/legal-holds/:hold/lifting')
  @HttpCode(200)
  lift(
    @Param('id', ComplaintIdPipe) id: string,
    @Param('hold') hold: string,
    @Body() body: LiftHoldDto,
    @Caller() caller: CommandHeaders,
  ): Promise<ComplaintAnswer> {
    if (!/^[1-9]\d{0,8}$/.test(hold)) throw new HttpProblem(404, 'no-such-route', 'a legal hold is named by its ordinal, from 1');
    const named = { hold: Number(hold) };
    const sentBody = { ...caller.sentBody, ...named };
    return this.commands.run(id, 'liftLegalHold', Object.assign({}, body, named), { ...caller, sentBody });
  }
}
