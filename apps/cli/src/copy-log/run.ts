import { CopyBroken, copyLog, DamagedHistory, NotACopy, type CopyPhase, type CopyProgress, type CopyReport } from '@redress/event-store';
import { allViews } from '@redress/views';
import type { Command } from 'commander';
import { Progress } from '../import/progress.js';
import { onInterrupt } from '../interrupt.js';
import { CliError, print } from '../output.js';

export interface CopyLogOptions {
  readonly from: string;
  readonly to: string;
  readonly dryRun?: boolean;
  readonly verify?: boolean;
}

/** Copies, and says on the terminal how far it is. */
export async function run({ from, to, dryRun = false, verify = false }: CopyLogOptions, command: Command): Promise<void> {
  const stop = new AbortController();
  const unlisten = onInterrupt(stop);
  const shown = new Shown();
  const started = performance.now();
  try {
    const report = await copyLog({
      from,
      to,
      prefixes: [...new Set(allViews.flatMap(({ prefixes }) => prefixes))],
      dryRun,
      verify,
      signal: stop.signal,
      onProgress: (progress) => shown.tell(progress),
    });
    shown.end();
    const seconds = Math.round(performance.now() - started) / 1_000;
    const perSecond = Math.round(report.copied / Math.max(report.copySeconds, 0.001));
    print(command, told(report, dryRun, seconds, perSecond), { dryRun, ...report, seconds, perSecond });
    if (report.interrupted) process.exitCode = 1;
  } catch (error) {
    shown.end();
    const { stream, revision, reason } = error as Partial<InstanceType<typeof NotACopy>>;
    if (error instanceof DamagedHistory) {
      throw new CliError(`The source is damaged: ${stream} revision ${revision}: ${reason}. Nothing from there on was copied.`, 1, {
        code: 'source-damaged',
        stream,
        revision,
        reason,
      });
    }
    if (error instanceof NotACopy) {
      const advice = 'copy into an empty log, before any API is started on it';
      throw new CliError(`The target is no copy of the source: ${stream} revision ${revision}: ${reason}: ${advice}.`, 1, {
        code: 'not-a-copy',
        stream,
        revision,
        reason,
      });
    }
    if (error instanceof CopyBroken) {
      throw new CliError(`The ${error.side} ${error.reason}. The same command goes on where this one ended.`, 1, {
        code: 'copy-broken',
        side: error.side,
      });
    }
    throw error;
  } finally {
    unlisten();
  }
}

const phases: Readonly<Record<CopyPhase, string>> = { compare: 'compared', copy: 'copied', verify: 'verified' };

/** A bar for each phase, on a terminal. */
class Shown {
  private phase: CopyPhase | undefined;
  private bar: Progress | undefined;
  private events = 0;
  private position = 0;

  tell({ phase, events, position, end }: CopyProgress): void {
    // A phase of nothing is none.
    if (phase !== this.phase && events === 0) return;
    if (phase !== this.phase) {
      this.bar?.end();
      const before = phase === 'copy' ? this.position : 0;
      this.events = 0;
      this.position = before;
      this.bar = new Progress(Number(end), () => this.position, `events ${phases[phase]}`, process.stderr, before);
    }
    this.phase = phase;
    this.position = Number(position);
    this.bar?.add(events - this.events);
    this.events = events;
  }

  end(): void {
    this.bar?.end();
  }
}

function told(
  { alreadyThere, copied, verified, leftOut, interrupted }: CopyReport,
  dryRun: boolean,
  seconds: number,
  perSecond: number,
): string {
  const count = (events: number) => `${events.toLocaleString('en')} ${events === 1 ? 'event' : 'events'}`;
  const lines = [
    dryRun
      ? `${count(copied)} would be copied, ${alreadyThere.toLocaleString('en')} there already and the same.`
      : `${count(copied)} copied, ${alreadyThere.toLocaleString('en')} there already and the same.`,
    ...(verified === undefined ? [] : [`${count(verified)} compared on both sides: the same.`]),
    ...(leftOut.events === 0
      ? []
      : [
          `${count(leftOut.events)} of others left out, which are not of Redress: ${leftOut.streams.join(', ')}${leftOut.streams.length < 5 ? '' : ', …'}`,
        ]),
    `  ${seconds.toFixed(1)} s${copied > 0 && !dryRun ? `, ${perSecond.toLocaleString('en')} events/s copied` : ''}`,
    ...(interrupted ? ['Interrupted: the same command goes on.'] : []),
  ];
  return lines.join('\n');
}
