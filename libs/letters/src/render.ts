import { Contradiction } from '@redress/kernel';
import type { Letters, LetterLanguage, LetterPart, LetterTemplate } from '@redress/policy';
import { AssertionError, Context, Liquid, LiquidError, type ParseError, UndefinedVariableError, type Template } from 'liquidjs';

/** What a template may say of the case, the writer and the moment: a name is a variable of the template. */
export type LetterFields = Readonly<Record<string, string | number | boolean | readonly string[] | undefined>>;

/** A letter as it is sent: the same words as plain text and as HTML. */
export interface Letter {
  readonly language: LetterLanguage;
  /** One line. */
  readonly subject: string;
  readonly text: string;
  readonly html: string;
}

/** Steps and bytes rather than time decide: a busy machine refuses no letter, and no letter makes it busy. */
const mostSteps = 20_000;
const memoryLimit = 2_000_000;

/** Users write templates: no file is read, nothing is looked up beyond the fields, and what is not there is an error. */
const engine = new Liquid({
  strictVariables: true,
  strictFilters: true,
  lenientIf: true,
  ownPropertyOnly: true,
  parseLimit: 20_000,
  templates: {},
});
for (const tag of ['include', 'render', 'layout', 'block']) delete engine.tags[tag];
// They know the clock and the zone of the machine; dates come as the words of the letter's language.
for (const filter of ['date', 'date_to_xmlschema', 'date_to_rfc822', 'date_to_string', 'date_to_long_string'])
  engine.unregisterFilter(filter);

/** What becomes of the words in a browser is ours alone: a template yields text, and text is escaped here, whatever it says. */
const page = new Liquid({ outputEscape: 'escape', strictVariables: true, templates: {} });
const layout = page.parse(
  `<!doctype html>
<html lang="{{ language }}">
<head><meta charset="utf-8"><title>{{ subject }}</title></head>
<body>
{% for lines in paragraphs %}<p>{% for line in lines %}{{ line }}{% unless forloop.last %}<br>{% endunless %}{% endfor %}</p>
{% endfor %}</body>
</html>
`,
);

/** Where in a document a text stands. */
interface Place {
  /** Within the document, `templates[3].parts[1].text`; absent while a letter is written. */
  readonly path?: string;
  readonly template: string;
  readonly language: LetterLanguage;
  readonly part: LetterPart | 'subject';
}

/** Every text of the templates is Liquid that this engine takes. Code: 422 `letter-template-invalid` (path, template, language, part, line). */
export function checkTemplates({ templates }: Letters): void {
  for (const [i, { id: template, language, subject, parts }] of templates.entries()) {
    parsed(subject, { path: `templates[${i}].subject`, template, language, part: 'subject' });
    for (const [j, { part, text }] of parts.entries()) {
      parsed(text, { path: `templates[${i}].parts[${j}].text`, template, language, part });
    }
  }
}

/**
 * Writes a letter. A part that comes out blank is left out.
 * Codes, all of them 422: `letter-field-missing` (template, language, part, field), `letter-template-invalid` (the same with line).
 */
export function render({ id: template, language, subject, parts }: LetterTemplate, fields: LetterFields): Letter {
  const known = Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined));
  const said = (part: Place['part'], text: string) => rendered(text, known, { template, language, part });
  const line = said('subject', subject).replace(/\s+/g, ' ');
  const texts = parts.map(({ part, text }) => said(part, text)).filter((text) => text !== '');
  const paragraphs = texts.flatMap((text) => text.split(/\n(?:[ \t]*\n)+/)).map((paragraph) => paragraph.split('\n'));
  const html = page.renderSync(layout, { language, subject: line, paragraphs }) as string;
  return { language, subject: line, text: paragraphs.map((lines) => lines.join('\n')).join('\n\n') + '\n', html };
}

function rendered(text: string, fields: object, place: Place): string {
  const template = parsed(text, place);
  try {
    return plain(engine.renderSync(template, contextOf(fields)) as string);
  } catch (error) {
    const field = missingField(error);
    if (field === undefined) return fault(error, place);
    throw new Contradiction('letter-field-missing', `The letter says ${field}, which neither the case nor the request has: give it.`, {
      ...place,
      field,
    });
  }
}

/** The engine's own count of steps is a time: it asks at each step whether that is over. */
function contextOf(fields: object): Context {
  const context = new Context(fields, engine.options, { memoryLimit, sync: true }, { liquid: engine });
  let steps = 0;
  context.renderLimit.check = () => {
    steps += 1;
    if (steps > mostSteps) throw new AssertionError('it takes too many steps');
  };
  return context;
}

function parsed(text: string, place: Place): Template[] {
  try {
    return engine.parse(text);
  } catch (error) {
    return fault(error, place);
  }
}

/** @throws what it is of a template that cannot be used; an error of another kind as it is */
function fault(error: unknown, place: Place): never {
  if (!LiquidError.is(error) && !isLimit(error)) throw error;
  const { message } = error as Error;
  const line = LiquidError.is(error) ? (error as ParseError).token?.getPosition()[0] : undefined;
  const reason = message.split(', line:')[0]!.slice(0, 300);
  throw new Contradiction('letter-template-invalid', `The template cannot be used: ${reason}.`, {
    ...place,
    ...(line && { line }),
    reason,
  });
}

/** A limit that is met outside a tag. */
function isLimit(error: unknown): boolean {
  return error instanceof Error && error.name === 'AssertionError';
}

function missingField(error: unknown): string | undefined {
  if (!(error instanceof UndefinedVariableError)) return undefined;
  const { variableName } = error.originalError as { readonly variableName?: string };
  return variableName;
}

/** Without what no letter shows: control characters other than line ends and tabs, blanks at the ends of lines. */
function plain(text: string): string {
  return (
    text
      .replace(/\r\n?|[\u2028\u2029\u0085]/g, '\n')
      .replace(/[^\P{Cc}\n\t]/gu, '')
      // Each run of blanks is looked at once, however long.
      .replace(/(?<![ \t])[ \t]+$/gm, '')
      .trim()
  );
}
