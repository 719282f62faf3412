import { ApiPropertyOptional } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import { ArrayMaxSize, IsArray, IsDefined, IsIn, IsInt, Min } from 'class-validator';
import type { Ask, AuthorityCommand, DelegateAuthority, RetireMatrix, RevokeDelegation } from '@redress/authority';
import type { Instant } from '@redress/kernel';
import { MoneyDto } from '../../complaints/dto/parts.dto.js';
import { CommandAnswer } from '../../http/command-answer.dto.js';
import { IsCode, IsInstant, IsNested, IsText, Optional } from '../../http/fields.js';
import { PageDto } from '../../http/page.dto.js';

/** The body of a command, less what the path or the key says. */
type Body<C extends AuthorityCommand> = Omit<C['data'], 'id'>;

/** A matrix goes out of force. */
export class RetireMatrixDto implements Body<RetireMatrix> {
  @IsInt()
  @Min(1)
  version: number;

  /** At least a minute from now; that, if left out. */
  @Optional()
  @IsInstant()
  retiredFrom?: Instant;

  @IsText()
  reason: string;
}

/** Who would have to sign. */
export class EvaluateDto implements Ask {
  /** Ordered before and not cancelled. */
  @IsArray()
  @ArrayMaxSize(1_000)
  @IsNested({ each: true })
  @Type(() => MoneyDto)
  already: MoneyDto[] = [];

  /** What is asked for. */
  @IsDefined()
  @IsNested()
  @Type(() => MoneyDto)
  now: MoneyDto;

  /** A code of the remedy menu. */
  @IsCode()
  remedy: string;

  @Optional()
  @IsCode()
  product?: string;

  @Optional()
  @IsCode()
  unit?: string;

  /** Under the matrix in force then; now, if left out. */
  @Optional()
  @IsInstant()
  asOf?: Instant;
}

/** One of the caller's roles, for a while. */
export class DelegateDto implements Body<DelegateAuthority> {
  /** A staff `sub`. */
  @IsCode()
  delegate: string;

  @IsCode(60)
  role: string;

  /** Inclusive; now, if left out. */
  @Optional()
  @IsInstant()
  from?: Instant;

  /** Exclusive; at most 366 days after `from`. */
  @IsInstant()
  until: Instant;

  /** A code: why; not the person's affairs in words, which the log would keep for ever. */
  @IsCode()
  reason: string;
}

/** A delegation is taken back. */
export class RevokeDelegationDto implements Body<RevokeDelegation> {
  /** A code: why; not the person's affairs in words, which the log would keep for ever. */
  @IsCode()
  reason: string;
}

/** At which instant. */
export class AsOfDto {
  /** Now, if left out. */
  @Optional()
  @IsInstant()
  asOf?: Instant;
}

/** Which delegations to list. */
export class DelegationsDto extends PageDto {
  /** Only those given by or to the caller. */
  @ApiPropertyOptional({ type: Boolean })
  @Optional()
  @IsIn(['true', 'false'])
  mine?: 'true' | 'false';

  @Optional()
  @IsCode()
  delegator?: string;

  @Optional()
  @IsCode()
  delegate?: string;

  /** Only those in force then. */
  @Optional()
  @IsInstant()
  asOf?: Instant;
}

/** What came of a command on a matrix. */
export class MatrixAnswer extends CommandAnswer {
  matrixVersion: number;
}

/** What came of a command on a delegation. */
export class DelegationAnswer extends CommandAnswer {
  delegationId: string;
}
