import { createHash } from 'node:crypto';
import Database from 'libsql';
import type { AttachmentStore, KeepResult, StoredAttachment } from '../attachment-store.ts';
import type { SqliteStoreOptions } from './open-sqlite-store.ts';
import { prepareSchema } from './schema.ts';

/**
 * Only added to the format of the file, so that an older Helplet can still open it. The trigger erases a visitor's
 * files in the transaction that erases his events, whichever Helplet does that.
 */
const tables = `
  CREATE TABLE IF NOT EXISTS attachments (
    tenant TEXT NOT NULL,
    id TEXT NOT NULL,
    visitor_hash TEXT NOT NULL,
    name TEXT NOT NULL,
    type TEXT NOT NULL,
    hash TEXT NOT NULL,
    received_at INTEGER NOT NULL,
    data BLOB NOT NULL,
    UNIQUE (tenant, id)
  ) STRICT;
  CREATE INDEX IF NOT EXISTS attachments_by_visitor ON attachments (tenant, visitor_hash);
  CREATE TRIGGER IF NOT EXISTS erase_attachments AFTER INSERT ON tombstones BEGIN
    DELETE FROM attachments WHERE tenant = new.tenant AND visitor_hash = new.visitor_hash;
  END;
`;

/**
 * Files in the database of the events, and not beside it: they are erased in one transaction with what their visitor
 * wrote, a backup of one file has all, and no path is ever made of what a sender says. At 5 MB a file at most SQLite
 * reads and writes them whole. A connection of its own: the driver is synchronous, so the two never wait for each other.
 * @throws when the file cannot be opened or was written by a newer Helplet
 */
export function openAttachmentStore(options: SqliteStoreOptions): AttachmentStore {
  const db = new Database(options.file);
  try {
    prepareSchema(db, options.busyTimeoutMs ?? 1_000);
    db.exec(tables);
  } catch (error) {
    db.close();
    throw error;
  }
  const insert = db.prepare(
    `INSERT INTO attachments (tenant, id, visitor_hash, name, type, hash, received_at, data)
     SELECT ?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8
     WHERE NOT EXISTS (SELECT 1 FROM tombstones WHERE tenant = ?1 AND visitor_hash = ?3)
     ON CONFLICT (tenant, id) DO NOTHING`,
  );
  const hashOf = db.prepare('SELECT hash FROM attachments WHERE tenant = ? AND id = ?');
  const find = db.prepare(
    'SELECT name, type, data FROM attachments WHERE tenant IN (SELECT value FROM json_each(?)) AND id = ? LIMIT 1',
  );

  return {
    async keep({ tenant, id, visitor, name, type, hash, receivedAt, bytes }): Promise<KeepResult> {
      // As tombstones have it: nothing but the file's own bytes tells whose it was.
      const visitorHash = createHash('sha256').update(visitor).digest('hex');
      const data = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
      if (insert.run(tenant, id, visitorHash, name, type, hash, receivedAt, data).changes > 0) return 'accepted';
      const kept = hashOf.get(tenant, id) as { readonly hash: string } | undefined; // the column selected
      if (!kept) return 'erased';
      return kept.hash === hash ? 'duplicate' : 'conflict';
    },
    async read(tenants, id): Promise<StoredAttachment | null> {
      const row = find.get(JSON.stringify(tenants), id) as
        | { readonly name: string; readonly type: string; readonly data: Uint8Array }
        | undefined; // the columns selected
      return row ? { name: row.name, type: row.type, bytes: new Uint8Array(row.data) } : null;
    },
    close: async () => {
      db.close();
    },
  };
}
