// Sends a request as it is meant, also where no library would.
import { createHmac } from 'node:crypto';
import { Agent, request as httpRequest } from 'node:http';
import { connect } from 'node:net';
import { bytesOf } from './generate.mjs';

const agent = new Agent({ keepAlive: true, maxSockets: 64 });
/** How long a stream of events is listened to, in ms. */
const listenMs = 250;

/** The target of a request: path and query, percent-encoded. */
function targetOf({ path, query, rawQuery }) {
  const encoded = query.map(([name, value]) => `${encodeURIComponent(name.toWellFormed())}=${encodeURIComponent(value.toWellFormed())}`);
  const all = [...encoded, ...(rawQuery === undefined ? [] : [rawQuery])].join('&');
  return all === '' ? path : `${path}?${all}`;
}

/** The headers of a request, as they are sent. */
function headersOf(request) {
  const token = tokenOf(request);
  return {
    ...(token !== undefined && { authorization: token }),
    ...(request.type !== undefined && { 'content-type': request.type }),
    ...request.headers,
  };
}

function tokenOf({ caller, authorization }) {
  if (caller.token === undefined || authorization === 'none') return undefined;
  const [header, payload, signature] = caller.token.split('.');
  const encoded = (value) => Buffer.from(JSON.stringify(value)).toString('base64url');
  switch (authorization) {
    case 'garbage':
      return 'Bearer x.y.z';
    case 'basic':
      return `Basic ${Buffer.from('admin:admin').toString('base64')}`;
    case 'unsigned':
      return `Bearer ${encoded({ alg: 'none' })}.${payload}.`;
    case 'tampered': {
      const claims = { ...JSON.parse(Buffer.from(payload, 'base64url').toString()), roles: ['operator', 'policy-admin', 'auditor'] };
      return `Bearer ${header}.${encoded(claims)}.${signature}`;
    }
    case 'twice': {
      const signed = `${encoded({ alg: 'HS256' })}.${payload}`;
      return `Bearer ${signed}.${createHmac('sha256', 'secret').update(signed).digest('base64url')}`;
    }
    default:
      return `Bearer ${caller.token}`;
  }
}

/** @returns {Promise<{ status: number, headers: Record<string, string>, body: Buffer, ms: number, isCut: boolean }>} */
export async function send(request, url, timeoutMs) {
  const began = performance.now();
  const answer = request.wire ? await sendBytes(request, url, timeoutMs) : await sendWell(request, url, timeoutMs);
  return { isCut: false, ...answer, ms: performance.now() - began };
}

function sendWell(request, url, timeoutMs, via = agent) {
  const { hostname, port } = new URL(url);
  const body = bytesOf(request);
  return new Promise((resolve, reject) => {
    const sent = httpRequest({
      hostname,
      port,
      agent: via,
      method: request.method,
      path: targetOf(request),
      headers: { ...headersOf(request), ...(body.length > 0 || request.method === 'POST' ? { 'content-length': body.length } : {}) },
    });
    const late = setTimeout(() => sent.destroy(new Error(`no answer within ${timeoutMs} ms`)), timeoutMs);
    const settle = (how) => {
      clearTimeout(late);
      how();
    };
    sent.on('response', (response) => {
      const chunks = [];
      const answer = (isCut) => ({ status: response.statusCode, headers: response.headers, body: Buffer.concat(chunks), isCut });
      response.on('data', (chunk) => chunks.push(chunk));
      response.on('end', () => settle(() => resolve(answer(false))));
      response.on('error', (error) => settle(() => reject(error)));
      if (response.headers['content-type']?.startsWith('text/event-stream')) {
        setTimeout(() => {
          settle(() => resolve(answer(true)));
          sent.destroy();
        }, listenMs);
      }
    });
    // The server may answer and close before it has read a body that it does not want.
    sent.on('error', (error) => {
      // A connection that was kept may have been closed meanwhile: that says nothing of this request.
      const isStale = sent.reusedSocket && (error.code === 'ECONNRESET' || error.code === 'EPIPE');
      settle(() => (isStale ? resolve(sendWell(request, url, timeoutMs, false)) : reject(error)));
    });
    sent.end(body);
  });
}

/** The bytes of a request that is wrong as HTTP. */
function wireOf(request, host) {
  const body = bytesOf(request);
  const target = targetOf(request);
  const lines = Object.entries(headersOf(request)).map(([name, value]) => `${name}: ${value}`);
  const length = `content-length: ${body.length}`;
  const head = (first, ...more) => `${[first, `host: ${host}`, 'connection: close', ...lines, ...more].join('\r\n')}\r\n\r\n`;
  const plain = `${request.method} ${target} HTTP/1.1`;
  const whole = (text) => Buffer.concat([Buffer.from(text, 'latin1'), body]);
  switch (request.wire) {
    case 'odd method':
      return whole(head(`PROPFIND ${target} HTTP/1.1`, length));
    case 'lower-case method':
      return whole(head(`${request.method.toLowerCase()} ${target} HTTP/1.1`, length));
    case 'two lengths':
      return whole(head(plain, length, `content-length: ${body.length + 1}`));
    case 'too short':
      return whole(head(plain, `content-length: ${body.length + 10}`));
    case 'bad chunk':
      return Buffer.from(`${head(plain, 'transfer-encoding: chunked')}zz\r\n{}\r\n0\r\n\r\n`, 'latin1');
    case 'header without name':
      return whole(head(plain, length, ': x'));
    case 'header with NUL':
      return whole(head(plain, length, 'x-odd: a\0b'));
    case 'absolute target':
      return whole(head(`${request.method} http://example.org${target} HTTP/1.1`, length));
    case 'dots in the path':
      return whole(head(`${request.method} /v1/../../etc/passwd/..;/v1/%2e%2e/health/live HTTP/1.1`, length));
    case 'two slashes':
      return whole(head(`${request.method} /${target} HTTP/1.1`, length));
    case 'very long target':
      return whole(head(`${request.method} ${target}${target.includes('?') ? '&' : '?'}${'x'.repeat(40_000)} HTTP/1.1`, length));
    case 'folded header':
      return whole(head(plain, length, 'x-odd: a\r\n b'));
    case 'many headers':
      return whole(head(plain, length, ...Array.from({ length: 3_000 }, (_, n) => `x-${n}: y`)));
    case 'no host':
      return whole(`${[plain, 'connection: close', ...lines, length].join('\r\n')}\r\n\r\n`);
    case 'http/1.0':
      return whole(head(`${request.method} ${target} HTTP/1.0`, length));
    default:
      return whole(head(`${request.method} ${target} HTTP/9.9`, length));
  }
}

function sendBytes(request, url, timeoutMs) {
  const { hostname, port, host } = new URL(url);
  return new Promise((resolve, reject) => {
    const socket = connect({ host: hostname, port: Number(port) });
    const chunks = [];
    const late = setTimeout(() => socket.destroy(new Error(`no answer within ${timeoutMs} ms`)), timeoutMs);
    const settle = () => {
      clearTimeout(late);
      resolve(answerIn(Buffer.concat(chunks)));
    };
    socket.on('data', (chunk) => {
      chunks.push(chunk);
      // Of a stream of events there is no end.
      if (chunk.includes('text/event-stream')) setTimeout(() => socket.destroy(), listenMs);
    });
    socket.on('close', settle);
    socket.on('error', (error) => {
      // Who closes on nonsense has said enough.
      if (error.code !== 'ECONNRESET' && error.code !== 'EPIPE') {
        clearTimeout(late);
        reject(error);
      }
    });
    // What comes too short is short for good: the socket's end says so.
    socket.end(wireOf(request, host));
  });
}

/** An answer as it came over the wire; of no bytes, none: the connection was closed. */
function answerIn(bytes) {
  if (bytes.length === 0) return { status: 0, headers: {}, body: Buffer.alloc(0) };
  const end = bytes.indexOf('\r\n\r\n');
  const [first = '', ...lines] = bytes.subarray(0, end).toString('latin1').split('\r\n');
  const headers = Object.fromEntries(
    lines.map((line) => [line.slice(0, line.indexOf(':')).toLowerCase(), line.slice(line.indexOf(':') + 1).trim()]),
  );
  const { 'content-length': length } = headers;
  // What follows belongs to another answer.
  const body = bytes.subarray(end + 4, length === undefined ? undefined : end + 4 + Number(length));
  return { status: Number(first.split(' ')[1]), headers, body: headers['transfer-encoding'] === 'chunked' ? unchunked(body) : body };
}

function unchunked(bytes) {
  const parts = [];
  for (let at = 0; ;) {
    const end = bytes.indexOf('\r\n', at);
    const size = end < 0 ? Number.NaN : Number.parseInt(bytes.subarray(at, end).toString('latin1'), 16);
    if (!(size > 0)) return Buffer.concat(parts);
    parts.push(bytes.subarray(end + 2, end + 2 + size));
    at = end + 2 + size + 2;
  }
}

/** The request for somebody's terminal; tokens by how they are made. */
export function curlOf(request, url) {
  const quoted = (text) => `'${text.replaceAll("'", String.raw`'\''`)}'`;
  if (request.wire) {
    const { hostname, port, host } = new URL(url);
    const bytes = wireOf({ ...request, authorization: request.caller.token && 'garbage' }, host);
    return `# ${request.wire}, by ${request.caller.name}\nbase64 -d <<< ${bytes.subarray(0, 4_000).toString('base64')} | nc ${hostname} ${port}`;
  }
  const token = `"Authorization: Bearer $(npm run --silent redress -- token --sub ${request.caller.sub}${request.caller.roles.map((role) => ` --role ${role}`).join('')}${request.caller.unit ? ` --unit ${request.caller.unit}` : ''})"`;
  const { authorization, ...headers } = headersOf(request);
  const body = bytesOf(request);
  const isText = Buffer.from(body.toString('utf8')).equals(body) && !body.includes(0);
  const data =
    body.length === 0
      ? []
      : isText && body.length < 4_000
        ? [`--data-binary ${quoted(body.toString('utf8'))}`]
        : [
            `--data-binary @<(base64 -d <<< ${body.subarray(0, 6_000).toString('base64')})${body.length > 6_000 ? ` # of ${body.length} bytes` : ''}`,
          ];
  return [
    `curl -sS -i --path-as-is -X ${request.method} ${quoted(url + targetOf(request))}`,
    ...(authorization === undefined ? [] : [`-H ${request.authorization ? quoted(`Authorization: (${request.authorization})`) : token}`]),
    ...Object.entries(headers).map(([name, value]) => `-H ${quoted(`${name}: ${value}`)}`),
    ...data,
  ].join(' \\\n  ');
}
