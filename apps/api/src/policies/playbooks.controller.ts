import { Body, Controller, Get, Headers, Param, Post, Query } from '@nestjs/common';
import { ApiHeader, ApiTags } from '@nestjs/swagger';
import { DataSource } from 'typeorm';
import { playbookFor, type Playbook } from '@redress/policy';
import { complaintDetail, findComplaint } from '@redress/views';
import { Caller, CommandHeaderDocs } from '../http/caller.js';
import type { CommandHeaders } from '../http/command.js';
import { ComplaintIdPipe } from '../http/complaint-id.pipe.js';
import { Freshness, MinPosition } from '../http/freshness.js';
import { HttpProblem } from '../http/problem.js';
import {
  CasePlaybookDto,
  MenuQuestionDto,
  PlaybooksQuestionDto,
  PlaybooksVersionDto,
  PublishPlaybooksDto,
  RemedyMenuDto,
} from './dto/playbooks.dto.js';
import { PolicyAnswer, PolicyVersionsDto } from './dto/policy.dto.js';
import { labelsIn, languagesOf } from './languages.js';
import { PolicyDesk } from './policy-desk.js';

/** What is recommended for which category of complaint: steps, and the remedies that may be offered. */
@ApiTags('policies')
@Controller('v1')
export class PlaybooksController {
  constructor(
    private readonly desk: PolicyDesk,
    private readonly dataSource: DataSource,
    private readonly freshness: Freshness,
  ) {}

  /** The playbooks in force, now or at an instant, or a version of them: all, or those of a category. */
  @Get('playbooks')
  @MinPosition()
  async find(
    @Query() { category, product, ...question }: PlaybooksQuestionDto,
    @Headers('redress-min-position') minPosition?: string,
  ): Promise<PlaybooksVersionDto> {
    if (product !== undefined && category === undefined) {
      throw new HttpProblem(400, 'category-missing', 'a playbook is one of a category: name that as well');
    }
    const found = await this.desk.find('playbooks', question, minPosition);
    const { document } = found;
    if (category === undefined) return found as PlaybooksVersionDto;
    const fitting =
      product === undefined
        ? document.playbooks.filter((playbook) => playbook.category === category)
        : [playbookFor(document, category, product)].filter((playbook) => playbook !== undefined);
    return { ...found, document: { playbooks: fitting } } as PlaybooksVersionDto;
  }

  /** Every version that was ever published, the latest first. */
  @Get('playbooks/versions')
  @MinPosition()
  versions(@Headers('redress-min-position') minPosition?: string): Promise<PolicyVersionsDto> {
    return this.desk.versions('playbooks', minPosition);
  }

  /** Publishes all playbooks under the next version. */
  @Post('playbooks')
  @CommandHeaderDocs()
  publish(@Body() body: PublishPlaybooksDto, @Caller() caller: CommandHeaders): Promise<PolicyAnswer> {
    return this.desk.publish('playbooks', body, caller);
  }

  /** What may be offered for a category, in the words of the taxonomy. */
  @Get('remedy-menu')
  @MinPosition()
  @ApiHeader({ name: 'Accept-Language', required: false, description: '`zh-CN` or `en`; labels in both without it.' })
  async menu(
    @Query() { category, product, ...question }: MenuQuestionDto,
    @Headers('accept-language') accepted?: string,
    @Headers('redress-min-position') minPosition?: string,
  ): Promise<RemedyMenuDto> {
    const { version, document } = await this.desk.find('playbooks', question, minPosition);
    const playbook = playbookFor(document, category, product);
    if (!playbook) throw noPlaybook(category, product);
    const { asOf } = question;
    const { document: taxonomy } = await this.desk.find('taxonomy', { asOf }, minPosition);
    const languages = languagesOf(accepted);
    const remedies = playbook.remedies.map(({ remedy, upTo, note }) => {
      const entry = taxonomy.remedies.entries.find(({ code }) => code === remedy);
      return {
        remedy,
        labels: entry ? labelsIn(languages, entry.labels) : {},
        ...(upTo && { upTo }),
        ...(note && { note: labelsIn(languages, note) }),
      };
    });
    return { category, product: playbook.product ?? null, version, remedies };
  }

  /** The playbook for a case, by its latest classification. */
  @Get('complaints/:id/playbook')
  @MinPosition()
  async ofCase(
    @Param('id', ComplaintIdPipe) complaintId: string,
    @Headers('redress-min-position') minPosition?: string,
  ): Promise<CasePlaybookDto> {
    await this.freshness.wait(complaintDetail, minPosition);
    const detail = await findComplaint(this.dataSource, complaintId);
    if (!detail) throw new HttpProblem(404, 'no-such-complaint', 'no complaint is known under this id');
    const { classified, form } = detail;
    if (!classified) throw new HttpProblem(404, 'not-classified', 'classify the complaint first: a playbook is one of a category');
    const { version, document } = await this.desk.now('playbooks');
    const playbook = playbookFor(document, classified.category, form.product);
    if (!playbook) throw noPlaybook(classified.category, form.product);
    return { complaintId, version, ...(playbook as Mutable) };
  }
}

type Mutable = Omit<CasePlaybookDto, 'complaintId' | 'version'>;

function noPlaybook(category: Playbook['category'], product: string | null | undefined): HttpProblem {
  return new HttpProblem(404, 'no-playbook', 'nothing is recommended for this category: publish a playbook for it', {
    category,
    product: product ?? null,
  });
}
