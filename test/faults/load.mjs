// Appending processes and what was acknowledged to them.
import { fork } from 'node:child_process';
import { join } from 'node:path';
import { PATIENCE_MS, until, Violation } from './basics.mjs';

const APPENDER = join(import.meta.dirname, 'appender.mjs');

export class Load {
  /** In the order in which the acknowledgements came. */
  acknowledged = [];
  violations = [];
  appenders = [];
  finishing = false;

  /**
   * @param urls of the nodes; after a silence an appender turns to the next one
   * @param lanes appends under way at once, in each process
   * @param restMs between two appends of a lane
   * @param patienceMs after which an append counts as of unknown outcome
   */
  constructor(stage, { urls, seed, processes = 2, lanes = 8, restMs = 0, patienceMs = 4_000 }) {
    this.order = { urls, seed, lanes, restMs, patienceMs };
    this.stage = stage;
    for (let index = 0; index < processes; index++) this.start(index, 0);
  }

  get retried() {
    return this.acknowledged.filter(({ attempt }) => attempt > 1).length;
  }

  start(index, incarnation) {
    const order = { ...this.order, name: `a${index}`, seed: this.order.seed + index, incarnation };
    const child = fork(APPENDER, [JSON.stringify(order)], { stdio: ['ignore', 'inherit', 'inherit', 'ipc'] });
    const appender = { child, incarnation, finished: false, killed: false };
    appender.exited = new Promise((resolve) => child.once('exit', resolve));
    child.on('message', (message) => {
      if (message.finished) appender.finished = true;
      else if (message.violation) this.violations.push(message.violation);
      else this.acknowledged.push(message);
    });
    void appender.exited.then((code) => {
      if (!appender.finished && !appender.killed) this.violations.push(`appender ${index} ended by itself (${code})`);
    });
    this.stage.atEnd(async () => {
      appender.killed = true;
      child.kill('SIGKILL');
      await appender.exited;
    });
    this.appenders[index] = appender;
  }

  async killAppender(index) {
    const appender = this.appenders[index];
    appender.killed = true;
    appender.child.kill('SIGKILL');
    await appender.exited;
  }

  /** Starts an appender that was killed again; it goes on where its streams end. */
  startAgain(index) {
    this.start(index, this.appenders[index].incarnation + 1);
  }

  /** Waits for `count` further acknowledgements. */
  async goesOn(count, ms = PATIENCE_MS) {
    const wanted = this.acknowledged.length + count;
    await until(`${count} further acknowledgements`, () => this.acknowledged.length >= wanted || this.violations.length > 0, ms);
    if (this.violations.length > 0) throw new Violation(this.violations.slice(0, 5).join('\n'));
  }

  /** Lets every append under way come to its answer. */
  async finish(ms = PATIENCE_MS) {
    this.finishing = true;
    for (const { child } of this.appenders) child.send('finish');
    await until('an answer to every append', () => this.appenders.every(({ finished }) => finished) || this.violations.length > 0, ms);
    if (this.violations.length > 0) throw new Violation(this.violations.slice(0, 5).join('\n'));
  }
}
