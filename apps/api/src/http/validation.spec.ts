import { ReceiveDto } from '../complaints/dto/receive.dto.js';
import { PublishNotificationsDto } from '../policies/dto/notifications.dto.js';
import { PublishPacksDto } from '../policies/dto/packs.dto.js';
import { PublishTaxonomyDto } from '../policies/dto/taxonomy.dto.js';
import { BodyPipe } from './validation.js';

const taken = (metatype: new () => object, body: object) => new BodyPipe().transform(body, { type: 'body', metatype });

const form = { channel: 'web', cause: 'late' };
const policy = (document: unknown) => ({ reason: 'as agreed', document });

describe('a list where an object belongs', () => {
  it('an object is taken', async () => {
    await expect(taken(ReceiveDto, { ...form, complainant: { name: 'Li Hua' } })).resolves.toMatchObject({
      complainant: { name: 'Li Hua' },
    });
    await expect(taken(PublishNotificationsDto, policy({ rules: [] }))).resolves.toMatchObject(policy({ rules: [] }));
  });

  it.each([
    ['an empty one', ReceiveDto, { ...form, complainant: [] }, 'complainant'],
    ['one with the object in it', ReceiveDto, { ...form, complainant: [{ name: 'Li Hua' }] }, 'complainant'],
    ['as a document', PublishNotificationsDto, policy([]), 'document'],
    ['within a list', PublishNotificationsDto, policy({ rules: [[]] }), 'document.rules'],
    ['for a list with settings', PublishTaxonomyDto, policy({ channels: [] }), 'document.channels'],
    ['under a name', PublishPacksDto, policy({ packs: { ours: [] } }), 'document.packs'],
  ])('is refused: %s', async (_, metatype, body, field) => {
    await expect(taken(metatype, body)).rejects.toMatchObject({
      code: 'invalid-body',
      facts: { fields: expect.arrayContaining([expect.objectContaining({ field: expect.stringContaining(field) })]) as unknown },
    });
  });
});
