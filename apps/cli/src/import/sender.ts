import { CliError } from '../output.js';

/** The server's answer to one line: what came of it, or a problem (RFC 9457). */
export interface Result {
  readonly line: number;
  readonly status: number;
  readonly complaintId?: string;
  /** It was there already: the same key with the same body. */
  readonly repeated?: boolean;
  readonly code?: string;
  readonly detail?: string;
}

/** Takes command lines (JSON, without line breaks) and answers with one result each, in order. */
export interface Sender {
  send(lines: readonly string[]): Promise<Result[]>;
}

/** The import cannot go on, whatever the rows: no server, no rights. */
export class ImportFailed extends CliError {}

export interface HttpOptions {
  /** Of the connection: throws a CliError with `facts.status` for answers that are no 2xx, one without where nobody answers. */
  readonly fetch: (path: string, init: RequestInit) => Promise<Response>;
  /** Ends waiting and retrying; a request under way is let come back. */
  readonly stop?: AbortSignal;
  readonly sleep?: (ms: number) => Promise<void>;
  /** How long the server may be away before the import gives up, in milliseconds. */
  readonly patience?: number;
}

const ANSWER_WITHIN = 120_000;

interface Answer {
  readonly results: Result[];
  /** Why there may be fewer results than lines. */
  readonly trouble: string;
}

/**
 * Sends to `POST /v1/commands` as NDJSON. Whatever was not answered for certain (busy, away, a connection lost in the middle) is
 * sent again with the same bytes: the idempotency key in each line lets nothing be taken in twice.
 */
export class HttpSender implements Sender {
  private reached = false;

  constructor(private readonly options: HttpOptions) {}

  async send(lines: readonly string[]): Promise<Result[]> {
    const results: (Result | undefined)[] = lines.map(() => undefined);
    let open = lines.map((_, i) => i);
    let attempt = 0;
    let waited = 0;
    for (;;) {
      const answer = await this.post(open.map((i) => lines[i] ?? ''));
      for (const [i, result] of answer.results.entries()) {
        const line = open[i];
        if (line !== undefined && !isTransient(result.status)) results[line] = { ...result, line: line + 1 };
      }
      const before = open.length;
      open = open.filter((i) => results[i] === undefined);
      if (open.length === 0) return results.filter((result) => result !== undefined);
      // As long as something gets through, the server is slow rather than gone.
      if (open.length < before) [attempt, waited] = [0, 0];
      const pause = Math.min(250 * 2 ** attempt++, 8_000) * (0.75 + Math.random() / 2);
      if (this.options.stop?.aborted === true) throw new ImportFailed(`stopped while the server could not be had: ${answer.trouble}`);
      if (waited + pause > (this.options.patience ?? 120_000)) {
        throw new ImportFailed(`gave up after ${Math.round(waited / 1000)} s: ${answer.trouble}; run it again to go on`);
      }
      await (this.options.sleep ?? sleepUnless(this.options.stop))(pause);
      waited += pause;
    }
  }

  private async post(lines: readonly string[]): Promise<Answer> {
    let text = '';
    try {
      const response = await this.options.fetch('/v1/commands', {
        method: 'POST',
        headers: { 'content-type': 'application/x-ndjson' },
        body: `${lines.join('\n')}\n`,
        signal: AbortSignal.timeout(ANSWER_WITHIN),
      });
      this.reached = true;
      const decoder = new TextDecoder();
      for await (const bytes of response.body ?? []) text += decoder.decode(bytes as Uint8Array, { stream: true });
    } catch (error) {
      return { results: this.afterTrouble(error, text, lines.length), trouble: reasonOf(error) };
    }
    const results = parseResults(text, lines.length);
    const busy = results.find((result) => isTransient(result.status));
    return {
      results,
      trouble:
        busy === undefined
          ? 'the server answered fewer lines than it was sent'
          : `the server answered ${busy.status} ${busy.code ?? ''}`.trim(),
    };
  }

  /** What was answered before a connection broke is an answer. What trying again cannot mend is thrown. */
  private afterTrouble(error: unknown, text: string, most: number): Result[] {
    const status = error instanceof CliError ? error.facts['status'] : undefined;
    if (typeof status === 'number') {
      this.reached = true;
      if (isTransient(status)) return [];
      const hint = status === 401 || status === 403 ? ' (an import needs a token of this server with the role "service")' : '';
      throw new ImportFailed(`${reasonOf(error)}${hint}`);
    }
    if (!this.reached) throw error instanceof CliError ? error : new ImportFailed(`no server answers (${reasonOf(error)})`);
    // The last line may be cut off in the middle; only its line break says that it is whole.
    return parseResults(text.slice(0, text.lastIndexOf('\n') + 1), most);
  }
}

function parseResults(text: string, most: number): Result[] {
  const lines = text.split('\n').filter((line) => line.trim() !== '');
  if (lines.length > most) throw new ImportFailed('the server answered more lines than it was sent');
  return lines.map((line) => {
    const result = parseJson(line);
    if (typeof result?.status !== 'number') throw new ImportFailed('the server answered something that is no result line');
    return result as Result;
  });
}

function parseJson(text: string): Partial<Result> | undefined {
  try {
    return JSON.parse(text) as Partial<Result>;
  } catch {
    return undefined;
  }
}

function isTransient(status: number): boolean {
  return status === 429 || status === 408 || status >= 500;
}

function reasonOf(error: unknown): string {
  if (error instanceof CliError) return error.message;
  const cause = error instanceof Error && error.cause instanceof Error ? error.cause : error;
  return `the connection was lost (${(cause as NodeJS.ErrnoException).code ?? (cause instanceof Error ? cause.message : 'unknown reason')})`;
}

function sleepUnless(stop: AbortSignal | undefined): (ms: number) => Promise<void> {
  return (ms) =>
    new Promise((resolve) => {
      const timer = setTimeout(done, ms);
      function done(): void {
        clearTimeout(timer);
        stop?.removeEventListener('abort', done);
        resolve();
      }
      stop?.addEventListener('abort', done);
    });
}
