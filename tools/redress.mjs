// `npm start` and `npm run redress`: builds what is stale, then is the CLI itself. One process, and the scripts in package.json start it
// with `exec`: npm's shell would else die of Ctrl-C beside it, and npm report that instead of the CLI's own exit code.
await import('./build-if-stale.mjs');
if (process.exitCode) process.exit();
await import('../dist/apps/cli/src/main.js');
