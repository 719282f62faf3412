import { story } from '@redress/testing';

const { command, event, given, sample } = story;
const received = event('Received', sample.Received, '2026-11-21T08:00:00.000Z');
const noted = event('NoteAdded', sample.NoteAdded);

describe('addNote', () => {
  it('is for colleagues, on a closed case too', () => {
    given(received).when(command('addNote', sample.NoteAdded)).thenHappens(noted);
    given(received, event('Closed', sample.Closed)).when(command('addNote', sample.NoteAdded)).thenHappens(noted);
  });

  it('may be about any time in the past', () => {
    given(received)
      .when(command('addNote', sample.NoteAdded, { occurredAt: '2026-11-01T00:00:00.000Z' }))
      .thenHappens(noted);
  });

  it('says something', () => {
    given(received)
      .when(command('addNote', { text: ' ' }))
      .thenContradicts('text-missing', { field: 'text' });
  });
});
