import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { chmodSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';

const ROOT = join(import.meta.dirname, '..');
const MAIN = join(ROOT, 'dist', 'apps', 'cli', 'src', 'main.js');
const README = readFileSync(join(ROOT, 'README.md'), 'utf8');
const URL_IN_README = 'http://127.0.0.1:3000';

interface Step {
  readonly commands: string;
  readonly shown: string;
  readonly language: string;
}

/** The commands of the tour, each with the answer that is shown after it, if one is. */
const steps: Step[] = [];
const tour = /<!-- tour.*?-->(.*)<!-- end of the tour -->/s.exec(README)?.[1] ?? '';
for (const [, language = '', content = ''] of tour.matchAll(/^```(\w+)\n(.*?)^```$/gms)) {
  if (language === 'sh') steps.push({ commands: content, shown: '', language: 'text' });
  else steps.push({ ...steps.pop()!, shown: content, language });
}
const firstWords = ({ commands }: Step): string => commands.split('\n')[0]!;

const missing = ['bash', 'curl'].filter((tool) => spawnSync(tool, ['--version']).error);

if (missing.length > 0) {
  it(`is not run: this machine has no ${missing.join(' and no ')}`, () => {
    process.stderr.write(`skipped: the tour of the README needs ${missing.join(' and ')}\n`);
    expect(steps.length).toBeGreaterThan(0);
  });
} else {
  describe('the tour of the README', () => {
    let folder: string;
    let up: ChildProcess;
    let said = '';
    let answers: { output: string; exitCode: number }[];

    // A newcomer's folder: the files that the tour needs, a data folder of its own, and what the tour leaves behind.
    beforeAll(async () => {
      folder = mkdtempSync(join(tmpdir(), 'redress-readme-'));
      chmodSync(folder, 0o755);
      for (const name of ['package.json', 'tools', 'dist', 'test']) symlinkSync(join(ROOT, name), join(folder, name));
      const env = Object.fromEntries(Object.entries(process.env).filter(([name]) => !/^(REDRESS|EVENT_NODE)_/.test(name)));
      up = spawn(process.execPath, [MAIN, '--json', 'up', '--port', '0'], { cwd: folder, env, stdio: ['ignore', 'pipe', 'pipe'] });
      let ready = '';
      up.stdout!.on('data', (chunk: Buffer) => (ready += String(chunk)));
      up.stderr!.on('data', (chunk: Buffer) => (said += String(chunk)));
      await until('the ready line', () => ready.includes('\n') || up.exitCode !== null);
      const { url } = JSON.parse(ready) as { url: string };

      // One shell for all steps, since later ones use what earlier ones set. RS (octal 036) ends each step, with its exit code.
      const script = steps.map(({ commands }) => `${commands}printf '\\036%d\\036' $?\n`).join('');
      writeFileSync(join(folder, 'tour.sh'), script.replaceAll(URL_IN_README, url));
      const { stdout, stderr } = spawnSync('bash', ['tour.sh'], { cwd: folder, env, encoding: 'utf8', timeout: 500_000 });
      said += stderr;
      const pieces = stdout.replaceAll(url, URL_IN_README).split('\x1e');
      answers = steps.map((_, i) => ({ output: pieces[2 * i] ?? '', exitCode: Number(pieces[2 * i + 1] ?? NaN) }));
    });
    afterAll(async () => {
      up.kill('SIGTERM');
      await until('the end of redress up', () => up.exitCode !== null || up.signalCode !== null);
      rmSync(folder, { recursive: true, force: true });
    });

    async function until(what: string, condition: () => boolean): Promise<void> {
      const deadline = Date.now() + 300_000;
      while (!condition()) {
        if (Date.now() > deadline) throw new Error(`${what}: not seen within five minutes\n${said}`);
        await delay(25);
      }
    }

    it('has steps', () => expect(steps.length).toBeGreaterThan(8));

    it.each(steps.map((step, i) => [firstWords(step), i] as const))('%s', (_, i) => {
      const { shown, language } = steps[i]!;
      const { output, exitCode } = answers[i]!;
      if (exitCode !== 0) throw new Error(`exit code ${exitCode}\n${output}\n${said}`);
      const inShape = language === 'json' ? shapesOfJson : shapeOfText;
      expect(inShape(output)).toEqual(inShape(shown));
    });
  });
}

/** What is another at every run, replaced by its name. Ids that follow from others (UUID v5) and the times that the tour gives stay. */
function shape(text: string): string {
  return text
    .replaceAll(/\b[0-9a-f]{8}-[0-9a-f]{4}-[47][0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}\b/g, '<id>')
    .replaceAll(/\b[0-9a-f]{64}\b/g, '<hash>')
    .replaceAll(/\b(?!2025-11)\d{4}-\d\d-\d\d[T ]\d\d:\d\d:\d\d(\.\d+)?(Z| [+-]\d\d:\d\d)/g, '<time>')
    .replaceAll(/("position":"|position )\d+/g, '$1<position>')
    .replaceAll(/(?:[0-9A-Z]{4}-){6}[0-9A-Z]{2}/g, '<tracking code>')
    .replaceAll(/"requestId":"[^"]+"/g, '"requestId":"<request>"')
    .replaceAll(/[\d.]+ s, [\d,]+ complaints\/s/g, '<duration>');
}

const shapeOfText = (text: string): string =>
  shape(text)
    .split(/\r?\n/)
    .map((line) => line.trimEnd())
    .join('\n')
    .trim();

/** One value after the other; only the first line of each begins without a space. */
const shapesOfJson = (text: string): string[] =>
  text
    .trim()
    .split(/\n(?=\{)/)
    .map((value) => shape(JSON.stringify(JSON.parse(value))));
