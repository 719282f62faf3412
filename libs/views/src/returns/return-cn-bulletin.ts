import type { ReturnRule } from '@redress/policy';
import { LessThanOrEqual, type EntityManager } from 'typeorm';
import { caseDimensions, caseFactsSql, caseTables } from '../facts/case-dimensions.js';
import { caseFacts } from '../facts/case-facts.js';
import { exposureFigures, exposureOf, type ExposureFigure } from '../improvements/exposure-of.js';
import { Exposure } from '../improvements/improvements.entity.js';
import { improvements } from '../improvements/improvements.js';
import { countedRows } from '../report-rows.js';
import { asked as sql, ratio, type AskedRows, type Measure, type ReportDefinition } from '../report-definition.js';
import { parameters, valuesOf } from '../report-sql.js';
import { neighbour } from '../report-time.js';
import type { Report } from '../report.js';
import { schemaOf } from '../view.js';
import { mapped, returnTables, returnTaxonomyAt, taxonomyParameter, unmappedMeaning } from './return-taxonomy.js';
import { ReturnTaxonomy } from './returns.entity.js';
import { returns } from './returns.js';

const lists = {
  productCategory: 'Category of product of the bulletin; unmapped for what no rule of the taxonomy fits.',
  business: 'Business of the bulletin 业务类别; unmapped for what no rule of the taxonomy fits.',
  region: 'Region of the bulletin 地区, by jurisdiction or unit; unmapped for what no rule of the taxonomy fits.',
} as const;
const dimensions = { ...lists, unmapped: unmappedMeaning, ...caseDimensions };

/** Per how many of each figure complaints are told. */
const per: Readonly<Record<ExposureFigure, number>> = { policies: 10_000, customers: 1_000_000, orders: 10_000 };
const perName: Readonly<Record<ExposureFigure, string>> = {
  policies: 'per10000Policies',
  customers: 'perMillionCustomers',
  orders: 'per10000Orders',
};

const measures: readonly Measure[] = [
  { name: 'received', unit: 'complaints', meaning: 'Complaints received in the {period}, also if merged since.', of: 'received' },
  {
    name: 'share',
    unit: 'ratio',
    meaning: 'Part of all received in the {period}, to 4 places; 0 if there were none.',
    from: ['received'],
    derive: (row, all) => ratio(row['received'], all['received'], 0),
  },
  {
    name: 'previous',
    unit: 'complaints',
    meaning: (bucket) =>
      `Received in ${bucket ? `the whole ${bucket} before` : 'the period of equal length (by local clock) before'}, by the same cuts and taxonomy.`,
    previousOf: 'received',
  },
  {
    name: 'change',
    unit: 'complaints',
    meaning: 'received less previous; negative where they have become fewer.',
    from: ['received', 'previous'],
    derive: ({ received, previous }) => (received == null || previous == null ? null : received - previous),
  },
  {
    name: 'changeRate',
    unit: 'ratio',
    meaning: 'change of previous, to 4 places; null if there were none before.',
    from: ['received', 'previous'],
    derive: ({ received, previous }) => (received == null || previous == null ? null : ratio(received - previous, previous)),
  },
  ...exposureFigures.map((figure): Measure => ({
    name: perName[figure],
    unit: 'complaints',
    meaning:
      `Complaints received per ${per[figure]} ${figure} of the unit, product or productCategory that it is split by, else of the whole company; ` +
      'to 4 places, null where these are not known for every day, or where it is split by region or jurisdiction.',
    told: true,
    from: ['received'],
  })),
];

/** Report 12, the bulletin on consumer complaints: by category of product and business, by region or unit, with the change and per exposure. */
export const returnCnBulletin: ReportDefinition = {
  name: 'return-cn-bulletin',
  number: 12,
  version: 1,
  question:
    'What does the bulletin of the Chinese financial regulator ask for: complaints by product, business and region, their change, and per exposure?',
  view: returns,
  besides: [caseFacts, improvements],
  tables: [...returnTables, ...caseTables, `${schemaOf(improvements)}.exposure`],
  taxonomyAt: returnTaxonomyAt,
  parameters: { taxonomy: taxonomyParameter },
  dimensions,
  always: ['unmapped'],
  byDefault: ['productCategory', 'business'],
  facts: {
    received: {
      sql: (by) =>
        mapped('cn-bulletin', caseFactsSql('received'), {
          lists: Object.keys(lists).filter((list) => by.includes(list)),
          told: by,
        }),
      dimensions: Object.keys(dimensions),
    },
  },
  measures,
  rowsOf: async (manager, asked) => {
    const rows = await countedRows(returnCnBulletin)(manager, asked);
    const exposure = await exposureFor(manager, asked);
    return rows.map((row) => ({ ...row, ...exposure(row) }));
  },
};

/** Complaints per exposure, for each row. */
async function exposureFor(manager: EntityManager, asked: AskedRows) {
  const { by, bucket, position, taxonomy } = asked;
  const exposures = await manager.find(Exposure, { where: { position: LessThanOrEqual(position ?? '-1') } });
  const version = await manager.findOneBy(ReturnTaxonomy, { version: taxonomy?.version ?? 0 });
  const rules = version?.document.returns['cn-bulletin']?.lists['productCategory']?.rules ?? [];
  const period = await localDays(manager, asked);
  const productsOf = (category: string) =>
    [...new Set(exposures.flatMap(({ product }) => product ?? []))].filter((product) => categoryOf(rules, product) === category);

  return (row: Report['rows'][number]): Record<string, number | null> => {
    const of = (name: string) => (by.includes(name) ? (row[name] as string | null) : undefined);
    const [unit, product, category] = [of('unit'), of('product'), of('productCategory')];
    const products = product === undefined ? (category == null ? undefined : productsOf(category)) : product === null ? [] : [product];
    const isElsewhere = by.includes('region') || by.includes('jurisdiction');
    if (isElsewhere || unit === null || products?.length === 0)
      return Object.fromEntries(exposureFigures.map((figure) => [perName[figure], null]));
    const scope = { ...(unit !== undefined && { units: [unit] }), ...(products && { products }) };
    const known = exposureOf(exposures, scope, bucket ? daysOf(row['bucket'] as string, asked, period) : period);
    return Object.fromEntries(
      exposureFigures.map((figure) => {
        const [received, exposure] = [Number(row['received']), known[figure]];
        return [perName[figure], exposure ? Math.round((received * per[figure] * 10_000) / exposure) / 10_000 : null];
      }),
    );
  };
}

function categoryOf(rules: readonly ReturnRule[], product: string): string | undefined {
  return rules.find(({ when }) => when.products?.includes(product))?.to;
}

/** The days of a bucket that are in the period. */
function daysOf(label: string, { bucket }: AskedRows, period: { readonly from: string; readonly to: string }) {
  const end = neighbour(label, bucket!, 1);
  return { from: label > period.from ? label : period.from, to: end < period.to ? end : period.to };
}

/** The local days of the period; a day that it ends within is in it. */
async function localDays(manager: EntityManager, asked: AskedRows): Promise<{ from: string; to: string }> {
  const local = (instant: string) => `(${instant} AT TIME ZONE ${sql.tz})`;
  const [row] = await manager.query<[{ from: string; to: string }]>(
    `${parameters} SELECT to_char(${local(sql.from)}, 'YYYY-MM-DD') AS from,
            to_char(${local(`(${sql.to} - interval '1 microsecond')`)} + interval '1 day', 'YYYY-MM-DD') AS to
     WHERE ${sql.taxonomy} IS NOT NULL`,
    valuesOf(asked, asked.from),
  );
  return row;
}
