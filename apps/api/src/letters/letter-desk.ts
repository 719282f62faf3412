import { Inject, Injectable } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { HandleComplaint, idFrom, Policies } from '@redress/commands';
import type { ComplaintCommand, ReplyKind } from '@redress/complaint';
import { EventStore, openSealed, StoreUnavailable } from '@redress/event-store';
import { EvidenceStore } from '@redress/evidence';
import { Contradiction, RuleViolation, type Instant } from '@redress/kernel';
import {
  compose,
  daysBetween,
  dayIn,
  findingWords,
  isAddress,
  listIn,
  momentIn,
  recourseWords,
  render,
  worded,
  type Letter,
  type LetterFields,
  type Sender,
} from '@redress/letters';
import type { LetterLanguage, Letters, LetterTemplate, Policy } from '@redress/policy';
import type { Principal } from '@redress/platform';
import { Vault } from '@redress/privacy';
import type { ComplaintDetail } from '@redress/views';
import { Clock } from '../clock.js';
import { detailAfter, readHistory, type ComplaintHistory } from '../complaints/history.js';
import { EvidenceFiles, isRefusal } from '../evidence/evidence-files.js';
import { answered, commandFrom, requestFrom, requireKeyOfMachines, type CommandHeaders } from '../http/command.js';
import { InstallationZone } from '../installation-zone.js';
import { LetterAnswer, type LetterDto, type LetterPreview } from './letters.dto.js';

/** Who letters are from: an injection token. */
export const LetterSender = Symbol('LetterSender');

/** Channels on which paper goes out. */
const onPaper: readonly string[] = ['letter', 'post'];

/** A letter that was written and not yet kept. */
interface Written {
  readonly template: LetterTemplate;
  /** Of the letter templates. */
  readonly version: number;
  readonly letter: Letter;
  readonly recipients: readonly string[];
  readonly cc: readonly string[];
}

/** Writes letters: renders the template with what the case and the writer know, keeps the letter, and puts on record that it was sent. */
@Injectable()
export class LetterDesk {
  constructor(
    private readonly bus: CommandBus,
    private readonly clock: Clock,
    private readonly store: EventStore,
    private readonly vault: Vault,
    private readonly policies: Policies,
    private readonly files: EvidenceFiles,
    private readonly evidence: EvidenceStore,
    @Inject(InstallationZone) private readonly timeZone: string,
    @Inject(LetterSender) private readonly sender: Sender,
  ) {}

  async preview(complaintId: string, body: LetterDto, { principal }: CommandHeaders): Promise<LetterPreview> {
    const now = this.clock.now().toISOString();
    const { template, version, letter, recipients, cc } = await this.write(
      await readHistory(this.store, complaintId),
      body,
      principal,
      now,
    );
    return { template: { id: template.id, version }, ...letter, recipients: [...recipients], cc: [...cc] };
  }

  /** @throws what rendering, the evidence store and the command throw; nothing is kept then, unless it may be on record all the same */
  async send(complaintId: string, body: LetterDto, headers: CommandHeaders): Promise<LetterAnswer> {
    requireKeyOfMachines(headers);
    const at = this.clock.now();
    const history = await readHistory(this.store, complaintId);
    const request = requestFrom(headers, { complaintId });
    const earlier = history.find(({ metadata }) => metadata.commandId === request.commandId);
    if (earlier) return await this.repeated(complaintId, earlier, body, headers);

    const written = await this.write(history, body, headers.principal, at.toISOString());
    const subject = await this.files.subjectOf(complaintId);
    const { letter, recipients, cc } = written;
    const id = idFrom('letter', request.commandId);
    const message = await compose(letter, { id, from: this.sender, to: recipients, cc, date: body.occurredAt ?? at.toISOString() });
    const kept = await this.evidence.put(chunk(message), subject, { mediaType: 'message/rfc822', maxBytes: message.length, own: true });
    try {
      const { hash, locator } = kept;
      const command = commandFor(written, body, { hash, locator }, headers, at);
      const outcome = await this.bus.execute(new HandleComplaint(complaintId, command, { ...request, subject }));
      if (!outcome.repeated) return answered(new LetterAnswer(), { complaintId, letter: hash }, outcome);
    } catch (error) {
      if (isRefusal(error) || (error instanceof StoreUnavailable && !error.outcomeUnknown)) await this.evidence.remove(kept.hash);
      throw error;
    }
    // Somebody sent the same at the same time, and was faster.
    await this.evidence.remove(kept.hash);
    return this.send(complaintId, body, headers);
  }

  /** The first answer once more: nothing is written again, also where the templates or the case have changed since. */
  private async repeated(
    complaintId: string,
    { type, data }: ComplaintHistory[number],
    body: LetterDto,
    headers: CommandHeaders,
  ): Promise<LetterAnswer> {
    const command = commandFrom(commandOf[type] ?? 'reply', body, headers, this.clock.now()) as ComplaintCommand;
    const outcome = await this.bus.execute(new HandleComplaint(complaintId, command, requestFrom(headers, { complaintId })));
    const letter = 'letter' in data ? (data.letter?.hash ?? '') : '';
    return answered(new LetterAnswer(), { complaintId, letter }, outcome);
  }

  private async write(history: ComplaintHistory, body: LetterDto, principal: Principal, now: Instant): Promise<Written> {
    const [subjectId] = history.flatMap(({ metadata }) => metadata.subjectIds);
    const keys = await this.vault.keysOf(subjectId === undefined ? [] : [subjectId]);
    if (subjectId !== undefined && !keys.has(subjectId)) {
      throw new RuleViolation('personal-data-erased', 'the personal data of this case was erased: nothing personal can be added to it');
    }
    const detail = await openSealed(detailAfter(history), (ids) => this.vault.keysOf(ids));
    const [letters, taxonomy] = await Promise.all([this.policies.at('letters', now), this.policies.at('taxonomy', now)]);
    const template = templateFor(letters.document, body, detail.form.language);
    const { cc = [] } = body;
    const recipients = body.recipients ?? recipientsOf(detail, body.channel);
    const fields = fieldsOf(detail, body, principal, {
      language: template.language,
      taxonomy: taxonomy.document,
      zone: this.timeZone,
      now,
    });
    return { template, version: letters.version, letter: render(template, fields), recipients, cc };
  }
}

/** Which command says that an event's letter was sent. */
const commandOf: Readonly<Partial<Record<ComplaintHistory[number]['type'], ComplaintCommand['type']>>> = {
  Acknowledged: 'acknowledge',
  Apologised: 'apologise',
  ReplySent: 'reply',
};

/**
 * The template in the language that is asked for or is the customer's, as far as there is one.
 * Codes: 422 `no-such-template` (template, language, known).
 */
function templateFor({ templates }: Letters, { template: id, language }: LetterDto, ofCase: string): LetterTemplate {
  const found = templates.filter((template) => template.id === id);
  const family = (tag: string) => tag.split('-')[0]!.toLowerCase();
  const chosen =
    language === undefined
      ? (found.find((template) => family(template.language) === family(ofCase)) ?? found[0])
      : found.find((template) => template.language === language);
  if (chosen) return chosen;
  throw new Contradiction('no-such-template', 'There is no such template in force, or not in this language.', {
    template: id,
    ...(language && { language }),
    known: templates.map((template) => `${template.id} (${template.language})`),
  });
}

/** Code: `no-recipient`. */
function recipientsOf({ form }: ComplaintDetail, channel: string): readonly string[] {
  if (onPaper.includes(channel)) return [];
  const complainant = form.complainant as { readonly email?: unknown; readonly representative?: { readonly email?: unknown } } | undefined;
  const address = complainant?.email ?? complainant?.representative?.email;
  if (typeof address === 'string' && isAddress(address)) return [address];
  throw new RuleViolation(
    'no-recipient',
    'No mail address of the complainant is known: name recipients, or print it with the channel letter.',
  );
}

interface Setting {
  readonly language: LetterLanguage;
  readonly taxonomy: Policy<'taxonomy'>['document'];
  readonly zone: string;
  readonly now: Instant;
}

/** What a template may say: see docs/api.md. */
function fieldsOf(
  detail: ComplaintDetail,
  body: LetterDto,
  { sub, name }: Principal,
  { language, taxonomy, zone, now }: Setting,
): LetterFields {
  const { form, received, investigations } = detail;
  const investigated = investigations.at(-1);
  const label = (list: 'channels' | 'causes' | 'products', code: string | undefined) =>
    code === undefined ? undefined : (taxonomy[list].entries.find((entry) => entry.code === code)?.labels[language] ?? code);
  const { cc = [], recourse, answerBy, apologist = sub } = body;
  const handler = name ?? sub;
  const { name: complainant } = (form.complainant ?? {}) as { readonly name?: string };
  return {
    ...body.fields,
    today: dayIn(language, body.occurredAt ?? now, zone),
    complaintNumber: detail.complaintId,
    receivedOn: dayIn(language, received.occurredAt, zone),
    channel: label('channels', form.channel),
    cause: label('causes', form.cause),
    product: label('products', form.product),
    complainant,
    ...(investigated && {
      finding: worded(findingWords, investigated.finding, language),
      investigatedOn: dayIn(language, investigated.occurredAt, zone),
      daysTaken: daysBetween(received.occurredAt, investigated.occurredAt, zone),
    }),
    handler,
    apologist: apologist === sub ? handler : apologist,
    admitsFault: body.admitsFault,
    ...definite(body),
    ...(answerBy !== undefined && { answerBy: momentIn(language, answerBy, zone) }),
    ...(cc.length > 0 && { cc: listIn(language, cc, 'conjunction') }),
    ...(recourse.length > 0 && {
      recourse: listIn(
        language,
        recourse.map((code) => worded(recourseWords, code, language)),
        'disjunction',
      ),
    }),
  };
}

/** What the writer says in words of their own. */
function definite({ reasons, investigation, sympathy, noRepeat, remedy, handling }: LetterDto): LetterFields {
  const said = { reasons, investigation, sympathy, noRepeat, remedy, handling };
  return Object.fromEntries(Object.entries(said).filter(([, text]) => text !== undefined));
}

function commandFor(
  { template, version, recipients, cc }: Written,
  { occurredAt, channel, reasons, recourse, answerBy, handling, contact, apologist, admitsFault }: LetterDto,
  letter: { readonly hash: string; readonly locator: string },
  headers: CommandHeaders,
  at: Date,
): ComplaintCommand {
  const sent = {
    occurredAt,
    channel,
    template: { id: template.id, version },
    ...(recipients.length > 0 && { recipients }),
    ...(cc.length > 0 && { cc }),
    letter,
  };
  const said = (): [ComplaintCommand['type'], object] => {
    switch (template.kind) {
      case 'acknowledgement':
        return ['acknowledge', { ...sent, answerBy, handling, contact }];
      case 'apology':
        return ['apologise', { ...sent, apologist: apologist ?? headers.principal.sub, admitsFault }];
      default:
        return ['reply', { ...sent, kind: template.kind satisfies ReplyKind, reasons, recourse }];
    }
  };
  return commandFrom(...said(), headers, at) as ComplaintCommand;
}

async function* chunk(bytes: Buffer): AsyncGenerator<Buffer> {
  yield await Promise.resolve(bytes);
}
