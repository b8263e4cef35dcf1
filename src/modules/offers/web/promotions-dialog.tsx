import { Button, Checkbox, Group, Modal, Skeleton, Stack, TextInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useEffect, useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { call } from '../../../web/api.ts';
import { ErrorState } from '../../../web/ui/error-state.tsx';
import { useFormat } from '../../../web/use-format.ts';
import { useActionWords } from '../../catalogue/web/use-action-words.ts';
import type { QuoteContent, QuotePromotion } from '../content/contract.ts';
import { findQuotePromotions, type PromotionOffer } from '../promotions/contract.ts';
import type { QuoteDocument } from '../revisions/contract.ts';
import { totalsOf } from '../totals/rules.ts';
import { withContent } from './draft.ts';
import classes from './quote.module.css';
import type { DraftEditor } from './use-draft.ts';

interface PromotionsDialogProps {
  document: QuoteDocument;
  editor: DraftEditor;
  isOpen: boolean;
  onClose: () => void;
}

/** Promotions for a quote: those that hold are taken, the others say why not; one with a code is found by it. */
export function PromotionsDialog({ document, editor, isOpen, onClose }: PromotionsDialogProps) {
  const { t } = useTranslation();
  return (
    <Modal
      opened={isOpen}
      onClose={onClose}
      title={t('offers:promotions.title')}
      closeButtonProps={{ 'aria-label': t('web:actions.close') }}
    >
      {isOpen ? <Offers document={document} editor={editor} onClose={onClose} /> : null}
    </Modal>
  );
}

function useOffers(
  { quote: { id: quoteId }, products }: QuoteDocument,
  { currency, lines, promotions = [] }: QuoteContent,
  said: readonly string[],
) {
  const gone = new Set(products.filter(({ code }) => code === 'removed').map(({ lineId }) => lineId));
  const productIds = [...new Set(lines.flatMap(({ id, productId }) => (productId === null || gone.has(id) ? [] : [productId])))];
  const codes = [...new Set([...promotions.flatMap(({ code }) => code ?? []), ...said])].slice(0, 20);
  return useQuery({
    queryKey: ['quotes', quoteId, 'promotions', currency, productIds, codes],
    queryFn: () => call(findQuotePromotions, { params: { id: quoteId }, body: { currency, productIds, codes } }),
    gcTime: 0,
  });
}

/** What was taken before is shown, and kept, as it is now. */
function useFresh(
  taken: readonly QuotePromotion[],
  offers: readonly PromotionOffer[] | undefined,
  change: (promotions: QuotePromotion[]) => void,
): void {
  useEffect(() => {
    const now = new Map(
      (offers ?? []).filter(({ why }) => why === null || why === 'spent').map((one) => [one.promotion.id, one]),
    );
    const fresh = taken.map((one) => now.get(one.id)?.promotion ?? one);
    if (JSON.stringify(fresh) !== JSON.stringify(taken)) change(fresh);
  }, [taken, offers, change]);
}

function Offers({ document, editor, onClose }: Omit<PromotionsDialogProps, 'isOpen'>) {
  const { t } = useTranslation();
  const { content } = editor.draft;
  const [said, setSaid] = useState<readonly string[]>([]);
  const found = useOffers(document, content, said);
  const taken = content.promotions ?? [];
  const change = (promotions: typeof taken): void =>
    editor.change((draft) => withContent(draft, { promotions: promotions.length === 0 ? undefined : promotions }));
  const offers = found.data?.data ?? [];
  useFresh(taken, found.data?.data, change);
  const gone = taken.filter(({ id }) => found.data && !offers.some(({ promotion }) => promotion.id === id));
  const unknown = found.data ? said.filter((code) => !offers.some(({ promotion }) => isSaid(promotion.code, code))) : [];
  if (found.error) return <ErrorState error={found.error} onRetry={() => void found.refetch()} />;
  return (
    <Stack gap="sm">
      {found.data ? null : <Skeleton height={80} />}
      {found.data && offers.length === 0 && gone.length === 0 ? (
        <p className={classes['quiet']}>{t('offers:promotions.none')}</p>
      ) : null}
      {offers.map((offer) => (
        <Offer
          key={offer.promotion.id}
          offer={offer}
          content={content}
          isTaken={taken.some(({ id }) => id === offer.promotion.id)}
          onTake={(isTaken) =>
            change([...taken.filter(({ id }) => id !== offer.promotion.id), ...(isTaken ? [offer.promotion] : [])])
          }
        />
      ))}
      {gone.map(({ id, name }) => (
        <Checkbox
          key={id}
          label={name}
          description={t('offers:promotions.why.over')}
          checked
          onChange={() => change(taken.filter((one) => one.id !== id))}
        />
      ))}
      <CodeForm unknown={unknown.at(-1)} onFind={(code) => setSaid([...said, code])} />
      <Group justify="flex-end">
        <Button onClick={onClose}>{t('web:actions.close')}</Button>
      </Group>
    </Stack>
  );
}

/** Finds a promotion by what the customer says. */
function CodeForm({ unknown, onFind }: { unknown: string | undefined; onFind: (code: string) => void }) {
  const { t } = useTranslation();
  const [typed, setTyped] = useState('');
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        if (typed.trim() !== '') onFind(typed.trim());
        setTyped('');
      }}
    >
      <Group align="end" gap="xs">
        <TextInput
          label={t('offers:promotions.code')}
          value={typed}
          maxLength={40}
          error={unknown === undefined ? undefined : t('offers:promotions.unknown', { code: unknown })}
          onChange={(event) => setTyped(event.currentTarget.value)}
        />
        <Button type="submit" variant="default">
          {t('offers:promotions.find')}
        </Button>
      </Group>
    </form>
  );
}

const isSaid = (code: string | null, said: string): boolean => code !== null && code.toLowerCase() === said.toLowerCase();

interface OfferProps {
  offer: PromotionOffer;
  content: QuoteContent;
  isTaken: boolean;
  onTake: (isTaken: boolean) => void;
}

/** What a promotion takes off a quote beside others. */
function takenOff(content: QuoteContent, promotion: QuotePromotion, others: readonly QuotePromotion[]): number {
  try {
    const { promotions = [] } = totalsOf({ ...content, promotions: [...others, promotion] });
    return promotions.find(({ id }) => id === promotion.id)?.amountMinor ?? 0;
  } catch {
    // Numbers beyond what is exact: the lines say so.
    return 0;
  }
}

/** One promotion: what it would take off this quote, or why nothing. */
function Offer({ offer, content, isTaken, onTake }: OfferProps) {
  const { t } = useTranslation();
  const format = useFormat();
  const words = useActionWords();
  const { promotion, why, leftMinor, currency, validFrom, validTo } = offer;
  const { amountMinor, aloneMinor } = useMemo(() => {
    const others = (content.promotions ?? []).filter(({ id }) => id !== promotion.id);
    return { amountMinor: takenOff(content, promotion, others), aloneMinor: takenOff(content, promotion, []) };
  }, [content, promotion]);
  const isTooMuch = leftMinor !== null && amountMinor > leftMinor;
  const nothing = aloneMinor === 0 ? 'nothing' : 'exclusive';
  const reason = why ?? (isTooMuch ? 'spent' : amountMinor === 0 ? nothing : null);
  const state =
    reason === null
      ? t('offers:promotions.off', { amount: format.money(amountMinor, content.currency) })
      : t(`offers:promotions.why.${reason}`, { on: format.dayLong(validFrom ?? format.today()), currency });
  const until = validTo === null ? '' : ` · ${t('offers:promotions.until', { day: format.day(validTo) })}`;
  return (
    <Checkbox
      label={promotion.name}
      description={`${words(promotion.action, content.currency)} · ${state}${until}`}
      checked={isTaken}
      disabled={!isTaken && reason !== null}
      onChange={(event) => onTake(event.currentTarget.checked)}
    />
  );
}
