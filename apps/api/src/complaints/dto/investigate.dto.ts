import { Type } from 'class-transformer';
import { ArrayMaxSize, IsArray, IsBoolean, IsIn } from 'class-validator';
import {
  faultParties,
  findings,
  rootCauses,
  type FaultParty,
  type Finding,
  type InvestigatedData,
  type Opened,
  type RootCause,
} from '@redress/complaint';
import { IsCode, IsNested, Optional } from '../../http/fields.js';
import { CommandDto } from './command.dto.js';
import { EvidenceDto, StarNoteDto } from './parts.dto.js';

/** A finding is reached. */
export class InvestigateDto extends CommandDto implements Opened<InvestigatedData> {
  @IsIn(findings)
  finding: Finding;

  /** Required unless nothing was substantiated. */
  @Optional()
  @IsIn(faultParties)
  faultParty?: FaultParty;

  /** Branch of the fishbone diagram; required unless nothing was substantiated. */
  @Optional()
  @IsIn(rootCauses)
  rootCause?: RootCause;

  /** A branch of the company's own below it, as the taxonomy lists it. */
  @Optional()
  @IsCode()
  branch?: string;

  @IsArray()
  @ArrayMaxSize(200)
  @IsNested({ each: true })
  @Type(() => EvidenceDto)
  evidence: EvidenceDto[] = [];

  @Optional()
  @IsNested()
  @Type(() => StarNoteDto)
  note?: StarNoteDto;

  /** Behind the visible issue 显性 lay a hidden one 隐性. */
  @IsBoolean()
  hiddenIssue: boolean = false;

  /** 最不利解释原则: where a text was unclear, it was read against ourselves. */
  @IsBoolean()
  unfavourableReading: boolean = false;
}
