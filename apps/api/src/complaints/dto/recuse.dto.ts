import { ArrayMaxSize, IsArray } from 'class-validator';
import type { Opened, RecusedData } from '@redress/complaint';
import { IsCode, IsText, Optional } from '../../http/fields.js';
import { CommandDto } from './command.dto.js';

/** Somebody keeps out of the case from now on. */
export class RecuseDto extends CommandDto implements Omit<Opened<RecusedData>, 'person'> {
  /** A staff `sub`; the caller, if left out. Somebody else only by a supervisor, the general manager or a privacy officer. */
  @Optional()
  @IsCode()
  person?: string;

  /** A code: why. */
  @IsCode()
  reason: string;

  /** Roles in which nobody else is left to act: the matrix's stand-ins take their place. Who may say it of others' roles: see `person`. */
  @IsArray()
  @ArrayMaxSize(20)
  @IsCode(100, { each: true })
  vacates: string[] = [];

  @Optional()
  @IsText()
  note?: string;
}
