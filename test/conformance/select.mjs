// Which cases of a table are run.

/**
 * @param {{ group: string, guarded?: boolean, cases: object[] }[]} groups
 * @param {{ part?: 'open' | 'guarded', only?: string }} choice `guarded`: the groups on access and no others, `open`: the others; `only`: cases
 * whose "group: name" contains this
 * @returns the cases in one list, each with its group and its row
 */
export const select = (groups, { part, only = '' }) =>
  groups
    .filter(({ guarded = false }) => !part || guarded === (part === 'guarded'))
    .flatMap(({ group, cases }) => cases.map((one) => ({ group, ...one })))
    .filter(({ group, name }) => `${group}: ${name}`.includes(only))
    .map((one, row) => ({ ...one, row }));
