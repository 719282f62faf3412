// Which cases of a table are run.

/**
 * @param {{ group: string, guarded?: boolean | 'too', cases: object[] }[]} groups `guarded`: only for a server with users, or for one too
 * @param {{ part?: 'open' | 'guarded', only?: string }} choice `part`: the groups for a server without users, or for one with; without it all;
 * `only`: cases whose "group: name" contains this
 * @returns the cases in one list, each with its group and its row
 */
export const select = (groups, { part, only = '' }) =>
  groups
    .filter(({ guarded = false }) => !part || guarded === 'too' || guarded === (part === 'guarded'))
    .flatMap(({ group, cases }) => cases.map((one) => ({ group, ...one })))
    .filter(({ group, name }) => `${group}: ${name}`.includes(only))
    .map((one, row) => ({ ...one, row }));
