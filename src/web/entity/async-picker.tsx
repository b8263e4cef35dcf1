import { CloseButton, Combobox, InputBase, Loader, useCombobox, type InputBaseProps } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import classes from './async-picker.module.css';
import type { NamedRef } from './entity-ui.ts';

export interface PickerOption extends NamedRef {
  sub?: string | null;
}

type Passed = Pick<InputBaseProps, 'label' | 'error' | 'required' | 'disabled' | 'description' | 'withAsterisk'>;

export interface PickerProps extends Passed {
  value: NamedRef | null;
  onChange: (value: NamedRef | null) => void;
  'aria-label'?: string | undefined;
  placeholder?: string | undefined;
  autoFocus?: boolean;
  /** False inside a popover, which would take a click in a portal for one outside. */
  withinPortal?: boolean;
}

interface AsyncPickerProps extends PickerProps {
  /** First part of the query keys. */
  name: string;
  load: (typed: string) => Promise<PickerOption[]>;
  /** Offers to make what was typed and not found. */
  onCreate?: ((typed: string) => Promise<NamedRef | null>) | undefined;
}

const newOption = 'new';

/** Picks one of many by typing part of its name; options come from the server. */
export function AsyncPicker({ name, load, value, onChange, onCreate, withinPortal = true, ...rest }: AsyncPickerProps) {
  const combobox = useCombobox({ onDropdownClose: () => combobox.resetSelectedOption() });
  const [typed, setTyped] = useState<string | null>(null);
  const [q] = useDebouncedValue(typed ?? '', 150);
  const { data: options = [], isFetching } = useQuery({
    queryKey: ['picker', name, q],
    queryFn: () => load(q),
    enabled: combobox.dropdownOpened,
    placeholderData: keepPreviousData,
  });
  const choose = async (id: string): Promise<void> => {
    const made = id === newOption && onCreate && typed ? await onCreate(typed) : undefined;
    const found = options.find((option) => option.id === id);
    if (made ?? found) onChange(made ?? found ?? null);
    setTyped(null);
    combobox.closeDropdown();
  };
  const canClear = value !== null && !rest.required && !rest.disabled;
  const clear = canClear ? <ClearButton onClick={() => onChange(null)} /> : null;
  return (
    // The list is made when it is opened: kept, it would be placed and measured on every screen that has a picker.
    <Combobox keepMounted={false} store={combobox} withinPortal={withinPortal} onOptionSubmit={(id) => void choose(id)}>
      <Combobox.Target>
        <InputBase
          {...rest}
          value={typed ?? value?.name ?? ''}
          autoComplete="off"
          onChange={(event) => {
            setTyped(event.currentTarget.value);
            combobox.openDropdown();
            combobox.updateSelectedOptionIndex();
          }}
          onFocus={(event) => event.currentTarget.select()}
          onClick={() => combobox.openDropdown()}
          onBlur={() => {
            combobox.closeDropdown();
            setTyped(null);
          }}
          rightSection={isFetching ? <Loader size={14} /> : clear}
          rightSectionPointerEvents={clear ? 'all' : 'none'}
        />
      </Combobox.Target>
      <Combobox.Dropdown hidden={!combobox.dropdownOpened}>
        <PickerOptions
          label={typeof rest.label === 'string' ? rest.label : (rest['aria-label'] ?? name)}
          options={options}
          typed={typed}
          canCreate={onCreate !== undefined}
          isFetching={isFetching}
        />
      </Combobox.Dropdown>
    </Combobox>
  );
}

function ClearButton({ onClick }: { onClick: () => void }) {
  const { t } = useTranslation();
  // The mouse must not take the focus from the input, whose leaving closes the list.
  return (
    <CloseButton
      size="sm"
      aria-label={t('web:actions.clear')}
      onMouseDown={(event) => event.preventDefault()}
      onClick={onClick}
    />
  );
}

interface PickerOptionsProps {
  label: string;
  options: PickerOption[];
  typed: string | null;
  canCreate: boolean;
  isFetching: boolean;
}

function PickerOptions({ label, options, typed, canCreate, isFetching }: PickerOptionsProps) {
  const { t } = useTranslation();
  const isNew = canCreate && typed !== null && typed.trim() !== '' && !options.some((option) => option.name === typed.trim());
  return (
    <Combobox.Options className={classes['options']} aria-label={label}>
      {options.map((option) => (
        <Combobox.Option key={option.id} value={option.id}>
          <span className="cd-ellipsis">{option.name}</span>
          {option.sub ? <small className={classes['sub']}>{option.sub}</small> : null}
        </Combobox.Option>
      ))}
      {isNew ? <Combobox.Option value={newOption}>{t('web:picker.create', { name: typed.trim() })}</Combobox.Option> : null}
      {options.length === 0 && !isNew && !isFetching ? <Combobox.Empty>{t('web:picker.none')}</Combobox.Empty> : null}
    </Combobox.Options>
  );
}
