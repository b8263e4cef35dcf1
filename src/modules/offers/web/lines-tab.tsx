import { ActionIcon, Button, Group, Modal, Tooltip } from '@mantine/core';
import {
  IconArrowBackUp,
  IconArrowForwardUp,
  IconClockDollar,
  IconHeading,
  IconPlus,
  IconScale,
  IconTextPlus,
} from '@tabler/icons-react';
import { useMemo, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { FormConflict, type ClashFields } from '../../../web/form-conflict.tsx';
import { lazyOpen } from '../../../web/lazy-open.tsx';
import { useProblemText } from '../../../web/use-problem-text.ts';
import { faultsOf } from '../content/rules.ts';
import type { QuoteDocument } from '../revisions/contract.ts';
import type { Margin, Totals } from '../totals/contract.ts';
import { marginOf, withCreditCosts } from '../totals/margins/rules.ts';
import { totalsOf } from '../totals/rules.ts';
import type { Draft } from './draft.ts';
import { LineGrid, type GridHandle } from './line-grid.tsx';
import classes from './quote.module.css';
import { CreditWarning } from './credit-card.tsx';
import { TotalsCard } from './totals-card.tsx';
import type { DraftEditor } from './use-draft.ts';

const QuotePricesDialog = lazyOpen(async () => (await import('./quote-prices-dialog.tsx')).QuotePricesDialog);

const PromotionsDialog = lazyOpen(async () => (await import('./promotions-dialog.tsx')).PromotionsDialog);
const RoleDialog = lazyOpen(async () => (await import('./role-dialog.tsx')).RoleDialog);

interface LinesTabProps {
  document: QuoteDocument;
  editor: DraftEditor;
  canEdit: boolean;
}

interface Money {
  totals: Totals | null;
  margin: Margin | null;
}

/** The money of what is on screen, by the function that the server uses; as it was sent, once it was. */
function useMoney({ revision }: QuoteDocument, { content, costs }: Draft, isOpen: boolean): Money {
  return useMemo(() => {
    if (!isOpen) return { totals: revision.totals, margin: revision.margin };
    try {
      const totals = totalsOf(content);
      return { totals, margin: revision.costs === null ? null : marginOf(content, totals, withCreditCosts(content, costs)) };
    } catch {
      // Numbers beyond what is exact: nothing is shown rather than something wrong.
      return { totals: null, margin: null };
    }
  }, [isOpen, revision, content, costs]);
}

/** The lines of a quote with what they come to. */
export function LinesTab({ document, editor, canEdit }: LinesTabProps) {
  const { t } = useTranslation();
  const { content } = editor.draft;
  const [opened, setOpened] = useState<'prices' | 'promotions' | 'roles' | null>(null);
  const grid = useRef<GridHandle>(null);
  const isOpen = document.revision.sentAt === null;
  const { totals, margin } = useMoney(document, editor.draft, isOpen);
  const faults = useMemo(() => {
    const kept = document.faults.filter(({ code, place }) => code === 'offers.no_rate' || place === 'promotions');
    return isOpen && totals ? [...faultsOf(content, totals), ...kept] : [];
  }, [isOpen, content, totals, document.faults]);
  const shared = { editor, onClose: () => setOpened(null) };
  const { account, deal, baseTotalMinor } = document.quote;
  return (
    <div className={classes['lines']}>
      <LineGrid ref={grid} {...{ document, editor, totals, margin, faults, canEdit }} />
      <div className={classes['foot']}>
        <div className={classes['footLeft']}>
          {canEdit ? (
            <AddButtons
              editor={editor}
              onAdd={(kind) => grid.current?.addLast(kind)}
              onCompare={() => setOpened('prices')}
              onRoles={() => setOpened('roles')}
            />
          ) : null}
          {canEdit ? <SaveStatus editor={editor} /> : null}
          {content.lines.length > 0 ? <Faults faults={faults} /> : null}
          {account ? <CreditWarning accountId={account.id} dealId={deal?.id ?? null} addsMinor={baseTotalMinor} /> : null}
        </div>
        {totals ? (
          <TotalsCard
            revision={document.revision}
            editor={editor}
            totals={totals}
            margin={margin}
            canEdit={canEdit}
            onPromotions={canEdit ? () => setOpened('promotions') : undefined}
          />
        ) : (
          <p className={classes['status']} data-bad>
            {t('platform:errors.amount_too_big')}
          </p>
        )}
      </div>
      <ClashDialog editor={editor} />
      <QuotePricesDialog {...shared} document={document} isOpen={opened === 'prices'} />
      <RoleDialog {...shared} document={document} isOpen={opened === 'roles'} />
      <PromotionsDialog {...shared} document={document} isOpen={opened === 'promotions'} />
    </div>
  );
}

/** How many cells are marked, and what is wrong with the whole. */
function Faults({ faults }: Pick<QuoteDocument, 'faults'>) {
  const { t } = useTranslation();
  const general = [...new Set(faults.filter(({ lineId }) => lineId === null).map(({ code }) => code))];
  const marked = faults.filter(({ lineId }) => lineId !== null).length;
  if (faults.length === 0) return null;
  return (
    <ul className={classes['faults']}>
      {marked > 0 ? <li>{t('offers:screens.markedCells', { count: marked })}</li> : null}
      {general.map((code) => (
        <li key={code}>{t(code.replace('offers.', 'offers:errors.'))}</li>
      ))}
    </ul>
  );
}

interface AddButtonsProps {
  editor: DraftEditor;
  onAdd: GridHandle['addLast'];
  onCompare: () => void;
  onRoles: () => void;
}

function AddButtons({ editor, onAdd, onCompare, onRoles }: AddButtonsProps) {
  const { t } = useTranslation();
  return (
    <div className={classes['buttons']}>
      <Button variant="default" size="compact-md" leftSection={<IconPlus size={16} />} onClick={() => onAdd('item')}>
        {t('offers:screens.menu.addLine')}
      </Button>
      <Button variant="default" size="compact-md" leftSection={<IconHeading size={16} />} onClick={() => onAdd('section')}>
        {t('offers:screens.menu.addSection')}
      </Button>
      <Button variant="default" size="compact-md" leftSection={<IconTextPlus size={16} />} onClick={() => onAdd('text')}>
        {t('offers:screens.menu.addText')}
      </Button>
      <Button variant="default" size="compact-md" leftSection={<IconClockDollar size={16} />} onClick={onRoles}>
        {t('catalogue:rateCard.pick')}
      </Button>
      <Button variant="default" size="compact-md" leftSection={<IconScale size={16} />} onClick={onCompare}>
        {t('offers:ways.all')}
      </Button>
      <Group gap={4}>
        <Tooltip label={t('web:actions.undo')}>
          <ActionIcon
            variant="default"
            size={30}
            disabled={!editor.canUndo}
            aria-label={t('web:actions.undo')}
            onClick={editor.undo}
          >
            <IconArrowBackUp size={16} />
          </ActionIcon>
        </Tooltip>
        <Tooltip label={t('offers:screens.redo')}>
          <ActionIcon
            variant="default"
            size={30}
            disabled={!editor.canRedo}
            aria-label={t('offers:screens.redo')}
            onClick={editor.redo}
          >
            <IconArrowForwardUp size={16} />
          </ActionIcon>
        </Tooltip>
      </Group>
    </div>
  );
}

function SaveStatus({ editor: { save, problem, retry } }: { editor: DraftEditor }) {
  const { t } = useTranslation();
  const problemText = useProblemText();
  if (save === 'failed')
    return (
      <span className={classes['status']} data-bad role="alert">
        {problem ? problemText(problem) : t('offers:screens.save.failed')}{' '}
        <Button variant="transparent" size="compact-sm" p={0} onClick={retry}>
          {t('web:actions.retry')}
        </Button>
      </span>
    );
  return (
    <span className={classes['status']} role="status">
      {t(`offers:screens.save.${save}`)} <span className={classes['hint']}>· {t('offers:screens.pasteHint')}</span>
    </span>
  );
}

/** Cells that a colleague changed at the same time: which value holds. */
function ClashDialog({ editor }: { editor: DraftEditor }) {
  const { t } = useTranslation();
  const { clash, draft, settle } = editor;
  const fields = useMemo((): ClashFields => {
    const names = new Map(draft.content.lines.map(({ id, name }, index) => [id, name || `${index + 1}`]));
    return Object.fromEntries(
      (clash?.disputed ?? []).map((key) => {
        const [id = '', field] = key.split(' ');
        const label = field === undefined ? t(`offers:parts.${id}`) : `${names.get(id) ?? ''} · ${t(`offers:columns.${field}`)}`;
        return [key, { label }];
      }),
    );
  }, [clash, draft.content.lines, t]);
  return (
    <Modal
      opened={clash !== null}
      onClose={() => settle(new Set())}
      title={t('offers:screens.changedMeanwhile')}
      closeButtonProps={{ 'aria-label': t('web:actions.close') }}
    >
      <FormConflict clash={clash ? { ...clash, settle } : null} fields={fields} />
    </Modal>
  );
}
