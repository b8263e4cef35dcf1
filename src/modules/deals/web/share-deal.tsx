import { IconShare } from '@tabler/icons-react';
import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { lazyOpen } from '../../../web/lazy-open.tsx';
import type { MenuAction } from '../../../web/ui/page-header.tsx';
import { useFormat } from '../../../web/use-format.ts';
import type { SharePart } from '../../records/web/shareable.ts';
import { dealPageParts } from '../contract.ts';
import type { Guide } from '../guide/contract.ts';

const ShareDialog = lazyOpen(async () => (await import('../../records/web/share-dialog.tsx')).ShareDialog);

type Part = (typeof dealPageParts)[number];

/** What says nothing of how we work is ticked; figures, plans and dates are a seller's to give. */
const usual: readonly Part[] = ['account', 'stage', 'products', 'contact'];

/** Shares the deal with its customer. The dialog stands where the page puts it. */
export function useShareAction({ deal, stages }: Guide): { action: MenuAction; dialog: ReactNode } {
  const { t } = useTranslation();
  const format = useFormat();
  const [isOpen, setOpen] = useState(false);
  const join = (...texts: (string | null)[]): string | null => texts.filter((text) => text !== null).join(' · ') || null;
  const { amountMinor, currency, nextStepOn, expectedCloseOn } = deal;
  const says: Record<Part, string | null> = {
    account: deal.account?.title ?? null,
    stage: stages.find(({ state }) => state === 'current')?.name ?? null,
    products: deal.productSummary,
    amounts: amountMinor === null || currency === null ? null : format.money(amountMinor, currency),
    nextStep: join(deal.nextStepText, nextStepOn === null ? null : format.day(nextStepOn)),
    expectedClose: expectedCloseOn === null ? null : format.dayLong(expectedCloseOn),
    contact: deal.owner?.name ?? null,
  };
  const parts = dealPageParts.map((value): SharePart => ({
    value,
    label: t(`deals:public.parts.${value}`),
    says: says[value],
    isUsual: usual.includes(value),
  }));
  return {
    action: {
      key: 'share',
      label: t('records:share.title'),
      icon: <IconShare size={16} />,
      onClick: () => setOpen(true),
    },
    dialog: (
      <ShareDialog
        isOpen={isOpen}
        onClose={() => setOpen(false)}
        recordId={deal.id}
        title={deal.title}
        page="deal"
        parts={parts}
      />
    ),
  };
}
