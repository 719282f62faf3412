import { HTTP } from 'cloudevents';
import type { Notification } from './channel.js';
import { cloudEventOf } from './cloud-event.js';

const notification = (stream: string, type: string): Notification => ({
  deliveryId: '0686e063-625e-5e65-bdd7-fe8802f38b6c',
  eventId: '01a20145-29db-77f6-868c-49ee37785622',
  type,
  stream,
  revision: 3,
  position: '17',
  occurredAt: '2026-03-02T09:00:00.000Z',
  recordedAt: '2026-03-02T09:00:00.500Z',
  data: { complaintId: 'another' },
  what: { 'zh-CN': '时限已过', en: 'Deadline missed' },
});

describe('a CloudEvent', () => {
  it.each([
    ['complaint-1', 'Linked', 'redress.complaint.linked', { complaintId: '1' }],
    ['complaint-1-2', 'DeadlineMissed', 'redress.complaint.deadline-missed', { complaintId: '1-2' }],
    ['incident-1', 'RemedyOffered', 'redress.incident.remedy-offered', { incidentId: '1' }],
    ['improvement-1', 'EffectivenessReviewed', 'redress.improvement.effectiveness-reviewed', { improvementId: '1' }],
  ])('of %s says that %s happened', (stream, type, name, whose) => {
    const body = cloudEventOf(notification(stream, type), 'crm');
    const read = HTTP.toEvent({ headers: { 'content-type': 'application/cloudevents+json' }, body });
    expect(read).toMatchObject({ type: name, subject: stream, source: 'urn:redress', id: '01a20145-29db-77f6-868c-49ee37785622:crm' });
    expect((read as { data: object }).data).toEqual({
      ...whose,
      type,
      revision: 3,
      position: '17',
      recordedAt: '2026-03-02T09:00:00.500Z',
      data: { complaintId: 'another' },
    });
  });
});
