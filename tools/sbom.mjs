#!/usr/bin/env node
// What is shipped, as CycloneDX: `npm run sbom -- [file]`, sbom.cdx.json if none is named. From the lockfile alone: needs no network.
import { spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const file = process.argv[2] ?? 'sbom.cdx.json';
const { stdout, stderr, status } = spawnSync(
  'npm',
  // Not `--omit=dev`: that leaves out what is shipped as well, where something for development needs it too.
  ['sbom', '--package-lock-only', '--sbom-format=cyclonedx', '--sbom-type=application'],
  {
    cwd: fileURLToPath(new URL('..', import.meta.url)),
    encoding: 'utf8',
    maxBuffer: 64 * 1024 * 1024,
    shell: process.platform === 'win32',
  },
);
if (status !== 0) {
  console.error(`npm run sbom: ${stderr.trim().split('\n').at(-1)}`);
  process.exitCode = 1;
} else {
  const bom = JSON.parse(stdout);
  const isShipped = ({ properties = [] }) => !properties.some(({ name }) => name === 'cdx:npm:package:development');
  bom.components = bom.components.filter(isShipped);
  const shipped = new Set([bom.metadata.component, ...bom.components].map((component) => component['bom-ref']));
  bom.dependencies = bom.dependencies
    .filter(({ ref }) => shipped.has(ref))
    .map(({ ref, dependsOn = [] }) => ({ ref, dependsOn: dependsOn.filter((other) => shipped.has(other)) }));
  writeFileSync(file, `${JSON.stringify(bom, undefined, 2)}\n`);
  console.log(`npm run sbom: ${bom.components.length} components in ${file}`);
}
