import { ApiExtraModels, ApiPropertyOptional, getSchemaPath } from '@nestjs/swagger';
import { Equals, IsInt, IsObject, Max, Min } from 'class-validator';
import { PublishMatrixDto } from '../authority/dto/publish-matrix.dto.js';
import { IsCode, Optional } from '../http/fields.js';
import { PublishCalendarsDto } from '../policies/dto/calendars.dto.js';
import { PublishPacksDto } from '../policies/dto/packs.dto.js';

/** A candidate that is or was in force: a version of it. */
export class CandidateVersionDto {
  @IsInt()
  @Min(1)
  @Max(2_147_483_647)
  version: number;
}

/** Whatever was in force at each decision. */
export class InForceDto {
  @Equals(true)
  inForce: true;
}

const Candidate =
  (publication: new () => object): PropertyDecorator =>
  (target, key) => {
    const documented = ApiPropertyOptional({
      oneOf: [publication, CandidateVersionDto, InForceDto].map((schema) => ({ $ref: getSchemaPath(schema) })),
    });
    // Its shape is checked where it is known which of these it is.
    for (const decorate of [Optional(), IsObject(), documented]) decorate(target, key);
  };

/** What takes the place of what was in force: at least one of the three, as it would be published (`reason` may be left out) or by its version. */
@ApiExtraModels(PublishMatrixDto, PublishPacksDto, PublishCalendarsDto, CandidateVersionDto, InForceDto)
export class WhatIfDto {
  @Candidate(PublishMatrixDto)
  matrix?: object;

  @Candidate(PublishPacksDto)
  packs?: object;

  @Candidate(PublishCalendarsDto)
  calendars?: object;

  /** Rounds requested and complaints received from then on: a date (its midnight in `tz`) or an instant with offset; of ever, if left out. */
  @Optional()
  @IsCode(40)
  from?: string;

  /** Exclusive. */
  @Optional()
  @IsCode(40)
  to?: string;

  /** IANA zone of dates; the installation's, if left out. */
  @Optional()
  @IsCode(60)
  tz?: string;

  /** Business time: what happened later is left out, and clocks that still run are judged then; all of it and its latest time, if left out. */
  @Optional()
  @IsCode(40)
  asOf?: string;

  /** Recorded time, or a position of the log in digits: what was recorded later is left out. */
  @Optional()
  @IsCode(40)
  knownAt?: string;

  /** Of JSON in one piece: how many changed cases it lists; 1000, if left out. */
  @Optional()
  @IsInt()
  @Min(0)
  @Max(10_000)
  limit?: number;
}
