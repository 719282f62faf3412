// npm run tamperings -- [--n 1000] [--seed 7]: so many random tamperings with an export bundle, and with the log, each found and named where it was done;
// the same properties as in every test run, only more of them. Exit code 0: every one was found.
import { spawnSync } from 'node:child_process';
import { randomInt } from 'node:crypto';
import { parseArgs } from 'node:util';

const { values } = parseArgs({
  options: { n: { type: 'string', default: '1000' }, seed: { type: 'string' }, help: { type: 'boolean', default: false } },
});
const [n, seed] = [Number(values.n), Number(values.seed ?? randomInt(2 ** 31))];
if (values.help || !Number.isInteger(n) || n < 1 || !Number.isInteger(seed)) {
  process.stderr.write('usage: npm run tamperings -- [--n <how many of each kind>] [--seed <whole number>]\n');
  process.exit(values.help ? 0 : 2);
}
process.stdout.write(`seed ${seed}: the same number makes the same tamperings\n`);
const specs = ['libs/audit/src/bundle.spec.ts', 'libs/audit/src/log-tamperings.spec.ts'];
const { status } = spawnSync(process.execPath, ['node_modules/jest/bin/jest.js', ...specs, '--selectProjects', 'unit', '--verbose'], {
  cwd: new URL('../..', import.meta.url),
  stdio: 'inherit',
  env: { ...process.env, TAMPERINGS: String(n), TAMPERINGS_SEED: String(seed) },
});
process.exit(status ?? 1);
