import { v7 as uuid } from 'uuid';
import { idFrom, type Outcome } from '@redress/commands';
import type { Command, Origin } from '@redress/kernel';
import type { Principal } from '@redress/platform';
import type { CommandAnswer } from './command-answer.dto.js';
import { HttpProblem } from './problem.js';

/** What came with a command beside its body. */
export interface CommandHeaders {
  readonly principal: Principal;
  /** Any string of at most 200 characters. */
  readonly idempotencyKey?: string;
  /** What the client sent, before anything was normalised: a repeated key must bring the same. */
  readonly sentBody: object;
  readonly expectedRevision?: number;
  readonly correlationId?: string;
}

/** A body as a command: who, and when it happened and is decided. */
export function commandFrom(type: string, body: object, { principal }: CommandHeaders, at: Date, origin: Origin = 'api'): Command {
  const now = at.toISOString();
  const { occurredAt = now, ...data } = definedOf(body) as { occurredAt?: string };
  const by = { sub: principal.sub, roles: principal.roles, ...(principal.unit && { unit: principal.unit }) };
  return { type, data, by, occurredAt, now, origin };
}

/**
 * What is asked of a stream beside the command.
 * @param target what the command is about, beside what its body says: it belongs to what a repeated key must bring again
 */
export function requestFrom(headers: CommandHeaders, target: object, commandId = commandIdOf(headers)) {
  return {
    commandId,
    body: { ...target, ...headers.sentBody },
    correlationId: headers.correlationId ?? commandId,
    causationId: commandId,
    expectedRevision: headers.expectedRevision,
  };
}

/** The id of something new. With an idempotency key it follows from the key, so that a repetition meets the same. */
export function newId(kind: string, { principal, idempotencyKey }: CommandHeaders): string {
  return idempotencyKey === undefined ? uuid() : idFrom(kind, principal.sub, idempotencyKey);
}

function commandIdOf(headers: CommandHeaders): string {
  return newId('command', headers);
}

/** What came of a command, as it is answered; `about` is what the command was on. */
export function answered<A extends CommandAnswer>(
  answer: A,
  about: Omit<A, keyof CommandAnswer>,
  { revision, position, events, repeated }: Outcome,
): A {
  return Object.assign(answer, about, { revision, position: position.toString(), events: [...events], repeated });
}

/** @throws HttpProblem 400 if a machine sends a command without a key */
export function requireKeyOfMachines({ principal, idempotencyKey }: CommandHeaders): void {
  if (!principal.roles.includes('service') || idempotencyKey !== undefined) return;
  throw new HttpProblem(400, 'idempotency-key-required', 'machines must send an Idempotency-Key, so that a repetition does nothing twice');
}

/** A DTO instance as plain data, its `toJSON` if it has one, without what was left out: decisions and the log know no classes and no `undefined`. */
function definedOf(body: object): object {
  return JSON.parse(JSON.stringify(body)) as object;
}
