import { story } from '@redress/testing';

const { command, event, given, sample } = story;
const received = event('Received', sample.Received);

describe('investigate', () => {
  it('records the finding', () => {
    given(received).when(command('investigate', sample.Investigated)).thenHappens(event('Investigated', sample.Investigated));
  });

  it('may find something else later', () => {
    const unfounded = { finding: 'not', evidence: [], hiddenIssue: true, unfavourableReading: true } as const;
    given(received, event('Investigated', sample.Investigated))
      .when(command('investigate', unfounded))
      .thenHappens(event('Investigated', unfounded));
  });

  it.each(['faultParty', 'rootCause'] as const)('needs a %s for what is substantiated, even partly', (field) => {
    given(received)
      .when(command('investigate', { ...sample.Investigated, finding: 'partly', [field]: undefined }))
      .thenContradicts('finding-unexplained', { finding: 'partly', field });
  });
});
