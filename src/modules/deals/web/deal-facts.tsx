import { Button } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { EntityForm } from '../../../web/entity/entity-form.tsx';
import { fieldLabelKey } from '../../../web/entity/entity-ui.ts';
import { FieldValue } from '../../../web/entity/field-value.tsx';
import { Card } from '../../../web/ui/card.tsx';
import { KeyValue } from '../../../web/ui/key-value.tsx';
import type { Deal } from '../contract.ts';
import type { Evidence } from '../guide/contract.ts';
import { dealUi } from './deal-ui.ts';
import { EvidenceLine } from './evidence-fields.tsx';

const always = [
  'account',
  'primaryContact',
  'amountMinor',
  'probabilityBp',
  'source',
  'interest',
  'productSummary',
  'openedOn',
  'firstContactOn',
  'expectedCloseOn',
  'promisedOn',
];
/** Shown once there is something to show: they come with an outcome. */
const whenSet = ['wonOn', 'wonProof', 'closedOn', 'lostReason', 'lostCompetitor', 'lostNote', 'holdReason', 'revisitOn'] as const;

/** The facts of a deal, with the way to change them. */
export function DealFacts({ deal, proof, canEdit }: { deal: Deal; proof: Evidence | null; canEdit: boolean }) {
  const { t } = useTranslation();
  const client = useQueryClient();
  const [isEditing, setEditing] = useState(false);
  const shown = [...always, ...whenSet.filter((key) => deal[key] !== null)];
  const handleSaved = (): void => {
    setEditing(false);
    void client.invalidateQueries({ queryKey: ['deals'] });
  };
  const items = shown.map((key) => ({
    key,
    label: t(fieldLabelKey(dealUi, key)),
    value: <FieldValue ui={dealUi} fieldKey={key} row={deal} />,
  }));
  if (proof) items.push({ key: 'proof', label: t('deals:screens.proofNote'), value: <EvidenceLine evidence={proof} /> });
  return (
    <Card
      title={t('deals:screens.tabs.facts')}
      aside={
        canEdit ? (
          <Button variant="default" size="compact-md" onClick={() => setEditing(true)}>
            {t('web:actions.edit')}
          </Button>
        ) : null
      }
      padded
    >
      <KeyValue items={items} />
      {isEditing ? <EntityForm ui={dealUi} row={deal} isOpen onClose={() => setEditing(false)} onSaved={handleSaved} /> : null}
    </Card>
  );
}
