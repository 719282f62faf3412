#!/usr/bin/env node
import { isAbandonedCall } from '@redress/event-store';
import { loadConfig, runProcess } from '@redress/platform';
import { createApp } from './app.js';

const start = async () => {
  const config = loadConfig(process.env, [
    'eventStore',
    'database',
    'masterKey',
    'kms',
    'auth',
    'door',
    'evidence',
    'mail',
    'webhooks',
    'live',
    'checkpoints',
  ]);
  const app = await createApp(config);
  await app.listen(config.port, config.host);
  const url = (await app.getUrl()).replace('[::1]', '127.0.0.1');
  return { url, stop: () => app.close() };
};

await runProcess('api', start, { isHarmless: isAbandonedCall });
