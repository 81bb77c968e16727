// Opens a store and dies, as by kill -9, before the n-th statement. Arguments: the database file, n.
import Database from 'libsql';
import { openSqliteStore } from '../../../src/collector/sqlite/open-sqlite-store.ts';

const [file = '', step = ''] = process.argv.slice(2);
const { exec } = Database.prototype;
let statements = 0;
Database.prototype.exec = function (sql: string) {
  statements += 1;
  if (statements === Number(step)) process.kill(process.pid, 'SIGKILL');
  return exec.call(this, sql);
};
await openSqliteStore({ file }).close();
