import { ConfigError, logLevelOf } from './config.js';
import { createLogger, withoutSecrets } from './logging.js';

/** Exit codes of every process and command. */
export const EXIT = { ok: 0, failed: 1, usage: 2 } as const;

/** What a started process is. */
export interface Running {
  /** Where it can be reached, told to the supervisor. */
  readonly url?: string;
  readonly port?: number;
  /** Finishes what is under way and lets go of everything; resolves when the process may end. */
  stop(): Promise<void>;
}

/** The message by which a process tells its supervisor that it works. */
export interface Ready {
  readonly ready: true;
  readonly url?: string;
  readonly port?: number;
}

/**
 * Runs a server process to its end: starts it, tells readiness over IPC when it has a supervisor, and stops it on SIGTERM, when the
 * supervisor is gone (IPC disconnect), or on Ctrl-C if it has none; with one, Ctrl-C in the terminal reaches both, and the supervisor
 * decides the order. Never returns: exits 0 after a clean stop, 1 when the start, the stop or its deadline failed or an error escaped, 2 when
 * the configuration is wrong.
 *
 * @param name of the process, as it appears in logs
 * @param start starts everything and resolves when requests are served; throws ConfigError or anything else
 * @param isHarmless of a rejection that nobody handles: true if it is known to be nobody's loss; all others end the process
 * @param stopDeadlineMs how long `stop` may take
 */
export async function runProcess(
  name: string,
  start: () => Promise<Running>,
  { isHarmless = () => false, stopDeadlineMs = 10_000 }: { isHarmless?: (error: unknown) => boolean; stopDeadlineMs?: number } = {},
): Promise<void> {
  const logger = createLogger(name, logLevelOf(process.env));
  let running: Running | undefined;
  let stopping = false;

  const fail = (error: unknown, what: string): never => {
    if (error instanceof ConfigError) {
      process.stderr.write(`${error.message}\n`);
      process.exit(EXIT.usage);
    }
    logger.fatal({ err: error }, `${what}: ${withoutSecrets(error instanceof Error ? error.message : String(error))}`);
    process.exit(EXIT.failed);
  };

  const stop = async (why: string): Promise<void> => {
    if (stopping) return;
    stopping = true;
    if (!running) process.exit(EXIT.ok); // still starting: nothing was promised to anybody
    logger.info(`stopping: ${why}`);
    const deadline = setTimeout(() => fail(new Error(`not finished after ${stopDeadlineMs} ms`), 'stop'), stopDeadlineMs);
    try {
      await running.stop();
    } catch (error) {
      fail(error, 'stop');
    }
    clearTimeout(deadline);
    process.exit(EXIT.ok);
  };

  process.on('uncaughtException', (error) => fail(error, 'uncaught error'));
  process.on('unhandledRejection', (error) => {
    if (isHarmless(error)) logger.warn({ err: error }, 'a call was abandoned');
    else fail(error, 'unhandled rejection');
  });
  // The supervisor reads our output; once it was killed, writing must not be what ends us.
  for (const stream of [process.stdout, process.stderr]) stream.on('error', () => undefined);
  process.on('SIGTERM', () => void stop('SIGTERM'));
  process.on('SIGINT', () => {
    if (!process.channel) void stop('SIGINT');
  });
  if (process.channel) process.on('disconnect', () => void stop('the supervisor is gone'));

  try {
    running = await start();
  } catch (error) {
    fail(error, 'start');
    return;
  }
  const { url, port } = running;
  if (process.connected) process.send?.({ ready: true, url, port } satisfies Ready);
  logger.info(`ready${url ? ` on ${url}` : ''}`);
}
