import fc from 'fast-check';
import { isGranted, toAclSettings, wishOf, type AclSettings, type User } from './acl.js';
import type { Action } from './access.js';

const anna: User = { name: 'anna', groups: ['claims', 'north'] };
const admins: readonly User[] = [
  { name: 'admin', groups: [] },
  { name: 'eve', groups: ['$admins'] },
];
const actions: readonly Action[] = ['read', 'write', 'delete', 'meta-read', 'meta-write'];
const may = (action: Action, stream: string, acl = {}, settings: AclSettings = {}, user = anna): boolean => {
  const wish = wishOf(action, stream);
  return wish !== undefined && isGranted(user, wish, acl, settings);
};

it.each(actions)('streams of users are open to all who have logged in, others to admins: %s', (action) => {
  expect(may(action, 'order-1')).toBe(true);
  expect(may(action, '$order')).toBe(false);
  expect(may(action, '$all')).toBe(false);
  for (const admin of admins) expect(may(action, '$order', {}, {}, admin)).toBe(true);
});

it.each<[given: readonly string[], granted: boolean]>([
  [['anna'], true],
  [['north'], true],
  [['bob', 'claims'], true],
  [['$all'], true],
  [['bob'], false],
  [['Anna'], false],
  [['$admins'], false],
  [[], false],
])('roles %j of a stream grant to a user and her groups: %s', (roles, granted) => {
  expect(may('read', 'order-1', { $r: roles })).toBe(granted);
  expect(may('write', 'order-1', { $r: ['nobody'], $w: roles })).toBe(granted);
  expect(may('read', '$all', { $r: roles })).toBe(granted);
  for (const admin of admins) expect(may('read', 'order-1', { $r: roles }, {}, admin)).toBe(true);
});

it('what a stream does not say is said by the settings, and what they do not say by the defaults', () => {
  const settings = { userStreams: { $r: ['claims'], $w: ['nobody'] }, systemStreams: { $r: ['north'] } };
  expect(may('read', 'order-1', {}, settings)).toBe(true);
  expect(may('write', 'order-1', {}, settings)).toBe(false);
  expect(may('write', 'order-1', { $w: ['anna'] }, settings)).toBe(true);
  expect(may('read', 'order-1', { $w: ['anna'] }, { userStreams: { $r: ['nobody'] } })).toBe(false);
  expect(may('delete', 'order-1', {}, settings)).toBe(true);
  expect(may('read', '$order', {}, settings)).toBe(true);
  expect(may('write', '$order', {}, settings)).toBe(false);
});

it('a metadata stream is guarded by the stream that it is about', () => {
  expect(wishOf('read', '$$order-1')).toEqual({ action: 'meta-read', stream: 'order-1' });
  expect(wishOf('write', '$$order-1')).toEqual({ action: 'meta-write', stream: 'order-1' });
  expect(wishOf('read', '$$$order')).toEqual({ action: 'meta-read', stream: '$order' });
  expect(may('write', '$$order-1', { $mw: ['nobody'], $w: ['anna'] })).toBe(false);
  expect(may('read', '$$order-1', { $mr: ['anna'], $r: [] })).toBe(true);
  expect(may('write', '$$$settings')).toBe(false);
});

it('nobody writes to $all or deletes it, or deletes a metadata stream', () => {
  for (const user of [anna, ...admins]) {
    expect(may('write', '$all', { $w: ['$all'] }, {}, user)).toBe(false);
    expect(may('delete', '$all', { $d: ['$all'] }, {}, user)).toBe(false);
    expect(may('delete', '$$order-1', { $d: ['$all'] }, {}, user)).toBe(false);
  }
});

it.each<[data: string, settings: AclSettings]>([
  ['{}', {}],
  ['{"$userStreamAcl":{"$r":"a"}}', { userStreams: { $r: ['a'] } }],
  ['{"$systemStreamAcl":{"$w":["a","b"]},"other":1}', { systemStreams: { $w: ['a', 'b'] } }],
  ['{"$userStreamAcl":{"$r":1},"$systemStreamAcl":{"$w":"a"}}', {}],
  ['{"$userStreamAcl":{"$x":"a"}}', {}],
  ['null', {}],
  ['{', {}],
])('settings %s', (data, settings) => {
  expect(toAclSettings(Buffer.from(data))).toEqual(settings);
});

it('takes nothing away from admins, and gives nobody by one entry what another one guards', () => {
  const role = fc.constantFrom('anna', 'claims', '$all', 'bob', '$admins');
  const roles = fc.option(fc.array(role, { maxLength: 3 }), { nil: undefined });
  const acl = fc.record({ $r: roles, $w: roles, $d: roles, $mr: roles, $mw: roles });
  const stream = fc.constantFrom('order-1', '$order', '$$order-1', '$$$order', '$all');
  fc.assert(
    fc.property(acl, acl, acl, stream, fc.constantFrom(...actions), (own, userStreams, systemStreams, name, action) => {
      const settings = { userStreams, systemStreams };
      const granted = may(action, name, own, settings);
      for (const admin of admins) expect(!granted || may(action, name, own, settings, admin)).toBe(true);
      const wish = wishOf(action, name);
      if (!wish) return;
      const entry = ({ read: '$r', write: '$w', delete: '$d', 'meta-read': '$mr', 'meta-write': '$mw' } as const)[wish.action];
      expect(may(action, name, { [entry]: own[entry] }, settings)).toBe(granted);
    }),
  );
});
