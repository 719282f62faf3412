import { dropSchema, lockSchema, withControl, type RebuildOptions, type Work } from './rebuild-copy.js';
import { exists } from './schema.js';
import { schemaOf, type View } from './view.js';

/** Tables that nothing of this version reads. */
export interface Leftover {
  readonly schema: string;
  readonly view: string;
  /** On disk, with indexes. */
  readonly bytes: number;
}

/** Drops what rebuilds of these views have filled so far and not put in place. @throws RebuildError `rebuild-under-way` */
export async function abandonRebuilds(options: RebuildOptions): Promise<Leftover[]> {
  return withControl(options, async (work) => {
    const schemas = work.views.flatMap((view) =>
      ['next', 'check', 'former'].map((suffix) => ({ view, schema: `${schemaOf(view)}_${suffix}` })),
    );
    const found = await leftoversOf(work, schemas);
    const locks = work.control.createQueryRunner();
    try {
      // First all, so that nothing is dropped where something is under way.
      for (const { schema } of found) await lockSchema((sql, values) => locks.query(sql, values), schema);
      for (const { view, schema } of found) await dropSchema(work, view, schema);
    } finally {
      await locks.query('SELECT pg_advisory_unlock_all()').catch(() => undefined);
      await locks.release();
    }
    return found;
  });
}

/** Of which of these views a rebuild was begun that has not come to its end. */
export async function begunRebuilds(options: RebuildOptions): Promise<View[]> {
  return withControl(options, async ({ control, views }) => {
    const begun: View[] = [];
    for (const view of views) if (await exists(control, `${schemaOf(view)}_next`)) begun.push(view);
    return begun;
  });
}

/** Which of these views are not there in the version of this program. */
export async function missingViews(options: RebuildOptions): Promise<View[]> {
  return withControl(options, async ({ control, views }) => {
    const missing: View[] = [];
    for (const view of views) if (!(await exists(control, schemaOf(view)))) missing.push(view);
    return missing;
  });
}

/** The tables of earlier versions of these views: an API of an earlier version reads them, nobody else. */
export async function formerVersions(options: RebuildOptions): Promise<Leftover[]> {
  return withControl(options, (work) => formerOf(work));
}

/** Drops the tables of earlier versions, and their checkpoints. A worker that still folds one of them stops. */
export async function dropFormerVersions(options: RebuildOptions): Promise<Leftover[]> {
  return withControl(options, async (work) => {
    const found = await formerOf(work);
    for (const { name, version } of work.views)
      await work.control.query('DELETE FROM views.checkpoint WHERE view = $1 AND version < $2', [name, version]);
    for (const { view, schema } of found) await dropSchema(work, view, schema);
    return found;
  });
}

async function formerOf(work: Work): Promise<Leftover[]> {
  const schemas = await work.control.query<{ schema: string }[]>('SELECT nspname AS schema FROM pg_namespace ORDER BY nspname');
  const former = schemas.flatMap(({ schema }) => {
    const view = work.views.find((one) => isFormer(one, schema));
    return view ? [{ view, schema }] : [];
  });
  return leftoversOf(work, former);
}

function isFormer({ name, version }: View, schema: string): boolean {
  const [, known, number] = /^(.+)_v(\d+)(?:_next|_check|_former)?$/.exec(schema) ?? [];
  return known === name.replaceAll('-', '_') && Number(number) < version;
}

async function leftoversOf({ control }: Work, schemas: readonly { readonly view: View; readonly schema: string }[]): Promise<Leftover[]> {
  const found: Leftover[] = [];
  for (const { view, schema } of schemas) {
    if (!(await exists(control, schema))) continue;
    const [{ bytes }] = await control.query<[{ bytes: string }]>(
      `SELECT coalesce(sum(pg_total_relation_size(oid)), 0) AS bytes FROM pg_class
       WHERE relkind IN ('r', 'm') AND relnamespace = (SELECT oid FROM pg_namespace WHERE nspname = $1)`,
      [schema],
    );
    found.push({ schema, view: view.name, bytes: Number(bytes) });
  }
  return found;
}
