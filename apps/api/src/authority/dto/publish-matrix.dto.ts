import { Type } from 'class-transformer';
import { ArrayMaxSize, IsArray, IsIn, IsInt, IsISO4217CurrencyCode, Max, Min } from 'class-validator';
import {
  signingModes,
  type Band,
  type Body,
  type Conditions,
  type PublishMatrix,
  type Rate,
  type SigningMode,
  type Substitution,
  type Title,
} from '@redress/authority';
import type { Instant } from '@redress/kernel';
import { IsCode, IsInstant, IsNested, IsText, Optional } from '../../http/fields.js';

/** Who acts where nobody is left in a role because of recusals. */
export class SubstitutionDto implements Substitution {
  @IsCode(60)
  role: string;

  /** In this order. */
  @IsArray()
  @ArrayMaxSize(20)
  @IsCode(60, { each: true })
  by: string[];
}

/** Where a band applies; all that is named must hold. */
export class ConditionsDto implements Conditions {
  @Optional()
  @IsArray()
  @ArrayMaxSize(200)
  @IsCode(200, { each: true })
  remedies?: string[];

  @Optional()
  @IsArray()
  @ArrayMaxSize(200)
  @IsCode(200, { each: true })
  products?: string[];

  /** Of the proposal; bounds stay in the matrix's currency. */
  @Optional()
  @IsArray()
  @ArrayMaxSize(200)
  @IsISO4217CurrencyCode({ each: true })
  currencies?: string[];

  @Optional()
  @IsArray()
  @ArrayMaxSize(200)
  @IsCode(200, { each: true })
  units?: string[];
}

/** Totals from `from` up to the next band's `from`, which is exclusive. */
export class BandDto implements Band {
  /** Inclusive, in minor units of the matrix's currency. */
  @IsInt()
  @Min(0)
  @Max(Number.MAX_SAFE_INTEGER)
  from: number;

  /** A code: on whose authority, e.g. `channel`, `branch`, `head-office`. */
  @IsCode(60)
  scope: string;

  /** Whose signatures are needed; none: nobody has to sign. */
  @IsArray()
  @ArrayMaxSize(20)
  @IsCode(60, { each: true })
  roles: string[];

  /** `any` one of them signs, `all` of them, or all of them in the order of the list. */
  @IsIn(signingModes)
  mode: SigningMode;

  @Optional()
  @IsArray()
  @ArrayMaxSize(20)
  @IsNested({ each: true })
  @Type(() => SubstitutionDto)
  substitutes?: SubstitutionDto[];

  /** A round lapses so many times 24 hours after it was requested; never, if left out. */
  @Optional()
  @IsInt()
  validDays?: number;

  /** Bands with the same conditions form a ladder that begins at 0; every matrix has one without conditions. */
  @Optional()
  @IsNested()
  @Type(() => ConditionsDto)
  conditions?: ConditionsDto;
}

/** A role that decides by resolution, and the role that records it. */
export class BodyDto implements Body {
  @IsCode(60)
  role: string;

  @IsCode(60)
  recordedBy: string;
}

/** What one minor unit of a currency is worth in minor units of the matrix's. */
export class RateDto implements Rate {
  @IsISO4217CurrencyCode()
  currency: string;

  /** A positive decimal of at most 12 digits, such as `7.25`. */
  @IsCode(20)
  rate: string;
}

/** What people call a role or a scope. */
export class TitleDto implements Title {
  @IsCode(60)
  code: string;

  @IsCode(200)
  'zh-CN': string;

  @IsCode(200)
  en: string;
}

type PublishMatrixBody = PublishMatrix['data'];

/** An authority matrix; its version is given to it. */
export class PublishMatrixDto implements PublishMatrixBody {
  /** At least a minute from now; that, if left out. */
  @Optional()
  @IsInstant()
  effectiveFrom?: Instant;

  @IsISO4217CurrencyCode()
  currency: string;

  @IsArray()
  @ArrayMaxSize(500)
  @IsNested({ each: true })
  @Type(() => BandDto)
  bands: BandDto[];

  @IsArray()
  @ArrayMaxSize(50)
  @IsNested({ each: true })
  @Type(() => BodyDto)
  bodies: BodyDto[] = [];

  @IsArray()
  @ArrayMaxSize(200)
  @IsNested({ each: true })
  @Type(() => RateDto)
  rates: RateDto[] = [];

  @IsArray()
  @ArrayMaxSize(500)
  @IsNested({ each: true })
  @Type(() => TitleDto)
  titles: TitleDto[] = [];

  /** Why it is as it is. */
  @IsText()
  reason: string;
}
