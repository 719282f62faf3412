import { IsInt, Min } from 'class-validator';
import { IsCode, IsText, Optional } from '../../http/fields.js';
import { CommandDto } from './command.dto.js';

/** Time stands still for a reason, or goes on. */
export class PauseDto extends CommandDto {
  /** A code: why. */
  @IsCode()
  reason: string;

  @Optional()
  @IsText()
  note?: string;
}

/** The same as a line of many commands: there no path names the clock. */
export class PauseClockDto extends PauseDto {
  /** Of the clock within the complaint: `first-reply`, `promise-2`. */
  @IsCode()
  clock: string;
}

/** More time; who sends it approves it. */
export class ExtendDto extends CommandDto {
  /** A code: why; the rule of the clock may permit some only. */
  @IsCode()
  reason: string;

  /** Who asked for it, a staff `sub`. */
  @Optional()
  @IsCode()
  requestedBy?: string;

  @Optional()
  @IsText()
  note?: string;
}

/** The same as a line of many commands. */
export class ExtendClockDto extends ExtendDto {
  /** Of the clock within the complaint. */
  @IsCode()
  clock: string;
}

/** What was promised was done. */
export class KeepPromiseDto extends CommandDto {
  /** Ordinal of the promise within the complaint, from 1; the only open one, if left out. */
  @Optional()
  @IsInt()
  @Min(1)
  promise?: number;

  @Optional()
  @IsText()
  note?: string;
}
