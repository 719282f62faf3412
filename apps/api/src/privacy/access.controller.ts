import { PassThrough, Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { Controller, Get, Query, Req, StreamableFile } from '@nestjs/common';
import { ApiOkResponse, ApiProduces, ApiTags } from '@nestjs/swagger';
import type { FastifyRequest } from 'fastify';
import { ZipFile } from 'yazl';
import { AuditRead } from '../audit/reads.guard.js';
import { accessPage } from './access-pages.js';
import { AccessAnswer, AccessQuestionDto } from './access.dto.js';
import { AccessRequests, type ReadableFile } from './access.js';

/** A person asks what is held of them. */
@ApiTags('privacy')
@Controller('v1/privacy/access')
@AuditRead()
export class AccessController {
  constructor(private readonly requests: AccessRequests) {}

  /** All that is held of the person of a complaint, in all their complaints, readable. */
  @Get()
  async answer(@Query() { complaintId }: AccessQuestionDto, @Req() request: FastifyRequest): Promise<AccessAnswer> {
    const answer = await this.requests.answer(complaintId);
    this.requests.note(request.principal!.sub, answer);
    return answer;
  }

  /** The same to be handed over: a zip with a page in Chinese and in English, `data.json`, and the files and letters, decrypted. */
  @Get('archive')
  @ApiProduces('application/zip')
  @ApiOkResponse({ schema: { type: 'string', format: 'binary' } })
  async archive(@Query() { complaintId }: AccessQuestionDto, @Req() request: FastifyRequest): Promise<StreamableFile> {
    const answer = await this.requests.answer(complaintId);
    this.requests.note(request.principal!.sub, answer);
    return new StreamableFile(archiveOf(answer, this.requests.filesOf(answer)), {
      type: 'application/zip',
      disposition: `attachment; filename="access-${complaintId}.zip"`,
    });
  }
}

/** Files are opened one after the other, each when the one before is in the archive. */
function archiveOf(answer: AccessAnswer, files: readonly ReadableFile[]): Readable {
  const zip = new ZipFile();
  const out = new PassThrough();
  const mtime = new Date(answer.asOf);
  for (const [name, text] of [
    ['index.zh-CN.html', accessPage(answer, 'zh-CN')],
    ['index.en.html', accessPage(answer, 'en')],
    ['data.json', JSON.stringify(answer, null, 2)],
  ] as const)
    zip.addBuffer(Buffer.from(text), name, { mtime });
  for (const { name, open } of files) zip.addReadStream(Readable.from(contentOf(open), { objectMode: false }), name, { mtime });
  zip.on('error', (error: Error) => out.destroy(error));
  zip.end();
  // A reader who goes away ends it; what goes wrong is seen by the reader, whose archive then has no end.
  pipeline(zip.outputStream as Readable, out).catch(() => undefined);
  return out;
}

/** Opened when it is asked for, not before. */
async function* contentOf(open: ReadableFile['open']): AsyncGenerator<Buffer> {
  const { stream } = await open();
  yield* stream as AsyncIterable<Buffer>;
}
