import { randomUUID } from 'node:crypto';
import { readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { identityOf } from '@redress/platform';

/** What runs on a data folder, in `<data>/run.json` while `redress up` runs, and after it was killed. */
export interface Run {
  /** Of the API. Absent until it is ready. */
  readonly url?: string;
  readonly startedAt: string;
  readonly supervisor: RunningProcess;
  readonly parts: readonly (RunningProcess & { readonly name: string; readonly port?: number })[];
}

/** A process, and what tells it from a later one with the same id. */
export interface RunningProcess {
  readonly pid: number;
  readonly identity?: string;
}

const fileOf = (dataFolder: string): string => join(dataFolder, 'run.json');

/** Undefined when nothing was started, or the file is not one of ours. */
export function readRun(dataFolder: string): Run | undefined {
  let run: unknown;
  try {
    run = JSON.parse(readFileSync(fileOf(dataFolder), 'utf8'));
  } catch {
    return undefined;
  }
  return isRun(run) ? run : undefined;
}

export function writeRun(dataFolder: string, run: Run): void {
  const temporary = `${fileOf(dataFolder)}.${randomUUID()}`;
  writeFileSync(temporary, JSON.stringify(run, undefined, 2), { mode: 0o600 });
  renameSync(temporary, fileOf(dataFolder));
}

export const removeRun = (dataFolder: string): void => rmSync(fileOf(dataFolder), { force: true });

export const describeProcess = (pid: number): RunningProcess => ({ pid, identity: identityOf(pid) });

/** Whether it is still that process that runs, and not another with its id. */
export const stillRuns = ({ pid, identity }: RunningProcess): boolean => identity !== undefined && identityOf(pid) === identity;

function isRun(value: unknown): value is Run {
  const run = value as Partial<Run> | null;
  return (
    typeof run === 'object' &&
    run !== null &&
    isProcess(run.supervisor) &&
    Array.isArray(run.parts) &&
    run.parts.every(isProcess) &&
    (run.url === undefined || typeof run.url === 'string')
  );
}

const isProcess = (value: unknown): boolean => Number.isInteger((value as Partial<RunningProcess> | null)?.pid);
