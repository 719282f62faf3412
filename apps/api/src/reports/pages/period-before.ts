import type { Report } from '@redress/views';

const day = /^\d{4}-\d{2}-\d{2}$/;

/** The period of equal length before: whole months before whole months, else as many days, else as many milliseconds. */
export function periodBefore({ from, to }: { readonly from: string; readonly to: string }): { from: string; to: string } {
  if (!day.test(from) || !day.test(to)) {
    const [begin, end] = [Date.parse(from), Date.parse(to)];
    return notBeforeYears({ from: new Date(begin - (end - begin)).toISOString(), to: new Date(begin).toISOString() });
  }
  const [begin, end] = [new Date(`${from}T00:00:00Z`), new Date(`${to}T00:00:00Z`)];
  if (begin.getUTCDate() === 1 && end.getUTCDate() === 1) {
    const months = (end.getUTCFullYear() - begin.getUTCFullYear()) * 12 + end.getUTCMonth() - begin.getUTCMonth();
    begin.setUTCMonth(begin.getUTCMonth() - months);
  } else begin.setTime(begin.getTime() - (end.getTime() - begin.getTime()));
  return notBeforeYears({ from: begin.toISOString().slice(0, 10), to: from });
}

/** What is asked until a day that never comes has a period before it that begins before the first year: of that there is as much as can be asked for. */
function notBeforeYears({ from, to }: { readonly from: string; readonly to: string }): { from: string; to: string } {
  if (from >= '0001') return { from, to };
  return { from: '0001-01-01', to: to > '0001-01-02' ? to : '0001-01-02' };
}

/** The times to ask with so that another question is cut where this answer was. */
export function cutAgain({ asOf, knownAt, position }: Pick<Report, 'asOf' | 'knownAt' | 'position'>): { asOf: string; knownAt: string } {
  return { asOf, knownAt: position ?? knownAt };
}
