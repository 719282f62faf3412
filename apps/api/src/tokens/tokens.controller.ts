import { Body, Controller, Get, Post } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { ApiTags } from '@nestjs/swagger';
import type { RevokeTokens } from '@redress/authority';
import { HandleTokens } from '@redress/commands';
import { Clock } from '../clock.js';
import { SecurityLog } from '../door/security-log.js';
import { Caller, CommandHeaderDocs } from '../http/caller.js';
import { CommandAnswer } from '../http/command-answer.dto.js';
import { answered, commandFrom, requestFrom, requireKeyOfMachines, type CommandHeaders } from '../http/command.js';
import { Revocations } from './revocations.js';
import { RevokeTokensDto, type RevocationsDto } from './tokens.dto.js';

/** Tokens that are not accepted any more though they have not expired. */
@ApiTags('tokens')
@Controller('v1/tokens/revocations')
export class TokensController {
  constructor(
    private readonly bus: CommandBus,
    private readonly clock: Clock,
    private readonly revocations: Revocations,
    private readonly security: SecurityLog,
  ) {}

  /** Takes back one token (`jti`), or all that a person has (`sub`). Counts here at once, in every other process within seconds. */
  @Post()
  @CommandHeaderDocs()
  async revoke(@Body() body: RevokeTokensDto, @Caller() caller: CommandHeaders): Promise<CommandAnswer> {
    requireKeyOfMachines(caller);
    const command = commandFrom('revokeTokens', body, caller, this.clock.now()) as RevokeTokens;
    const outcome = await this.bus.execute(new HandleTokens(command, requestFrom(caller, {})));
    await this.revocations.look();
    const { jti, sub } = command.data;
    this.security.note('tokens-revoked', { by: caller.principal.sub, ...(jti === undefined ? { sub } : { jti }) });
    return answered(new CommandAnswer(), {}, outcome);
  }

  /** What was revoked and may still matter, newest first. */
  @Get()
  async list(): Promise<RevocationsDto> {
    const items = await this.revocations.list();
    return {
      items: items.map(({ jti = null, sub = null, before, reason = null, revokedAt, by }) => ({ jti, sub, before, reason, revokedAt, by })),
    };
  }
}
