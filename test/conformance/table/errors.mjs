// Errors that the other groups do not come upon, as the clients type them.
import { append, onBothCalls, read, setMetadata, wrong } from '../steps.mjs';

const denied = { error: 'access-denied' };
const admins = { readRoles: '$admins', writeRoles: '$admins', deleteRoles: '$admins', metaReadRoles: '$admins', metaWriteRoles: '$admins' };
const asUser = { as_user: true };

const access = [
  { name: 'append to a system stream', steps: [append('$s', 'a', denied, asUser)] },
  { name: 'read a system stream', steps: [read('$s', denied, asUser)] },
  {
    name: 'append to a stream for admins',
    steps: [setMetadata('s', { acl: admins }), append('s', 'a', denied, asUser), append('s', 'a', { revision: 0 })],
  },
  {
    name: 'read a stream for admins',
    steps: [append('s', 'a'), setMetadata('s', { acl: admins }), read('s', denied, asUser), read('s', '0:a')],
  },
  {
    name: 'delete a stream for admins',
    steps: [append('s', 'a'), setMetadata('s', { acl: admins }), { do: 'delete', stream: 's', gives: denied, ...asUser }, read('s', '0:a')],
  },
  {
    name: 'tombstone a stream for admins',
    steps: [
      append('s', 'a'),
      setMetadata('s', { acl: admins }),
      { do: 'tombstone', stream: 's', gives: denied, ...asUser },
      read('s', '0:a'),
    ],
  },
  {
    name: 'metadata of a stream for admins',
    steps: [setMetadata('s', { acl: admins }), { do: 'getMetadata', stream: 's', gives: denied, ...asUser }],
  },
  {
    name: 'follow a stream for admins',
    steps: [setMetadata('s', { acl: admins }), { do: 'subscribe', to: 's', ...asUser }, { do: 'sees', gives: 'error:access-denied' }],
  },
  { name: 'a wrong password', steps: [append('s', 'a', denied, { ...asUser, wrongPassword: true })] },
];

export const errors = [
  { group: 'access', cases: access },
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
