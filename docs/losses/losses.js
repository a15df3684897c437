// Prints what the log of triggers says of losses: npm install @duckdb/node-api, node losses.js FILE
import { readFile } from 'node:fs/promises';
import { DuckDBInstance } from '@duckdb/node-api';

/** The rows of each query in losses.sql, in order. A star in the file's name stands for anything. */
export async function losses(log) {
  const connection = await (await DuckDBInstance.create()).connect();
  await connection.run('SET VARIABLE log = $log', { log });
  const sql = await readFile(new URL('losses.sql', import.meta.url), 'utf8');
  const statements = await connection.extractStatements(sql);
  const tables = [];
  for (let at = 0; at < statements.count; at += 1) {
    const result = await (await statements.prepare(at)).runAndReadAll();
    if (result.columnCount > 1) tables.push(result.getRowObjectsJS().map(toNumbers));
  }
  connection.closeSync();
  return tables;
}

/** DuckDB counts in BigInts. */
function toNumbers(row) {
  const values = Object.entries(row);
  return Object.fromEntries(
    values.map(([name, value]) => [name, typeof value === 'bigint' ? Number(value) : value]),
  );
}

if (import.meta.filename === process.argv[1])
  for (const rows of await losses(process.argv[2])) console.table(rows);
