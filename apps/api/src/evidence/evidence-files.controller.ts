import { Controller, Get, Headers, HttpCode, Inject, Param, Post, Query, Req, Res, StreamableFile } from '@nestjs/common';
import { RouteConfig } from '@nestjs/platform-fastify';
import { ApiBody, ApiConsumes, ApiHeader, ApiProduces, ApiTags } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { acceptedType, EvidenceTooLarge, mediaTypes } from '@redress/evidence';
import { Caller, CommandHeaderDocs } from '../http/caller.js';
import type { CommandHeaders } from '../http/command.js';
import { ComplaintIdPipe } from '../http/complaint-id.pipe.js';
import { BodiesUnderWay } from './bodies-under-way.js';
import { FileAnswer, FileQueryDto } from './evidence.dto.js';
import { EvidenceFiles } from './evidence-files.js';
import { descriptionIn, fieldsOf, reading, sha256In } from './file-request.js';

/** How many bytes a file of evidence may have; the name under which it is handed in. */
export const MaxEvidenceBytes = Symbol('MaxEvidenceBytes');

/** Files of evidence: their bytes are kept encrypted, apart from the log; events have their hash and where they are. */
@ApiTags('evidence')
@Controller('v1/complaints/:id/evidence')
export class EvidenceFilesController {
  constructor(
    private readonly files: EvidenceFiles,
    private readonly bodies: BodiesUnderWay,
    @Inject(MaxEvidenceBytes) private readonly maxBytes: number,
  ) {}

  /** Adds a file as evidence: the body is the file. */
  @Post('files')
  @HttpCode(200)
  @RouteConfig({ isStreamed: true })
  @CommandHeaderDocs()
  @ApiHeader({
    name: 'Content-Digest',
    required: false,
    description: 'sha-256=:<base64>: of the file (RFC 9530); 422 if another one came.',
  })
  @ApiHeader({ name: 'Redress-Description', required: false, description: 'What it shows, percent-encoded UTF-8. Personal.' })
  @ApiConsumes(...mediaTypes)
  @ApiBody({ schema: { type: 'string', format: 'binary' } })
  async add(
    @Param('id', ComplaintIdPipe) id: string,
    @Query() { occurredAt }: FileQueryDto,
    @Req() { raw, headers }: FastifyRequest,
    @Caller() caller: CommandHeaders,
    @Headers('content-digest') contentDigest?: string,
    @Headers('redress-description') description?: string,
  ): Promise<FileAnswer> {
    this.bodies.during(raw);
    return reading(raw, async (body) => {
      const limits = { mediaType: acceptedType(headers['content-type']), maxBytes: this.maxBytes, sha256: sha256In(contentDigest) };
      if (Number(headers['content-length']) > this.maxBytes) throw new EvidenceTooLarge(this.maxBytes);
      const said = await fieldsOf({ description: descriptionIn(description), occurredAt });
      return this.files.add(id, body, limits, said, caller);
    });
  }

  /** A file of evidence, or a letter, as it came. All of it is checked before its first byte is sent. */
  @Get(':hash')
  @ApiProduces(...mediaTypes)
  async read(
    @Param('id', ComplaintIdPipe) id: string,
    @Param('hash') hash: string,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<StreamableFile> {
    const { stream, bytes, mediaType, sha256 } = await this.files.open(id, hash, request.principal!);
    void reply.header('Content-Digest', `sha-256=:${Buffer.from(sha256, 'hex').toString('base64')}:`);
    return new StreamableFile(stream, { type: mediaType, length: bytes, disposition: `attachment; filename="${hash}"` });
  }
}
