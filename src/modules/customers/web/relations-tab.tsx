import { ActionIcon, Anchor, Button, Select, TextInput } from '@mantine/core';
import { IconX } from '@tabler/icons-react';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { call, keyOf, queryOf } from '../../../web/api.ts';
import type { NamedRef } from '../../../web/entity/entity-ui.ts';
import { RecordPicker } from '../../../web/entity/pickers.tsx';
import { kindLabel, recordPath } from '../../../web/kinds.ts';
import { useMay } from '../../../web/session.ts';
import { Card } from '../../../web/ui/card.tsx';
import { Chip } from '../../../web/ui/chip.tsx';
import { EmptyState } from '../../../web/ui/empty-state.tsx';
import { showProblem, showUndo } from '../../../web/ui/toast.tsx';
import { createRelation, listRelations, type Relation, type RelationKind, removeRelation } from '../relations/contract.ts';
import { relationsBetween } from '../relations/rules.ts';
import classes from './relations.module.css';

interface RelationsTabProps {
  recordId: string;
  /** Kind of the record, whose right to edit is asked. */
  object: 'account' | 'contact';
}

/** How this company or person is connected to others, each end with its page. */
export function RelationsTab({ recordId, object }: RelationsTabProps) {
  const { t } = useTranslation();
  const may = useMay();
  const { data } = useQuery(queryOf(listRelations, { params: { id: recordId } }));
  const mayEdit = may(object, 'edit');
  return (
    <Card title={t('customers:objects.relation.other')}>
      {data?.data.map((relation) => (
        <RelationRow key={relation.id} recordId={recordId} relation={relation} mayEdit={mayEdit} />
      ))}
      {data?.data.length === 0 ? (
        <EmptyState title={t('customers:screens.noRelations')} hint={t('customers:screens.noRelationsHint')} />
      ) : null}
      {mayEdit ? <AddRelation recordId={recordId} object={object} /> : null}
    </Card>
  );
}

function useRefresh(recordId: string): () => Promise<void> {
  const client = useQueryClient();
  return async () => {
    await client.invalidateQueries({ queryKey: keyOf(listRelations, { params: { id: recordId } }) });
    await client.invalidateQueries({ queryKey: ['records'] });
  };
}

function RelationRow({ recordId, relation, mayEdit }: { recordId: string; relation: Relation; mayEdit: boolean }) {
  const { t } = useTranslation();
  const refresh = useRefresh(recordId);
  const { other, kind, direction, note } = relation;
  const putBack = async (): Promise<void> => {
    const [from, toId] = direction === 'out' ? [recordId, other.id] : [other.id, recordId];
    await call(createRelation, { params: { id: from }, body: { toId, kind, note } });
    await refresh();
  };
  const remove = useMutation({
    mutationFn: () => call(removeRelation, { params: { id: relation.id } }),
    onSuccess: () => showUndo(t('customers:screens.relationRemoved', { name: other.title }), putBack),
    onError: showProblem,
    onSettled: refresh,
  });
  const path = recordPath(other.kind, other.id);
  return (
    <div className={classes['row']}>
      <span className={classes['kind']}>
        {t(`customers:choices.relation.${direction === 'out' ? 'kind' : 'kindBack'}.${kind}`)}
      </span>
      <span className={classes['other']}>
        {path ? (
          <Anchor component={Link} to={path}>
            {other.title}
          </Anchor>
        ) : (
          other.title
        )}{' '}
        <Chip>{t(kindLabel(other.kind))}</Chip>
        {note ? <small>{note}</small> : null}
      </span>
      {mayEdit ? (
        <ActionIcon
          variant="subtle"
          color="gray"
          loading={remove.isPending}
          aria-label={t('web:actions.remove', { name: other.title })}
          onClick={() => remove.mutate()}
        >
          <IconX size={16} />
        </ActionIcon>
      ) : null}
    </div>
  );
}

function AddRelation({ recordId, object }: RelationsTabProps) {
  const { t } = useTranslation();
  const refresh = useRefresh(recordId);
  const [kind, setKind] = useState<RelationKind>(object === 'contact' ? 'colleague' : 'partner');
  const [target, setTarget] = useState<'account' | 'contact'>(object);
  const [other, setOther] = useState<NamedRef | null>(null);
  const [note, setNote] = useState('');
  const offered = relationsBetween(object, target);
  const add = useMutation({
    mutationFn: (toId: string) =>
      call(createRelation, { params: { id: recordId }, body: { toId, kind, note: note.trim() === '' ? null : note.trim() } }),
    onSuccess: () => {
      setOther(null);
      setNote('');
    },
    onError: showProblem,
    onSettled: refresh,
  });
  const choose = (value: string | null): void => {
    const next = value === 'contact' ? 'contact' : 'account';
    const [first] = relationsBetween(object, next);
    setTarget(next);
    setOther(null);
    if (first && !relationsBetween(object, next).includes(kind)) setKind(first);
  };
  return (
    <div className={classes['add']}>
      <Select
        label={t('customers:screens.relationKind')}
        allowDeselect={false}
        value={kind}
        data={offered.map((value) => ({ value, label: t(`customers:choices.relation.kind.${value}`) }))}
        onChange={(value) => setKind(offered.find((known) => known === value) ?? kind)}
      />
      <Select
        label={t('customers:screens.relationTo')}
        allowDeselect={false}
        value={target}
        data={(['account', 'contact'] as const).map((value) => ({ value, label: t(kindLabel(value)) }))}
        onChange={choose}
      />
      <RecordPicker kind={target} label={t(kindLabel(target))} value={other} onChange={setOther} />
      <TextInput
        label={t('customers:fields.contact.note')}
        value={note}
        onChange={(event) => setNote(event.currentTarget.value)}
      />
      <Button variant="default" disabled={!other} loading={add.isPending} onClick={() => other && add.mutate(other.id)}>
        {t('web:actions.add')}
      </Button>
    </div>
  );
}
