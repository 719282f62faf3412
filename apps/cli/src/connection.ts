import { mintToken } from '@redress/platform';
import { type Command } from 'commander';
import { CliError, dataFolderOf } from './output.js';
import { readRun, stillRuns } from './up/run-file.js';

/** A running server and the right to use it. */
export interface Connection {
  /** Without a slash at its end. */
  readonly url: string;
  /** Sends a request with the token to a path such as `/v1/complaints`; answers that are not 2xx become one-line errors. */
  fetch(path: string, init?: RequestInit): Promise<Response>;
  /** As `fetch`, with a body of JSON if one is given, and reads the answer's JSON. */
  json<T>(path: string, body?: unknown, init?: RequestInit): Promise<T>;
}

/** What the token of a local connection claims. */
export interface Identity {
  readonly sub: string;
  readonly roles: readonly string[];
  readonly unit?: string;
}

/** Long enough for an import of a million rows; a token is minted per command. */
const LIFE = '12h';

/**
 * Finds the running server: REDRESS_URL with REDRESS_TOKEN, else the one that runs on the data folder, with a token minted for `identity`.
 *
 * @throws CliError when none runs
 */
export async function connect(command: Command, identity: Identity): Promise<Connection> {
  const { REDRESS_URL, REDRESS_TOKEN } = process.env;
  if (REDRESS_URL) {
    if (!URL.canParse(REDRESS_URL)) throw new CliError('REDRESS_URL: give the URL of a server, for example http://127.0.0.1:3000.', 2);
    if (!REDRESS_TOKEN) throw new CliError(`REDRESS_TOKEN: give a token for ${REDRESS_URL} (roles: ${identity.roles.join(', ')}).`, 2);
    return connection(REDRESS_URL, REDRESS_TOKEN);
  }
  const dataFolder = dataFolderOf(command);
  const run = readRun(dataFolder);
  if (!run?.url || !stillRuns(run.supervisor))
    throw new CliError(`No server runs on ${dataFolder}: start one with \`npm start\`, or set REDRESS_URL and REDRESS_TOKEN (or --data).`);
  return connection(run.url, REDRESS_TOKEN || (await mintToken(dataFolder, identity, LIFE)));
}

function connection(base: string, token: string): Connection {
  const url = base.replace(/\/+$/, '');
  const send = async (path: string, init: RequestInit = {}): Promise<Response> => {
    const headers = new Headers(init.headers);
    headers.set('authorization', `Bearer ${token}`);
    let response: Response;
    try {
      response = await fetch(`${url}${path}`, { ...init, headers });
    } catch (error) {
      if (init.signal?.aborted) throw error;
      const cause = (error as { cause?: { code?: string } }).cause;
      throw new CliError(`${url} cannot be reached (${cause?.code ?? (error as Error).message}).`);
    }
    if (!response.ok) throw await problem(response, `${init.method ?? 'GET'} ${path}`);
    return response;
  };
  return {
    url,
    fetch: send,
    async json<T>(path: string, body?: unknown, init: RequestInit = {}): Promise<T> {
      const headers = new Headers(init.headers);
      if (body !== undefined) headers.set('content-type', 'application/json');
      const response = await send(path, {
        method: body === undefined ? 'GET' : 'POST',
        ...init,
        headers,
        ...(body !== undefined && { body: JSON.stringify(body) }),
      });
      return (await response.json()) as T;
    },
  };
}

/** An answer of RFC 9457 in one line; its facts are kept for `--json`. */
async function problem(response: Response, what: string): Promise<CliError> {
  const text = await response.text().catch(() => '');
  let facts: Record<string, unknown> = {};
  try {
    const parsed: unknown = JSON.parse(text);
    if (typeof parsed === 'object' && parsed !== null) facts = parsed as Record<string, unknown>;
  } catch {
    // not a problem document: the status has to do
  }
  const reason = [facts.detail, facts.title, facts.message].find((candidate) => typeof candidate === 'string') ?? response.statusText;
  const code = typeof facts.code === 'string' ? ` ${facts.code}` : '';
  return new CliError(`${what}: ${response.status}${code}: ${String(reason).replaceAll('\n', ' ')}`, 1, {
    status: response.status,
    ...facts,
  });
}
