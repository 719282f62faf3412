// Who may do what, on a server with users: access control lists, what holds without one, and subscriptions that lose their right.
import {
  append,
  backwards,
  change,
  denied,
  getMetadata,
  onBothLogins,
  read,
  readAll,
  remove,
  sees,
  setMetadata,
  subscribe,
  subscribeAll,
  tombstone,
} from '../steps.mjs';

const user = { who: 'user' };
const nobody = { who: 'nobody' };
const RIGHTS = { r: 'readRoles', w: 'writeRoles', d: 'deleteRoles', mr: 'metaReadRoles', mw: 'metaWriteRoles' };

/** An access control list with the same roles for every right, or other roles for some. */
const aclOf = (roles, others = {}) => ({
  ...Object.fromEntries(Object.values(RIGHTS).map((key) => [key, roles])),
  ...Object.fromEntries(Object.entries(others).map(([right, other]) => [RIGHTS[right], other])),
});
const forAdmins = aclOf('$admins');

const follow = (to, shows, more) => [subscribe(to, more), sees(shows === denied ? 'error:access-denied' : `${shows} caught-up`)];

/** Streams of one event each, since a stream is deleted, and a list overwritten, only once; `dollars` makes them system streams. */
const streams = (acl, dollars = '') =>
  ['s', 't', 'u', 'v'].flatMap((name) => [append(`${dollars}${name}`, 'a'), setMetadata(`${dollars}${name}`, { acl })]);

/**
 * Everything that can be done with them.
 *
 * @param {(right: keyof RIGHTS) => boolean} may
 * @param {object} who does it
 */
function everything(may, who, dollars = '') {
  const [s, t, u, v] = ['s', 't', 'u', 'v'].map((name) => `${dollars}${name}`);
  const or = (right, gives) => (may(right) ? gives : denied);
  return [
    read(s, or('r', '0:a'), who),
    backwards(s, or('r', '0:a'), who),
    ...follow(s, or('r', '0:a'), who),
    getMetadata(s, or('mr', {}), who),
    read(`$$${s}`, or('mr', '0:$metadata'), who),
    ...follow(`$$${s}`, or('mr', '0:$metadata'), who),
    append(s, 'b', or('w', { revision: 1 }), who),
    append(s, '', or('w', {}), who),
    append(s, 'c', or('w', { error: 'wrong-expected-version' }), { ...who, expected: 'no_stream' }),
    remove(t, or('d', {}), who),
    tombstone(u, or('d', {}), who),
    append(`$$${s}`, { n: { type: '$metadata', data: {} } }, or('mw', { revision: 1 }), { ...who, expected: 0 }),
    setMetadata(v, { custom: 1 }, or('mw', { revision: 1 }), who),
  ];
}
const all = () => true;
const none = () => false;

const toAll = (gives, who) => [
  readAll(gives ?? denied, { from: 'start', count: 1, ...who }),
  readAll(gives ?? denied, { from: 'end', direction: 'backwards', count: 1, ...who }),
  subscribeAll({ from: 'end', ...who }),
  sees(gives === undefined ? 'error:access-denied' : 'caught-up'),
  subscribeAll({ from: 'end', filter: { on: 'stream', prefixes: ['{s}'] }, ...who }),
  sees(gives === undefined ? 'error:access-denied' : 'caught-up'),
];

const defaults = [
  { name: 'a stream: the user may do everything', steps: [...streams(), ...everything(all, user)] },
  { name: 'a system stream: the user may do nothing', steps: [...streams(undefined, '$'), ...everything(none, user, '$')] },
  {
    name: 'a system stream that is not there',
    steps: [read('$s', denied, user), ...follow('$s', denied, user), append('$s', 'a', denied, user)],
  },
  { name: '$all: not for the user', steps: toAll(undefined, user) },
  { name: 'the metadata stream of a system stream', steps: [append('$$$s', 'a', denied, user), getMetadata('$s', denied, user)] },
  {
    name: 'an admin may do everything',
    steps: [...streams(undefined, '$'), ...everything(all, { who: 'admin' }, '$'), ...toAll('', { who: 'admin' })],
  },
  {
    name: 'an admin whom no list names may do everything',
    steps: [...streams(aclOf('{user}')), ...everything(all, { who: 'admin' })],
  },
  {
    name: 'nobody writes to $all or deletes it',
    steps: ['admin', 'user'].flatMap((who) => [
      append('=$all', 'a', denied, { who }),
      remove('=$all', denied, { who }),
      tombstone('=$all', denied, { who }),
    ]),
  },
  {
    name: 'nobody deletes a metadata stream',
    steps: [
      setMetadata('s', { custom: 1 }),
      ...['admin', 'user'].flatMap((who) => [remove('$$s', denied, { who }), tombstone('$$s', denied, { who })]),
      getMetadata('s', { metadata: { custom: 1 } }, user),
    ],
  },
];

const lists = [
  ...Object.keys(RIGHTS).flatMap((right) => [
    {
      name: `$${right} for admins, the rest for the user`,
      steps: [...streams(aclOf('{user}', { [right]: '$admins' })), ...everything((asked) => asked !== right, user)],
    },
    {
      name: `$${right} for the user, the rest for admins`,
      steps: [...streams(aclOf('$admins', { [right]: '{user}' })), ...everything((asked) => asked === right, user)],
    },
    {
      name: `$${right} for admins, nothing said of the rest`,
      steps: [...streams({ [RIGHTS[right]]: '$admins' }), ...everything((asked) => asked !== right, user)],
    },
    {
      name: `a system stream: $${right} for the user, nothing said of the rest`,
      steps: [...streams({ [RIGHTS[right]]: '{user}' }, '$'), ...everything((asked) => asked === right, user, '$')],
    },
  ]),
  { name: 'no stream yet', steps: [setMetadata('s', { acl: forAdmins }), read('s', denied, user), ...follow('s', denied, user)] },
  {
    name: 'counts from the moment it is written',
    steps: [
      append('s', 'a', {}, user),
      setMetadata('s', { acl: forAdmins }),
      append('s', 'b', denied, user),
      setMetadata('s', { acl: aclOf('{user}') }),
      append('s', 'b', { revision: 1 }, user),
      setMetadata('s', {}),
      append('s', 'c', { revision: 2 }, user),
    ],
  },
  {
    name: 'who may write it can take their own right away',
    steps: [setMetadata('s', { acl: forAdmins }, {}, user), setMetadata('s', {}, denied, user), append('s', 'a', denied, user)],
  },
  {
    name: 'goes with a deletion',
    steps: [
      append('s', 'a'),
      setMetadata('s', { acl: aclOf('$admins', { d: '{user}' }) }),
      append('s', 'b', denied, user),
      remove('s', {}, user),
      append('s', 'b', { revision: 1 }, user),
      read('s', '1:b', user),
    ],
  },
  {
    name: 'that is none: defaults',
    steps: [append('$$s', { m: { type: '$metadata', data: { $acl: { $w: 7 } } } }), append('s', 'a', { revision: 0 }, user)],
  },
  {
    name: 'with an unknown right is none',
    steps: [
      append('$$s', { m: { type: '$metadata', data: { $acl: { $w: '$admins', $x: '$admins' } } } }),
      append('s', 'a', { revision: 0 }, user),
    ],
  },
  {
    name: 'of a metadata stream has no effect',
    steps: [
      append('$$$$s', { m: { type: '$metadata', data: { $acl: { $r: '$admins', $w: '$admins' } } } }),
      setMetadata('s', { a: 1 }, {}, user),
      read('$$s', '0:$metadata', user),
    ],
  },
  {
    name: 'a link shows what its reader may not read',
    steps: [
      append('s', 'a b'),
      setMetadata('s', { acl: forAdmins }),
      append('links', { l: { type: '$>', links: '1@s' } }, {}, user),
      read('s', denied, user),
      read('links', '0:l>1:b', { ...user, resolve: true }),
    ],
  },
];

const grants = {
  'the user': ['{user}', true],
  'the user, as a list': [['{user}'], true],
  'the user among others': [['$admins', 'somebody', '{user}'], true],
  'a group of the user': ['{group}', true],
  'a group of the user among others': [['$admins', '{group}'], true],
  $all: ['$all', true],
  '$all among others': [['$admins', '$all'], true],
  'somebody else': ['somebody', false],
  'the user in capitals': ['{USER}', false],
  'the user as part of a longer name': ['{user}s', false],
  nobody: [[], false],
  'an empty name': ['', false],
  operators: ['$ops', false],
};
const granted = Object.entries(grants).map(([name, [roles, may]]) => ({
  name: `to ${name}`,
  steps: [
    append('s', 'a'),
    setMetadata('s', { acl: aclOf('$admins', { r: roles, w: roles }) }),
    read('s', may ? '0:a' : denied, user),
    append('s', 'b', may ? { revision: 1 } : denied, user),
  ],
}));

/** Everything that can be asked for, to be refused. */
const nothingAtAll = (who) => [
  append('s', 'a'),
  setMetadata('s', { acl: aclOf('$all') }),
  read('s', denied, who),
  backwards('s', denied, who),
  ...follow('s', denied, who),
  getMetadata('s', denied, who),
  setMetadata('s', {}, denied, who),
  append('s', 'b', denied, who),
  remove('s', denied, who),
  tombstone('s', denied, who),
  append('t', 'b', denied, who),
  read('t', denied, who),
  append('$s', 'b', denied, who),
  read('$s', denied, who),
  ...follow('$s', denied, who),
  ...toAll(undefined, who),
  read('s', '0:a'),
];

const logins = [
  // The older client ends every append that is under way in its process, whoever's it is, when one connection is refused.
  ...onBothLogins([
    { name: 'a wrong password', alone: true, steps: nothingAtAll({ who: 'impostor' }) },
    { name: 'an unknown user', alone: true, steps: nothingAtAll({ who: 'stranger' }) },
  ]),
  { name: 'without credentials', steps: nothingAtAll(nobody) },
  {
    name: 'credentials of the call on a connection without any',
    steps: [
      append('s', 'a', { revision: 0 }, { ...user, through: 'nobody' }),
      setMetadata('s', { acl: forAdmins }),
      read('s', denied, { ...user, through: 'nobody' }),
      read('s', '0:a', { who: 'admin', through: 'nobody' }),
    ],
  },
  {
    name: 'credentials of the call go before those of the connection',
    steps: [
      append('$s', 'a', { revision: 0 }, { who: 'admin', through: 'user' }),
      read('$s', '0:a', { who: 'admin', through: 'user' }),
      read('$s', denied, user),
      ...follow('$s', '0:a', { who: 'admin', through: 'user' }),
      read('$s', denied, { who: 'impostor', through: 'admin' }),
    ],
  },
  {
    name: 'credentials of the call on a connection with wrong ones: reading',
    steps: [append('s', 'a'), read('s', '0:a', { ...user, through: 'impostor' })],
  },
];

/** The list that takes the right away is written while the user follows; a subscription ends at once and not with the next event. */
const takenAway = [
  {
    name: 'of a stream',
    steps: [
      append('s', 'a'),
      subscribe('s', user),
      sees('0:a caught-up'),
      setMetadata('s', { acl: forAdmins }),
      sees('error:access-denied'),
    ],
  },
  {
    name: 'of a stream that is not there yet',
    steps: [subscribe('s', user), sees('caught-up'), setMetadata('s', { acl: forAdmins }), sees('error:access-denied')],
  },
  {
    name: 'of a metadata stream',
    steps: [
      subscribe('$$s', user),
      sees('caught-up'),
      setMetadata('s', { acl: forAdmins }),
      sees('0:$metadata'),
      setMetadata('s', {}),
      sees('1:$metadata'),
    ],
  },
  {
    name: 'of others only',
    steps: [
      append('s', 'a'),
      subscribe('s', user),
      sees('0:a caught-up'),
      setMetadata('s', { acl: aclOf('$admins', { r: '{user}' }) }),
      append('s', 'b'),
      sees('1:b'),
    ],
  },
  {
    name: 'not of an admin',
    steps: [subscribe('s'), sees('caught-up'), setMetadata('s', { acl: aclOf('{user}') }), append('s', 'a'), sees('0:a')],
  },
  {
    name: 'by deletion: a system stream',
    steps: [
      append('$s', 'a'),
      setMetadata('$s', { acl: { readRoles: '{user}' } }),
      subscribe('$s', user),
      sees('0:a caught-up'),
      remove('$s'),
      sees('error:access-denied'),
    ],
  },
];

const SETTINGS = '$settings';
const OF_ALL = '$$$all';

const wholeServer = [
  {
    name: '$settings: what streams do not say',
    steps: [
      append('s', 'a', {}, user),
      setMetadata('t', { acl: { writeRoles: '{user}' } }),
      change(SETTINGS, { $userStreamAcl: { $w: '$admins', $d: ['somebody'] } }),
      append('s', 'b', denied, user),
      remove('s', denied, user),
      read('s', '0:a', user),
      append('t', 'b', { revision: 0 }, user),
      append('s', 'b', { revision: 1 }),
      change(SETTINGS, {}),
      append('s', 'c', { revision: 2 }, user),
    ],
  },
  {
    name: '$settings: system streams, and $all',
    steps: [
      append('$s', 'a'),
      append('$t', 'a'),
      setMetadata('$t', { acl: { readRoles: '$admins' } }),
      change(SETTINGS, { $systemStreamAcl: { $r: ['{user}'] } }),
      read('$s', '0:a', user),
      append('$s', 'b', denied, user),
      getMetadata('$s', denied, user),
      read('$t', denied, user),
      ...toAll('', user),
    ],
  },
  {
    name: '$settings: a group',
    steps: [append('$s', 'a'), change(SETTINGS, { $systemStreamAcl: { $r: '{group}' } }), read('$s', '0:a', user)],
  },
  ...Object.entries({
    'no object': 'text',
    'a list that is none': { $userStreamAcl: { $w: '$admins' }, $systemStreamAcl: { $r: 7 } },
    'a list of an unknown right': { $userStreamAcl: { $w: '$admins', $x: '$admins' } },
  }).map(([name, data]) => ({
    name: `$settings that are none: ${name}`,
    steps: [
      change(SETTINGS, { $userStreamAcl: { $w: '$admins' } }),
      append('s', 'a', denied, user),
      change(SETTINGS, data),
      append('s', 'a', { revision: 0 }, user),
    ],
  })),
  {
    name: '$settings: a right that is taken away while followed',
    steps: [
      setMetadata('t', { acl: { readRoles: '{user}' } }),
      subscribe('s', { ...user, by: '1' }),
      subscribe('t', { ...user, by: '2' }),
      sees('caught-up', { by: '1' }),
      sees('caught-up', { by: '2' }),
      change(SETTINGS, { $userStreamAcl: { $r: '$admins' } }),
      sees('error:access-denied', { by: '1' }),
      append('t', 'a'),
      sees('0:a', { by: '2' }),
    ],
  },
  {
    name: '$acl of $all',
    steps: [change(OF_ALL, { $acl: { $r: '{user}' } }), ...toAll('', user), append('$s', 'a'), read('$s', denied, user)],
  },
  {
    name: '$acl of $all: the right is taken away while followed',
    steps: [
      change(OF_ALL, { $acl: { $r: ['{user}'] } }),
      subscribeAll({ ...user, from: 'end', by: '1' }),
      subscribeAll({ ...user, from: 'end', by: '2', filter: { on: 'stream', prefixes: ['{s}'] } }),
      sees('caught-up', { by: '1' }),
      sees('caught-up', { by: '2' }),
      append('s', 'a'),
      sees('0:a', { by: '1' }),
      sees('0:a', { by: '2' }),
      change(OF_ALL, {}),
      sees('error:access-denied', { by: '1' }),
      sees('error:access-denied', { by: '2' }),
    ],
  },
];

export const access = [
  { group: 'access: defaults', cases: onBothLogins(defaults) },
  { group: 'access: $acl', cases: onBothLogins(lists) },
  { group: 'access: granted', cases: onBothLogins(granted) },
  { group: 'access: credentials', cases: logins },
  { group: 'access: right taken away while followed', cases: onBothLogins(takenAway) },
  { group: 'access: the whole server', cases: wholeServer },
].map((group) => ({ ...group, guarded: true }));
