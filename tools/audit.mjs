#!/usr/bin/env node
// Known vulnerabilities of what is shipped, each fixed or answered: `npm run audit`. Exit codes: 0 none that is not answered, 1 some are, 3 the registry has
// none to tell, so that nothing was checked.
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { pathToFileURL } from 'node:url';

/**
 * What is found and not answered, and answers that answer nothing any more.
 *
 * @param {{ vulnerabilities?: Record<string, { via: (string | { url: string, title: string, severity: string, name: string })[] }> }} report of `npm audit --json`
 * @param {{ url: string, answer: string, until: string }[]} answers docs/audit-findings.json
 * @param {string} today `2026-11-22`
 * @returns {{ unanswered: string[], overdue: string[], answered: string[], idle: string[] }} lines
 */
export function judge(report, answers, today) {
  const found = new Map();
  for (const { via } of Object.values(report.vulnerabilities ?? {})) {
    // A text names another package of the report, through which this one has it.
    for (const cause of via)
      if (typeof cause !== 'string') found.set(cause.url, `${cause.severity} · ${cause.name} · ${cause.title} · ${cause.url}`);
  }
  const by = new Map(answers.map((one) => [one.url, one]));
  const [unanswered, overdue, answered] = [[], [], []];
  for (const [url, line] of found) {
    const one = by.get(url);
    if (!one?.answer?.trim() || !one.until) unanswered.push(line);
    else if (one.until < today) overdue.push(`${line} · answered until ${one.until}: ${one.answer}`);
    else answered.push(`${line} · until ${one.until}: ${one.answer}`);
  }
  return { unanswered, overdue, answered, idle: answers.filter(({ url }) => !found.has(url)).map(({ url }) => url) };
}

function main() {
  const { stdout, stderr } = spawnSync('npm', ['audit', '--omit=dev', '--json'], { encoding: 'utf8', shell: process.platform === 'win32' });
  let report;
  try {
    report = JSON.parse(stdout);
  } catch {
    report = { message: stderr.trim().split('\n')[0] || 'npm said nothing' };
  }
  if (!report.vulnerabilities) {
    console.error(
      `npm run audit: nothing was checked: the registry has no advisories to tell (${String(report.message ?? report.error?.summary ?? 'no answer')}).`,
    );
    console.error('Run it where the public registry can be reached.');
    return 3;
  }
  const answers = JSON.parse(readFileSync(new URL('../docs/audit-findings.json', import.meta.url), 'utf8')).findings;
  const { unanswered, overdue, answered, idle } = judge(report, answers, new Date().toISOString().slice(0, 10));
  for (const line of answered) console.log(`answered    ${line}`);
  for (const url of idle) console.log(`idle        ${url}: no longer found, take it out of docs/audit-findings.json`);
  for (const line of overdue) console.error(`overdue     ${line}`);
  for (const line of unanswered) console.error(`unanswered  ${line}`);
  const open = unanswered.length + overdue.length;
  console.log(
    open === 0
      ? `npm run audit: ${answered.length} findings, all answered.`
      : `npm run audit: ${open} findings to fix or to answer in docs/audit-findings.json.`,
  );
  return open === 0 ? 0 : 1;
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) process.exitCode = main();
