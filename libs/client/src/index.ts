export {
  Redress,
  type AnswerOf,
  type CommandLine,
  type CommandName,
  type CommandResult,
  type EvidenceFile,
  type RedressOptions,
} from './client.js';
export type { components, operations, paths } from './contract.js';
export type { LiveEvent } from './live.js';
export { Refused, type Problem } from './problem.js';
