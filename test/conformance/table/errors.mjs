// Errors that the other groups do not come upon, as the clients type them.
import { append, onBothCalls, read, wrong } from '../steps.mjs';

export const errors = [
  {
    group: 'deadlines',
    cases: onBothCalls([
      {
        name: 'already passed',
        steps: [
          append('s', 'a', { error: 'deadline-exceeded' }, { options: { deadline: -60_000 } }),
          read('s', { error: 'stream-not-found' }),
        ],
      },
      { name: 'far away', steps: [append('s', 'a', { revision: 0 }, { options: { deadline: 3_600_000 } })] },
    ]),
  },
  {
    group: 'errors as answers',
    cases: [
      {
        name: 'a wrong expected revision, not thrown',
        by: 'append',
        steps: [
          append('s', 'a b'),
          append('s', 'c', { success: false, revision: 1, position: 'none' }, { expected: 0, through: 'answers' }),
          append('s', 'c', wrong(0, 1), { expected: 0 }),
        ],
      },
    ],
  },
  {
    group: 'client-side errors',
    cases: [
      { name: 'a revision below 0', steps: [append('s', 'a'), read('s', { error: 'invalid-argument' }, { from: -1 })] },
      // The older client ends every append that is under way in its process, whatever its server, when one server is away.
      {
        name: 'nobody there: append',
        alone: true,
        by: 'append',
        steps: [append('s', 'a', { error: 'unavailable' }, { through: 'nowhere' })],
      },
      { name: 'nobody there: read', alone: true, steps: [read('s', { error: 'unavailable' }, { through: 'nowhere' })] },
    ],
  },
];
