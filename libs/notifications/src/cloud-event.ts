import { CloudEvent } from 'cloudevents';
import type { Notification } from './channel.js';

/**
 * A notification as CloudEvents 1.0 in structured JSON. `type` is `redress.<aggregate>.<what happened>`, `subject` the stream, `time` when it
 * happened.
 */
export function cloudEventOf(notification: Notification, rule: string): string {
  const { type, stream, revision, position, recordedAt, data } = notification;
  const [, aggregate = '', id = ''] = /^([a-z]+)-(.*)$/.exec(stream) ?? [];
  return JSON.stringify(
    new CloudEvent({
      id: messageIdOf(notification, rule),
      source: 'urn:redress',
      type: `redress.${aggregate}.${kebab(type)}`,
      subject: stream,
      time: notification.occurredAt,
      datacontenttype: 'application/json',
      data: { [`${aggregate}Id`]: id, type, revision, position, recordedAt, data },
    }),
  );
}

/** What a receiver knows a repetition by. */
export const messageIdOf = ({ eventId }: Notification, rule: string): string => `${eventId}:${rule}`;

const kebab = (type: string): string => type.replaceAll(/(?<=[a-z])(?=[A-Z])/g, '-').toLowerCase();
