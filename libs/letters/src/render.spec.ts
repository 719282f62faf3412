import fc from 'fast-check';
import { Contradiction } from '@redress/kernel';
import { kinds, type LetterTemplate } from '@redress/policy';
import { checkTemplates, render, type LetterFields } from './render.js';

const { templates } = kinds.letters.standard;

const everything: LetterFields = {
  complaintNumber: '0190-1',
  receivedOn: '3 November 2025',
  channel: 'phone',
  product: 'parcel',
  complainant: 'Li Hua',
  finding: 'justified',
  investigatedOn: '5 November 2025',
  daysTaken: 2,
  recourse: 'the regulator or the courts',
  reasons: 'No notice was sent.',
  investigation: 'We asked the depot.',
  sympathy: 'Twelve days is long.',
  noRepeat: 'customers are told before.',
  remedy: 'You get your postage back.',
  handling: 'We ask the depot.',
  answerBy: '7 November 2025 at 18:00',
  admitsFault: true,
  apologist: 'Anna',
  handler: 'Anna',
  cc: 'a@example.com',
  today: '6 November 2025',
};

const own = (text: string, subject = 'Re'): LetterTemplate => ({
  id: 'own',
  kind: 'interim',
  language: 'en',
  subject,
  parts: [{ part: 'handling', text }],
});

function refusal(work: () => unknown): { code: string } & Record<string, unknown> {
  try {
    work();
  } catch (error) {
    if (error instanceof Contradiction) return { code: error.code, ...error.facts };
    throw error;
  }
  throw new Error('it was not refused');
}

describe('the letters that a company begins with', () => {
  it('are Liquid', () => {
    expect(() => checkTemplates({ templates })).not.toThrow();
  });

  it.each(templates.map((template) => [template.language, template.id, template] as const))(
    '%s %s, with all there is',
    (_, _id, template) => {
      const letter = render(template, everything);
      expect({ subject: letter.subject, text: letter.text }).toMatchSnapshot();
      expect(letter.html).toContain(`<html lang="${template.language}">`);
      expect(letter.html.match(/<p>/g)!.length).toBe(letter.text.trim().split('\n\n').length);
    },
  );

  it.each(templates.map((template) => [template.language, template.id, template] as const))(
    '%s %s, with as little as there may be',
    (_, id, template) => {
      const need = {
        acknowledgement: ['answerBy'],
        interim: ['handling'],
        holding: ['handling'],
        summary: [],
        final: ['reasons'],
        apology: ['noRepeat', 'apologist'],
      };
      const always = ['complaintNumber', 'receivedOn', 'recourse', 'handler', 'today'];
      const names = [...always, ...need[id as keyof typeof need]];
      const letter = render(template, Object.fromEntries(names.map((name) => [name, everything[name]])));
      expect(letter.text).not.toMatch(/undefined|\{\{|\{%|\n\n\n/);
    },
  );

  it('says what nobody said, where a letter cannot do without', () => {
    const final = templates.find(({ id, language }) => id === 'final' && language === 'en')!;
    expect(refusal(() => render(final, { ...everything, reasons: undefined }))).toEqual({
      code: 'letter-field-missing',
      template: 'final',
      language: 'en',
      part: 'reasons',
      field: 'reasons',
    });
  });
});

describe('a letter', () => {
  it('never takes a name for markup', () => {
    const { text, html } = render(own('Dear {{ complainant }},\n\nbye'), { complainant: '<b>x</b> & "y"' });
    expect(text).toBe('Dear <b>x</b> & "y",\n\nbye\n');
    expect(html).toContain('<p>Dear &lt;b&gt;x&lt;/b&gt; &amp; &#34;y&#34;,</p>\n<p>bye</p>');
  });

  it('has its lines as lines in both forms', () => {
    const { text, html } = render(own('one\r\ntwo  \n \n\n three'), {});
    expect(text).toBe('one\ntwo\n\n three\n');
    expect(html).toContain('<p>one<br>two</p>\n<p> three</p>');
  });

  it('leaves out a part that says nothing, and what nobody can see', () => {
    const template = {
      ...own('{% if product %}x{% endif %}'),
      parts: [...own(' {% if product %}x{% endif %} ').parts, { part: 'closing' as const, text: 'b\u0007ye\u0000' }],
    };
    expect(render(template, {}).text).toBe('bye\n');
  });

  it('is written however many blanks somebody typed', () => {
    const reasons = `${' \t'.repeat(200_000)}x${' '.repeat(100_000)}`;
    expect(render(own('{{ reasons }}'), { reasons }).text).toBe('x\n');
  });

  it('has one line as its subject', () => {
    expect(render(own('x', '{{ a }}'), { a: ' Hello\r\nBcc: evil@example.com ' }).subject).toBe('Hello Bcc: evil@example.com');
  });

  it.each([
    ['a tag that is not closed', '{% if a %}', 1],
    ['a filter that does not exist', 'fine\n\n{{ a | shout }}', 3],
    ['a tag that does not exist', '{% shout %}', 1],
    ['a file', '{% include "secret" %}', 1],
    ['a file, rendered', '{% render "/etc/passwd" %}', 1],
    ['a layout', '{% layout "x" %}', 1],
    ['the clock', "{{ 'now' | date: '%Y' }}", 1],
    ['an output that is not closed', 'fine\n{{ a', 2],
  ])('is not written with %s', (_, text, line) => {
    const fault = { code: 'letter-template-invalid', template: 'own', language: 'en', part: 'handling', line, reason: expect.any(String) };
    expect(refusal(() => checkTemplates({ templates: [own('fine'), own(text)] }))).toEqual({
      ...fault,
      path: 'templates[1].parts[0].text',
    });
    expect(refusal(() => render(own(text), { a: 'x' }))).toEqual(fault);
  });

  it.each([
    ['a long loop', '{% for i in (1..100000000) %}x{% endfor %}'],
    ['loops in loops', `${'{% for i in (1..1000) %}'.repeat(3)}x${'{% endfor %}'.repeat(3)}`],
  ])('ends %s', (_, text) => {
    expect(refusal(() => render(own(text), {})).code).toBe('letter-template-invalid');
  });

  it('sees the fields and nothing else', () => {
    for (const name of ['constructor', 'a.constructor', '__proto__', 'process', 'a.length.constructor']) {
      expect(refusal(() => render(own(`{{ ${name} }}`), { a: 'x' })).code).toBe('letter-field-missing');
    }
  });

  it('has no tag but its own, whatever is said (property)', () => {
    const nasty = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.constantFrom('<script>', '</p><img src=x onerror=y>', '&lt;', '{{ x }}', '{% raw %}', '"><b>', ']]>', '<!--'),
    );
    const names = Object.keys(everything);
    const said = fc.record(
      Object.fromEntries(names.map((name) => [name, Array.isArray(everything[name]) ? fc.array(nasty, { minLength: 1 }) : nasty])),
    );
    fc.assert(
      fc.property(fc.constantFrom(...templates), said, (template, fields) => {
        const { html, subject } = render(template, fields as LetterFields);
        expect(subject).not.toMatch(/\p{Cc}/u);
        const tags = new Set(html.match(/<[^>]*>?/g));
        const allowed = [
          '<!doctype html>',
          `<html lang="${template.language}">`,
          '<head>',
          '<meta charset="utf-8">',
          '<title>',
          '</title>',
          '</head>',
          '<body>',
          '<p>',
          '<br>',
          '</p>',
          '</body>',
          '</html>',
        ];
        expect([...tags].filter((tag) => !allowed.includes(tag))).toEqual([]);
      }),
    );
  });
});
