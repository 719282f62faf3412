import { IsInstant, Optional } from '../../http/fields.js';
import type { Instant } from '@redress/kernel';

/** What every command may say. */
export abstract class CommandDto {
  /** When it happened; now, if left out. Never in the future. */
  @Optional()
  @IsInstant()
  occurredAt?: Instant;
}
