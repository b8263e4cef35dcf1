import { ActionIcon, Checkbox, CloseButton, Menu, Popover, ScrollArea, Stack, TextInput, UnstyledButton } from '@mantine/core';
import { useDebouncedCallback } from '@mantine/hooks';
import { IconArrowsSort, IconCheck, IconColumns3, IconSearch } from '@tabler/icons-react';
import { useState, type RefObject } from 'react';
import { useTranslation } from 'react-i18next';
import type { EntityUi } from '../entity-ui.ts';
import { FilterBar } from '../filter/filter-bar.tsx';
import type { Column, useColumns } from './columns.ts';
import classes from './entity-list.module.css';
import { readSort, type ListState } from './list-state.ts';

interface ListToolbarProps {
  ui: EntityUi;
  state: ListState;
  onChange: (part: Partial<ListState>) => void;
  columns: ReturnType<typeof useColumns>;
  searchRef: RefObject<HTMLInputElement | null>;
}

export function ListToolbar({ ui, state, onChange, columns, searchRef }: ListToolbarProps) {
  return (
    <div className={classes['toolbar']}>
      <SearchBox key={state.q === '' ? 'empty' : 'typed'} q={state.q} onChange={(q) => onChange({ q })} searchRef={searchRef} />
      <FilterBar ui={ui} filter={state.filter} onChange={(filter) => onChange({ filter })} />
      <div className={classes['tools']}>
        <SortMenu columns={columns.all} sort={state.sort || (ui.defaultSort ?? '')} onChange={(sort) => onChange({ sort })} />
        <ColumnMenu ui={ui} columns={columns} />
      </div>
    </div>
  );
}

function SearchBox({
  q,
  onChange,
  searchRef,
}: {
  q: string;
  onChange: (q: string) => void;
  searchRef: RefObject<HTMLInputElement | null>;
}) {
  const { t } = useTranslation();
  const [typed, setTyped] = useState(q);
  const send = useDebouncedCallback(onChange, 200);
  return (
    <TextInput
      ref={searchRef}
      className={classes['search']}
      type="search"
      aria-label={t('web:list.search')}
      placeholder={t('web:list.search')}
      leftSection={<IconSearch size={16} aria-hidden="true" />}
      rightSection={typed ? <CloseButton size="sm" aria-label={t('web:actions.clear')} onClick={() => onChange('')} /> : null}
      value={typed}
      onChange={(event) => {
        setTyped(event.currentTarget.value);
        send(event.currentTarget.value);
      }}
      onKeyDown={(event) => {
        if (event.key === 'Escape') event.currentTarget.blur();
      }}
    />
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
