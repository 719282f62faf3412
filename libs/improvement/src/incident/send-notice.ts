import { impossible, text } from '@redress/kernel';
import type { SendNotice } from './commands.js';
import type { NoticeSent } from './incident.js';
import { expected } from './open.js';
import { running } from './rules.js';
import type { IncidentState } from './state.js';

/**
 * Every member is told the same, each in their language.
 * Codes: those of `running`; 422: `notice-without-text`, `eta-before-start`, `text-missing`, `invalid-time`.
 */
export function sendNotice(state: IncidentState, command: SendNotice): NoticeSent[] {
  const { notices, startedAt } = running(state, command);
  const { texts, cause, eta, channel } = command.data;
  const said = Object.entries(texts).filter(([, words]) => words !== undefined);
  impossible(said.length === 0, 'notice-without-text', 'A notice has a text in Chinese (zh-CN), in English (en), or in both.');
  for (const [language, words] of said) text(`texts.${language}`, words);
  if (cause !== undefined) text('cause', cause);
  if (eta !== undefined) expected(eta, startedAt);
  text('channel', channel);
  return [{ type: 'NoticeSent', data: { ...command.data, notice: notices.length + 1 } }];
}
