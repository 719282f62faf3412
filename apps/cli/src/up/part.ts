import { type ChildProcess, fork } from 'node:child_process';
import type { WriteStream } from 'node:fs';
import type { Ready } from '@redress/platform';
import { CliError } from '../output.js';
import { eachLine, worthSaying } from './log-file.js';

/** Short-lived objects are most of the work: a larger nursery halves the time in the garbage collector. */
const execArgv = ['--max-semi-space-size=32'];

/** One process of an installation: PostgreSQL or a child of ours. */
export interface Part {
  readonly name: string;
  /** Resolves when it is ready; rejects with one line when it did not become so. A part can be started again after it ended. */
  start(): Promise<StartedPart>;
  /** Ends it at once, started or starting. */
  kill(): void;
}

export interface StartedPart {
  readonly pid: number;
  readonly port?: number;
  readonly url?: string;
  /** How it ended, in words; settles once. */
  readonly exited: Promise<string>;
  /** Asks it to finish; resolves when it is gone. */
  stop(): Promise<void>;
}

export interface ChildOptions {
  readonly name: string;
  /** The script that calls `runProcess`. */
  readonly script: string;
  /** Asked at every start: a part that is started again keeps the port it had. */
  readonly env: () => NodeJS.ProcessEnv;
  readonly log: WriteStream;
  /** Receives what the operator should see. */
  readonly say: (line: string) => void;
  /** Everything on the terminal. */
  readonly verbose: boolean;
}

const START_DEADLINE_MS = 120_000;
const STOP_DEADLINE_MS = 15_000;

/** A Node process with an IPC channel: it tells its readiness, and ends when the channel breaks, that is when we are killed. */
export function childPart({ name, script, env, log, say, verbose }: ChildOptions): Part {
  let child: ChildProcess | undefined;
  log.on('error', (error) => say(`${name}: its log cannot be written (${error.message})`)); // a full disk must not end us

  const start = (): Promise<StartedPart> => {
    const current = fork(script, [], { env: env(), execArgv, stdio: ['ignore', 'pipe', 'pipe', 'ipc'], serialization: 'json' });
    child = current;
    let lastWords = '';
    for (const stream of [current.stdout!, current.stderr!])
      eachLine(stream, (line) => {
        log.write(`${line}\n`);
        const remark = worthSaying(line);
        if (remark && !/^(at |Node\.js v)/.test(remark)) lastWords = remark; // of a crash the reason, not the stack
        if (verbose) say(line);
        else if (remark) say(`${name}: ${remark}`);
      });

    const exited = new Promise<string>((resolve) => {
      current.once('error', (error) => resolve(error.message));
      current.once('exit', (code, signal) => resolve(signal ? `signal ${signal}` : `exit code ${code}`));
    });
    const stop = async (): Promise<void> => {
      const deadline = setTimeout(() => current.kill('SIGKILL'), STOP_DEADLINE_MS);
      current.kill('SIGTERM');
      await exited;
      clearTimeout(deadline);
    };
    return new Promise<StartedPart>((resolve, reject) => {
      const deadline = setTimeout(() => {
        current.kill('SIGKILL');
        reject(new CliError(`${name} was not ready after ${START_DEADLINE_MS / 1000} s; its log is ${String(log.path)}`));
      }, START_DEADLINE_MS);
      void exited.then((how) => {
        clearTimeout(deadline);
        reject(new CliError(`${name} did not start (${how}): ${lastWords || `its log is ${String(log.path)}`}`));
      });
      current.on('message', (message: Partial<Ready>) => {
        if (!message.ready) return;
        clearTimeout(deadline);
        resolve({ pid: current.pid!, port: message.port, url: message.url, exited, stop });
      });
    });
  };
  return { name, start, kill: () => void child?.kill('SIGKILL') };
}
