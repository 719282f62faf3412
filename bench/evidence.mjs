// A large file of evidence in and out, in one request and in parts: what it costs the API in memory, and how fast it is. The load is another
// process's memory, and on the same cores.
import { createHash, randomBytes } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { Readable } from 'node:stream';
import { startSystem } from './system.mjs';

const small = 10_000_000;
const large = Number(process.env.BENCH_BYTES ?? 100_000_000);
const partBytes = 5_000_000;

export async function evidence(report) {
  const system = await startSystem();
  try {
    const token = await system.token('handler');
    const pid = await apiOf(system.data);
    const authorization = `Bearer ${token}`;
    const received = await fetch(`${system.url}/v1/complaints`, {
      method: 'POST',
      headers: { authorization, 'content-type': 'application/json' },
      body: JSON.stringify({ channel: 'web', cause: 'late-delivery', account: 'Filmed.', complainant: { name: 'Li Hua' } }),
    });
    const api = { url: `${system.url}/v1/complaints/${(await received.json()).complaintId}/evidence`, authorization };

    const idle = await memoryOf(pid);
    const measured = async (bytes, work) => {
      const began = performance.now();
      const { peak, result } = await peakWhile(pid, work);
      return { bytes, result, growth: (peak - idle) / 1e6, perSecond: bytes / 1e6 / ((performance.now() - began) / 1000) };
    };
    for (const [name, upload] of Object.entries({ 'in one request': inOneRequest, 'in parts': inParts })) {
      const first = await measured(small, () => upload(api, small));
      const { growth, perSecond, result } = await measured(large, () => upload(api, large));
      const back = await measured(large, () => download(api, result));
      const context = { bytes: large, idleMB: idle / 1e6, growthAt10MB: first.growth };
      report(`upload ${name}, memory of the API over idle at most`, growth, 'MB', { bar: 60, lower: true, context });
      report(`upload ${name}, 100 MB against 10 MB`, growth - first.growth, 'MB', { bar: 30, lower: true });
      report(`upload ${name}`, perSecond, 'MB/s', { context: { bytes: large } });
      report(`download of what came ${name}, memory over idle at most`, back.growth, 'MB', { bar: 60, lower: true });
      report(`download of what came ${name}`, back.perSecond, 'MB/s', { context: { bytes: large } });
    }
  } finally {
    await system.stop();
  }
}

async function inOneRequest({ url, authorization }, bytes) {
  const { chunks, sha256 } = file(bytes);
  const answer = await fetch(`${url}/files`, {
    method: 'POST',
    headers: { authorization, 'content-type': 'application/pdf', 'content-digest': `sha-256=:${sha256}:` },
    body: Readable.toWeb(Readable.from(chunks())),
    duplex: 'half',
  });
  if (!answer.ok) throw new Error(await answer.text());
  return { hash: (await answer.json()).hash, sha256 };
}

async function inParts({ url, authorization }, bytes) {
  const { chunks, sha256 } = file(bytes);
  const tus = { authorization, 'tus-resumable': '1.0.0' };
  const base64 = (text) => Buffer.from(text).toString('base64');
  const metadata = `filetype ${base64('application/pdf')},sha256 ${base64(sha256)}`;
  const begun = await fetch(`${url}/uploads`, {
    method: 'POST',
    headers: { ...tus, 'upload-length': String(bytes), 'upload-metadata': metadata },
  });
  const location = new URL(begun.headers.get('location'), url);
  let hash;
  let offset = 0;
  for (const part of parts(chunks())) {
    const answer = await fetch(location, {
      method: 'PATCH',
      headers: { ...tus, 'content-type': 'application/offset+octet-stream', 'upload-offset': String(offset) },
      body: part,
    });
    if (!answer.ok) throw new Error(await answer.text());
    offset += part.length;
    hash = answer.headers.get('redress-evidence-hash');
  }
  return { hash, sha256 };
}

async function download({ url, authorization }, { hash, sha256 }) {
  const answer = await fetch(`${url}/${hash}`, { headers: { authorization } });
  const digest = createHash('sha256');
  for await (const chunk of answer.body) digest.update(chunk);
  if (digest.digest('base64') !== sha256) throw new Error('it came back as another file');
}

/** A file that is not held in memory, and its digest. */
function file(bytes) {
  const block = randomBytes(1_000_000);
  function* chunks() {
    const beginning = Buffer.from('%PDF-1.7\n');
    yield beginning;
    for (let left = bytes - beginning.length; left > 0; left -= block.length) yield block.subarray(0, left);
  }
  const digest = createHash('sha256');
  for (const chunk of chunks()) digest.update(chunk);
  return { chunks, sha256: digest.digest('base64') };
}

function* parts(chunks) {
  let held = [];
  let length = 0;
  for (const chunk of chunks) {
    held.push(chunk);
    length += chunk.length;
    if (length < partBytes) continue;
    yield Buffer.concat(held);
    [held, length] = [[], 0];
  }
  if (length > 0) yield Buffer.concat(held);
}

async function apiOf(data) {
  const { parts: running } = JSON.parse(await readFile(`${data}/run.json`, 'utf8'));
  return running.find(({ name }) => name === 'api' || name === 'API').pid;
}

/** Resident bytes of a process, as Linux counts them. */
async function memoryOf(pid) {
  return Number(/VmRSS:\s+(\d+) kB/.exec(await readFile(`/proc/${pid}/status`, 'utf8'))[1]) * 1024;
}

async function peakWhile(pid, work) {
  let peak = 0;
  let running = true;
  const watching = (async () => {
    while (running) {
      peak = Math.max(peak, await memoryOf(pid));
      await new Promise((resolve) => setTimeout(resolve, 10));
    }
  })();
  try {
    return { result: await work(), peak };
  } finally {
    running = false;
    await watching;
  }
}
