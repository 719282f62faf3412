/**
 * Whose complaints: those that they took in or wrote down; that are in their hands, or in which they or their units were asked for a contribution; that
 * are about their units, or in the hands of one; and those that name no unit and are in the hands of none yet.
 */
export interface Theirs {
  /** A staff `sub`. */
  readonly sub: string;
  /** All of them: also those below others. */
  readonly units: readonly string[];
}

/** What of it the rows say, each with the names of its parameters. */
const parametersOf = ({ sub, units }: Theirs) => ({
  theirSub: sub,
  theirUnits: [...units],
  theirAsking: [`person:${sub}`, ...units.map((unit) => `unit:${unit}`)],
});

type Names = Record<keyof ReturnType<typeof parametersOf>, string>;

/** SQL: a row of the list, `c`, is theirs. @param bind gives a value its place among the parameters */
export function theirsSql(theirs: Theirs, bind: (value: unknown) => string): string {
  const { theirSub, theirUnits, theirAsking } = parametersOf(theirs);
  return condition({ theirSub: bind(theirSub), theirUnits: bind(theirUnits), theirAsking: bind(theirAsking) });
}

function condition({ theirSub: sub, theirUnits: units, theirAsking: asking }: Names): string {
  const any = [
    `c.unit = ANY(${units}::text[])`,
    `c.assigned_unit = ANY(${units}::text[])`,
    '(c.unit IS NULL AND c.assigned_unit IS NULL)',
    `c.assignee = ${sub}::text`,
    `${sub}::text = ANY(c.received_by)`,
    `c.asked && ${asking}::text[]`,
  ];
  return `(${any.join(' OR ')})`;
}

/** SQL: the complaint of this id is theirs. @param id SQL of a uuid @param bind as above */
export function isTheirsSql(id: string, theirs: Theirs, bind: (value: unknown) => string): string {
  return among(id, theirsSql(theirs, bind));
}

/** The same for a query builder: SQL with named parameters, and their values. */
export function isTheirs(id: string, theirs: Theirs): { sql: string; parameters: object } {
  const named = condition({ theirSub: ':theirSub', theirUnits: ':theirUnits', theirAsking: ':theirAsking' });
  return { sql: among(id, named), parameters: parametersOf(theirs) };
}

function among(id: string, fits: string): string {
  const tables = ['complaint_list_v5.open', 'complaint_list_v5.closed'];
  return `(${tables.map((table) => `EXISTS (SELECT FROM ${table} AS c WHERE c.complaint_id = ${id} AND ${fits})`).join(' OR ')})`;
}
