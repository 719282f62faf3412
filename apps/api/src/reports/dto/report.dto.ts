import { IsIn } from 'class-validator';
import { IsCode, Optional } from '../../http/fields.js';

/** What a report takes. */
export class ReportDto {
  /** Inclusive: a date (its local midnight) or an instant with offset. */
  @IsCode(40)
  from: string;

  /** Exclusive. */
  @IsCode(40)
  to: string;

  /** IANA zone, whose days and weeks these are; the installation's, if left out. */
  @Optional()
  @IsCode(60)
  tz?: string;

  /** day, week, month, quarter or year; one row for the whole period, if left out. */
  @Optional()
  @IsCode(20)
  bucket?: string;

  /** What to split by, comma separated, in the order of the columns: dimensions of the report. */
  @Optional()
  @IsCode(200)
  by?: string;

  /** Business time: counts what had happened by then; now, if left out. */
  @Optional()
  @IsCode(40)
  asOf?: string;

  /** Recorded time: counts what was known by then; what is known now, if left out. */
  @Optional()
  @IsCode(40)
  knownAt?: string;

  @Optional()
  @IsIn(['json', 'csv'])
  format?: 'json' | 'csv';
}
