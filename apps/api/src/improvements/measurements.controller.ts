import { Body, Controller, Get, Headers, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { DataSource } from 'typeorm';
import { improvements, listExposures, listTrainingCoverage, type RecordedCoverage, type RecordedExposure } from '@redress/views';
import { Caller, CommandHeaderDocs } from '../http/caller.js';
import type { CommandAnswer } from '../http/command-answer.dto.js';
import type { CommandHeaders } from '../http/command.js';
import { Freshness, MinPosition } from '../http/freshness.js';
import { ImprovementCommands } from './improvement-commands.js';
import { ExposuresDto, RecordExposureDto, RecordTrainingCoverageDto, TrainingCoverageDto } from './improvements.dto.js';

/** Numbers that complaints are held against: how many were trained, and how much there was to complain about. */
@ApiTags('improvements')
@Controller('v1')
export class MeasurementsController {
  constructor(
    private readonly commands: ImprovementCommands,
    private readonly dataSource: DataSource,
    private readonly freshness: Freshness,
  ) {}

  /** Records how many of a unit's people were trained in a topic. */
  @Post('training-coverage')
  @CommandHeaderDocs()
  recordTrainingCoverage(@Body() body: RecordTrainingCoverageDto, @Caller() caller: CommandHeaders): Promise<CommandAnswer> {
    return this.commands.recordTrainingCoverage(body, caller);
  }

  /** One page of training coverages, those recorded last first. */
  @Get('training-coverage')
  @MinPosition()
  async trainingCoverage(
    @Query() question: TrainingCoverageDto,
    @Headers('redress-min-position') minPosition?: string,
  ): Promise<{ items: RecordedCoverage[]; next: string | null }> {
    await this.freshness.wait(improvements, minPosition);
    return listTrainingCoverage(this.dataSource, question);
  }

  /** Records what there was in a period. */
  @Post('exposures')
  @CommandHeaderDocs()
  recordExposure(@Body() body: RecordExposureDto, @Caller() caller: CommandHeaders): Promise<CommandAnswer> {
    return this.commands.recordExposure(body, caller);
  }

  /** One page of exposures, those recorded last first. */
  @Get('exposures')
  @MinPosition()
  async exposures(
    @Query() question: ExposuresDto,
    @Headers('redress-min-position') minPosition?: string,
  ): Promise<{ items: RecordedExposure[]; next: string | null }> {
    await this.freshness.wait(improvements, minPosition);
    return listExposures(this.dataSource, question);
  }
}
