import { Body, Controller, Get, Headers, HttpCode, Param, Post, Query, Req } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { FastifyRequest } from 'fastify';
import { DataSource } from 'typeorm';
import { authorityMatrix, listDelegations, type DelegationsPage } from '@redress/views';
import { Caller, CommandHeaderDocs } from '../http/caller.js';
import type { CommandHeaders } from '../http/command.js';
import { Freshness, MinPosition } from '../http/freshness.js';
import { AuthorityCommands } from './authority-commands.js';
import { DelegateDto, DelegationAnswer, DelegationsDto, RevokeDelegationDto } from './dto/authority.dto.js';

/** Who lets whom sign in which role, for a while. */
@ApiTags('authority')
@Controller('v1/delegations')
export class DelegationsController {
  constructor(
    private readonly commands: AuthorityCommands,
    private readonly dataSource: DataSource,
    private readonly freshness: Freshness,
  ) {}

  /** One page of delegations, those given last first. Everybody may ask for their own (`mine`). */
  @Get()
  @MinPosition()
  async list(
    @Query() { mine, ...question }: DelegationsDto,
    @Req() request: FastifyRequest,
    @Headers('redress-min-position') minPosition?: string,
  ): Promise<DelegationsPage> {
    await this.freshness.wait(authorityMatrix, minPosition);
    return listDelegations(this.dataSource, { ...question, ...(mine === 'true' && { of: request.principal!.sub }) });
  }

  /** Lets somebody else sign in one of the caller's roles. */
  @Post()
  @CommandHeaderDocs()
  delegate(@Body() body: DelegateDto, @Caller() caller: CommandHeaders): Promise<DelegationAnswer> {
    return this.commands.delegate(body, caller);
  }

  /** Takes it back, at once: for who gave it, or a policy-admin. What was signed stands. */
  @Post(':id/revocation')
  @HttpCode(200)
  @CommandHeaderDocs()
  revoke(@Param('id') id: string, @Body() body: RevokeDelegationDto, @Caller() caller: CommandHeaders): Promise<DelegationAnswer> {
    return this.commands.revoke(id, body, caller);
  }
}
