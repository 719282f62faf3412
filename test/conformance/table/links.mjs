// Links: events of type `$>` whose data name a revision and a stream, `1@s`.
import { append, backwards, read, readAll, remove, sees, setMetadata, subscribe, subscribeAll, tombstone } from '../steps.mjs';

const targets = append('s', 'a b c', { revision: 2 });
const link = (id, to, more = {}) => append('links', { [id]: { type: '$>', links: to } }, {}, more);
const resolve = { resolve: true };

const cases = [
  { name: 'resolved', prepare: [targets, link('l', '1@s')], shows: '0:l>1:b' },
  { name: 'to the first event', prepare: [targets, link('l', '0@s')], shows: '0:l>0:a' },
  {
    name: 'between ordinary events',
    prepare: [targets, append('links', 'x'), link('l', '2@s'), append('links', 'y')],
    shows: '0:x 1:l>2:c 2:y',
  },
  { name: 'two to the same event', prepare: [targets, link('l', '1@s'), link('k', '1@s')], shows: '0:l>1:b 1:k>1:b' },
  {
    name: 'to a link: resolved once',
    prepare: [targets, append('t', { k: { type: '$>', links: '1@s' } }), link('l', '0@t')],
    shows: '0:l>0:k',
  },
  { name: 'to a metadata stream', prepare: [setMetadata('s', { a: 1 }), link('l', '0@$$s')], shows: '0:l>0:$metadata' },
  {
    name: 'with JSON content type and quotes: malformed',
    prepare: [targets, append('links', { l: { type: '$>', data: '1@s' } })],
    shows: '0:l',
    live: '0:l>-',
  },
  { name: 'to a stream that was never written', prepare: [link('l', '0@s')], shows: '0:l>-' },
  { name: 'to a revision that is not there', prepare: [targets, link('l', '7@s')], shows: '0:l>-' },
  { name: 'to a truncated event', prepare: [targets, setMetadata('s', { truncateBefore: 2 }), link('l', '1@s')], shows: '0:l>-' },
  {
    name: 'to an event cut by $maxCount',
    prepare: [targets, setMetadata('s', { maxCount: 1 }), link('l', '1@s'), link('k', '2@s')],
    shows: '0:l>- 1:k>2:c',
  },
  { name: 'to a deleted stream', prepare: [targets, remove('s'), link('l', '1@s')], shows: '0:l>-' },
  {
    name: 'to a stream that came back',
    prepare: [targets, remove('s'), append('s', 'd'), link('l', '1@s'), link('k', '3@s')],
    shows: '0:l>- 1:k>3:d',
  },
  { name: 'to a tombstoned stream', prepare: [targets, tombstone('s'), link('l', '1@s')], shows: '0:l>-' },
  {
    name: 'malformed: no number',
    prepare: [targets, append('links', { l: { type: '$>', data: new Uint8Array(Buffer.from('x@s')) } })],
    shows: '0:l',
    live: '0:l>-',
  },
  { name: 'malformed: empty', prepare: [append('links', { l: { type: '$>', data: new Uint8Array() } })], shows: '0:l', live: '0:l>-' },
  {
    name: 'malformed: no stream',
    prepare: [append('links', { l: { type: '$>', data: new Uint8Array(Buffer.from('1')) } })],
    shows: '0:l>-',
  },
];

const turned = (text) => text.split(' ').reverse().join(' ');
const unresolved = (text) => text.replace(/>\S+/g, '');
const mark = append('other', 'm', {}, { as: 'm' });
const where = { on: 'stream', prefixes: ['{links}'] };

export const links = [
  { group: 'links: read', cases: cases.map(({ name, prepare, shows }) => ({ name, steps: [...prepare, read('links', shows, resolve)] })) },
  {
    group: 'links: read backwards',
    cases: cases.map(({ name, prepare, shows }) => ({ name, steps: [...prepare, backwards('links', turned(shows), resolve)] })),
  },
  {
    group: 'links: read, not to be resolved',
    cases: cases.map(({ name, prepare, shows }) => ({ name, steps: [...prepare, read('links', unresolved(shows))] })),
  },
  {
    group: 'links: subscription, catching up',
    cases: cases.map(({ name, prepare, shows }) => ({
      name,
      steps: [...prepare, subscribe('links', resolve), sees(`${shows} caught-up`)],
    })),
  },
  {
    // A live link that cannot be read counts as one that leads nowhere; catching up, as an ordinary event.
    group: 'links: subscription, live',
    cases: cases.map(({ name, prepare, shows, live = shows }) => ({
      name,
      steps: [subscribe('links', resolve), sees('caught-up'), ...prepare, sees(live)],
    })),
  },
  {
    group: 'links: $all',
    cases: [
      ...cases.map(({ name, prepare, shows }) => ({
        name: `filtered subscription: ${name}`,
        steps: [mark, ...prepare, subscribeAll({ from: '@m', filter: where, ...resolve }), sees(`${shows} caught-up`)],
      })),
      {
        name: 'read',
        steps: [
          mark,
          targets,
          link('l', '1@s'),
          link('k', '9@s'),
          append('s', 'z'),
          readAll('0:m 0:a 1:b 2:c 0:l>1:b 1:k>- 3:z', { from: '@m', until: 'z', ...resolve }),
        ],
      },
      {
        name: 'read backwards',
        steps: [
          mark,
          targets,
          link('l', '1@s', { as: 'l' }),
          append('s', 'z', {}, { as: 'z' }),
          readAll('0:l>1:b 2:c 1:b 0:a 0:m', { from: '@z', direction: 'backwards', until: 'm', ...resolve }),
        ],
      },
      {
        name: 'read, not to be resolved',
        steps: [mark, targets, link('l', '1@s'), readAll('0:m 0:a 1:b 2:c 0:l', { from: '@m', until: 'l' })],
      },
      {
        name: 'subscription, live',
        alone: true,
        steps: [mark, subscribeAll({ from: '@m', ...resolve }), sees('caught-up'), targets, link('l', '1@s'), sees('0:a 1:b 2:c 0:l>1:b')],
      },
      {
        name: 'a filter looks at the link, not at what it leads to',
        steps: [
          mark,
          targets,
          link('l', '1@s'),
          subscribeAll({ from: '@m', filter: { on: 'type', prefixes: ['$>'] }, ...resolve }),
          sees('0:l>1:b caught-up'),
        ],
      },
    ],
  },
];
