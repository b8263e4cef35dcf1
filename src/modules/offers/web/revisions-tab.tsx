import { Button, Select } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { call } from '../../../web/api.ts';
import { Card, CardRow } from '../../../web/ui/card.tsx';
import { Chip } from '../../../web/ui/chip.tsx';
import { EmptyState } from '../../../web/ui/empty-state.tsx';
import { ErrorState } from '../../../web/ui/error-state.tsx';
import { useFormat } from '../../../web/use-format.ts';
import { type QuoteDocument, type RevisionHead, reviseQuote } from '../revisions/contract.ts';
import { CompareView } from './compare-view.tsx';
import { useDocument, useQuoteAction } from './queries.ts';
import classes from './quote.module.css';
import { quoteUi } from './quote-ui.tsx';

/** All revisions of a quote, and what differs between two of them. */
export function RevisionsTab({ document }: { document: QuoteDocument }) {
  const { t } = useTranslation();
  const { revisions, quote, actions } = document;
  const [newest, previous] = revisions;
  const [from, setFrom] = useState<number | null>(null);
  const [to, setTo] = useState<number | null>(null);
  const [before, after] = [from ?? previous?.number ?? null, to ?? newest?.number ?? null];
  const revise = useQuoteAction((number: number) => call(reviseQuote, { params: { id: quote.id }, body: { from: number } }));
  const options = revisions.map(({ number }) => ({ value: String(number), label: t('offers:screens.revisionNo', { number }) }));
  return (
    <div className={classes['parts']}>
      <Card title={t('offers:tabs.revisions')}>
        {revisions.map((head) => (
          <RevisionRow
            key={head.id}
            head={head}
            currency={quote.currency}
            onRevise={actions.includes('revise') && head !== newest ? () => revise.mutate(head.number) : undefined}
          />
        ))}
      </Card>
      {before === null || after === null ? (
        <EmptyState title={t('offers:compare.one')} hint={t('offers:compare.oneHint')} />
      ) : (
        <>
          <div className={classes['partRow']}>
            <Select
              label={t('offers:compare.from')}
              data={options}
              value={String(before)}
              allowDeselect={false}
              w={160}
              onChange={(value) => setFrom(Number(value))}
            />
            <Select
              label={t('offers:compare.to')}
              data={options}
              value={String(after)}
              allowDeselect={false}
              w={160}
              onChange={(value) => setTo(Number(value))}
            />
          </div>
          <Both quoteId={quote.id} before={before} after={after} />
        </>
      )}
    </div>
  );
}

interface RevisionRowProps {
  head: RevisionHead;
  currency: string;
  onRevise: (() => void) | undefined;
}

function RevisionRow({ head, currency, onRevise }: RevisionRowProps) {
  const { t } = useTranslation();
  const format = useFormat();
  const tone = quoteUi.tones?.['state']?.[head.state] ?? 'plain';
  return (
    <CardRow>
      <div className={classes['revision']}>
        <div className={classes['sub']}>
          <b>{t('offers:screens.revisionNo', { number: head.number })}</b>
          <Chip tone={tone}>{t(`offers:revisionStates.${head.state}`)}</Chip>
          <span className="cd-num">{format.money(head.totalMinor, currency)}</span>
          {head.sentAt ? (
            <span className={classes['quiet']}>{t('offers:screens.sentAt', { when: format.instant(head.sentAt) })}</span>
          ) : null}
          {head.reason ? <span>{head.reason}</span> : null}
          {head.decidedBy ? <span>{t('offers:screens.decidedBy', { name: head.decidedBy })}</span> : null}
          {head.decisionNote ? <span className={classes['quiet']}>{head.decisionNote}</span> : null}
          {head.sha256 ? (
            <span className={classes['seal']} title={t('offers:screens.sealHint')}>
              {t('offers:screens.seal', { hash: head.sha256 })}
            </span>
          ) : null}
        </div>
        {onRevise ? (
          <Button variant="default" size="compact-md" onClick={onRevise}>
            {t('offers:screens.reviseFrom')}
          </Button>
        ) : null}
      </div>
    </CardRow>
  );
}

function Both({ quoteId, before, after }: { quoteId: string; before: number; after: number }) {
  const [old, now] = [useDocument(quoteId, before), useDocument(quoteId, after)];
  if (old.data && now.data) return <CompareView before={old.data} after={now.data} />;
  const failed = old.error ?? now.error;
  return failed ? <ErrorState error={failed} onRetry={() => void Promise.all([old.refetch(), now.refetch()])} /> : null;
}
