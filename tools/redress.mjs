// `npm start` and `npm run redress`: builds what is stale, then is the CLI itself. One process, so that Ctrl-C and exit codes are the
// CLI's own on every shell.
await import('./build-if-stale.mjs');
if (process.exitCode) process.exit();
await import('../dist/apps/cli/src/main.js');
