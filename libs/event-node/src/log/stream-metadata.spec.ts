import { DELETED } from './events.js';
import { lowestReadable, parseMetadata, softDeletion, undeleted } from './stream-metadata.js';

const parse = (text: string) => parseMetadata({ json: true, data: Buffer.from(text) });

describe('stream metadata', () => {
  it.each<[string, object]>([
    ['{}', {}],
    ['{"$maxCount":3,"$maxAge":60,"$tb":7,"custom":{"$tb":1}}', { maxCount: 3, maxAgeMs: 60_000, truncateBefore: 7 }],
    ['{"$tb":0}', { truncateBefore: 0 }],
    ['{"$tb":9223372036854775807}', { truncateBefore: DELETED }],
    // Larger than any revision, but not the mark of a deleted stream.
    ['{"$tb":9223372036854775806}', { truncateBefore: Number.MAX_SAFE_INTEGER }],
    // Out of range of what a setting may be: that one is left out.
    ['{"$maxCount":0,"$maxAge":-1,"$tb":-1}', {}],
    ['{"$acl":{"$r":"ouro","$w":["a","b"]},"$cacheControl":5,"$tmp":true}', { acl: { $r: ['ouro'], $w: ['a', 'b'] } }],
    // Not what the server takes: all of it is left out.
    ['{"$maxCount":2,"$tb":9223372036854775808}', {}],
    ['{"$maxCount":2,"$maxAge":"60"}', {}],
    ['{"$maxCount":2.5}', {}],
    ['{"$maxCount":2,"$acl":{"$x":"a"}}', {}],
    ['{"$maxCount":2,"$acl":{"$r":[1]}}', {}],
    ['{"$maxCount":2,"$tmp":1}', {}],
    ['[]', {}],
    ['null', {}],
    ['{"$maxCount":2', {}],
    ['', {}],
  ])('%s says %j', (text, expected) => {
    expect(parse(text)).toEqual(expected);
  });

  it('says nothing if the event is not JSON', () => {
    expect(parseMetadata({ json: false, data: Buffer.from('{"$maxCount":3}') })).toEqual({});
  });

  it.each([
    [{}, 9, 0],
    [{ maxCount: 3 }, 9, 7],
    [{ maxCount: 30 }, 9, 0],
    [{ truncateBefore: 4 }, 9, 4],
    [{ truncateBefore: 40 }, 9, 40],
    [{ truncateBefore: 4, maxCount: 3 }, 9, 7],
  ])('%j lets a stream with last revision %s be read from %s on', (metadata, last, expected) => {
    expect(lowestReadable(metadata, last)).toBe(expected);
  });

  it('of a deleted stream is kept when it is written again', () => {
    expect(Buffer.from(undeleted(softDeletion(), 6)!).toString()).toBe('{"$tb":6}');
    expect(Buffer.from(undeleted(Buffer.from('{"$tb":9223372036854775807,"a":[1]}'), 6)!).toString()).toBe('{"$tb":6,"a":[1]}');
    expect(undeleted(Buffer.from('no JSON'), 6)).toBeUndefined();
  });
});
