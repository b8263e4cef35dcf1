import { Button, Checkbox, Select } from '@mantine/core';
import { IconChevronDown, IconChevronUp, IconPlus } from '@tabler/icons-react';
import { startTransition, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Card } from '../../../web/ui/card.tsx';
import { type CriterionInput, criterionKinds, criterionLevels, maxRequired } from '../contract.ts';
import { Bilingual } from './bilingual.tsx';
import { SpecEditor } from './criterion-spec.tsx';
import { type DesignerField, firstSpec, newCriterion } from './designer-rules.ts';
import { useLocalized } from './localized-name.ts';
import classes from './process.module.css';
import { Handle, useReorder } from './reorder.tsx';
import { RemoveButton, type StagePartProps } from './stage-part.tsx';

/** What must hold before a deal leaves the stage, in the order a seller reads it. */
export function CriteriaCard({ draft, stage, fields, onChange }: StagePartProps & { fields: readonly DesignerField[] }) {
  const { t } = useTranslation();
  const { criteria } = stage;
  const change = (next: CriterionInput[]): void => onChange({ criteria: next });
  const order = useReorder(criteria, change);
  const required = criteria.filter(({ level }) => level === 'required').length;
  return (
    <Card
      title={t('process:screens.exitCriteria')}
      aside={<span className={classes['quiet']}>{t('process:screens.requiredOf', { count: required, limit: maxRequired })}</span>}
    >
      {criteria.map((criterion, index) => (
        <CriterionEditor
          key={criterion.key}
          criterion={criterion}
          fields={fields}
          row={order.row(index)}
          handle={order.handle(index)}
          onChange={(next) => change(criteria.map((old, at) => (at === index ? next : old)))}
          onRemove={() => change(criteria.filter((_, at) => at !== index))}
        />
      ))}
      <div className={classes['foot']}>
        <Button
          variant="subtle"
          size="compact-md"
          leftSection={<IconPlus size={16} />}
          onClick={() => startTransition(() => change([...criteria, newCriterion(draft, { en: '', 'zh-Hans': '' })]))}
        >
          {t('process:screens.addCriterion')}
        </Button>
      </div>
    </Card>
  );
}

interface CriterionEditorProps {
  criterion: CriterionInput;
  fields: readonly DesignerField[];
  row: ReturnType<ReturnType<typeof useReorder>['row']>;
  handle: ReturnType<ReturnType<typeof useReorder>['handle']>;
  onChange: (criterion: CriterionInput) => void;
  onRemove: () => void;
}

function CriterionEditor({ criterion, fields, row, handle, onChange, onRemove }: CriterionEditorProps) {
  const { t } = useTranslation();
  const localized = useLocalized();
  const name = localized(criterion.names);
  const [isOpen, setOpen] = useState(name === '');
  const set = (patch: Partial<CriterionInput>): void => onChange({ ...criterion, ...patch });
  return (
    <div className={classes['part']} {...row}>
      <div className={classes['partHead']}>
        <Handle name={name} {...handle} />
        <b>{name === '' ? t('process:screens.newCriterion') : name}</b>
        <Select
          aria-label={t('process:screens.level')}
          className={classes['level'] ?? ''}
          data={criterionLevels.map((level) => ({ value: level, label: t(`process:choices.criterionLevel.${level}`) }))}
          value={criterion.level}
          allowDeselect={false}
          onChange={(next) => set({ level: criterionLevels.find((level) => level === next) ?? criterion.level })}
        />
        <Button
          variant="subtle"
          color="gray"
          size="compact-md"
          className={classes['kind'] ?? ''}
          aria-expanded={isOpen}
          rightSection={isOpen ? <IconChevronUp size={16} /> : <IconChevronDown size={16} />}
          onClick={() => setOpen(!isOpen)}
        >
          {t(`process:choices.criterionKind.${criterion.kind}`)}
        </Button>
        <RemoveButton label={name} onClick={onRemove} />
      </div>
      {isOpen ? <CriterionDetails criterion={criterion} fields={fields} set={set} /> : null}
    </div>
  );
}

interface DetailsProps {
  criterion: CriterionInput;
  fields: readonly DesignerField[];
  set: (patch: Partial<CriterionInput>) => void;
}

function CriterionDetails({ criterion, fields, set }: DetailsProps) {
  const { t } = useTranslation();
  const handleKind = (next: string | null): void => {
    const kind = criterionKinds.find((one) => one === next) ?? criterion.kind;
    if (kind !== criterion.kind) set({ kind, spec: firstSpec(kind, fields) });
  };
  return (
    <div className={classes['partBody']}>
      <Bilingual label={t('process:screens.name')} value={criterion.names} onChange={(names) => set({ names })} />
      <Bilingual label={t('process:screens.hint')} value={criterion.hint ?? null} onChange={(hint) => set({ hint })} />
      <Select
        label={t('process:screens.kind')}
        description={t(`process:screens.kindHint.${criterion.kind}`)}
        allowDeselect={false}
        value={criterion.kind}
        data={criterionKinds.map((kind) => ({ value: kind, label: t(`process:choices.criterionKind.${kind}`) }))}
        onChange={handleKind}
      />
      <SpecEditor criterion={criterion} fields={fields} onChange={(spec) => set({ spec })} />
      <Checkbox
        className={classes['wide'] ?? ''}
        label={t('process:screens.allowsUnknown')}
        checked={criterion.allowsUnknown ?? false}
        onChange={(event) => set({ allowsUnknown: event.currentTarget.checked })}
      />
    </div>
  );
}
