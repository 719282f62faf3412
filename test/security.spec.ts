import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/*
 * The matrix of docs/security.md: every requirement of ASVS 5.0.0 of the levels 1 and 2 is answered once, each of the API Security Top 10 too, and
 * what is said to show it exists.
 */

const root = join(import.meta.dirname, '..');
const document = readFileSync(join(root, 'docs', 'security.md'), 'utf8');

/** The requirements of levels 1 (with a star) and 2 by section; numbers that are missing are of level 3. */
const sections: Readonly<Record<string, string>> = {
  '1.1': '1 2',
  '1.2': '1* 2* 3* 4* 5* 6 7 8 9',
  '1.3': '1* 2* 3 4 5 6 7 8 9 10 11',
  '1.4': '1 2 3',
  '1.5': '1* 2',
  '2.1': '1* 2 3',
  '2.2': '1* 2* 3',
  '2.3': '1* 2 3 4',
  '2.4': '1',
  '3.2': '1* 2*',
  '3.3': '1* 2 3 4',
  '3.4': '1* 2* 3 4 5 6',
  '3.5': '1* 2* 3* 4 5',
  '3.7': '1 2',
  '4.1': '1* 2 3',
  '4.2': '1',
  '4.3': '1 2',
  '4.4': '1* 2 3 4',
  '5.1': '1',
  '5.2': '1* 2* 3',
  '5.3': '1* 2*',
  '5.4': '1 2 3',
  '6.1': '1* 2 3',
  '6.2': '1* 2* 3* 4* 5* 6* 7* 8* 9 10 11 12',
  '6.3': '1* 2* 3 4',
  '6.4': '1* 2* 3 4',
  '6.5': '1 2 3 4 5',
  '6.6': '1 2 3',
  '6.8': '1 2 3 4',
  '7.1': '1 2 3',
  '7.2': '1* 2* 3* 4*',
  '7.3': '1 2',
  '7.4': '1* 2* 3 4 5',
  '7.5': '1 2',
  '7.6': '1 2',
  '8.1': '1* 2',
  '8.2': '1* 2* 3',
  '8.3': '1*',
  '8.4': '1',
  '9.1': '1* 2* 3*',
  '9.2': '1* 2 3 4',
  '10.1': '1 2',
  '10.2': '1 2',
  '10.3': '1 2 3 4',
  '10.4': '1* 2* 3* 4* 5* 6 7 8 9 10 11',
  '10.5': '1 2 3 4 5',
  '10.6': '1 2',
  '10.7': '1 2 3',
  '11.1': '1 2',
  '11.2': '1 2 3',
  '11.3': '1* 2* 3',
  '11.4': '1* 2 3 4',
  '11.5': '1',
  '11.6': '1',
  '12.1': '1* 2 3',
  '12.2': '1* 2*',
  '12.3': '1 2 3 4',
  '13.1': '1',
  '13.2': '1 2 3 4 5',
  '13.3': '1 2',
  '13.4': '1* 2 3 4 5',
  '14.1': '1 2',
  '14.2': '1* 2 3 4',
  '14.3': '1* 2 3',
  '15.1': '1* 2 3',
  '15.2': '1* 2 3',
  '15.3': '1* 2 3 4 5 6 7',
  '16.1': '1',
  '16.2': '1 2 3 4 5',
  '16.3': '1 2 3 4',
  '16.4': '1 2 3',
  '16.5': '1 2 3',
  '17.1': '1',
  '17.2': '1 2 3 4',
  '17.3': '1 2',
};

const wanted = Object.entries(sections).flatMap(([section, numbers]) =>
  numbers.split(' ').map((number) => [`V${section}.${number.replace('*', '')}`, number.endsWith('*') ? '1' : '2'] as const),
);

/** The cells of the rows between this mark and the next whose id begins so. */
const rowsOf = (mark: string, id: string): string[][] =>
  document
    .split(`<!-- ${mark}:`)[1]!
    .split('<!--')[0]!
    .split('\n')
    .filter((line) => line.startsWith(`| ${id}`))
    .map((line) => line.split(/(?<!\\)\|/).map((cell) => cell.trim()));

const rows = rowsOf('asvs', 'V').map(([, id, level, asked, state, shown]) => ({
  id: id!,
  level: level!,
  asked: asked!,
  state: state!,
  shown: shown!,
}));
const risks = rowsOf('api-top-10', 'API').map(([, id, , shown]) => ({ id: id!, shown: shown! }));

/** The files and titles that a row names. */
const evidence = (shown: string) =>
  [...shown.matchAll(/`([\w./-]+)`(?: › ((?:(?!<br>).)+))?/g)].map(([, file, title]) => ({ file: file!, title: title?.trim() }));

describe('the matrix of docs/security.md', () => {
  it('has every requirement of levels 1 and 2 once, with its level', () => {
    expect(wanted).toHaveLength(253);
    expect(rows.map(({ id, level }) => [id, level])).toEqual(wanted);
  });

  it('says of each whether it holds, and shows it, or why it does not', () => {
    for (const { id, asked, state, shown } of rows) {
      expect([id, asked.length > 8]).toEqual([id, true]);
      expect([id, ['holds', 'not applicable', 'left'].includes(state)]).toEqual([id, true]);
      const reason = shown.replaceAll(/`[^`]+`(?: › [^<]*)?|<br>/g, '').trim();
      expect([id, state === 'holds' ? evidence(shown).length > 0 : reason.length > 10]).toEqual([id, true]);
    }
  });

  it('answers each of the API Security Top 10 by tests', () => {
    expect(risks.map(({ id }) => id)).toEqual(Array.from({ length: 10 }, (_, i) => `API${i + 1}`));
    for (const { id, shown } of risks) expect([id, evidence(shown).some(({ file }) => file.endsWith('.spec.ts'))]).toEqual([id, true]);
  });

  it.each([...rows, ...risks].filter(({ shown }) => evidence(shown).length > 0).map(({ id, shown }) => [id, shown] as const))(
    '%s is shown by what there is',
    (_id, shown) => {
      const missing = evidence(shown).filter(({ file, title }) => {
        const path = join(root, file);
        if (!existsSync(path)) return true;
        // A title, and not words in the middle of something.
        const isTitle = (text: string): boolean => ["'", '"', '`'].some((quote) => text.includes(quote + title));
        return (
          title !== undefined && !(file.endsWith('.spec.ts') ? isTitle : (text: string) => text.includes(title))(readFileSync(path, 'utf8'))
        );
      });
      expect(missing).toEqual([]);
    },
  );
});
