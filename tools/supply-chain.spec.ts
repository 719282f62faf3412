import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { judge } from './audit.mjs';

const root = join(import.meta.dirname, '..');
const readJson = <T>(...path: string[]): T => JSON.parse(readFileSync(join(root, ...path), 'utf8')) as T;
interface Manifest {
  readonly version: string;
  readonly dependencies: Record<string, string>;
  readonly devDependencies: Record<string, string>;
}
const manifest = readJson<Manifest>('package.json');

describe('the lockfile', () => {
  interface Entry {
    readonly version?: string;
    readonly resolved?: string;
    readonly integrity?: string;
    readonly link?: boolean;
  }
  const { packages } = readJson<{ packages: Record<string, Entry> }>('package-lock.json');
  const entries = Object.entries(packages).filter(([path]) => path !== '');

  it('says of every package what its bytes are, by a strong hash', () => {
    expect(entries.length).toBeGreaterThan(500);
    expect(
      entries.filter(([, { integrity, link }]) => !link && !/^sha512-[\w+/]{86}==$/.test(integrity ?? '')).map(([path]) => path),
    ).toEqual([]);
  });

  it('takes packages from the public registry alone: from no other place, by no other name', () => {
    const elsewhere = entries.filter(([, { resolved, link }]) => link || (resolved && !resolved.startsWith('https://registry.npmjs.org/')));
    expect(elsewhere.map(([path]) => path)).toEqual([]);
    const named = { ...manifest.dependencies, ...manifest.devDependencies };
    const exact = /^(?:npm:@?[\w./-]+@)?\d+\.\d+\.\d+(?:-[\w.]+)?$/;
    expect(Object.entries(named).filter(([, version]) => !exact.test(version))).toEqual([]);
  });
});

describe('npm run sbom', () => {
  it('names every package that is shipped, with its version and hash, and none that is not', () => {
    const folder = mkdtempSync(join(tmpdir(), 'redress-sbom-'));
    try {
      const file = join(folder, 'sbom.json');
      const run = spawnSync(process.execPath, [join(root, 'tools', 'sbom.mjs'), file], { encoding: 'utf8' });
      expect([run.status, run.stderr]).toEqual([0, '']);
      const { bomFormat, components } = JSON.parse(readFileSync(file, 'utf8')) as {
        bomFormat: string;
        components: { group?: string; name: string; version: string; purl: string; hashes?: unknown[] }[];
      };
      expect(bomFormat).toBe('CycloneDX');
      const listed = new Set(components.map(({ purl }) => decodeURIComponent(purl).replace(/\?.*$/, '')));
      const purlOf = ([name, version]: [string, string]) => `pkg:npm/${name}@${version}`;
      expect(
        Object.entries(manifest.dependencies)
          .map(purlOf)
          .filter((purl) => !listed.has(purl)),
      ).toEqual([]);
      expect(components.filter(({ hashes }) => !hashes?.length).map(({ purl }) => purl)).toEqual([]);
      for (const name of ['jest', 'oxlint', 'fast-check'])
        expect([...listed].some((purl) => purl.startsWith(`pkg:npm/${name}@`))).toBe(false);
    } finally {
      rmSync(folder, { recursive: true });
    }
  });
});

describe('npm run audit', () => {
  const cause = (name: string, number: number) => ({
    name,
    title: 'a hole',
    severity: 'high',
    url: `https://github.com/advisories/GHSA-${number}`,
  });
  const report = { vulnerabilities: { a: { via: [cause('a', 1)] }, b: { via: ['a'] }, c: { via: [cause('c', 2)] } } };
  const answer = { url: cause('a', 1).url, answer: 'What has the hole is never called.', until: '2026-12-31' };

  it('fails for a finding that nobody has answered, once, however many packages have it', () => {
    expect(judge(report, [], '2026-11-22').unanswered).toHaveLength(2);
    const judged = judge(report, [answer], '2026-11-22');
    expect([judged.unanswered.length, judged.answered.length]).toEqual([1, 1]);
    expect(judged.unanswered[0]).toContain('GHSA-2');
  });

  it('takes an answer for what it says, and for as long as it says', () => {
    expect(judge(report, [{ ...answer, answer: ' ' }], '2026-11-22').unanswered).toHaveLength(2);
    expect(judge(report, [answer], '2027-01-01')).toMatchObject({
      answered: [],
      overdue: [expect.stringContaining('2026-12-31') as string],
    });
    expect(judge({ vulnerabilities: {} }, [answer], '2026-11-22').idle).toEqual([answer.url]);
  });

  it('knows every answer that is given: what, why, and until when', () => {
    const { findings } = readJson<{ findings: { url: string; answer: string; until: string }[] }>('docs', 'audit-findings.json');
    for (const { url, answer: words, until } of findings) {
      expect(url).toMatch(/^https:\/\/github\.com\/advisories\/GHSA-/);
      expect(words.length).toBeGreaterThan(20);
      expect(until).toMatch(/^\d{4}-\d\d-\d\d$/);
    }
  });
});
