import { Checkbox, Radio, ScrollArea, Stack } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { EventKind } from '../contract.ts';
import { useEventKinds } from './queries.ts';
import classes from './webhooks.module.css';

interface KindsInputProps {
  /** Null for all. */
  value: string[] | null;
  onChange: (kinds: string[] | null) => void;
  error: string | undefined;
}

/** All events, or those that are ticked, by what they happen to. */
export function KindsInput({ value, onChange, error }: KindsInputProps) {
  const { t } = useTranslation();
  const kinds = useEventKinds();
  const groups = [...Map.groupBy(kinds.data?.data ?? [], ({ object }) => object).values()];
  return (
    <>
      <Radio.Group
        label={t('webhooks:form.events')}
        value={value === null ? 'all' : 'some'}
        onChange={(choice) => onChange(choice === 'all' ? null : [])}
        error={value?.length === 0 && error ? t('webhooks:form.noEvent') : error}
      >
        <Stack gap={6} mt={4} mb={4}>
          <Radio value="all" label={t('webhooks:form.all')} />
          <Radio value="some" label={t('webhooks:form.some')} />
        </Stack>
      </Radio.Group>
      {value ? (
        <ScrollArea.Autosize mah={280} className={classes['kinds']} viewportProps={{ tabIndex: 0 }}>
          {groups.map((group) => (
            <KindGroup key={group[0]?.object ?? ''} group={group} chosen={value} onChange={onChange} />
          ))}
        </ScrollArea.Autosize>
      ) : null}
    </>
  );
}

interface KindGroupProps {
  group: readonly EventKind[];
  chosen: readonly string[];
  onChange: (kinds: string[]) => void;
}

function KindGroup({ group, chosen, onChange }: KindGroupProps) {
  const own = group.map(({ kind }) => kind);
  const ticked = own.filter((kind) => chosen.includes(kind));
  const isAll = ticked.length === own.length;
  const change = (kinds: readonly string[], isIn: boolean): void =>
    onChange(isIn ? [...new Set([...chosen, ...kinds])] : chosen.filter((kind) => !kinds.includes(kind)));
  return (
    <div className={classes['group']}>
      <Checkbox
        label={group[0]?.objectLabel ?? ''}
        className={classes['object'] ?? ''}
        checked={isAll}
        indeterminate={ticked.length > 0 && !isAll}
        onChange={() => change(own, !isAll)}
      />
      <div className={classes['verbs']}>
        {group.map(({ kind, label }) => (
          <Checkbox
            key={kind}
            label={label}
            checked={chosen.includes(kind)}
            onChange={(event) => change([kind], event.currentTarget.checked)}
          />
        ))}
      </div>
    </div>
  );
}
