import { Controller, Delete, Head, Options, Param, Patch, Post, Req, Res } from '@nestjs/common';
import { RouteConfig } from '@nestjs/platform-fastify';
import { ApiHeader, ApiResponse, ApiTags } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Caller } from '../http/caller.js';
import type { CommandHeaders } from '../http/command.js';
import { ComplaintIdPipe } from '../http/complaint-id.pipe.js';
import { EvidenceUploads } from './evidence-uploads.js';

/** Large files of evidence, in parts: the protocol tus 1.0, with any client for it. */
@ApiTags('evidence')
@Controller('v1/complaints/:id/evidence/uploads')
export class EvidenceUploadsController {
  constructor(private readonly uploads: EvidenceUploads) {}

  /** What of the protocol there is. */
  @Options()
  @ApiResponse({ status: 204, description: 'What there is, in headers.' })
  options(
    @Param('id', ComplaintIdPipe) id: string,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
    @Caller() caller: CommandHeaders,
  ): Promise<void> {
    return this.uploads.answer(id, undefined, request, reply, caller);
  }

  /** Begins an upload; the body may have its first part. Where it goes on is in `Location`. */
  @Post()
  @RouteConfig({ isStreamed: true })
  @ApiHeader({ name: 'Upload-Length', required: true, description: 'Bytes of the file.' })
  @ApiHeader({
    name: 'Upload-Metadata',
    required: true,
    description: 'filetype: its media type. Optional: sha256 of the file, description, occurredAt.',
  })
  create(
    @Param('id', ComplaintIdPipe) id: string,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
    @Caller() caller: CommandHeaders,
  ): Promise<void> {
    return this.uploads.answer(id, undefined, request, reply, caller);
  }

  /** How far it is. */
  @Head(':upload')
  @ApiResponse({ status: 200, description: 'How far it is, in headers.' })
  head(
    @Param('id', ComplaintIdPipe) id: string,
    @Param('upload') upload: string,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
    @Caller() caller: CommandHeaders,
  ): Promise<void> {
    return this.uploads.answer(id, upload, request, reply, caller);
  }

  /** The next part. The last one puts the file on record: its answer has `Redress-Evidence-Hash`, and the revision as `ETag`. */
  @Patch(':upload')
  @ApiResponse({ status: 204, description: 'Taken, in headers.' })
  @RouteConfig({ isStreamed: true })
  patch(
    @Param('id', ComplaintIdPipe) id: string,
    @Param('upload') upload: string,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
    @Caller() caller: CommandHeaders,
  ): Promise<void> {
    return this.uploads.answer(id, upload, request, reply, caller);
  }

  /** Gives it up. What is on record stays. */
  @Delete(':upload')
  @ApiResponse({ status: 204, description: 'Given up.' })
  remove(
    @Param('id', ComplaintIdPipe) id: string,
    @Param('upload') upload: string,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
    @Caller() caller: CommandHeaders,
  ): Promise<void> {
    return this.uploads.answer(id, upload, request, reply, caller);
  }
}
