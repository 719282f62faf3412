import { ApiExtraModels, ApiProperty, ApiPropertyOptional, getSchemaPath } from '@nestjs/swagger';
import { Transform, Type, plainToInstance } from 'class-transformer';
import { ArrayMaxSize, IsArray, IsBoolean, IsDefined, IsIn, IsInstance, IsNumber, IsString, MaxLength, ValidateIf } from 'class-validator';
import type {
  Choice,
  ClockRule,
  Condition,
  EscalateTo,
  Extension,
  Length,
  LengthUnit,
  Moment,
  Pack,
  RuleSource,
  Signal,
  SignalBasis,
} from '@redress/policy';
import { IsCode, IsNested, IsText, Optional } from '../../http/fields.js';
import { LabelsDto, PolicyQuestionDto, PolicyVersionDto, PublishPolicyDto } from './policy.dto.js';

/* Shapes alone; what they say is checked where packs are known, and refused with the path of the fault. */

/** How long: a whole number of a unit. Days end with the last millisecond of a local day. */
export class LengthDto implements Length {
  @IsNumber()
  amount: number;

  @IsCode(40)
  unit: LengthUnit;
}

/** Where a rule comes from, and how far that was checked. */
export class RuleSourceDto implements RuleSource {
  @IsText(500)
  paragraph: string;

  @IsText(500)
  document: string;

  @Optional()
  @IsCode(2_000)
  url?: string;

  /** The day on which it was read, `2026-11-22`. */
  @IsCode(10)
  read: string;

  /** `needs-counsel`: a reading of ours, ask a lawyer; `own`: a choice, no law. */
  @IsCode(40)
  status: RuleSource['status'];

  /** What to ask counsel, or why it was chosen so. */
  @Optional()
  @IsText(2_000)
  note?: string;
}

const Codes = (): PropertyDecorator => (target, key) => {
  for (const decorate of [Optional(), IsArray(), ArrayMaxSize(1_000), IsCode(200, { each: true })]) decorate(target, key);
};
const Moments = (): PropertyDecorator => (target, key) => {
  for (const decorate of [IsArray(), ArrayMaxSize(100), IsCode(60, { each: true })]) decorate(target, key);
};

/** Which complaints: those that fit all that is named, by any of its codes. */
export class ConditionDto implements Condition {
  @Codes()
  products?: string[];

  @Codes()
  units?: string[];

  /** That of a country is also that of its parts: `US` of `US-TX`. */
  @Codes()
  jurisdictions?: string[];

  @Codes()
  channels?: string[];

  @Codes()
  causes?: string[];

  @Codes()
  grades?: string[];

  /** Of the latest classification, like the severities. */
  @Codes()
  categories?: string[];

  @Codes()
  severities?: string[];

  /** One of these as well. */
  @Optional()
  @IsArray()
  @ArrayMaxSize(50)
  @IsNested({ each: true })
  @Type(() => ConditionDto)
  anyOf?: ConditionDto[];

  /** But not this. */
  @Optional()
  @IsNested()
  @Type(() => ConditionDto)
  not?: ConditionDto;
}

/** How a running clock may be given more time. */
export class ExtensionDto implements Extension {
  @IsDefined()
  @IsNested()
  @Type(() => LengthDto)
  length: LengthDto;

  /** How often this one may be used. */
  @IsNumber()
  times: number;

  /** A role as in tokens. */
  @IsCode(60)
  approver: string;

  /** Codes; any if left out. */
  @Codes()
  reasons?: string[];

  @Optional()
  @IsNested()
  @Type(() => RuleSourceDto)
  source?: RuleSourceDto;
}

const Level = (): PropertyDecorator => (target, key) => {
  const documented = ApiProperty({
    oneOf: [
      { type: 'integer', minimum: 1, maximum: 3 },
      { type: 'string', enum: ['next'] },
    ],
  });
  for (const decorate of [ValidateIf((_, value) => value !== 'next'), IsNumber(), documented]) decorate(target, key);
};

/** What a miss does beside being on record. */
export class OnMissDto {
  /** A level, or one up. */
  @Level()
  escalateTo: EscalateTo;
}

const isObject = (value: unknown): value is object => typeof value === 'object' && value !== null && !Array.isArray(value);

/** What starts a clock, how long it runs, and what ends it. */
export class ClockRuleDto implements ClockRule {
  @IsCode()
  clock: string;

  @IsDefined()
  @IsNested()
  @Type(() => LabelsDto)
  labels: LabelsDto;

  @Optional()
  @IsNested()
  @Type(() => ConditionDto)
  when?: ConditionDto;

  @Moments()
  starts: Moment[];

  @Moments()
  meets: Moment[];

  @Optional()
  @Moments()
  stops?: Moment[];

  /** The customer's turn; not of a statutory clock. */
  @Optional()
  @Moments()
  pauses?: Moment[];

  @Optional()
  @Moments()
  resumes?: Moment[];

  /** `once` in a case; `again`: anew when it does not run; `each` starting moment has one of its own. */
  @IsCode(40)
  repeats: ClockRule['repeats'];

  @IsBoolean()
  statutory: boolean;

  /** A role as in tokens. */
  @IsCode(60)
  responsible: string;

  /** `as-said`: until the time that the event itself names. */
  @Transform(({ value }: { value: unknown }) => (isObject(value) ? plainToInstance(LengthDto, value) : value))
  @ValidateIf((_, value) => value !== 'as-said')
  @IsInstance(LengthDto)
  @IsNested()
  @ApiProperty({ oneOf: [{ $ref: getSchemaPath(LengthDto) }, { type: 'string', enum: ['as-said'] }] })
  length: LengthDto | 'as-said';

  /** A name in the calendars. */
  @IsCode()
  calendar: string;

  /** Shares of the time in per cent, rising. */
  @IsArray()
  @ArrayMaxSize(99)
  @IsNumber({}, { each: true })
  warnings: number[];

  @Optional()
  @IsArray()
  @ArrayMaxSize(10)
  @IsNested({ each: true })
  @Type(() => ExtensionDto)
  extensions?: ExtensionDto[];

  @Optional()
  @IsNested()
  @Type(() => OnMissDto)
  onMiss?: OnMissDto;

  @IsDefined()
  @IsNested()
  @Type(() => RuleSourceDto)
  source: RuleSourceDto;
}

/** Words of customers: in Chinese found wherever they stand, in English as words of their own. */
export class SignalWordsDto {
  @IsArray()
  @ArrayMaxSize(1_000)
  @IsCode(100, { each: true })
  zh: string[];

  @IsArray()
  @ArrayMaxSize(1_000)
  @IsCode(100, { each: true })
  en: string[];
}

/** By what a signal is known: exactly one of these. */
export class SignalBasisDto implements SignalBasis {
  /** How often any of these happened. */
  @Optional()
  @Moments()
  moments?: Moment[];

  /** How many deadlines of these clocks are missed and not met since. */
  @Codes()
  overdue?: string[];

  /** How many deadlines of these clocks were ever missed. */
  @Codes()
  missed?: string[];

  @Codes()
  severities?: string[];

  @Optional()
  @IsNested()
  @Type(() => SignalWordsDto)
  words?: SignalWordsDto;
}

/** What makes a case risky. */
export class SignalDto implements Signal {
  @IsCode()
  signal: string;

  @IsDefined()
  @IsNested()
  @Type(() => LabelsDto)
  labels: LabelsDto;

  @IsNumber()
  points: number;

  /** Points for each time; once, if left out. */
  @Optional()
  @IsIn([true])
  each?: true;

  /** Only what comes after the first so many times counts. */
  @Optional()
  @IsNumber()
  beyond?: number;

  @IsDefined()
  @IsNested()
  @Type(() => SignalBasisDto)
  by: SignalBasisDto;

  @Optional()
  @IsNested()
  @Type(() => RuleSourceDto)
  source?: RuleSourceDto;
}

/** Within which time of receipt a resolution may be agreed on in summary. */
export class SummaryPeriodDto {
  @IsDefined()
  @IsNested()
  @Type(() => LengthDto)
  length: LengthDto;

  @IsCode()
  calendar: string;

  @IsDefined()
  @IsNested()
  @Type(() => RuleSourceDto)
  source: RuleSourceDto;
}

export class AcknowledgementRuleDto {
  /** It goes out by itself. */
  @IsBoolean()
  automatic: boolean;

  /** The clock whose date it names as that of the answer. */
  @IsCode()
  answerBy: string;
}

export class RiskRuleDto {
  @IsNumber()
  threshold: number;

  /** A level, or one up. */
  @Level()
  escalateTo: EscalateTo;

  @IsArray()
  @ArrayMaxSize(100)
  @IsNested({ each: true })
  @Type(() => SignalDto)
  signals: SignalDto[];

  @IsDefined()
  @IsNested()
  @Type(() => RuleSourceDto)
  source: RuleSourceDto;
}

/** A rule that is no clock: what people have to know. */
export class OtherRuleDto {
  @IsCode()
  rule: string;

  @IsDefined()
  @IsNested()
  @Type(() => LabelsDto)
  labels: LabelsDto;

  @Optional()
  @IsNumber()
  limit?: number;

  @IsDefined()
  @IsNested()
  @Type(() => RuleSourceDto)
  source: RuleSourceDto;
}

/** What time and risk mean for the complaints that it is chosen for. */
export class PackDto implements Pack {
  @IsDefined()
  @IsNested()
  @Type(() => LabelsDto)
  labels: LabelsDto;

  @IsArray()
  @ArrayMaxSize(50)
  @IsNested({ each: true })
  @Type(() => ClockRuleDto)
  clocks: ClockRuleDto[];

  @IsDefined()
  @IsNested()
  @Type(() => SummaryPeriodDto)
  summary: SummaryPeriodDto;

  @IsDefined()
  @IsNested()
  @Type(() => AcknowledgementRuleDto)
  acknowledgement: AcknowledgementRuleDto;

  @IsDefined()
  @IsNested()
  @Type(() => RiskRuleDto)
  risk: RiskRuleDto;

  @IsArray()
  @ArrayMaxSize(100)
  @IsNested({ each: true })
  @Type(() => OtherRuleDto)
  rules: OtherRuleDto[];
}

/** Which complaints a choice is for; `{}` for all. */
export class ChoiceConditionDto implements Pick<Condition, 'products' | 'units' | 'jurisdictions'> {
  @Codes()
  products?: string[];

  @Codes()
  units?: string[];

  /** That of a country is also that of its parts: `US` of `US-TX`. */
  @Codes()
  jurisdictions?: string[];
}

export class ChoiceDto implements Choice {
  @IsDefined()
  @IsNested()
  @Type(() => ChoiceConditionDto)
  when: ChoiceConditionDto;

  /** The name of a pack. */
  @IsCode()
  pack: string;
}

/** The packs that change, by name; the others, and the choices if left out, stay as they are. */
@ApiExtraModels(PackDto, LengthDto)
export class PacksDto {
  /** The first that fits a complaint decides; the last one fits all. */
  @Optional()
  @IsArray()
  @ArrayMaxSize(500)
  @IsNested({ each: true })
  @Type(() => ChoiceDto)
  choices?: ChoiceDto[];

  // A map, since that is what is checked entry by entry.
  @Optional()
  @IsInstance(Map)
  @IsNested({ each: true })
  @Type(() => PackDto)
  @ApiPropertyOptional({ type: 'object', additionalProperties: { $ref: getSchemaPath(PackDto) } })
  packs?: Map<string, PackDto>;
}

/** The next version of the packs. */
export class PublishPacksDto extends PublishPolicyDto {
  @IsDefined()
  @IsNested()
  @Type(() => PacksDto)
  document: PacksDto;
}

/** A version of all packs. */
export class PacksVersionDto extends PolicyVersionDto {
  document: PacksDto;
}

/** One pack, with its rules and where they come from. */
export class PackVersionDto extends PolicyVersionDto {
  name: string;
  pack: PackDto;
}

/** What is known of a complaint when it is received. */
export class ChoiceQuestionDto extends PolicyQuestionDto {
  @Optional()
  @IsString()
  @MaxLength(200)
  product?: string;

  @Optional()
  @IsString()
  @MaxLength(200)
  unit?: string;

  @Optional()
  @IsString()
  @MaxLength(200)
  jurisdiction?: string;
}

/** Which pack a complaint would have, and by which choice. */
export class ChosenPackDto {
  /** Its name. */
  pack: string;
  /** Of the packs. */
  version: number;
  labels: LabelsDto;
  /** The condition of the choice that it fits. */
  when: ChoiceConditionDto;
}
