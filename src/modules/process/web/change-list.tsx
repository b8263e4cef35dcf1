import { Alert } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { Chip } from '../../../web/ui/chip.tsx';
import type { ProcessVersion } from '../contract.ts';
import type { VersionDiff } from '../designer/contract.ts';
import { shownChanges } from './designer-rules.ts';
import { useLocalized } from './localized-name.ts';
import classes from './process.module.css';

const tones = { added: 'ok', removed: 'bad', changed: 'pri', moved: 'plain' } as const;

/** Words of what differs, where the editor calls it otherwise than its member. */
const labels: Readonly<Record<string, string>> = {
  names: 'name',
  spec: 'kind',
  probabilityBp: 'probability',
  probabilityWonBp: 'probabilityWon',
};

/** What a draft changes, stage by stage; what comes or goes with its stage is not listed once more. */
export function ChangeList({ version, diff }: { version: ProcessVersion; diff: VersionDiff }) {
  const { t } = useTranslation();
  const localized = useLocalized();
  if (diff.changes.length === 0) return <Alert color="gray">{t('process:screens.noChanges')}</Alert>;
  const stageNames = new Map(version.stages.map(({ key, names }) => [key, names]));
  const fieldsText = (fields: readonly string[]): string =>
    [...new Set(fields.map((field) => t(`process:screens.${labels[field] ?? field}`)))].join(t('process:screens.comma'));
  return (
    <ul className={classes['changes']}>
      {shownChanges(diff.changes).map(({ what, change, stageKey, key, names, fields }) => (
        <li key={`${what}-${stageKey}-${key}-${change}`}>
          <span>
            {t(`process:screens.what.${what}`)} <b>{localized(names)}</b>
            {what === 'stage' ? null : <small>{localized(stageNames.get(stageKey))}</small>}
            {fields.length > 0 ? <small>{fieldsText(fields)}</small> : null}
          </span>
          <Chip tone={tones[change]}>{t(`process:choices.change.${change}`)}</Chip>
        </li>
      ))}
    </ul>
  );
}
