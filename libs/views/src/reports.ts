import { volume } from './facts/volume.js';
import type { ReportDefinition } from './report-definition.js';

/** Every management report, by number. */
export const reports: readonly ReportDefinition[] = [volume];
