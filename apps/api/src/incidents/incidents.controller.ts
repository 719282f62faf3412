import { applyDecorators, Body, Controller, Get, Headers, HttpCode, Param, ParseUUIDPipe, Post, Query, Req, Res } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { DataSource } from 'typeorm';
import { openSealed, withholdSealed } from '@redress/event-store';
import { Vault } from '@redress/privacy';
import {
  complaintList,
  findIncident,
  incidents,
  listIncidentMembers,
  listIncidents,
  type IncidentDetail,
  type IncidentMembersPage,
  type IncidentsPage,
} from '@redress/views';
import { Caller, CommandHeaderDocs } from '../http/caller.js';
import type { CommandHeaders } from '../http/command.js';
import { Freshness, MinPosition } from '../http/freshness.js';
import { HttpProblem } from '../http/problem.js';
import { IncidentCommands } from './incident-commands.js';
import {
  CloseIncidentDto,
  IncidentAnswer,
  IncidentMembersDto,
  IncidentsDto,
  JoinAnswer,
  JoinComplaintsDto,
  OfferRemedyDto,
  OpenIncidentDto,
  RemoveComplaintDto,
  SendNoticeDto,
} from './incidents.dto.js';

const noSuchIncident = () => new HttpProblem(404, 'no-such-incident', 'no incident is known under this id');

/** An incident's id in a path: a UUID. */
const incidentId = new ParseUUIDPipe({ exceptionFactory: noSuchIncident });

const Step = (route: string): MethodDecorator => applyDecorators(Post(`:id/${route}`), HttpCode(200), CommandHeaderDocs());

const flag = (said: 'true' | 'false' | undefined) => (said === undefined ? undefined : said === 'true');

/** One cause, many complaints: what all are told and given is decided once. */
@ApiTags('incidents')
@Controller('v1/incidents')
export class IncidentsController {
  constructor(
    private readonly commands: IncidentCommands,
    private readonly dataSource: DataSource,
    private readonly vault: Vault,
    private readonly freshness: Freshness,
  ) {}

  /** Opens an incident, and says which complaints join by themselves. */
  @Post()
  @CommandHeaderDocs()
  open(@Body() body: OpenIncidentDto, @Caller() caller: CommandHeaders): Promise<IncidentAnswer> {
    return this.commands.open(body, caller);
  }

  /** Complaints join; of those that cannot the answer says why. */
  @Step('members')
  join(@Param('id', incidentId) id: string, @Body() body: JoinComplaintsDto, @Caller() caller: CommandHeaders): Promise<JoinAnswer> {
    return this.commands.join(id.toLowerCase(), body, caller);
  }

  /** A complaint was none of these after all. */
  @Step('departures')
  remove(@Param('id', incidentId) id: string, @Body() body: RemoveComplaintDto, @Caller() caller: CommandHeaders): Promise<IncidentAnswer> {
    return this.commands.run(id.toLowerCase(), 'removeComplaint', body, caller);
  }

  /** Tells all members the same, each in their language; who joins later gets the latest notice. */
  @Step('notices')
  notice(@Param('id', incidentId) id: string, @Body() body: SendNoticeDto, @Caller() caller: CommandHeaders): Promise<IncidentAnswer> {
    return this.commands.run(id.toLowerCase(), 'sendNotice', body, caller);
  }

  /** Offers all members the same, also who joins later: a proposal in each case, for which the matrix says who signs. */
  @Step('remedies')
  offer(@Param('id', incidentId) id: string, @Body() body: OfferRemedyDto, @Caller() caller: CommandHeaders): Promise<IncidentAnswer> {
    return this.commands.run(id.toLowerCase(), 'offerRemedy', body, caller);
  }

  /** It is over; the members' cases go on. */
  @Step('closing')
  close(@Param('id', incidentId) id: string, @Body() body: CloseIncidentDto, @Caller() caller: CommandHeaders): Promise<IncidentAnswer> {
    return this.commands.run(id.toLowerCase(), 'closeIncident', body, caller);
  }

  /** One page of incidents, those opened last first. */
  @Get()
  @MinPosition()
  async list(
    @Query() question: IncidentsDto,
    @Req() request: FastifyRequest,
    @Headers('redress-min-position') minPosition?: string,
  ): Promise<IncidentsPage> {
    await this.freshness.wait(incidents, minPosition);
    return this.forReader(await listIncidents(this.dataSource, question), request);
  }

  /** An incident: what was said and offered, and how many have it. */
  @Get(':id')
  @MinPosition()
  async detail(
    @Param('id', incidentId) id: string,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
    @Headers('redress-min-position') minPosition?: string,
  ): Promise<IncidentDetail> {
    await this.freshness.wait(incidents, minPosition);
    const found = await findIncident(this.dataSource, id);
    if (!found) throw noSuchIncident();
    void reply.header('ETag', `"${found.revision}"`);
    return this.forReader(found, request);
  }

  /** One page of its complaints, in the order in which they joined: what each was told and given, and what it was not. */
  @Get(':id/members')
  @MinPosition()
  async members(
    @Param('id', incidentId) id: string,
    @Query() { skipped, left, ...page }: IncidentMembersDto,
    @Req() { access }: FastifyRequest,
    @Headers('redress-min-position') minPosition?: string,
  ): Promise<IncidentMembersPage> {
    await this.freshness.wait(incidents, minPosition);
    const theirs = access!.within;
    if (theirs) await this.freshness.wait(complaintList, minPosition);
    if (!(await findIncident(this.dataSource, id))) throw noSuchIncident();
    return listIncidentMembers(this.dataSource, id.toLowerCase(), { ...page, skipped: flag(skipped), left: flag(left), theirs });
  }

  private async forReader<T>(answer: T, { access }: FastifyRequest): Promise<T> {
    return access!.personal ? openSealed(answer, (ids) => this.vault.keysOf(ids)) : withholdSealed(answer);
  }
}
