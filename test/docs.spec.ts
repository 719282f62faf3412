import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';

/*
 * What the documents say and can be held against the sources: links, problem codes, configuration, decisions.
 */

const ROOT = join(import.meta.dirname, '..');
const read = (...path: string[]): string => readFileSync(join(ROOT, ...path), 'utf8');

function filesBelow(folder: string): string[] {
  return readdirSync(join(ROOT, folder)).flatMap((name) => {
    const path = join(folder, name);
    return statSync(join(ROOT, path)).isDirectory() ? filesBelow(path) : [path];
  });
}

const sources = (folder: string): string[] => filesBelow(folder).filter((path) => path.endsWith('.ts') && !path.endsWith('.spec.ts'));
const documents = ['README.md', 'CONTRIBUTING.md', 'CHANGELOG.md', ...filesBelow('docs').filter((path) => path.endsWith('.md'))];

/** The rows of the table between a comment that begins with `begin` and the next: cells without their code marks. */
function table(document: string, begin: string): string[][] {
  const section = new RegExp(`<!-- ${begin}.*?-->(.*?)<!--`, 's').exec(document)?.[1] ?? '';
  const rows = section.split('\n').filter((line) => line.startsWith('| `'));
  return rows.map((row) => row.split(/(?<!\\)\|/).map((cell) => cell.trim().replaceAll('`', ''))).map((cells) => cells.slice(1, -1));
}

describe('links between documents', () => {
  it.each(documents)('%s', (path) => {
    const targets = [...read(path).matchAll(/\]\((?!https?:|#|…)([^)#\s]+)[^)]*\)/g)].map(([, target]) => target!);
    expect(targets.filter((target) => !existsSync(join(ROOT, dirname(path), target)))).toEqual([]);
  });
});

describe('docs/api.md', () => {
  const told = new Map(table(read('docs', 'api.md'), 'codes:').map(([code, status]) => [code!, status!.split(', ')]));
  const thrown = new Map<string, Set<string>>();
  const refusing = [
    'apps/api',
    'libs/authority',
    'libs/commands',
    'libs/complaint',
    'libs/improvement',
    'libs/kernel',
    'libs/letters',
    'libs/platform',
    'libs/policy',
    'libs/privacy',
    'libs/views',
  ];
  for (const path of refusing.flatMap((part) => sources(join(part, 'src')))) {
    for (const [code, status] of codesIn(read(path))) thrown.set(code, (thrown.get(code) ?? new Set()).add(status));
  }

  it('has every problem code of the sources, and no other', () => {
    expect(thrown.size).toBeGreaterThan(70);
    expect([...told.keys()].sort()).toEqual([...thrown.keys()].sort());
  });

  it('tells each with its status', () => {
    const wrong = [...thrown].filter(([code, statuses]) => [...statuses].sort().join(', ') !== told.get(code)?.join(', '));
    expect(wrong.map(([code, statuses]) => `${code}: ${[...statuses].join(', ')}, documented ${told.get(code)?.join(', ')}`)).toEqual([]);
  });

  it('has every command with its route', () => {
    const document = read('docs', 'api.md');
    const routes = [...read('apps/api/src/complaints/complaint-commands.controller.ts').matchAll(/@Post\('(?::id)?(.*?)'\)/g)];
    expect(routes.length).toBeGreaterThan(10);
    for (const [, route] of routes) expect(document).toContain(`| \`/{id}${route!.replaceAll(/:(\w+)/g, '{$1}')}\` |`);
    for (const [, command] of read('apps/api/src/complaints/command-table.ts').matchAll(/^ {2}(\w+): \{ dto/gm))
      expect(document).toContain(`| \`${command}\` |`);
  });

  it('has every role and every filter of the list', () => {
    const document = read('docs', 'api.md');
    const listOf = (path: string, name: string): string => new RegExp(`${name} = [[{](.*?)\n[\\]}]`, 's').exec(read(path))![1]!;
    const roles = listOf('libs/platform/src/auth.ts', 'roles').matchAll(/'([\w-]+)'/g);
    const equality = listOf('libs/views/src/complaint-list/list-complaints.ts', 'equalityFilters').matchAll(/'(\w+)'/g);
    const times = listOf('libs/views/src/complaint-list/list-complaints.ts', 'timeFilters').matchAll(/(\w+): \[/g);
    const names = [...roles, ...equality, ...times].map(([, name]) => name!);
    expect(names.length).toBeGreaterThan(40);
    expect(names.filter((name) => !document.includes(`\`${name}\``))).toEqual([]);
  });
});

/** Codes and statuses of the refusals in a source; what a code means to HTTP is in apps/api/src/http/problem.ts. */
function* codesIn(source: string): Generator<[code: string, status: string]> {
  const code = /'([a-z]+(?:-[a-z]+)+)'/g;
  // The first argument, or the second after a status, may choose between two codes.
  const refusal = /\b(RuleViolation|Contradiction|HttpProblem|QueryError|TokenRefused|problem)\(\s*(?:(\d{3}),\s*)?([^,(){}]*)/g;
  for (const { 1: kind, 2: status, 3: argument, index } of source.matchAll(refusal)) {
    if (kind === 'problem' && !status) continue; // passes a code on
    for (const [, name] of argument!.matchAll(code)) yield [name!, status ?? statusOf(kind!, name!, source.slice(index))];
  }
  for (const [, name] of source.matchAll(/\bimpossible\([^]*?'([a-z]+(?:-[a-z]+)+)'/g)) yield [name!, '422'];
  // The gaps of a closing, of which the first becomes the refusal; and what the web framework refuses.
  for (const [, name] of source.matchAll(/\bcode: '([a-z]+(?:-[a-z]+)+)',\s*detail:/g)) yield [name!, '409'];
  for (const [, status, name] of source.matchAll(/^ {2}(4\d\d): '([a-z]+(?:-[a-z]+)+)',$/gm)) yield [name!, status!];
  for (const [, name] of source.matchAll(/frameworkCodes\[status\] \?\? '([a-z-]+)'/g)) yield [name!, '400'];
}

function statusOf(kind: string, code: string, rest: string): string {
  if (kind === 'RuleViolation')
    return ['not-received', 'no-such-improvement', 'no-such-incident', 'no-such-erasure'].includes(code) ? '404' : '409';
  if (kind === 'Contradiction') return '422';
  if (kind === 'TokenRefused') return '401';
  return rest.slice(0, rest.indexOf(');')).includes("'contradiction'") ? '422' : '400';
}

describe('docs/operations.md', () => {
  it('has every variable that a process or the CLI reads, and no other', () => {
    const told = table(read('docs', 'operations.md'), 'configuration:').map(([name]) => name!);
    const code = [...sources('apps'), ...sources('libs')].map((path) => read(path)).join('\n');
    const used = new Set(code.match(/\b(?:REDRESS|EVENT_NODE)_[A-Z_]*[A-Z]\b/g));
    expect(told.sort()).toEqual([...used].sort());
  });

  it('gives the defaults of the configuration', () => {
    const told = new Map(table(read('docs', 'operations.md'), 'configuration:').map(([name, , standard]) => [name!, standard!]));
    const code = read('libs/platform/src/config.ts') + read('apps/event-node/src/config.ts');
    const defaults = [...code.matchAll(/read\('(\w+)'\) \?\? (?:'([^']+)'|(\d+))/g)];
    expect(defaults.length).toBeGreaterThan(6);
    for (const [, name, text, number] of defaults) expect([name, told.get(name!)?.startsWith((text ?? number)!)]).toEqual([name, true]);
  });
});

describe('docs/adr', () => {
  it('lists every decision by its title', () => {
    const index = read('docs', 'adr', 'README.md');
    for (const path of filesBelow(join('docs', 'adr')).filter((name) => /\d{4}-/.test(name))) {
      const [, number, title] = /^# (\d{4}) (.*)$/m.exec(read(path))!;
      const status = /^Status: (\w+)/m.exec(read(path))![1];
      expect(index).toContain(`| [${number}](${relative(join('docs', 'adr'), path)}) | ${title} | ${status} |`);
    }
  });
});
