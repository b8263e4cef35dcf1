import { Button, Checkbox, Drawer, Group, Select, Stack, Textarea, TextInput } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { timeUnitOf } from '../../catalogue/rate-card/rules.ts';
import type { QuoteLine } from '../content/contract.ts';
import { chargeIn } from '../units/rules.ts';
import { cellText, readPositive, type TypedColumn } from './cells.ts';
import { ChargeFields } from './charge-fields.tsx';
import { patchLine, removeLine, setCell } from './draft.ts';
import { PriceActions } from './line-actions.tsx';
import { PriceStory } from './line-price.tsx';
import { LineTranslations } from './line-translations.tsx';
import type { LineRowProps } from './line-row.tsx';
import type { LineView } from './line-view.ts';
import { ProductInput } from './product-input.tsx';
import { useColumnTitle } from './use-column-title.ts';
import type { DraftEditor } from './use-draft.ts';
import { SupplyNote } from './supply-note.tsx';
import { UnitSelect, type UnitProps } from './unit-select.tsx';

interface LineDetailsProps extends UnitProps, Pick<LineRowProps, 'onPick' | 'accountId'> {
  editor: DraftEditor;
  lineId: string | null;
  currency: string;
  /** What is known of it: what it comes to, and what the catalogue asks. */
  view: LineView | undefined;
  isOpen: boolean;
  canEdit: boolean;
  onClose: () => void;
  /** Opens the four ways to its price; null where nothing may be changed. */
  onCompare: ((lineId: string) => void) | null;
  /** Opens what its bundle holds; null where nothing may be changed. */
  onParts: ((lineId: string) => void) | null;
}

/** Everything about one line that the grid has no column for. */
export function LineDetails({ editor, lineId, currency, view, isOpen, canEdit, onClose, ...ways }: LineDetailsProps) {
  const { onCompare, onParts, onUnit, onPick, accountId } = ways;
  const { t } = useTranslation();
  const line = editor.draft.content.lines.find(({ id }) => id === lineId);
  if (!line) return null;
  const price = view?.price;
  const leaveFor = (go: ((lineId: string) => void) | null) =>
    go
      ? (): void => {
          onClose();
          go(line.id);
        }
      : null;
  const patch = (change: Partial<QuoteLine>, group?: string): void =>
    editor.change((draft) => patchLine(draft, line.id, change), group ? `${line.id} ${group}` : undefined);
  return (
    <Drawer
      opened={isOpen}
      onClose={onClose}
      position="right"
      title={line.name || t('offers:screens.menu.details')}
      closeButtonProps={{ 'aria-label': t('web:actions.close') }}
    >
      <Stack gap="sm">
        <fieldset disabled={!canEdit} className="cd-fields">
          <Stack gap="sm">
            <NameField {...{ editor, line, currency, accountId, onPick }} onLeave={onClose} />
            <Textarea
              label={t('offers:details.note')}
              autosize
              minRows={2}
              value={line.note ?? ''}
              onChange={(event) => patch({ note: event.currentTarget.value || null }, 'note')}
            />
            <LineTranslations line={line} language={editor.draft.content.language} patch={patch} />
            {line.kind === 'item' ? (
              <ItemDetails editor={editor} line={line} currency={currency} patch={patch} onUnit={onUnit} />
            ) : null}
            {line.kind === 'item' ? (
              <PriceActions
                view={{ line, price, amounts: view?.amounts }}
                currency={currency}
                patch={patch}
                onCompare={leaveFor(onCompare)}
                onParts={line.parts?.length ? leaveFor(onParts) : null}
              />
            ) : null}
            <SupplyNote line={line} supply={view?.supply} />
            <PriceStory view={{ line, price }} currency={currency} />
          </Stack>
        </fieldset>
        <Foot onRemove={canEdit ? leaveFor((id) => editor.change((draft) => removeLine(draft, id))) : null} onClose={onClose} />
      </Stack>
    </Drawer>
  );
}

type Patch = (change: Partial<QuoteLine>, group?: string) => void;

interface TypedCellProps {
  editor: DraftEditor;
  line: QuoteLine;
  column: TypedColumn;
  currency: string;
}

function TypedCell({ editor, line, column, currency }: TypedCellProps) {
  const titleOf = useColumnTitle(currency);
  return (
    <TextInput
      label={titleOf(column)}
      key={`${line.id} ${column} ${cellText(line, column, editor.draft.costs[line.id], currency)}`}
      defaultValue={cellText(line, column, editor.draft.costs[line.id], currency)}
      styles={column === 'unit' || column === 'name' ? {} : { input: { textAlign: 'end' } }}
      onBlur={(event) => editor.change((draft) => setCell(draft, line.id, column, event.currentTarget.value))}
    />
  );
}

function Foot({ onRemove, onClose }: { onRemove: (() => void) | null; onClose: () => void }) {
  const { t } = useTranslation();
  return (
    <Group justify="space-between">
      {onRemove ? (
        <Button variant="default" color="red" onClick={onRemove}>
          {t('offers:screens.menu.remove')}
        </Button>
      ) : null}
      <Button ml="auto" onClick={onClose}>
        {t('web:actions.close')}
      </Button>
    </Group>
  );
}

interface NameFieldProps extends Omit<TypedCellProps, 'column'>, Pick<LineRowProps, 'onPick' | 'accountId'> {
  onLeave: () => void;
}

/** What the line is called; that of an item is looked for among the products. */
function NameField({ editor, line, currency, accountId, onPick, onLeave }: NameFieldProps) {
  const { t } = useTranslation();
  if (line.kind !== 'item') return <TypedCell editor={editor} line={line} column="name" currency={currency} />;
  const commit = (text: string): void => editor.change((draft) => setCell(draft, line.id, 'name', text));
  return (
    <ProductInput
      key={line.name}
      isField
      label={t('offers:columns.name')}
      typing={{ begun: line.name, commit, cancel: onLeave }}
      context={{ currency, accountId, quantity: line.quantity }}
      onPick={(change, cost) => onPick(line.id, change, cost)}
    />
  );
}

function ItemDetails({ editor, line, currency, patch, onUnit }: Omit<TypedCellProps, 'column'> & UnitProps & { patch: Patch }) {
  const { t } = useTranslation();
  const others = editor.draft.content.lines.filter(
    ({ id, kind, alternativeOf }) => kind === 'item' && id !== line.id && alternativeOf === null,
  );
  return (
    <>
      <Group grow align="start">
        <TypedCell editor={editor} line={line} column="quantity" currency={currency} />
        {line.productId === null ? (
          <TypedCell editor={editor} line={line} column="unit" currency={currency} />
        ) : (
          <UnitSelect line={line} productId={line.productId} onUnit={onUnit} />
        )}
      </Group>
      <Group grow>
        <TypedCell editor={editor} line={line} column="unitPrice" currency={currency} />
        <TypedCell editor={editor} line={line} column="discount" currency={currency} />
        <TypedCell editor={editor} line={line} column="taxBp" currency={currency} />
      </Group>
      <LimitFields key={line.id} line={line} patch={patch} />
      <ChargeFields
        charge={line.charge}
        onChange={(charge) => {
          // The time that is charged by is what the line is counted in; a line without a unit gets it.
          const isFree = line.productId === null && (line.unit === null || timeUnitOf(line.unit) !== null);
          if (charge.kind !== 'time') patch({ charge });
          else if (isFree) patch({ charge, unit: t(`catalogue:rateCard.${charge.per}`) });
          else patch({ charge: chargeIn(charge, line.unit) });
        }}
      />
      <Checkbox
        label={t('offers:screens.menu.credit')}
        checked={line.isCredit}
        onChange={(event) => patch({ isCredit: event.currentTarget.checked })}
      />
      <Checkbox
        label={t('offers:screens.menu.optional')}
        checked={line.isOptional}
        onChange={(event) => patch({ isOptional: event.currentTarget.checked, isChosen: false })}
      />
      {line.isOptional || line.alternativeOf !== null ? (
        <Checkbox
          label={t('offers:screens.menu.chosen')}
          checked={line.isChosen}
          onChange={(event) => patch({ isChosen: event.currentTarget.checked })}
        />
      ) : null}
      <Select
        label={t('offers:details.alternativeOf')}
        clearable
        data={others.slice(0, 200).map(({ id, name }) => ({ value: id, label: name || '—' }))}
        value={line.alternativeOf}
        onChange={(alternativeOf) => patch({ alternativeOf })}
      />
    </>
  );
}

/** Between which quantities the customer may choose; both or none. */
function LimitFields({ line, patch }: { line: QuoteLine; patch: Patch }) {
  const { t } = useTranslation();
  const [min, setMin] = useState(line.limits?.min ?? '');
  const [max, setMax] = useState(line.limits?.max ?? '');
  const settle = (): void => {
    const [low, high] = [readPositive(min, 'quantity'), readPositive(max, 'quantity')];
    const limits = low === null || high === null ? null : { min: low, max: high };
    if (JSON.stringify(limits) !== JSON.stringify(line.limits)) patch({ limits });
  };
  return (
    <Group grow>
      <TextInput
        label={t('offers:details.limitMin')}
        inputMode="decimal"
        styles={{ input: { textAlign: 'end' } }}
        value={min}
        onChange={(event) => setMin(event.currentTarget.value)}
        onBlur={settle}
      />
      <TextInput
        label={t('offers:details.limitMax')}
        inputMode="decimal"
        styles={{ input: { textAlign: 'end' } }}
        value={max}
        onChange={(event) => setMax(event.currentTarget.value)}
        onBlur={settle}
      />
    </Group>
  );
}
