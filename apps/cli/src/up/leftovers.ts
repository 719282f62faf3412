import { setTimeout as delay } from 'node:timers/promises';
import { type RunningProcess, readRun, stillRuns } from './run-file.js';

const GRACE_MS = 10_000;

/**
 * Ends what a killed supervisor left running on this folder, PostgreSQL excepted, which is found by its own pid file. Children stop by
 * themselves when their supervisor is gone; here they are waited for and, if need be, ended, so that the port is free.
 */
export async function endLeftovers(dataFolder: string, say: (line: string) => void): Promise<void> {
  const left = (readRun(dataFolder)?.parts ?? []).filter((part) => part.name !== 'PostgreSQL' && stillRuns(part));
  if (left.length === 0) return;
  say(`Waiting for ${left.map(({ name, pid }) => `${name} (pid ${pid})`).join(', ')} of an earlier start to end.`);
  for (const signal of ['SIGTERM', 'SIGKILL'] as const) {
    for (const part of left.filter(stillRuns)) signalTo(part, signal);
    const deadline = Date.now() + GRACE_MS;
    while (left.some(stillRuns) && Date.now() < deadline) await delay(20);
  }
}

function signalTo({ pid }: RunningProcess, signal: NodeJS.Signals): void {
  try {
    process.kill(pid, signal);
  } catch {
    // gone meanwhile
  }
}
