import { Checkbox, UnstyledButton } from '@mantine/core';
import { IconChevronDown, IconPencil, IconTrash } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Chip } from '../../../web/ui/chip.tsx';
import { ActionMenu } from '../../../web/ui/page-header.tsx';
import { showProblem, showUndo } from '../../../web/ui/toast.tsx';
import { useFormat } from '../../../web/use-format.ts';
import { guidance } from '../../library/contract.ts';
import type { Objection } from '../objections/contract.ts';
import classes from './negotiation.module.css';
import { EditObjection } from './objection-edit.tsx';
import { ObjectionReplies } from './objection-replies.tsx';
import { useRemoveObjection, useRestoreObjection, useUpdateObjection } from './queries.ts';

interface ObjectionRowProps {
  dealId: string;
  objection: Objection;
  canEdit: boolean;
}

const tones = { open: 'warn', answered: 'pri', closed: 'plain' } as const;
const endTones = { solved: 'ok', accepted: 'plain', lost: 'bad' } as const;

/** One objection: what was said and how it stands; opened, the talk about it and how to meet it. */
export function ObjectionRow({ dealId, objection, canEdit }: ObjectionRowProps) {
  const { t } = useTranslation();
  const format = useFormat();
  const [isOpen, setOpen] = useState(objection.status === 'open');
  const [isEdited, setEdited] = useState(false);
  const remove = useRemove(dealId, objection);
  const { kind, said, contact, stage, raisedOn, status, closedAs } = objection;
  const label = closedAs ? t(`deals:choices.objection.closedAs.${closedAs}`) : t(`deals:choices.objection.status.${status}`);
  const about = [contact?.title, stage.name, format.day(raisedOn)].filter((part) => part !== undefined);
  return (
    <div className={classes['entry']}>
      <div className={classes['head']}>
        <UnstyledButton className={classes['toggle'] ?? ''} onClick={() => setOpen(!isOpen)} aria-expanded={isOpen}>
          <IconChevronDown size={16} data-open={isOpen} aria-hidden="true" />
          <span className={classes['said']}>
            {said}
            <small>
              {t(`deals:choices.objection.kind.${kind}`)} · {about.join(' · ')}
            </small>
          </span>
        </UnstyledButton>
        <Chip tone={closedAs ? endTones[closedAs] : tones[status]}>{label}</Chip>
        {canEdit ? (
          <ActionMenu
            label={t('deals:objections.more', { said })}
            actions={[
              {
                key: 'edit',
                label: t('deals:objections.edit'),
                icon: <IconPencil size={16} />,
                onClick: () => setEdited(true),
              },
              {
                key: 'remove',
                label: t('deals:objections.remove'),
                icon: <IconTrash size={16} />,
                onClick: remove,
                isDestructive: true,
              },
            ]}
          />
        ) : null}
      </div>
      {isOpen ? (
        <div className={classes['details']}>
          <Steps dealId={dealId} objection={objection} canEdit={canEdit} />
          <ObjectionReplies dealId={dealId} objection={objection} canEdit={canEdit} />
        </div>
      ) : null}
      {isEdited ? <EditObjection dealId={dealId} objection={objection} onClose={() => setEdited(false)} /> : null}
    </div>
  );
}

/** Takes it off at once; for a while it can be had back. */
function useRemove(dealId: string, { id, version }: Objection): () => void {
  const { t } = useTranslation();
  const remove = useRemoveObjection(dealId);
  const restore = useRestoreObjection(dealId);
  return () =>
    void remove.mutateAsync({ partId: id, version }).then(
      () =>
        showUndo(t('deals:objections.removed'), async () => {
          await restore.mutateAsync(id);
        }),
      showProblem,
    );
}

/** How a doubt is met, ticked as it is done. */
function Steps({ dealId, objection, canEdit }: ObjectionRowProps) {
  const { t } = useTranslation();
  const update = useUpdateObjection(dealId);
  const { id, version, steps } = objection;
  return (
    <ul className={classes['steps']} aria-label={t('deals:objections.how')}>
      {guidance.map((step) => (
        <li key={step}>
          <Checkbox
            size="xs"
            checked={steps.includes(step)}
            disabled={!canEdit || update.isPending}
            label={t(`deals:choices.objection.steps.${step}`)}
            description={t(`deals:objections.steps.${step}`)}
            onChange={(event) => {
              const wanted = event.currentTarget.checked ? [...steps, step] : steps.filter((one) => one !== step);
              update.mutate({ partId: id, body: { version, steps: wanted } }, { onError: showProblem });
            }}
          />
        </li>
      ))}
    </ul>
  );
}
