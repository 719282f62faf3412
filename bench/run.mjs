// npm run bench -- [name …] [--json]: one JSON line per figure; exit 0 whatever holds. Without a name all but the long ones.
import { acknowledgement } from './acknowledgement.mjs';
import { approvals } from './approvals.mjs';
import { authorisation } from './authorisation.mjs';
import { bulk } from './bulk.mjs';
import { bundles } from './bundles.mjs';
import { businessTime } from './business-time.mjs';
import { catchUp } from './catch-up.mjs';
import { clocks, downtime } from './clocks.mjs';
import { commands } from './commands.mjs';
import { decisions } from './decisions.mjs';
import { demo } from './demo.mjs';
import { erase } from './erase.mjs';
import { eventNode, eventNodeOf10M } from './event-node.mjs';
import { evidence } from './evidence.mjs';
import { exportsOfReports } from './exports.mjs';
import { imports } from './import.mjs';
import { live } from './live.mjs';
import { reportsOfFacts } from './reports.mjs';
import { verify } from './verify.mjs';
import { visible } from './visible.mjs';
import { whatIfs } from './what-if.mjs';
import { worklist } from './worklist.mjs';

const usual = {
  decisions,
  'business-time': businessTime,
  commands,
  bulk,
  live,
  authorisation,
  import: imports,
  demo,
  approvals,
  worklist,
  reports: reportsOfFacts,
  exports: exportsOfReports,
  evidence,
  bundles,
  erase,
  acknowledgement,
  clocks,
  downtime,
  'what-if': whatIfs,
  'event-node': eventNode,
  'catch-up': catchUp,
  verify,
  visible,
};
const benches = { ...usual, 'event-node-10m': eventNodeOf10M };
const args = process.argv.slice(2);
const json = args.includes('--json');
const names = args.filter((arg) => !arg.startsWith('--'));
const unknown = names.filter((name) => !(name in benches));
if (unknown.length > 0 || args.includes('--help')) {
  process.stderr.write(`usage: npm run bench -- [${Object.keys(benches).join(' | ')}] [--json]\n`);
  process.exit(unknown.length > 0 ? 2 : 0);
}

const short = (value) => Number(value.toPrecision(4));
const rounded = (_key, value) => (typeof value === 'number' && !Number.isInteger(value) ? short(value) : value);

for (const bench of names.length > 0 ? names : Object.keys(usual)) {
  await benches[bench]((figure, value, unit, { bar = null, lower = false, context = {} } = {}) => {
    const holds = bar === null ? null : lower ? value <= bar : value >= bar;
    const line = { bench, figure, value: short(value), unit, bar, holds, context };
    const sign = holds === null ? ' ' : holds ? '✓' : '✗';
    process.stdout.write(
      json
        ? `${JSON.stringify(line, rounded)}\n`
        : `${sign} ${bench}: ${figure} ${line.value} ${unit}${bar === null ? '' : ` (bar ${String(bar)})`} ${JSON.stringify(context, rounded)}\n`,
    );
  });
}
