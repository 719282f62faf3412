// `npm run event-node`: builds what is stale, then is the event node's own command. See redress.mjs.
await import('./build-if-stale.mjs');
if (process.exitCode) process.exit();
await import('../dist/apps/event-node/src/main.js');
