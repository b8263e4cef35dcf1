import { writeFileSync } from 'node:fs';
import { join } from 'node:path';

const [name, ...rest] = process.argv.slice(2);
if (name === undefined || rest.length > 0 || !/^[a-z]+(-[a-z0-9]+)+$/.test(name)) {
  console.error('usage: npm run migrate:new -- verb-thing        for example add-deal-currency');
  process.exit(2);
}

const stamp = new Date()
  .toISOString()
  .replaceAll(/[-:]/g, '')
  .replace(/\.\d+Z$/, 'Z');
const path = join('migrations', `${stamp}-${name}.ts`);
const text = `import { type Kysely, sql } from 'kysely';

export async function up(db: Kysely<unknown>): Promise<void> {
  await sql\`\`.execute(db);
}
`;
writeFileSync(join(import.meta.dirname, '..', path), text, { flag: 'wx' });
console.log(path);
