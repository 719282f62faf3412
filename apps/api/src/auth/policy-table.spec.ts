import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { roles } from '@redress/platform';
import {
  otherRole,
  personalDataReaders,
  policyTable,
  relations,
  relationsOf,
  type PolicyRow,
  type Rule,
  type Who,
} from './policy-table.js';

/*
 * docs/authorisation.md has the policy table as people read it. `npm run authorisation` writes that part of it anew.
 */

const path = join(__dirname, '../../../../docs/authorisation.md');
const begin = '<!-- policy table: written by npm run authorisation -->';
const end = '<!-- end of the policy table -->';

/** Roles that mostly go together, by a name for all of them. */
const groups: readonly (readonly [name: string, roles: readonly string[]])[] = [
  ['everybody', [...roles, otherRole]],
  ['all roles of this program', roles],
  ['case workers', ['handler', 'supervisor', 'callback-agent', 'technical-supervisor', 'general-manager']],
  ['approvers', ['channel-head', 'operations-director', 'cfo', 'chief-actuary', 'board-secretary']],
  ['company offices', ['policy-admin', 'finance', 'privacy-officer', 'auditor', 'operator', 'analyst', 'service']],
  ['writing offices', ['policy-admin', 'finance', 'privacy-officer', 'operator', 'service']],
];

const isOwn = (by: readonly string[]) => by.join() === 'own';
const isWhole = (by: readonly string[]) => by.join() === 'none';

/** Roles in words, groups by their name. */
function told(names: readonly string[]): string {
  const left = new Set(names);
  const words: string[] = [];
  for (const [name, members] of groups) {
    if (!members.every((role) => left.has(role))) continue;
    words.push(name);
    for (const role of members) left.delete(role);
  }
  const others = [...left].map((role) => (role === otherRole ? 'other roles' : `\`${role}\``));
  return [...words, ...others].join(', ');
}

function cells(who: Who): string[] {
  const of = (fits: (by: readonly string[]) => boolean) => told([...who].flatMap(([role, by]) => (fits(by) ? [role] : [])));
  return [of((by) => !isOwn(by) && !isWhole(by)), of(isOwn), of(isWhole)];
}

const subject: Readonly<Record<Rule['about'], string>> = {
  complaint: 'the complaint',
  complaints: 'a list of complaints',
  self: 'what is one’s own',
  company: 'nobody’s complaint',
  public: 'no token needed',
};
const named = ({ names }: Rule) => (names === undefined ? '' : `, and those in \`${names}\``);
const aboutOf = (rule: Rule) =>
  rule.about === 'company' && rule.names !== undefined ? `the complaints in \`${rule.names}\`` : `${subject[rule.about]}${named(rule)}`;

function linesOf(row: PolicyRow): string[] {
  const { route, command, otherwise } = row;
  const name = `\`${route.replaceAll(/:(\w+)/g, '{$1}')}\`${command === undefined ? '' : `<br>\`${command}\``}`;
  const line = (first: string, rule: Rule) =>
    `| ${[first, aboutOf(rule), ...(rule.about === 'public' ? ['', '', ''] : cells(rule.who))].join(' | ')} |`;
  return [line(name, row), ...(otherwise ? [line(`… ${otherwise.says}`, otherwise)] : [])];
}

const table = [
  '| operation | is about | own, assigned or unit | own only | whole company |',
  '|---|---|---|---|---|',
  ...policyTable.flatMap(linesOf),
].join('\n');

const written = () => readFileSync(path, 'utf8').split(begin);

beforeAll(() => {
  if (process.env['npm_lifecycle_event'] !== 'authorisation') return;
  const [before, after] = written() as [string, string];
  writeFileSync(path, `${before}${begin}\n\n${table}\n\n${after.slice(after.indexOf(end))}`);
});

describe('docs/authorisation.md', () => {
  it('has the table as it is: write it anew with npm run authorisation', () => {
    const [, after = ''] = written();
    const lines = after.slice(0, after.indexOf(end)).trim().split('\n');
    const now = table.split('\n');
    expect(lines.filter((line) => !now.includes(line))).toEqual([]);
    expect(now.filter((line) => !lines.includes(line))).toEqual([]);
    expect(lines).toEqual(now);
  });

  it('says what each relation means, and who sees what is personal', () => {
    const [before = ''] = written();
    for (const relation of relations) expect(before).toContain(`| \`${relation}\` |`);
    const section = before.slice(before.indexOf('## What is personal'));
    const readers = [...(section.match(/^Readers:.*$/m)?.[0] ?? '').matchAll(/`([\w-]+)`/g)].map(([, role]) => role);
    expect(new Set(readers)).toEqual(personalDataReaders);
  });
});

describe('the policy table', () => {
  const rules = policyTable.flatMap((row): { row: PolicyRow; rule: Rule }[] => [
    { row, rule: row },
    ...(row.otherwise ? [{ row, rule: row.otherwise }] : []),
  ]);

  it('names roles of this program only, and gives each some way', () => {
    for (const { row, rule } of rules) {
      expect(rule.who.size).toBeGreaterThan(0);
      for (const [role, by] of rule.who) {
        expect([row.route, role, [...roles, otherRole].includes(role)]).toEqual([row.route, role, true]);
        expect(by.length).toBeGreaterThan(0);
        // Whoever may have the whole needs nothing else.
        expect([row.route, role, by.includes('none') && by.length > 1]).toEqual([row.route, role, false]);
      }
    }
  });

  it('confines nobody where nothing belongs to a unit, and lets nobody in for a unit where no complaint is asked for', () => {
    const wrong = rules.filter(({ rule }) => {
      const ways = [...rule.who.values()].flat();
      if (rule.about === 'self') return ways.some((by) => by !== 'own' && by !== 'none');
      if (rule.about === 'company' && rule.names === undefined) return ways.some((by) => by !== 'none');
      return false;
    });
    expect(wrong.map(({ row }) => row.route)).toEqual([]);
  });

  it('lets nobody who only reads change anything', () => {
    const asks = ['POST /v1/authority-matrix/evaluations', 'POST /v1/classification-suggestions', 'POST /v1/what-if', 'POST /v1/commands'];
    const changing = rules.filter(({ row }) => !/^(GET|HEAD|OPTIONS) /.test(row.route) && !asks.includes(row.route));
    const open = changing.filter(({ rule }) => ['auditor', 'analyst'].some((role) => relationsOf(rule.who, role)));
    expect(open.map(({ row }) => row.route)).toEqual([]);
  });

  it('takes a role for what it is called, whatever objects are made of', () => {
    for (const name of ['constructor', 'toString', 'hasOwnProperty', '__proto__', 'valueOf'])
      for (const { row, rule } of rules) {
        const by = relationsOf(rule.who, name);
        expect([row.route, by]).toEqual([row.route, rule.who.get(otherRole)]);
      }
  });

  it('has one row for each command', () => {
    const commands = policyTable.flatMap(({ command }) => command ?? []);
    expect(new Set(commands).size).toBe(commands.length);
  });
});
