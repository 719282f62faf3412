import { descendants, type Units } from '@redress/policy';
import { equalityFilters, listFilters, timeFilters, type ComplaintListQuestion } from '@redress/views';
import { HttpProblem } from '../http/problem.js';

export type RawQuery = Readonly<Record<string, string | string[]>>;

const numbers = new Set(['handedOver', 'contributions', 'level', 'proposalRound', 'owed', 'reopenedCount', 'linked']);
const flags = new Set(['sensitive', 'acknowledged', 'investigated', 'replied', 'inBranch', 'erased', 'atRisk']);
const filters = new Set<string>([...equalityFilters, ...Object.keys(timeFilters), ...listFilters, 'sameSubjectAs', 'unitWithin']);

/** `unitWithin` as the units that it means: the one named and all below it. */
export async function withinUnits({ unitWithin, ...query }: RawQuery, tree: () => Promise<Units>): Promise<RawQuery> {
  if (unitWithin === undefined) return query;
  const top = single('unitWithin', unitWithin);
  if (query['unit'] !== undefined || !top) throw new HttpProblem(400, 'invalid-filter', 'unitWithin names one unit, and goes without unit');
  return { ...query, unit: descendants(await tree(), top) };
}

/** The question that a query string asks: a repeated parameter means any of its values, an empty one means "has none". */
export function questionFrom(query: RawQuery): ComplaintListQuestion {
  const { q, sort, cursor, limit, ...rest } = query;
  const filter = Object.fromEntries(Object.entries(rest).map(([name, value]) => [name, valueOf(name, value)]));
  return {
    filter,
    q: single('q', q),
    sort: single('sort', sort),
    cursor: single('cursor', cursor),
    ...(limit !== undefined && { limit: numberFrom('limit', limit) }),
  };
}

function valueOf(name: string, value: string | string[]): unknown {
  if (!filters.has(name)) throw new HttpProblem(400, 'unknown-filter', `${name} is no filter; there are ${[...filters].join(', ')}`);
  if (Object.hasOwn(timeFilters, name) || name === 'sameSubjectAs') return single(name, value);
  return Array.isArray(value) ? value.map((one) => scalar(name, one)) : scalar(name, value);
}

function scalar(name: string, value: string): unknown {
  if (value === '') return null;
  if (numbers.has(name)) return numberFrom(name, value);
  if (!flags.has(name)) return value;
  if (value !== 'true' && value !== 'false') throw new HttpProblem(400, 'invalid-filter', `${name} must be true or false`);
  return value === 'true';
}

function numberFrom(name: string, value: string | string[]): number {
  if (typeof value !== 'string' || !/^\d{1,9}$/.test(value)) throw new HttpProblem(400, 'invalid-filter', `${name} must be a whole number`);
  return Number(value);
}

function single(name: string, value: string | string[] | undefined): string | undefined {
  if (Array.isArray(value)) throw new HttpProblem(400, 'invalid-filter', `${name} may be given once`);
  return value;
}
