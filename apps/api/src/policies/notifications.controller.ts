import { Body, Controller, Get, Headers, Logger, Param, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Policies } from '@redress/commands';
import type { PolicyState } from '@redress/policy';
import { Clock } from '../clock.js';
import { Caller, CommandHeaderDocs } from '../http/caller.js';
import type { CommandHeaders } from '../http/command.js';
import { MinPosition } from '../http/freshness.js';
import { HttpProblem } from '../http/problem.js';
import { Webhooks } from '../notifications/webhooks.js';
import { NotificationsVersionDto, PublishNotificationsDto, WebhookSecretDto } from './dto/notifications.dto.js';
import { PolicyAnswer, PolicyQuestionDto, PolicyVersionsDto } from './dto/policy.dto.js';
import { PolicyDesk } from './policy-desk.js';

/** Who is told of what happens. Where they are told is not for everybody. */
@ApiTags('policies')
@Controller('v1/notification-rules')
export class NotificationsController {
  private readonly logger = new Logger('notifications');

  constructor(
    private readonly desk: PolicyDesk,
    private readonly policies: Policies,
    private readonly webhooks: Webhooks,
    private readonly clock: Clock,
  ) {}

  /** The rules in force, now or at an instant, or a version of them. */
  @Get()
  @MinPosition()
  find(@Query() question: PolicyQuestionDto, @Headers('redress-min-position') minPosition?: string): Promise<NotificationsVersionDto> {
    return this.desk.find('notifications', question, minPosition) as Promise<NotificationsVersionDto>;
  }

  /** Every version that was ever published, the latest first. */
  @Get('versions')
  @MinPosition()
  versions(@Headers('redress-min-position') minPosition?: string): Promise<PolicyVersionsDto> {
    return this.desk.versions('notifications', minPosition);
  }

  /** What the messages of a rule's webhook are signed with, by the version published last; the receiver has to know it. */
  @Get(':id/secret')
  async secret(@Param('id') id: string, @Caller() { principal }: CommandHeaders): Promise<WebhookSecretDto> {
    const { versions } = (await this.policies.latest('notifications', this.clock.now().toISOString())) as PolicyState<'notifications'>;
    const to = versions.at(-1)?.document.rules.find((rule) => rule.id === id)?.to;
    if (to?.kind !== 'webhook') throw new HttpProblem(404, 'no-such-webhook', 'no rule of this id tells a webhook', { rule: id });
    const { secretVersion = 1 } = to;
    this.logger.log({ msg: 'webhook secret read', sub: principal.sub, rule: id, secretVersion });
    return Object.assign(new WebhookSecretDto(), { rule: id, secretVersion, secret: this.webhooks.secretOf(id, secretVersion) });
  }

  /** Publishes all rules under the next version. */
  @Post()
  @CommandHeaderDocs()
  publish(@Body() body: PublishNotificationsDto, @Caller() caller: CommandHeaders): Promise<PolicyAnswer> {
    // Which events there are, and which hosts are named, the decision does not know.
    this.webhooks.check(body.document);
    return this.desk.publish('notifications', body, caller);
  }
}
