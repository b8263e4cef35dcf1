import { Button, Group, Modal, Skeleton, Stack } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { call } from '../../../web/api.ts';
import { Card } from '../../../web/ui/card.tsx';
import { Chip } from '../../../web/ui/chip.tsx';
import { EmptyState } from '../../../web/ui/empty-state.tsx';
import { ErrorState } from '../../../web/ui/error-state.tsx';
import { KeyValue } from '../../../web/ui/key-value.tsx';
import { ProblemNote } from '../../../web/ui/problem-note.tsx';
import { showDone } from '../../../web/ui/toast.tsx';
import { useFormat } from '../../../web/use-format.ts';
import { useProblemText } from '../../../web/use-problem-text.ts';
import { SecretOnce } from '../../identity/web/secret-once.tsx';
import { LinkList } from '../../records/web/link-list.tsx';
import type { QuoteDocument } from '../revisions/contract.ts';
import { type QuoteDecision, type QuoteLink, type QuoteShare, shareQuote } from '../sharing/contract.ts';
import { QuestionsCard } from './questions-card.tsx';
import { useRefresh } from './queries.ts';
import classes from './quote.module.css';
import { ShareFields } from './share-fields.tsx';
import { useQuoteLinks, useShare } from './use-share.ts';

/** What the customer has of a quote: by which links, how often they were opened, and what was decided there. */
export function CustomerTab({ document }: { document: QuoteDocument }) {
  const { t } = useTranslation();
  const { quote, revisions } = document;
  const links = useQuoteLinks(quote.id);
  const [isMaking, setMaking] = useState(false);
  if (links.error) return <ErrorState error={links.error} onRetry={() => void links.refetch()} />;
  if (!links.data) return <Skeleton height={160} />;
  if (revisions.every(({ sentAt }) => sentAt === null))
    return <EmptyState title={t('offers:customer.notSent')} hint={t('offers:customer.notSentHint')} />;
  const { data, decisions, canLink } = links.data;
  return (
    <div className={classes['parts']}>
      {decisions.map((decision) => (
        <DecisionCard key={decision.revision} decision={decision} currency={quote.currency} />
      ))}
      <QuestionsCard quoteId={quote.id} canAnswer={document.actions.includes('answer')} />
      <Card title={t('offers:customer.links')} padded>
        {data.length === 0 ? (
          <Group justify="space-between">
            <span className={classes['quiet']}>{t(canLink ? 'offers:customer.noLinks' : 'offers:customer.linksOfOthers')}</span>
            {canLink ? <Button onClick={() => setMaking(true)}>{t('offers:customer.newLink')}</Button> : null}
          </Group>
        ) : (
          <Links links={data} onNew={canLink ? () => setMaking(true) : null} />
        )}
      </Card>
      <Modal
        opened={isMaking}
        onClose={() => setMaking(false)}
        title={t('offers:customer.newLink')}
        size="lg"
        closeButtonProps={{ 'aria-label': t('web:actions.close') }}
      >
        <NewLink quoteId={quote.id} onDone={() => setMaking(false)} />
      </Modal>
    </div>
  );
}

function Links({ links, onNew }: { links: readonly QuoteLink[]; onNew: (() => void) | null }) {
  const { t } = useTranslation();
  const known = new Map(links.map((one) => [one.link.id, one]));
  const note = (id: string): string => {
    const { revision, letter } = known.get(id) ?? {};
    const said = [t('offers:screens.revisionNo', { number: revision })];
    if (letter) said.push(t(`offers:customer.letter.${letter.state}`, { to: letter.to }));
    return said.join(' · ');
  };
  return <LinkList links={links.map(({ link }) => link)} parts={[]} onNew={onNew} note={({ id }) => note(id)} />;
}

/** One more link to what was sent last, with a letter or to copy. */
function NewLink({ quoteId, onDone }: { quoteId: string; onDone: () => void }) {
  const { t } = useTranslation();
  const problemText = useProblemText();
  const refresh = useRefresh();
  const sharing = useShare(quoteId, true, ['mail', 'link']);
  const [url, setUrl] = useState<string | null>(null);
  const make = useMutation({
    mutationFn: (body: QuoteShare) => call(shareQuote, { params: { id: quoteId }, body }),
    onSettled: refresh,
  });
  if (url !== null)
    return <SecretOnce label={t('offers:share.link')} hint={t('records:share.onceHint')} value={url} onDone={onDone} />;
  const handleMake = (): void => {
    if (!sharing.share) return;
    make.mutate(sharing.share, {
      onSuccess: ({ url: made }) => {
        if (sharing.way === 'link') return setUrl(made);
        showDone(t('offers:customer.posted'));
        return onDone();
      },
    });
  };
  return (
    <Stack gap="md">
      <ShareFields sharing={sharing} />
      {make.error ? <ProblemNote text={problemText(make.error)} /> : null}
      <Group justify="flex-end" gap="sm">
        <Button variant="default" onClick={onDone}>
          {t('web:actions.cancel')}
        </Button>
        <Button loading={make.isPending} disabled={!sharing.share} onClick={handleMake}>
          {t(`offers:customer.make.${sharing.way === 'mail' ? 'mail' : 'link'}`)}
        </Button>
      </Group>
    </Stack>
  );
}

/** What the customer decided on the page, with what proves it. */
function DecisionCard({ decision, currency }: { decision: QuoteDecision; currency: string }) {
  const { t } = useTranslation();
  const format = useFormat();
  const { outcome, name, title, reason, signature, consent, provedTo, ip, userAgent, sha256, isAsSent, totalMinor } = decision;
  const fact = (key: string, value: string | null) =>
    value === null ? [] : [{ key, label: t(`offers:customer.facts.${key}`), value }];
  return (
    <Card title={t(`offers:customer.${outcome}`, { number: decision.revision })} padded>
      <Stack gap="sm">
        <div className={classes['sub']}>
          <Chip tone={outcome === 'accepted' ? 'ok' : 'bad'}>{t(`offers:revisionStates.${outcome}`)}</Chip>
          <b>{[name, title].filter(Boolean).join(', ')}</b>
          <span className="cd-num">{format.money(totalMinor, currency)}</span>
          {isAsSent ? null : <Chip tone="pri">{t('offers:customer.chosen')}</Chip>}
          <span>{format.instant(decision.decidedAt)}</span>
        </div>
        {reason === null ? null : <p style={{ margin: 0 }}>{reason}</p>}
        {signature?.kind === 'drawn' ? (
          <svg viewBox="0 0 600 200" className={classes['signed']} role="img" aria-label={t('offers:customer.facts.signature')}>
            <path d={signature.text} />
          </svg>
        ) : null}
        <KeyValue
          items={[
            ...fact('consent', consent),
            ...fact('signature', signature?.kind === 'typed' ? signature.text : null),
            ...fact('provedTo', provedTo),
            ...fact('from', `${ip} · ${userAgent}`),
            ...fact('sha256', sha256),
          ]}
        />
      </Stack>
    </Card>
  );
}
