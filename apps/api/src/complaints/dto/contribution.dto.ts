import { Type } from 'class-transformer';
import { ArrayMaxSize, IsArray, IsDefined, IsIn, IsInt, Min } from 'class-validator';
import {
  contributionResults,
  type ContributionGivenData,
  type ContributionRequestedData,
  type ContributionResult,
  type Opened,
} from '@redress/complaint';
import type { Instant } from '@redress/kernel';
import { IsCode, IsInstant, IsNested, IsText, Optional } from '../../http/fields.js';
import { CommandDto } from './command.dto.js';
import { EvidenceDto, HolderDto } from './parts.dto.js';

/** Another department is asked to do its part, while the case stays where it is. */
export class RequestContributionDto extends CommandDto implements Omit<Opened<ContributionRequestedData>, 'contribution'> {
  @IsDefined()
  @IsNested()
  @Type(() => HolderDto)
  of: HolderDto;

  /** What they are asked for. */
  @IsText()
  question: string;

  /** Until when it is wanted. */
  @Optional()
  @IsInstant()
  answerBy?: Instant;
}

/** The other department answers. */
export class GiveContributionDto extends CommandDto implements Omit<Opened<ContributionGivenData>, 'contribution'> {
  /** Ordinal of the request within the complaint; the only one without an answer, if left out. */
  @Optional()
  @IsInt()
  @Min(1)
  contribution?: number;

  /** `refused` needs a reason. */
  @IsIn(contributionResults)
  result: ContributionResult = 'given';

  @Optional()
  @IsText()
  answer?: string;

  /** A code: why it is refused. */
  @Optional()
  @IsCode()
  reason?: string;

  @IsArray()
  @ArrayMaxSize(200)
  @IsNested({ each: true })
  @Type(() => EvidenceDto)
  evidence: EvidenceDto[] = [];
}
