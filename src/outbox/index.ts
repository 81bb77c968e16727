export type { OutboxChange, OutboxChannel } from './changes.ts';
export type { OutboxCounts, OutboxEntry, OutboxEntryState } from './entries.ts';
export { DEFAULT_LIMITS, type OutboxLimits } from './limits.ts';
export {
  createOutbox,
  type Outbox,
  type OutboxOptions,
  type Submission,
  type SubmitResult,
  type WakeReason,
} from './outbox.ts';
export type {
  Claim,
  DeadReason,
  DeadRow,
  Destination,
  ItemOutcome,
  Lease,
  OutboxRow,
  OutboxStore,
  Pause,
  Receipt,
  RowPicker,
  SendOutcome,
  StoreMode,
  StoreSnapshot,
  Transition,
  Transport,
} from './ports.ts';
