import { Type } from 'class-transformer';
import { ArrayMaxSize, ArrayMinSize, IsArray, IsIn, IsInt, IsISO8601, IsUUID, Length, Min, ValidateIf } from 'class-validator';
import type { ApproveData, Resolution } from '@redress/complaint';
import { IsCode, IsNested, IsSha256, IsText, OnlyWith, Optional } from '../../http/fields.js';
import { CommandDto } from './command.dto.js';

/** How a body such as the board decided. */
export class ResolutionDto implements Resolution {
  /** The resolution's number in the body's own records. */
  @IsCode()
  number: string;

  /** The local day, `2026-11-22`. */
  @IsISO8601({ strict: true })
  @Length(10, 10)
  date: string;

  /** SHA-256 of the minutes, hex. */
  @IsSha256()
  minutesHash: string;

  /** Staff `sub`s. */
  @IsArray()
  @ArrayMinSize(1)
  @ArrayMaxSize(100)
  @IsCode(200, { each: true })
  voters: string[];

  /** Staff `sub`s who kept out of it. */
  @IsArray()
  @ArrayMaxSize(100)
  @IsCode(200, { each: true })
  recusals: string[] = [];
}

/** Somebody signs for a role, or refuses to. */
export class ApproveDto extends CommandDto implements ApproveData {
  /** The current one, if left out. */
  @Optional()
  @IsInt()
  @Min(1)
  round?: number;

  /** Said by whoever signs: an empty body is no signature. */
  @IsIn(['granted', 'refused'])
  decision: 'granted' | 'refused';

  /** Where the caller could fill several; the first that is missing, if left out. */
  @Optional()
  @IsCode(100)
  role?: string;

  /** A code: why it is refused. Required with `refused`, and goes with it only. */
  @ValidateIf((dto: ApproveDto) => dto.decision === 'refused' || dto.reason !== undefined)
  @IsCode()
  @OnlyWith('refused')
  reason?: string;

  /** By which delegation, where the role is somebody else's. */
  @Optional()
  @IsUUID()
  delegation?: string;

  /** Of a body: required where the role is one. */
  @Optional()
  @IsNested()
  @Type(() => ResolutionDto)
  resolution?: ResolutionDto;

  @Optional()
  @IsText()
  note?: string;
}
