import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { Transform, Type } from 'class-transformer';
import { ArrayMaxSize, ArrayNotEmpty, IsArray, IsDefined, IsIn, IsUUID } from 'class-validator';
import {
  incidentStatuses,
  offerBeneficiaries,
  type ComplaintLeftData,
  type IncidentClosedData,
  type IncidentOpenedData,
  type IncidentStatus,
  type JoinCriteria,
  type NoticeSentData,
  type OfferBeneficiary,
  type RefusedCandidate,
  type RemedyOfferedData,
} from '@redress/improvement';
import type { Instant, Labels } from '@redress/kernel';
import { CommandDto } from '../complaints/dto/command.dto.js';
import { MoneyDto } from '../complaints/dto/parts.dto.js';
import { CommandAnswer } from '../http/command-answer.dto.js';
import { IsCode, IsInstant, IsNested, IsText, Optional } from '../http/fields.js';
import { PageDto } from '../http/page.dto.js';

/** Ids are compared as text. */
const lowerCase = (value: unknown): unknown => (typeof value === 'string' ? value.toLowerCase() : value);

/** Which complaints join by themselves: all that is named must fit, by any of its codes. */
export class JoinCriteriaDto implements JoinCriteria {
  @Optional()
  @IsArray()
  @ArrayMaxSize(100)
  @IsCode(200, { each: true })
  products?: string[];

  /** The units complained about, each by itself. */
  @Optional()
  @IsArray()
  @ArrayMaxSize(100)
  @IsCode(200, { each: true })
  units?: string[];

  @Optional()
  @IsArray()
  @ArrayMaxSize(100)
  @IsCode(200, { each: true })
  causes?: string[];

  @Optional()
  @IsArray()
  @ArrayMaxSize(100)
  @IsCode(200, { each: true })
  channels?: string[];

  /** Received no earlier. */
  @Optional()
  @IsInstant()
  from?: Instant;

  /** Received before. */
  @Optional()
  @IsInstant()
  to?: Instant;
}

/** One cause, many complaints. */
export class OpenIncidentDto extends CommandDto implements IncidentOpenedData {
  /** Shown to everybody: nothing about a person. */
  @IsCode()
  title: string;

  /** A code: what happened. */
  @IsCode()
  cause: string;

  @Optional()
  @IsCode()
  product?: string;

  /** The org unit that it happened to. */
  @Optional()
  @IsCode()
  unit?: string;

  /** When it began; now, if left out. */
  @Optional()
  @IsInstant()
  startedAt: Instant;

  /** When it is expected to be over. */
  @Optional()
  @IsInstant()
  eta?: Instant;

  /** Without it complaints join by hand only. */
  @Optional()
  @IsNested()
  @Type(() => JoinCriteriaDto)
  joins?: JoinCriteriaDto;
}

/** Complaints join. */
export class JoinComplaintsDto extends CommandDto {
  @IsArray()
  @ArrayNotEmpty()
  @ArrayMaxSize(500)
  @Transform(({ value }) => (Array.isArray(value) ? value.map(lowerCase) : (value as unknown)))
  @IsUUID(undefined, { each: true })
  complaints: string[];
}

/** A complaint was none of these after all. */
export class RemoveComplaintDto extends CommandDto implements ComplaintLeftData {
  @Transform(({ value }) => lowerCase(value))
  @IsUUID()
  complaintId: string;

  /** A code. */
  @IsCode()
  reason: string;

  @Optional()
  @IsText()
  note?: string;
}

/** What is said, by language; in one at least. */
export class NoticeTextsDto implements Partial<Labels> {
  @Optional()
  @IsText(10_000)
  'zh-CN'?: string;

  @Optional()
  @IsText(10_000)
  en?: string;
}

/** What all members are told: nothing about a person. */
export class SendNoticeDto extends CommandDto implements Omit<NoticeSentData, 'notice'> {
  @IsDefined()
  @IsNested()
  @Type(() => NoticeTextsDto)
  texts: NoticeTextsDto;

  /** A code: what is known of the cause by now. */
  @Optional()
  @IsCode()
  cause?: string;

  /** When it is expected to be over. */
  @Optional()
  @IsInstant()
  eta?: Instant;

  /** On which customers are told. */
  @IsCode()
  channel: string;
}

/** What every member is to get. */
export class OfferRemedyDto extends CommandDto implements Omit<RemedyOfferedData, 'offer' | 'acceptance'> {
  /** A code of the remedy menu. */
  @IsCode()
  remedy: string;

  /** 公司承担金额, what the company bears for each member. */
  @IsDefined()
  @IsNested()
  @Type(() => MoneyDto)
  borne: MoneyDto;

  /** Codes: on what terms. */
  @IsArray()
  @ArrayMaxSize(20)
  @IsCode(100, { each: true })
  terms: string[] = [];

  /** Who gets it. */
  @ApiProperty({ enum: offerBeneficiaries })
  @IsIn(offerBeneficiaries)
  beneficiary: OfferBeneficiary = 'customer';

  /** A code: why. */
  @IsCode()
  reason: string;
}

/** It is over. */
export class CloseIncidentDto extends CommandDto implements IncidentClosedData {
  /** A code. */
  @IsCode()
  reason: string;

  @Optional()
  @IsText()
  summary?: string;
}

/** Which incidents to list. */
export class IncidentsDto extends PageDto {
  @ApiPropertyOptional({ enum: incidentStatuses })
  @Optional()
  @IsIn(incidentStatuses)
  status?: IncidentStatus;
}

/** Which complaints of an incident to list. */
export class IncidentMembersDto extends PageDto {
  /** `true`: only those that did not get what the others got; `false`: only the others. */
  @ApiPropertyOptional({ type: Boolean })
  @Optional()
  @IsIn(['true', 'false'])
  skipped?: 'true' | 'false';

  /** `true`: only those that left; `false`: only those that are members now. */
  @ApiPropertyOptional({ type: Boolean })
  @Optional()
  @IsIn(['true', 'false'])
  left?: 'true' | 'false';
}

/** What came of a command on an incident. */
export class IncidentAnswer extends CommandAnswer {
  incidentId: string;
}

/** A complaint that did not join. */
export class RefusedComplaint implements RefusedCandidate {
  complaintId: string;
  code: string;
  detail: string;
}

/** What came of it when complaints were to join. */
export class JoinAnswer extends IncidentAnswer {
  /** Those that are no members, and why. */
  refused: RefusedComplaint[];
}
