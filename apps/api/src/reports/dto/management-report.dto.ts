import { PickType } from '@nestjs/swagger';
import { IsIn } from 'class-validator';
import { Optional } from '../../http/fields.js';
import { ReportDto } from './report.dto.js';

/** What a management report takes. */
export class ManagementReportDto extends PickType(ReportDto, ['from', 'to', 'tz', 'asOf', 'knownAt', 'lang']) {
  /** html, a page to be printed, if left out; json has its numbers. */
  @Optional()
  @IsIn(['html', 'json'])
  format?: 'html' | 'json';
}
