import type { DataSource } from 'typeorm';
import { answering } from './query-error.js';
import { checked, type ReportQuestion } from './report-answer.js';
import { readBy, type ReportDefinition } from './report-definition.js';
import { cutOf } from './report-time.js';
import type { Report } from './report.js';

/**
 * Where several reports can be cut alike: the times of one question, at the last fact that any of them knows by then. All their views have
 * folded the log up to there, so that asking each with this `asOf`, and this position as `knownAt`, puts together numbers of one moment.
 * @throws QueryError as `answerReport`
 */
export async function commonCut(
  dataSource: DataSource,
  definitions: readonly ReportDefinition[],
  question: ReportQuestion,
): Promise<Pick<Report, 'asOf' | 'knownAt' | 'position'>> {
  const { tz, now, asOf = now, knownAt } = question;
  for (const definition of definitions) checked(definition, question);
  const read = definitions.map(readBy);
  const views = [...new Set(read.flatMap((one) => one.views))];
  const tables = [...new Set(read.flatMap((one) => one.tables))];
  return answering(views.map(({ name }) => name).join(' and '), async () => {
    const cut = await cutOf(dataSource.manager, { views, tables }, { tz, now, asOf, knownAt });
    return { asOf: cut.asOf.toISOString(), knownAt: cut.knownAt.toISOString(), position: cut.position };
  });
}
