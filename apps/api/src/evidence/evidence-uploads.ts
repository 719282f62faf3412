import { randomUUID } from 'node:crypto';
import { Readable } from 'node:stream';
import { ByteLengthQueuingStrategy } from 'node:stream/web';
import { Inject, Injectable, Logger, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common';
import { MemoryLocker, Server } from '@tus/server';
import type { Upload } from '@tus/utils';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { TooManyConflicts } from '@redress/commands';
import {
  acceptedType,
  DigestMismatch,
  EvidenceStore,
  EvidenceTooLarge,
  EvidenceTypeRefused,
  PartRefused,
  Staging,
  type Checksum,
} from '@redress/evidence';
import type { CommandHeaders } from '../http/command.js';
import { HttpProblem } from '../http/problem.js';
import { BodiesUnderWay } from './bodies-under-way.js';
import { EvidenceFiles, isRefusal } from './evidence-files.js';
import { MaxEvidenceBytes } from './evidence-files.controller.js';
import { fieldsOf, sha256InMetadata } from './file-request.js';
import { StagedUploads, uploadLifetimeMs, type AboutUpload, type OpenUpload } from './staged-uploads.js';

const sweepEveryMs = 3_600_000;

/**
 * Files that come in parts (tus 1.0). What came survives restarts; the last part puts the file on record, once, and if the process died
 * between the two, the next request about the upload does.
 */
@Injectable()
export class EvidenceUploads implements OnApplicationBootstrap, OnModuleDestroy {
  private readonly logger = new Logger('evidence');
  private readonly staging: Staging;
  /** One request at a time writes an upload; another one of its client lets the first, whose line may be dead, end. */
  private readonly locker = new MemoryLocker();
  private readonly finishing = new Map<string, Promise<Done>>();
  private sweeping: NodeJS.Timeout | undefined;

  constructor(
    private readonly files: EvidenceFiles,
    private readonly evidence: EvidenceStore,
    private readonly bodies: BodiesUnderWay,
    @Inject(MaxEvidenceBytes) private readonly maxBytes: number,
  ) {
    this.staging = new Staging(evidence.workFolder);
  }

  async onApplicationBootstrap(): Promise<void> {
    await this.sweep();
    this.sweeping = setInterval(() => void this.sweep(), sweepEveryMs).unref();
  }

  onModuleDestroy(): void {
    clearInterval(this.sweeping);
  }

  /**
   * Answers a request of the protocol.
   * @param uploadId undefined where an upload is begun, or none is meant
   * @throws HttpProblem, and what keeping the file and putting it on record throw
   */
  async answer(
    complaintId: string,
    uploadId: string | undefined,
    request: FastifyRequest,
    reply: FastifyReply,
    caller: CommandHeaders,
  ): Promise<void> {
    // On refusals too, which do not come from the server below.
    void reply.header('Tus-Resumable', '1.0.0');
    const current = uploadId === undefined ? undefined : await this.find(complaintId, uploadId, caller);
    const uploads = new StagedUploads(this.staging, checksumIn(request.headers['upload-checksum']), current);
    let done = current?.about.done;
    if (current && request.method === 'HEAD') done ??= await this.finishIfWhole(current, caller);
    const server = new Server({
      path: `/v1/complaints/${complaintId}/evidence/uploads`,
      relativeLocation: true,
      locker: this.locker,
      maxSize: this.maxBytes,
      datastore: uploads,
      namingFunction: () => randomUUID(),
      onUploadCreate: async (_, upload) => {
        uploads.current = await this.begin(complaintId, upload, caller);
        return {};
      },
      onUploadFinish: async () => {
        done = await this.finish(uploads.current!, caller);
        return {};
      },
      onResponseError: (_, error) => {
        throw problemOfUpload(error, this.maxBytes);
      },
    });
    this.bodies.during(request.raw);
    try {
      const response = await server.handleWeb(asWebRequest(request));
      if (response.status >= 400) throw problemOfUpload({ status_code: response.status, body: await response.text() }, this.maxBytes);
      void reply.status(response.status).headers(Object.fromEntries(withoutCors(response.headers)));
    } finally {
      if (!request.raw.readableEnded) request.raw.removeAllListeners('data').resume();
    }
    if (request.method === 'OPTIONS') void reply.header('Tus-Checksum-Algorithm', algorithms.join(','));
    if (done) void reply.headers({ 'Redress-Evidence-Hash': done.hash, ETag: `"${done.revision}"`, 'Redress-Position': done.position });
    await reply.send();
  }

  /** @throws HttpProblem 404, 410 */
  private async find(complaintId: string, id: string, { principal }: CommandHeaders): Promise<OpenUpload> {
    const nothing = () => new HttpProblem(404, 'no-such-upload', 'there is no such upload of yours to this complaint: begin it again');
    const upload = await this.staging.find(id);
    if (!upload) throw nothing();
    const key = await this.files.keyOf(upload.subjectId);
    if (!key) {
      await this.staging.remove(id);
      throw new HttpProblem(410, 'personal-data-erased', 'the personal data of this case was erased, and with it what came of this upload');
    }
    const about = await this.staging.about<AboutUpload>(id, key);
    if (about.complaintId !== complaintId || about.sub !== principal.sub) throw nothing();
    return { upload, key, about };
  }

  private async begin(complaintId: string, upload: Upload, { principal }: CommandHeaders): Promise<OpenUpload> {
    const metadata = upload.metadata ?? {};
    const { filetype, mediaType = filetype, sha256, description, occurredAt } = metadata;
    const about: AboutUpload = {
      complaintId,
      sub: principal.sub,
      mediaType: acceptedType(mediaType ?? undefined),
      sha256: sha256InMetadata(sha256),
      said: await fieldsOf({ description: description ?? undefined, occurredAt: occurredAt ?? undefined }),
      metadata,
    };
    const { id: subjectId, key } = await this.files.subjectOf(complaintId);
    return { upload: { id: upload.id, subjectId, size: upload.size!, createdAt: upload.creation_date! }, key, about };
  }

  private async finishIfWhole(current: OpenUpload, caller: CommandHeaders): Promise<Done | undefined> {
    const { id, size } = current.upload;
    return (await this.staging.offset(id)) === size ? this.finish(current, caller) : undefined;
  }

  private finish(current: OpenUpload, caller: CommandHeaders): Promise<Done> {
    const { id } = current.upload;
    const finishing =
      this.finishing.get(id) ??
      this.putOnRecord(current, caller).finally(() => {
        this.finishing.delete(id);
      });
    this.finishing.set(id, finishing);
    return finishing;
  }

  /** Each step is remembered, so that a repetition goes on where it broke off; the command's id follows from the upload's. */
  private async putOnRecord({ upload, key, about }: OpenUpload, caller: CommandHeaders): Promise<Done> {
    if (about.done) return about.done;
    const subject = { id: upload.subjectId, key };
    const { complaintId, mediaType, sha256, said } = about;
    let { kept } = about;
    try {
      if (!kept) {
        kept = await this.evidence.put(this.staging.content(upload.id, key), subject, { mediaType, maxBytes: this.maxBytes, sha256 });
        await this.staging.save(upload, { ...about, kept }, key);
      }
      const headers = { ...caller, idempotencyKey: upload.id, expectedRevision: undefined };
      const { hash, revision, position } = await this.files.record(complaintId, kept, subject, said, headers);
      const done = { hash, revision, position };
      await this.staging.save(upload, { ...about, kept, done }, key);
      await this.staging.dropContent(upload.id);
      return done;
    } catch (error) {
      if (!isFinal(error)) throw error;
      if (kept) await this.evidence.remove(kept.hash);
      await this.staging.remove(upload.id);
      throw error;
    }
  }

  private async sweep(): Promise<void> {
    try {
      const files = await this.staging.removeStale(new Date(Date.now() - uploadLifetimeMs));
      if (files > 0) this.logger.log({ msg: 'stale uploads removed', files });
    } catch (error) {
      this.logger.warn({ msg: 'stale uploads could not be removed', err: error });
    }
  }
}

type Done = NonNullable<AboutUpload['done']>;

/** What no repetition makes better: the upload is of no use any more. */
function isFinal(error: unknown): boolean {
  if (error instanceof TooManyConflicts) return false;
  return error instanceof DigestMismatch || error instanceof EvidenceTypeRefused || error instanceof EvidenceTooLarge || isRefusal(error);
}

const algorithms = ['sha1', 'sha256'];

/** `Upload-Checksum: sha1 <base64>` */
function checksumIn(header: string | string[] | undefined): Checksum | undefined {
  if (header === undefined) return undefined;
  const [algorithm = '', digest = ''] = String(header).split(' ');
  if (algorithms.includes(algorithm) && /^[A-Za-z0-9+/]+={0,2}$/.test(digest)) return { algorithm, digest: Buffer.from(digest, 'base64') };
  throw new HttpProblem(400, 'invalid-upload', `Upload-Checksum must be one of ${algorithms.join(', ')}, a space and the digest in base64`);
}

/** The request as the tus server takes it; it may be slow, so nothing is read ahead. */
function asWebRequest({ method, url, headers, raw, body }: FastifyRequest): Request {
  const hasBody = method === 'POST' || method === 'PATCH';
  // JSON is read before it gets here.
  if (hasBody && body !== undefined && !(body instanceof Readable))
    throw new HttpProblem(415, 'unsupported-media-type', 'send the bytes of a part as application/offset+octet-stream');
  // Who has left while it was looked up who they are is nobody to answer; of a stream that is over no request can be made.
  if (hasBody && raw.destroyed) throw raw.errored ?? Object.assign(new Error('aborted'), { code: 'ECONNRESET' });
  const strategy = new ByteLengthQueuingStrategy({ highWaterMark: 65_536 });
  return new Request(`http://redress${url}`, {
    method,
    headers: Object.entries(headers).map(([name, value]): [string, string] => [name, String(value)]),
    ...(hasBody && { body: Readable.toWeb(raw, { strategy }) as ReadableStream, duplex: 'half' }),
  });
}

/** Other sites have no business here; the server below would let them in. */
const withoutCors = (headers: Headers): [string, string][] =>
  [...headers].filter(([name]) => !name.startsWith('access-control-') && name !== 'content-length');

/** What the tus server refuses, in our words; what we threw ourselves comes through it. */
function problemOfUpload(error: Error | { status_code: number; body: string }, maxBytes: number): Error {
  if (error instanceof PartRefused) return new HttpProblem(460, 'checksum-mismatch', `${error.message}: send this part again`);
  if (!('status_code' in error)) return error;
  const detail = error.body.trim();
  switch (error.status_code) {
    case 404:
    case 410:
      return new HttpProblem(404, 'no-such-upload', 'this upload is over: begin it again');
    case 409:
      return new HttpProblem(409, 'upload-offset', 'Upload-Offset is not how far the upload is: ask with HEAD');
    case 412:
      return new HttpProblem(412, 'tus-version', 'Tus-Resumable must be 1.0.0');
    case 413:
      return new EvidenceTooLarge(maxBytes);
    case 500:
      return error instanceof Error ? error : new Error(detail);
    default:
      return new HttpProblem(400, 'invalid-upload', `the request is not as tus 1.0 has it: ${detail}`);
  }
}
