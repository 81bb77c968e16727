import type { DeviceData } from '../schema/page-api.ts';
import { encodeJson } from '../shared/encode-json.ts';
import { type StorageSnapshot, toPlain } from '../storage/snapshot.ts';
import type { App } from './app.ts';

/** Stores with records of other people among them. */
const ROW_STORES = ['outbox', 'dead', 'receipts'] as const;

/** Stores whose keys end in the suffix of their visitor. */
const KEYED_STORES = ['meta', 'drafts'] as const;

/** Everything kept on the device for the visitor; what is other people's is left out. */
export async function exportData({ storage, visitor, state, clock }: App): Promise<DeviceData> {
  const id = await visitor.known();
  const suffix = visitor.suffix();
  const stores: StorageSnapshot = await storage.snapshot();
  const isOwnKey = (key: string) => (suffix === '' ? !key.includes(':') : key.endsWith(suffix));
  const isOwn = (record: unknown) => id !== null && encodeJson(record).includes(id);
  const own: Record<string, unknown> = {
    kb: stores.kb,
    blobs: Object.fromEntries(Object.entries(stores.blobs).filter(([, file]) => isOwn(file))),
  };
  for (const name of ROW_STORES) own[name] = stores[name].filter(isOwn);
  for (const name of KEYED_STORES) {
    own[name] = Object.fromEntries(Object.entries(stores[name]).filter(([key]) => isOwnKey(key)));
  }
  return {
    exportedAt: new Date(clock()).toISOString(),
    instance: state.config.peek().instance,
    visitor: id ?? '',
    stores: toPlain(own) as DeviceData['stores'], // the same shape, its bytes told
  };
}
