import { mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describeProcess, readRun, removeRun, stillRuns, writeRun, type Run } from './run-file.js';

let folder: string;
beforeEach(() => void (folder = mkdtempSync(join(tmpdir(), 'redress-run-'))));
afterEach(() => rmSync(folder, { recursive: true }));

const run: Run = {
  url: 'http://127.0.0.1:3000',
  startedAt: '2026-11-22T08:00:00.000Z',
  supervisor: describeProcess(process.pid),
  parts: [{ name: 'api', pid: 12, identity: 'x', port: 3000 }],
};

describe('run.json', () => {
  it('reads as it was written, for its owner only, until it is removed', () => {
    writeRun(folder, run);
    expect(readRun(folder)).toEqual(run);
    expect(statSync(join(folder, 'run.json')).mode & 0o777).toBe(0o600);
    removeRun(folder);
    expect(readRun(folder)).toBeUndefined();
  });

  it.each([
    '',
    '{',
    'null',
    '[]',
    '{"supervisor":{"pid":"1"},"parts":[]}',
    '{"supervisor":{"pid":1}}',
    '{"supervisor":{"pid":1},"parts":[{}]}',
  ])('is nothing when it holds %s', (text) => {
    writeFileSync(join(folder, 'run.json'), text);
    expect(readRun(folder)).toBeUndefined();
  });

  it('tells a process from a later one with its id', () => {
    expect(stillRuns(run.supervisor)).toBe(true);
    expect(stillRuns({ ...run.supervisor, identity: 'of another boot' })).toBe(false);
    expect(stillRuns({ pid: 2 ** 22 + 1, identity: undefined })).toBe(false);
  });
});
