import { DamagedFile, leavesBetween, verifyStore, type Leaf, type LogFault } from '@redress/audit';
import { dataSource } from '@redress/database';
import { StoreUnavailable } from '@redress/event-store';
import { loadConfig } from '@redress/platform';
import type { Command } from 'commander';
import { Progress } from '../import/progress.js';
import { onInterrupt } from '../interrupt.js';
import { CliError, dataFolderOf, print } from '../output.js';
import { eventStoreOf } from '../stores.js';

export interface VerifyFlags {
  readonly fingerprint: readonly string[];
  readonly withOthers?: true;
  readonly threads: number;
}

type Verdict = Awaited<ReturnType<typeof verifyStore>>;

/** Proves the live log, and says on the terminal how far it is. */
export async function run({ fingerprint: fingerprints, withOthers, threads }: VerifyFlags, command: Command): Promise<void> {
  const { eventStore, database } = await eventStoreOf(command);
  const { folder } = loadConfig({ ...process.env, REDRESS_DATA: dataFolderOf(command), REDRESS_CHECKPOINT_KEY: '' }, [
    'checkpoints',
  ]).checkpoints;
  const stop = new AbortController();
  const unlisten = onInterrupt(stop);
  const shown = new Shown();
  const table = database === undefined ? undefined : new LeafTable(database);
  const started = performance.now();
  try {
    const verdict = await verifyStore({
      eventStore,
      folder,
      fingerprints,
      ...(withOthers && { withOthers }),
      threads,
      now: new Date(),
      ...(table && { leaves: (from, to) => table.between(from, to) }),
      onProgress: (progress) => shown.tell(progress),
      signal: stop.signal,
    });
    shown.end();
    const seconds = Math.round(performance.now() - started) / 1_000;
    const perSecond = Math.round(verdict.events / Math.max(seconds, 0.001));
    print(command, told(verdict, folder, `${seconds.toFixed(1)} s, ${count(perSecond)} events/s`), {
      verified: verdict.faultCount === 0,
      ...machine(verdict),
      folder,
      seconds,
      perSecond,
    });
    if (verdict.faultCount > 0) process.exitCode = 1;
  } catch (error) {
    shown.end();
    if (stop.signal.aborted) throw new CliError('Interrupted: nothing is proven.');
    if (error instanceof DamagedFile) throw new CliError(`${error.message}.`, 1, { code: 'damaged-file' });
    if (error instanceof StoreUnavailable)
      throw new CliError(`${capital(error.message)}. Nothing is proven.`, 1, { code: 'store-unavailable' });
    throw error;
  } finally {
    unlisten();
    await table?.close();
  }
}

/** The leaves as the application's database has them, where it answers: without, a fault is named by its segment only. */
class LeafTable {
  private readonly source;

  constructor(url: string) {
    this.source = dataSource(url, { poolSize: 1, applicationName: 'redress-verify' });
  }

  async between(from: number, to: number): Promise<readonly Leaf[]> {
    try {
      if (!this.source.isInitialized) await this.source.initialize();
      return await leavesBetween(this.source, from, to);
    } catch {
      return [];
    }
  }

  async close(): Promise<void> {
    if (this.source.isInitialized) await this.source.destroy();
  }
}

/** A bar, on a terminal. */
class Shown {
  private bar: Progress | undefined;
  private position = 0;
  private events = 0;

  tell({ events, position, end }: { readonly events: number; readonly position: bigint; readonly end: bigint }): void {
    this.position = Number(position);
    this.bar ??= new Progress(Number(end), () => this.position, 'events proven');
    this.bar.add(events - this.events);
    this.events = events;
  }

  end(): void {
    this.bar?.end();
    this.bar = undefined;
  }
}

const count = (n: number): string => n.toLocaleString('en');
const counted = (n: number, one: string): string => `${count(n)} ${n === 1 ? one : `${one}s`}`;
const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);

const machine = ({ sealed, faults, ...verdict }: Verdict) => ({
  ...verdict,
  sealed: sealed && { ...sealed, position: sealed.position.toString() },
  faults: faults.map(({ position, ...fault }) => ({ ...fault, position: position?.toString() ?? null })),
});

function told(verdict: Verdict, folder: string, pace: string): string {
  const { events, streams, checkpoints, sealed, unsealed, keys, ofOthers, faults, faultCount, remarks, isComparedOutside } = verdict;
  const what = `${counted(events, 'event')} in ${counted(streams, 'stream')}, ${counted(checkpoints, 'checkpoint')}`;
  const lines = [
    ...faults.slice(0, 1).map((fault) => `The log is not what was written: ${toldFault(fault)}`),
    ...faults.slice(1).map((fault) => `  and ${toldFault(fault)}`),
    ...(faultCount > faults.length ? [`  and ${count(faultCount - faults.length)} more`] : []),
    faultCount === 0 ? `The log is what was written: ${what}.` : `  read      ${what}`,
    sealed
      ? `  sealed    ${counted(sealed.events, 'event')}, up to position ${sealed.position}, recorded ${sealed.recordedAt}, signed ${sealed.signedAt}`
      : '  sealed    nothing: no checkpoint is signed over any of it',
    `  unsealed  ${counted(unsealed, 'event')}${unsealed > 0 ? ' since, whose hashes and chains nobody has signed yet' : ''}`,
    ...keys.map((key, i) => `  ${i === 0 ? 'key     ' : 'and     '}  ${key}`),
    isComparedOutside
      ? `  outside   compared with ${folder}`
      : `  outside   nothing in ${folder}: that the log was cut off could not be seen`,
    ...(ofOthers > 0 ? [`  of others ${counted(ofOthers, 'event')} without an envelope`] : []),
    ...remarks.map((remark) => `  note      ${remark}`),
    `  ${pace}`,
  ];
  return lines.join('\n');
}

/** Names come out of the log: they must neither steer the terminal nor pass for lines of ours. */
const printable = (text: string): string => text.replace(/\p{C}/gu, (character) => `\\u{${character.codePointAt(0)!.toString(16)}}`);

function toldFault({ stream, revision, position, eventId, reason }: LogFault): string {
  const place = [
    `stream ${printable(stream)}`,
    `revision ${revision}`,
    ...(position === null ? [] : [`position ${position}`]),
    ...(eventId === null ? [] : [`event ${printable(eventId)}`]),
  ];
  return `${place.join(', ')}: ${printable(reason)}`;
}
