import { ApiPropertyOptional } from '@nestjs/swagger';
import { Transform } from 'class-transformer';
import { IsInt, Max, Min } from 'class-validator';
import type { Instant, Labels } from '@redress/kernel';
import { CommandAnswer } from '../../http/command-answer.dto.js';
import { IsCode, IsInstant, IsText, Optional } from '../../http/fields.js';

/** What people see, in each language. */
export class LabelsDto implements Labels {
  @IsCode(500)
  'zh-CN': string;

  @IsCode(500)
  en: string;
}

/** Which version: that of a number, or the one in force at an instant. */
export class PolicyQuestionDto {
  /** Not together with `asOf`. */
  @ApiPropertyOptional({ type: 'integer', minimum: 1 })
  @Optional()
  @Transform(({ value }) => (typeof value === 'string' && /^\d{1,9}$/.test(value) ? Number(value) : (value as unknown)))
  @IsInt()
  @Min(1)
  @Max(2_147_483_647)
  version?: number;

  /** Now, if neither is given. */
  @Optional()
  @IsInstant()
  asOf?: Instant;
}

/** What every publication says beside its document. */
export abstract class PublishPolicyDto {
  /** At least a minute from now, and later than the version before; as soon as may be, if left out. */
  @Optional()
  @IsInstant()
  effectiveFrom?: Instant;

  /** Why it is as it is. */
  @IsText()
  reason: string;
}

/** A version without what it says. */
export class PolicyOutlineDto {
  kind: string;
  version: number;
  /** In force from then on, until the next version is. */
  effectiveFrom: Instant;
  publishedAt: Date;
  /** A staff `sub`. */
  publishedBy: string;
  /** Why it is as it is. */
  reason: string;
}

/** Every version that was ever published, the latest first. */
export class PolicyVersionsDto {
  items: PolicyOutlineDto[];
}

/** A version; `asOf` if that was asked for: the instant at which it is in force. */
export abstract class PolicyVersionDto extends PolicyOutlineDto {
  asOf?: Instant;
}

/** What came of a publication. */
export class PolicyAnswer extends CommandAnswer {
  kind: string;
  version: number;
  effectiveFrom: Instant;
}
