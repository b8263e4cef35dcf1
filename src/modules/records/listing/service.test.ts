import { sql } from 'kysely';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { buildTeam, buildWorkspace } from '../../../../test/build.ts';
import { testServer } from '../../../../test/http.ts';
import { isSortable } from '../../../platform/filter-fields.ts';
import { accounts } from '../../customers/contract.ts';
import { deals } from '../../deals/contract.ts';
import { createDeals } from '../../deals/creation/service.ts';
import { createCustomField } from '../custom-fields/contract.ts';
import { allEntities } from '../entities/rules.ts';
import { filterMapOf } from '../filter-map/rules.ts';

const server = await testServer();

describe('listRecords', () => {
  it.each([
    ['amountMinor', 'amountMinor'],
    ['-amountMinor', 'amountMinor'],
    ['closedOn', 'closedOn'],
    ['-closedOn', 'closedOn'],
    ['-openedOn', 'openedOn'],
    ['-createdAt', 'createdAt'],
    ['source,-amountMinor', 'source'],
    ['custom.tier', 'tier'],
    ['-custom.tier', 'tier'],
  ] as const)('pages by %s through every record once, empty values last', async (sort, field) => {
    const { owner } = await buildWorkspace(server.db);
    const rows = Array.from({ length: 45 }, (_, n) => ({
      values: {
        title: `Deal ${n}`,
        amountMinor: n % 4 === 0 ? null : n % 7,
        source: n % 5 === 0 ? null : `s${n % 3}`,
        ...(n % 5 === 0 ? {} : { custom: { tier: `t${n % 3}` } }),
        openedOn: `2024-0${1 + (n % 6)}-01`,
      },
      ...(n % 3 === 0 ? {} : { status: 'lost' as const, closedOn: `2025-0${1 + (n % 5)}-01` }),
    }));
    const tier = { object: 'deal', key: 'tier', kind: 'text', labels: { en: 'Tier' } } as const;
    await server.as(owner).call(createCustomField, { body: tier });
    await createDeals(server.db, owner.scope, rows, { history: true });
    const seen: { id: string; value: string | number | null }[] = [];
    let cursor: string | null = null;
    do {
      const page: { data: ({ id: string } & Record<string, unknown>)[]; nextCursor: string | null } = await server
        .as(owner)
        .call(deals.list, { query: { sort, limit: 7, ...(cursor === null ? {} : { cursor }) } });
      for (const row of page.data) {
        const value = field === 'tier' ? z.object({ tier: z.string().nullish() }).parse(row['custom']).tier : row[field];
        seen.push({ id: row.id, value: typeof value === 'string' || typeof value === 'number' ? value : null });
      }
      cursor = page.nextCursor;
    } while (cursor !== null);
    expect(new Set(seen.map(({ id }) => id)).size).toBe(45);
    expect(seen).toHaveLength(45);
    const filled = seen.flatMap(({ value }) => value ?? []);
    expect(seen.slice(0, filled.length).map(({ value }) => value)).toEqual(filled);
    const sign = sort.startsWith('-') ? -1 : 1;
    expect(filled).toEqual(filled.toSorted((a, b) => (a < b ? -sign : a > b ? sign : 0)));
  });

  it.each([
    [{ field: 'team', op: 'eq', value: 'East' }, ['East', 'East 1']],
    [{ field: 'team', op: 'in', value: ['East 1', 'West'] }, ['East 1', 'West']],
    [{ field: 'team', op: 'ne', value: 'East' }, ['Root', 'West']],
    [{ not: { field: 'team', op: 'eq', value: 'Root' } }, []],
    [
      {
        and: [
          { field: 'team', op: 'eq', value: 'East' },
          { field: 'team', op: 'notIn', value: ['East 1'] },
        ],
      },
      ['East'],
    ],
    [{ or: [{ field: 'account.team', op: 'eq', value: 'East' }] }, ['Root']],
  ])('finds by a team what the teams below it have too: %j', async (filter, expected) => {
    const workspace = await buildWorkspace(server.db);
    const east = await buildTeam(server.db, workspace, { name: 'East' });
    const teams = new Map([
      ['Root', workspace.rootTeamId],
      ['East', east],
      ['East 1', await buildTeam(server.db, workspace, { name: 'East 1', parentId: east })],
      ['West', await buildTeam(server.db, workspace, { name: 'West' })],
    ]);
    const caller = server.as(workspace.owner);
    const account = await caller.call(accounts.create, { body: { name: 'A', teamId: teams.get('East 1') ?? '' } });
    for (const [title, teamId] of teams)
      await caller.call(deals.create, { body: { title, teamId, ...(title === 'Root' ? { accountId: account.id } : {}) } });
    const named = JSON.stringify(filter).replace(
      /"value":("[^"]*"|\[[^\]]*\])/g,
      (_, value: string) => `"value":${value.replace(/"([^"]*)"/g, (__, name: string) => `"${teams.get(name) ?? ''}"`)}`,
    );
    const { data } = await caller.call(deals.list, { query: { filter: named, sort: 'title' } });
    expect(data.map(({ title }) => title)).toEqual(expected);
    const { count } = await caller.call(deals.count, { query: { filter: named } });
    expect(count).toBe(expected.length);
  });

  it('has an index for every order that a list offers', async () => {
    const { rows } = await sql<{
      tablename: string;
      indexdef: string;
    }>`select tablename, indexdef from pg_indexes where schemaname = 'public'`.execute(server.db);
    const missing = allEntities().flatMap((entity) => {
      const map = filterMapOf(entity);
      const offered = entity.columns.filter(({ key }) => map[key] && isSortable(map[key]));
      return [...offered.map(({ column }) => column), 'created_at', 'updated_at']
        .filter(
          (column) =>
            !rows.some(({ tablename, indexdef }) => {
              // Behind a value that is one record's alone no id need follow.
              const next = indexdef.includes('UNIQUE') ? '[,)]' : ', id( DESC)?[,)]';
              return tablename === entity.table && new RegExp(`\\(workspace_id, ${column}( DESC)?${next}`).test(indexdef);
            }),
        )
        .map((column) => `${entity.table}.${column}`);
    });
    expect(missing).toEqual([]);
  });
});
