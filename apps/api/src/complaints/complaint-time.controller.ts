import { Controller, Get, Headers, Param } from '@nestjs/common';
import { ApiHeader, ApiTags } from '@nestjs/swagger';
import { Policies } from '@redress/commands';
import { EventStore } from '@redress/event-store';
import type { Instant, Labels } from '@redress/kernel';
import { Clock } from '../clock.js';
import { ComplaintIdPipe } from '../http/complaint-id.pipe.js';
import { HttpProblem } from '../http/problem.js';
import { labelsIn, languagesOf } from '../policies/languages.js';
import { deadlinesIn, riskIn } from './deadlines-answer.js';
import { readHistory } from './history.js';

/** When what is due in a case, and how risky it is; with the reasons. Always as it is in the log: no view is asked. */
@ApiTags('queries')
@Controller('v1/complaints')
export class ComplaintTimeController {
  constructor(
    private readonly store: EventStore,
    private readonly policies: Policies,
    private readonly clock: Clock,
  ) {}

  /** Every clock of the case: how it stands, when it is due, and why then. */
  @Get(':id/deadlines')
  @ApiHeader({ name: 'Accept-Language', required: false, description: '`zh-CN` or `en`; labels and reasons in both without it.' })
  async deadlines(@Param('id', ComplaintIdPipe) id: string, @Headers('accept-language') accepted?: string) {
    const now = this.clock.now().toISOString();
    const history = await readHistory(this.store, id);
    const languages = languagesOf(accepted);
    const items = deadlinesIn(history, await this.time(now), now).map(({ labels, why, ...deadline }) => ({
      ...deadline,
      ...(labels && { labels: labelsIn(languages, labels) }),
      why: { ...why, sentence: labelsIn(languages, why.sentence) },
    }));
    return { complaintId: id, revision: history.at(-1)!.revision, asOf: now, items };
  }

  /** How near the case is to its tipping point, and what each signal has to do with it. */
  @Get(':id/risk')
  @ApiHeader({ name: 'Accept-Language', required: false, description: '`zh-CN` or `en`; labels in both without it.' })
  async risk(@Param('id', ComplaintIdPipe) id: string, @Headers('accept-language') accepted?: string) {
    const now = this.clock.now().toISOString();
    const history = await readHistory(this.store, id);
    const risk = riskIn(history, await this.time(now), now);
    if (!risk) throw new HttpProblem(404, 'no-policy-in-force', 'no version of the policy packs was in force then', { at: now });
    const languages = languagesOf(accepted);
    const shown = (labels: Labels) => labelsIn(languages, labels);
    return {
      complaintId: id,
      revision: history.at(-1)!.revision,
      ...risk,
      signals: risk.signals.map((signal) => ({ ...signal, labels: shown(signal.labels) })),
    };
  }

  private async time(now: Instant) {
    return { packs: await this.policies.history('packs', now), calendars: await this.policies.history('calendars', now) };
  }
}
