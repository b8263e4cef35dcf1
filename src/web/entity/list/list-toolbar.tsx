import { ActionIcon, Menu, ScrollArea } from '@mantine/core';
import { IconArrowsSort, IconCheck } from '@tabler/icons-react';
import type { RefObject } from 'react';
import { useTranslation } from 'react-i18next';
import type { EntityUi } from '../entity-ui.ts';
import { FilterBar } from '../filter/filter-bar.tsx';
import type { Views } from '../views/use-views.ts';
import { ColumnMenu } from './column-menu.tsx';
import type { Column, Columns } from './columns.ts';
import classes from './entity-list.module.css';
import { readSort, type ListState } from './list-state.ts';
import { SearchBox } from './search-box.tsx';

interface ListToolbarProps {
  ui: EntityUi;
  views: Views;
  state: ListState;
  onChange: (part: Partial<ListState>) => void;
  columns: Columns;
  searchRef: RefObject<HTMLInputElement | null>;
}

export function ListToolbar({ ui, views, state, onChange, columns, searchRef }: ListToolbarProps) {
  const { t } = useTranslation();
  const isSaid = views.view.saved === null && !views.isTurned;
  return (
    <div className={classes['toolbar']}>
      <SearchBox label={t('web:list.search')} q={state.q} onChange={(q) => onChange({ q })} searchRef={searchRef} />
      <FilterBar ui={ui} isSaid={isSaid} filter={state.filter} onChange={(filter) => onChange({ filter })} />
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
