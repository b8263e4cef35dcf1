import { CloseButton } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { recordPath } from '../../kinds.ts';
import { useMay } from '../../session.ts';
import { Avatar } from '../../ui/avatar.tsx';
import { titleOf, type EntityRow, type EntityUi } from '../entity-ui.ts';
import { FieldPanel } from '../record/field-panel.tsx';
import classes from './peek-panel.module.css';

interface PeekPanelProps {
  ui: EntityUi;
  row: EntityRow | undefined;
  isOpen: boolean;
  onClose: () => void;
}

/** The record beside its list, to read and edit without leaving the place. */
export function PeekPanel({ ui, row, isOpen, onClose }: PeekPanelProps) {
  const { t } = useTranslation();
  const may = useMay();
  if (!isOpen || !row) return null;
  const title = titleOf(ui, row);
  const to = recordPath(ui.object, row.id);
  const Subtitle = ui.subtitle;
  const Aside = ui.aside;
  return (
    <aside className={classes['panel']} aria-label={title}>
      <header className={classes['head']}>
        <div className={classes['titles']}>
          <h2>{to ? <Link to={to}>{title}</Link> : title}</h2>
          <div className={classes['sub']}>
            {Subtitle ? <Subtitle row={row} /> : null}
            {row.owner ? (
              <span>
                <Avatar name={row.owner.name} /> {row.owner.name}
              </span>
            ) : null}
          </div>
        </div>
        <CloseButton aria-label={t('web:actions.close')} onClick={onClose} />
      </header>
      {/* Another record starts afresh: nothing half edited moves over to it. */}
      <div key={row.id} className={classes['body']}>
        {Aside ? <Aside row={row} /> : null}
        <FieldPanel ui={ui} row={row} mayEdit={may(ui.object, 'edit')} />
      </div>
    </aside>
  );
}
