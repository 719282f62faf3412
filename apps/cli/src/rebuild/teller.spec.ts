import { RebuildTeller } from './teller.js';

function told(json: boolean): { readonly teller: RebuildTeller; readonly lines: string[] } {
  const lines: string[] = [];
  const stream = { isTTY: false, write: (line: string) => lines.push(line) > 0 } as unknown as NodeJS.WriteStream;
  return { teller: new RebuildTeller(json, stream), lines };
}

it('says where a rebuild goes on, and what it waits for', () => {
  const { teller, lines } = told(false);
  teller.tell({ kind: 'begins', view: 'case-facts', position: null, until: 200n });
  teller.tell({ kind: 'begins', view: 'deadlines', position: 127n, until: 200n });
  teller.tell({ kind: 'waits', view: 'deadlines', reason: 'a transaction is under way' });
  teller.logger?.warn({}, 'the log cannot be read');
  expect(lines).toEqual(['deadlines: resuming at 63 %\n', 'deadlines waits: a transaction is under way\n', 'the log cannot be read\n']);
});

it('says how far it is, for people and for machines, always at the end, and 100 % at no other time', () => {
  const [people, machines] = [told(false), told(true)];
  for (const { teller } of [people, machines]) {
    teller.tell({ kind: 'read', events: 1, position: 1n, until: 1000n });
    teller.tell({ kind: 'read', events: 900, position: 999n, until: 1000n });
    teller.tell({ kind: 'read', events: 901, position: 1000n, until: 1000n });
  }
  expect(people.lines).toEqual([expect.stringMatching(/^901 events, 100 %, \d+\/s, 0 s left\n$/)]);
  expect(machines.lines.map((line) => JSON.parse(line) as unknown)).toEqual([
    { progress: { events: 901, position: '1000', until: '1000', percent: 100, rate: expect.any(Number), secondsLeft: 0 } },
  ]);
});
