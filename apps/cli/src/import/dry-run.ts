import { decide, noComplaint, type ImportHistory } from '@redress/complaint';
import { RuleViolation } from '@redress/kernel';
import type { Result, Sender } from './sender.js';

/** Decides every command as the server would and writes nothing. That a complaint is there already is not known to it. */
export class DrySender implements Sender {
  constructor(private readonly now: string) {}

  send(lines: readonly string[]): Promise<Result[]> {
    return Promise.resolve(lines.map((line, i) => ({ line: i + 1, ...this.decided((JSON.parse(line) as { body: ImportHistory }).body) })));
  }

  private decided(data: ImportHistory): Omit<Result, 'line'> {
    const { now } = this;
    const by = { sub: 'dry-run', roles: ['service'] };
    try {
      decide(noComplaint, { type: 'importHistory', data, by, now, occurredAt: data.events[0]?.occurredAt ?? now, origin: 'import' });
      return { status: 201, repeated: false };
    } catch (error) {
      if (!(error instanceof RuleViolation)) throw error;
      return { status: 422, code: error.code, detail: error.message };
    }
  }
}
