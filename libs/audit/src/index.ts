export type { Leaf } from './leaf.js';
export { checkpointEventTypes } from './checkpoint.js';
export { newSigningKey, signingKeysOf, type SigningKey } from './keys.js';
export { startCheckpoints, type CheckpointLogger, type RunningCheckpoints } from './checkpointer.js';
export { CheckpointFiles, DamagedFile } from './checkpoint-files.js';
export { CreateLeaves1795412000000 } from './create-leaves.migration.js';
export { checkpointState, forgetLeaves, leavesBetween, untilSealed } from './leaf-table.js';
export {
  bundle,
  casesInGroup,
  NoBundleKey,
  type BundledStream,
  type BundlePages,
  type BundleRequest,
  type BundleSummary,
  type Page,
} from './bundle.js';
export { bundleProofs } from './bundle-proofs.js';
export { reportLines, verifyBundle, type BundleReport } from './verify.mjs';
export type { LogFault } from './verify-log.js';
export { verifyStore } from './verify-store.js';
