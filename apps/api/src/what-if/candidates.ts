import { createHash } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { decide, type Matrix, type PublishMatrix } from '@redress/authority';
import { AuthorityPolicies, Policies } from '@redress/commands';
import { canonicalJson } from '@redress/event-store';
import { Contradiction, type Instant } from '@redress/kernel';
import { checkCalendarsOf, policyInForce, publishPolicy, type PolicyState, type PublishPolicy, type SaidDocument } from '@redress/policy';
import { inForce, type Candidates } from '@redress/what-if';
import { PublishMatrixDto } from '../authority/dto/publish-matrix.dto.js';
import { HttpProblem } from '../http/problem.js';
import { BodyPipe } from '../http/validation.js';
import { PublishCalendarsDto } from '../policies/dto/calendars.dto.js';
import { PublishPacksDto } from '../policies/dto/packs.dto.js';
import { CandidateVersionDto, InForceDto, type WhatIfDto } from './what-if.dto.js';

/** A candidate as the answer names it: which version it is or would be, and the SHA-256 of its canonical JSON. */
export interface NamedCandidate {
  readonly kind: 'matrix' | 'packs' | 'calendars';
  /** Null: whatever was in force. */
  readonly version: number | null;
  readonly digest: string | null;
}

/** Checks candidates as publications are checked, of which nothing is recorded. */
@Injectable()
export class WhatIfCandidates {
  private readonly pipe = new BodyPipe();

  constructor(
    private readonly authority: AuthorityPolicies,
    private readonly policies: Policies,
  ) {}

  /** @throws HttpProblem 400 `no-candidate`, `invalid-body`, 404 `unknown-version`; Contradiction as a publication, with the `path` of the fault */
  async of(asked: WhatIfDto, now: Instant): Promise<{ readonly candidates: Candidates; readonly named: NamedCandidate[] }> {
    if (!asked.matrix && !asked.packs && !asked.calendars) {
      throw new HttpProblem(400, 'no-candidate', 'say what if: give a matrix, packs or calendars');
    }
    const matrix = asked.matrix && (await this.matrix(asked.matrix, now));
    const calendars = asked.calendars && (await this.calendars(asked.calendars, now));
    const packs = asked.packs && (await this.packs(asked.packs, calendars, now));
    const candidates: Candidates = { ...(matrix && { matrix }), ...(packs && { packs }), ...(calendars && { calendars }) };
    const named = Object.entries(candidates).map(([kind, candidate]: [string, Candidates[keyof Candidates]]) => ({
      kind: kind as NamedCandidate['kind'],
      version: typeof candidate === 'object' ? candidate.version : null,
      digest: typeof candidate === 'object' ? digestOf('document' in candidate ? candidate.document : contentOf(candidate)) : null,
    }));
    return { candidates, named };
  }

  private async matrix(said: object, now: Instant): Promise<Candidates['matrix'] & {}> {
    const state = await this.authority.latest(now);
    const versions = state.matrices.map((kept) => kept.matrix);
    const found = await this.known('matrix', said, versions);
    if (found) return found;
    const { effectiveFrom: _, ...data } = await this.shaped('matrix', said, PublishMatrixDto);
    const command: PublishMatrix = { type: 'publishMatrix', data, ...byNobody(now) };
    const [published] = at('matrix', data, () => decide(state, command));
    return published!.data as Matrix;
  }

  private async calendars(said: object, now: Instant): Promise<Candidates['calendars'] & {}> {
    const state = (await this.policies.latest('calendars', now)) as PolicyState<'calendars'>;
    const found = await this.known('calendars', said, state.versions);
    if (found) return found;
    const { document } = await this.shaped('calendars', said, PublishCalendarsDto);
    const next = Object.fromEntries(document.calendars);
    return this.published('calendars', state, { calendars: next }, now) as Candidates['calendars'] & {};
  }

  private async packs(said: object, calendars: Candidates['calendars'], now: Instant): Promise<Candidates['packs'] & {}> {
    const state = (await this.policies.latest('packs', now)) as PolicyState<'packs'>;
    const found = await this.known('packs', said, state.versions);
    if (found) return found;
    const { document } = await this.shaped('packs', said, PublishPacksDto);
    const { choices, packs } = document;
    const next = { ...(choices && { choices }), ...(packs && { packs: Object.fromEntries(packs) }) };
    const published = this.published('packs', state, next, now) as Exclude<Candidates['packs'] & {}, string>;
    const days = (await this.policies.latest('calendars', now)) as PolicyState<'calendars'>;
    const there = typeof calendars === 'object' ? calendars.document : policyInForce(days, now).document;
    at('packs.document', published.document, () => checkCalendarsOf(published.document, there));
    return published;
  }

  private published<K extends 'packs' | 'calendars'>(kind: K, state: PolicyState<K>, document: object, now: Instant): object {
    const said = plain(document) as SaidDocument<K>;
    const command = {
      type: 'publishPolicy',
      data: { kind, reason: whatIfReason, document: said },
      ...byNobody(now),
    } as unknown as PublishPolicy;
    const [event] = at(`${kind}.document`, said, () => publishPolicy({ versions: state.versions }, command));
    return { version: event!.data.version, document: event!.data.document };
  }

  /** By reference: a version that was published, or whatever was in force; undefined if it is a document. */
  private async known<V extends { readonly version: number }>(
    kind: string,
    said: object,
    versions: readonly V[],
  ): Promise<V | typeof inForce | undefined> {
    const keys = Object.keys(said);
    if (keys.length !== 1) return undefined;
    if (keys[0] === 'inForce') {
      await this.shaped(kind, said, InForceDto);
      return inForce;
    }
    if (keys[0] !== 'version') return undefined;
    const { version } = await this.shaped(kind, said, CandidateVersionDto);
    const found = versions.find((one) => one.version === version);
    if (!found) throw new HttpProblem(404, 'unknown-version', 'no version of this number was published', { kind, version });
    return found;
  }

  /** @throws HttpProblem 400 `invalid-body`, the fields named from the body's beginning */
  private async shaped<T extends object>(kind: string, said: object, dto: new () => T): Promise<T> {
    const isPublication = dto !== (CandidateVersionDto as unknown) && dto !== (InForceDto as unknown);
    const whole = isPublication ? { reason: whatIfReason, ...said } : said;
    try {
      const shaped = (await this.pipe.transform(whole, { type: 'body', metatype: dto })) as T;
      return dto === (PublishMatrixDto as unknown) ? (plain(shaped) as T) : shaped;
    } catch (error) {
      if (!(error instanceof HttpProblem)) throw error;
      const fields = (error.facts['fields'] ?? []) as readonly { readonly field: string; readonly message: string }[];
      const named = fields.map(({ field, message }) => ({ field: `${kind}.${field}`, message }));
      throw new HttpProblem(400, 'invalid-body', `${kind}: ${error.message}`, { fields: named });
    }
  }
}

/** A candidate needs no reason. */
const whatIfReason = 'what if';

const byNobody = (now: Instant) => ({ by: { sub: 'what-if', roles: [] }, occurredAt: now, now, origin: 'api' }) as const;

/** What was said without classes and what was left out. */
const plain = (said: object): object => JSON.parse(JSON.stringify(said)) as object;

/** Of a matrix what a company decides, whatever its version and whenever it counts. */
function contentOf(matrix: object): object {
  const { version: _version, effectiveFrom: _from, reason: _reason, ...content } = matrix as Matrix;
  return content;
}

const digestOf = (document: object): string => createHash('sha256').update(canonicalJson(document)).digest('hex');

/** A refusal with the path of the fault from the body's beginning. */
function at<T>(root: string, said: object, checked: () => T): T {
  try {
    return checked();
  } catch (error) {
    if (!(error instanceof Contradiction)) throw error;
    const { path, from } = error.facts;
    const bands = 'bands' in said && Array.isArray(said.bands) ? (said.bands as readonly { readonly from: unknown }[]) : [];
    const band = bands.findIndex((one) => from !== undefined && one.from === from);
    const within = typeof path === 'string' ? path : band >= 0 ? `bands[${band}]` : '';
    throw new Contradiction(error.code, error.message, { ...error.facts, path: within === '' ? root : `${root}.${within}` });
  }
}
