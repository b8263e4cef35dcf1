import { Kbd, Modal } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { quickKinds } from '../../modules/timeline/web/activity-kinds.ts';
import { visibleNav } from '../layout/visible-nav.ts';
import { screens } from '../screens.tsx';
import { useMay, useSession } from '../session.ts';
import { modifierKey } from './modifier-key.ts';
import classes from './palette.module.css';

const listKeys = [
  ['j k', 'web:keys.move'],
  ['Home End', 'web:keys.ends'],
  ['Enter', 'web:keys.open'],
  ['← →', 'web:keys.cell'],
  ['F2', 'web:keys.edit'],
  ['Tab', 'web:keys.nextCell'],
  ['p', 'web:keys.peek'],
  ['x', 'web:keys.select'],
  ['Shift X', 'web:keys.selectTo'],
  ['Esc', 'web:bulk.clear'],
  ['/', 'web:keys.search'],
  ['n', 'web:keys.new'],
  ['Shift F10', 'web:keys.menu'],
  ['Alt ← →', 'web:keys.moveColumn'],
  ['Alt Shift ← →', 'web:keys.resizeColumn'],
] as const;

const boardKeys = [
  ['↑ ↓ ← →', 'web:keys.walk'],
  ['Shift ← →', 'web:keys.moveCard'],
  ['Shift F10', 'web:keys.menu'],
  ['Enter', 'web:keys.open'],
] as const;

const quoteKeys = [
  ['F2', 'web:keys.edit'],
  [`${modifierKey}Enter`, 'web:keys.addLine'],
  [`${modifierKey}Delete`, 'web:keys.removeLine'],
  ['Alt ↑ ↓', 'web:keys.moveLine'],
  [`${modifierKey}Z`, 'web:actions.undo'],
  [`${modifierKey}Shift Z`, 'web:keys.redo'],
] as const;

const recordKeys = quickKinds.map(({ kind, key }) => [key, `timeline:choices.activity.kind.${kind}`] as const);

/** Every key that does something, shown by `?`. */
export function KeysHelp({ isOpen, onClose }: { isOpen: boolean; onClose: () => void }) {
  const { t } = useTranslation();
  const session = useSession();
  const may = useMay();
  const entries = visibleNav(session, screens).flatMap((group) => group.entries);
  const goKeys = entries.flatMap((entry) => (entry.key ? [[`g ${entry.key}`, entry.label] as const] : []));
  return (
    <Modal
      opened={isOpen}
      onClose={onClose}
      title={t('web:keys.title')}
      size={720}
      closeButtonProps={{ 'aria-label': t('web:actions.close') }}
    >
      <div className={classes['keyColumns']}>
        <KeyList
          heading={t('web:keys.everywhere')}
          rows={[[`${modifierKey}K`, 'web:palette.open'], ['?', 'web:keys.title'], ...goKeys]}
        />
        <KeyList heading={t('web:keys.inLists')} rows={listKeys} />
        {may('deal', 'view') ? <KeyList heading={t('web:keys.onBoard')} rows={boardKeys} /> : null}
        {may('quote', 'view') ? <KeyList heading={t('web:keys.inQuote')} rows={quoteKeys} /> : null}
        <KeyList heading={t('web:keys.onRecord')} rows={recordKeys} />
      </div>
    </Modal>
  );
}

function KeyList({ heading, rows }: { heading: string; rows: readonly (readonly [keys: string, label: string])[] }) {
  const { t } = useTranslation();
  return (
    <section className={classes['keySection']}>
      <h3 className={classes['keysHeading']}>{heading}</h3>
      <dl className={classes['keyList']}>
        {rows.map(([keys, label]) => (
          <div key={keys}>
            <dt>{t(label)}</dt>
            <dd>
              <Kbd>{keys}</Kbd>
            </dd>
          </div>
        ))}
      </dl>
    </section>
  );
}
