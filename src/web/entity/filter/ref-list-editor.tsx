import { CloseButton, Stack } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { FilterValue } from '../../../platform/filter-values.ts';
import { Chip } from '../../ui/chip.tsx';
import { useLanguage } from '../../use-format.ts';
import { AsyncPicker, type PickerProps } from '../async-picker.tsx';
import type { NamedRef } from '../entity-ui.ts';
import { RecordPicker, TeamPicker, UserPicker } from '../pickers.tsx';
import classes from './filter.module.css';
import type { FilterTarget } from './filter-model.ts';
import { refListQuery, rememberName, useRefName } from './ref-names.ts';
import { listOf, type ValueEditorProps } from './value-editor.ts';

/** Several records, people or teams; "me" stands for whoever looks. */
export function RefListEditor({ target, condition, onChange }: ValueEditorProps) {
  const { t } = useTranslation();
  const { kind } = target.field;
  const list = listOf(condition.value);
  const add = (chosen: NamedRef | null): void => {
    if (!chosen || list.includes(chosen.id)) return;
    // A listed one is named by the server in the reader's language.
    if (!target.list) rememberName(chosen);
    onChange([...list, chosen.id]);
  };
  const isMe = list.some((one) => typeof one === 'object');
  const props = {
    value: null,
    onChange: add,
    'aria-label': t('web:filter.value'),
    placeholder: t('web:filter.addOne'),
    withinPortal: false,
  };
  return (
    <Stack gap="xs">
      <div className={classes['picked']}>
        {list.map((one) => (
          <Picked
            key={typeof one === 'object' ? 'me' : String(one)}
            target={target}
            value={one}
            onRemove={() => onChange(list.filter((other) => other !== one))}
          />
        ))}
      </div>
      {kind === 'user' && !isMe ? (
        <button type="button" className={classes['me']} onClick={() => onChange([...list, { me: true }])}>
          {t('web:filter.addMe')}
        </button>
      ) : null}
      {kind === 'user' ? (
        <UserPicker {...props} />
      ) : kind === 'team' ? (
        <TeamPicker {...props} />
      ) : target.list ? (
        <ListedPicker {...props} target={target} />
      ) : (
        <RecordPicker {...props} kind={target.field.target ?? ''} />
      )}
    </Stack>
  );
}

/** Picks from a list that is whole on this side: stages, versions of a process. */
function ListedPicker({ target, ...rest }: PickerProps & { target: FilterTarget }) {
  const client = useQueryClient();
  const language = useLanguage();
  const load = async (typed: string) => {
    const all = await client.ensureQueryData(refListQuery(target, language));
    const wanted = typed.trim().toLowerCase();
    return all.filter(({ name, sub = '' }) => `${name} ${sub}`.toLowerCase().includes(wanted)).slice(0, 50);
  };
  return <AsyncPicker {...rest} name={`listed.${target.path}`} load={load} />;
}

interface PickedProps {
  target: FilterTarget;
  value: FilterValue;
  onRemove: () => void;
}

function Picked({ target, value, onRemove }: PickedProps) {
  const { t } = useTranslation();
  const known = useRefName(target, typeof value === 'string' ? value : '');
  const name = typeof value === 'object' ? t('web:states.me') : (known ?? t('web:filter.oneChosen'));
  return (
    <Chip tone="pri">
      {name}
      <CloseButton size={16} aria-label={t('web:actions.remove', { name })} onClick={onRemove} />
    </Chip>
  );
}
