/** A question that cannot be answered as it was put. `code` is stable; `detail` says what was wrong and what is allowed. */
export class QueryError extends Error {
  override readonly name = 'QueryError';

  constructor(
    readonly code: string,
    readonly detail: string,
    /** `shape`: the request is malformed (HTTP 400). `contradiction`: well-formed, but cannot be (HTTP 422). */
    readonly kind: 'shape' | 'contradiction' = 'shape',
  ) {
    super(detail);
  }
}

/** The view's tables do not exist yet: no worker has started, or it is still building them from the log (HTTP 503). */
export class ViewNotReady extends Error {
  override readonly name = 'ViewNotReady';

  constructor(readonly view: string) {
    super(`the view ${view} is not there yet: a worker builds it from the log when it starts (its log says how far it is)`);
  }
}

/** Runs a view's query; tables that are not there yet become `ViewNotReady`, values that no column can hold a `QueryError`. */
export async function answering<T>(view: string, query: () => Promise<T>): Promise<T> {
  try {
    return await query();
  } catch (error) {
    if (isMissingTable(error)) throw new ViewNotReady(view);
    // PostgreSQL's class "data exception", and text that is no UTF-8 text.
    if (sqlState(error).startsWith('22')) throw new QueryError('invalid-value', "A value is not of its field's type, or too large for it.");
    throw error;
  }
}

/** PostgreSQL: undefined_table, invalid_schema_name. */
export function isMissingTable(error: unknown): boolean {
  return ['42P01', '3F000'].includes(sqlState(error));
}

/** PostgreSQL's five-character code of an error; empty if it has none. */
export function sqlState(error: unknown): string {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : '';
}
