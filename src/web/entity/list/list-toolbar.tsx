import { ActionIcon, Checkbox, Menu, Popover, ScrollArea, Stack, UnstyledButton } from '@mantine/core';
import { IconArrowsSort, IconCheck, IconColumns3 } from '@tabler/icons-react';
import type { RefObject } from 'react';
import { useTranslation } from 'react-i18next';
import type { EntityUi } from '../entity-ui.ts';
import { FilterBar } from '../filter/filter-bar.tsx';
import type { Column, useColumns } from './columns.ts';
import classes from './entity-list.module.css';
import { readSort, type ListState } from './list-state.ts';
import { SearchBox } from './search-box.tsx';

interface ListToolbarProps {
  ui: EntityUi;
  state: ListState;
  onChange: (part: Partial<ListState>) => void;
  columns: ReturnType<typeof useColumns>;
  searchRef: RefObject<HTMLInputElement | null>;
}

export function ListToolbar({ ui, state, onChange, columns, searchRef }: ListToolbarProps) {
  const { t } = useTranslation();
  return (
    <div className={classes['toolbar']}>
      <SearchBox label={t('web:list.search')} q={state.q} onChange={(q) => onChange({ q })} searchRef={searchRef} />
      <FilterBar ui={ui} filter={state.filter} onChange={(filter) => onChange({ filter })} />
      <div className={classes['tools']}>
        <SortMenu columns={columns.all} sort={state.sort || (ui.defaultSort ?? '')} onChange={(sort) => onChange({ sort })} />
        <ColumnMenu ui={ui} columns={columns} />
      </div>
    </div>
  );
}

interface SortMenuProps {
  columns: Column[];
  sort: string;
  onChange: (sort: string) => void;
}

/** Sorts by any field, also one whose column is not shown. */
export function SortMenu({ columns, sort, onChange }: SortMenuProps) {
  const { t } = useTranslation();
  const [first] = readSort(sort);
  const isDescending = first?.isDescending ?? false;
  return (
    <Menu position="bottom-end" width={240} closeOnItemClick={false}>
      <Menu.Target>
        <ActionIcon size={36} className="cd-touch" aria-label={t('web:list.sort')}>
          <IconArrowsSort size={18} stroke={1.6} />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        <ScrollArea.Autosize mah={320}>
          {columns.flatMap(({ key, label, sortField }) =>
            sortField ? (
              <Menu.Item
                key={key}
                onClick={() => onChange(isDescending ? `-${sortField}` : sortField)}
                rightSection={first?.field === sortField ? <IconCheck size={16} aria-label={t('web:states.chosen')} /> : null}
              >
                {t(label)}
              </Menu.Item>
            ) : (
              []
            ),
          )}
        </ScrollArea.Autosize>
        <Menu.Divider />
        {[false, true].map((down) => (
          <Menu.Item
            key={String(down)}
            disabled={!first}
            onClick={() => onChange(first ? `${down ? '-' : ''}${first.field}` : '')}
            rightSection={first && isDescending === down ? <IconCheck size={16} aria-label={t('web:states.chosen')} /> : null}
          >
            {t(down ? 'web:list.descending' : 'web:list.ascending')}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}

function ColumnMenu({ ui, columns }: { ui: EntityUi; columns: ReturnType<typeof useColumns> }) {
  const { t } = useTranslation();
  const shown = new Set(columns.shown.map(({ key }) => key));
  return (
    <Popover position="bottom-end" width={260} trapFocus>
      <Popover.Target>
        <ActionIcon size={36} aria-label={t('web:list.columns')} visibleFrom="sm">
          <IconColumns3 size={18} stroke={1.6} />
        </ActionIcon>
      </Popover.Target>
      <Popover.Dropdown>
        <ScrollArea.Autosize mah={360}>
          <Stack gap={8}>
            {columns.all
              .filter(({ key }) => key !== ui.titleField)
              .map(({ key, label }) => (
                <Checkbox key={key} label={t(label)} checked={shown.has(key)} onChange={() => columns.toggle(key)} />
              ))}
          </Stack>
        </ScrollArea.Autosize>
        <UnstyledButton mt="sm" c="var(--pri)" onClick={columns.reset}>
          {t('web:list.resetColumns')}
        </UnstyledButton>
      </Popover.Dropdown>
    </Popover>
  );
}
