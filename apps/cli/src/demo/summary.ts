import type { Played, Surprise } from './play.js';

/** What a demo made, for a machine. */
export interface Summary {
  readonly complaints: number;
  /** First day, and the day after the last. */
  readonly from: string;
  readonly until: string;
  /** Carried out now, and before. */
  readonly commands: number;
  readonly alreadyThere: number;
  readonly events: number;
  readonly refused: number;
  /** By code: tried on purpose, and refused. */
  readonly refusals: Readonly<Record<string, number>>;
  /** Commands that did not end as planned; the first of them in `surprises`. */
  readonly unexpected: number;
  readonly surprises: readonly Surprise[];
  readonly seconds: number;
  /** Commands sent in a second, refused and repeated ones too. */
  readonly perSecond: number;
  readonly viewsCaughtUp: boolean;
  /** A closed complaint with the most signatures; null if nothing was approved. */
  readonly approvedCase: string | null;
  readonly interrupted: boolean;
  readonly error: string | null;
  /** What to look at next. */
  readonly next: readonly string[];
}

interface Circumstances {
  readonly days: { readonly from: string; readonly until: string };
  readonly seconds: number;
  readonly viewsCaughtUp: boolean;
  readonly interrupted: boolean;
  readonly error: string | null;
  /** The `--data` that the next commands need, if any. */
  readonly data: string | undefined;
}

export function summaryOf(played: Played, { days, seconds, data, ...rest }: Circumstances): Summary {
  const { commands, alreadyThere, events, refused, unexpected, surprises, approvedCase } = played;
  const refusals = Object.fromEntries([...played.refusals].toSorted(([a], [b]) => (a < b ? -1 : 1)));
  return {
    complaints: played.complaints.size,
    ...days,
    commands,
    alreadyThere,
    events,
    refused,
    refusals,
    unexpected,
    surprises,
    seconds: Math.round(seconds * 1000) / 1000,
    perSecond: Math.round(played.all / Math.max(seconds, 0.001)),
    approvedCase,
    ...rest,
    next: nextCommands(days, approvedCase, data),
  };
}

function nextCommands({ from, until }: Circumstances['days'], approvedCase: string | null, data: string | undefined): string[] {
  const period = `--from ${from} --to ${until} --tz Asia/Shanghai`;
  return [
    `report volume ${period} --bucket month --by cause`,
    `report compensation ${period} --by remedy`,
    `report authority-usage ${period}`,
    `report escalation ${period} --by reached`,
    `report satisfaction ${period} --by resolution`,
    ...(approvedCase === null ? [] : [`replay ${approvedCase} --time-zone Asia/Shanghai`]),
  ].map((rest) => `npm run redress -- ${rest}${data === undefined ? '' : ` --data ${data}`}`);
}

/** The summary for a person. */
export function render(summary: Summary): string {
  const { complaints, from, until, commands, alreadyThere, events, refused, refusals, unexpected, surprises } = summary;
  const lines = [
    `${number(complaints)} complaints from ${from} to before ${until}`,
    `  ${number(commands)} commands carried out, ${number(events)} events; ${number(alreadyThere)} commands were there already`,
    `  ${number(refused)} refused on purpose${refused === 0 ? '' : ':'}`,
    ...Object.entries(refusals).map(([code, count]) => `    ${code.padEnd(30)} ${number(count).padStart(6)}`),
    `  unexpected: ${number(unexpected)}`,
    ...surprises.map(
      ({ complaintId, command, expected, came, detail }) =>
        `    ${complaintId ?? 'company'} ${command}: ${came ?? 'carried out'} instead of ${expected ?? 'carried out'}: ${detail}`,
    ),
    `  ${summary.seconds.toFixed(1)} s, ${number(summary.perSecond)} commands/s`,
  ];
  if (summary.interrupted) lines.push('Stopped before the end. Run it again to go on; what is there is not done twice.');
  else if (!summary.viewsCaughtUp) lines.push('The views have not caught up: reports are incomplete until they do (/health/ready).');
  return [...lines, '', 'Look at it:', ...summary.next.map((line) => `  ${line}`)].join('\n');
}

function number(n: number): string {
  return n.toLocaleString('en');
}
