import { IsIn, IsInt, Max, Min, ValidateIf } from 'class-validator';
import { escalationTriggers, externalBodies, type EscalationTrigger, type ExternalBody } from '@redress/complaint';
import { IsCode, IsText, Optional } from '../../http/fields.js';
import { CommandDto } from './command.dto.js';

/** Handling moves up a level, or the case also runs at a body outside. */
export class EscalateDto extends CommandDto {
  /** `level` moves it up; `external` is a track beside the levels. */
  @IsIn(['level', 'external'])
  track: 'level' | 'external';

  /** The level it moves to, 1 being the front line; only with track `level`. */
  @ValidateIf((dto: EscalateDto) => dto.track === 'level' || dto.to !== undefined)
  @IsInt()
  @Min(1)
  @Max(9)
  to?: number;

  /** Only with track `external`. */
  @ValidateIf((dto: EscalateDto) => dto.track === 'external' || dto.body !== undefined)
  @IsIn(externalBodies)
  body?: ExternalBody;

  /** The case's number there; only with track `external`. */
  @Optional()
  @IsCode()
  reference?: string;

  /** A code: why. */
  @IsCode()
  reason: string;

  @IsIn(escalationTriggers)
  trigger: EscalationTrigger;

  @Optional()
  @IsText()
  note?: string;
}
