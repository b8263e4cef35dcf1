import { Button, Checkbox, Group, Modal, Stack } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { z } from 'zod';
import { addDays } from '../../../platform/days.ts';
import { call } from '../../../web/api.ts';
import { ProblemError } from '../../../web/problem.ts';
import { KeyValue } from '../../../web/ui/key-value.tsx';
import { ProblemNote } from '../../../web/ui/problem-note.tsx';
import { showDone, showProblem } from '../../../web/ui/toast.tsx';
import { useFormat } from '../../../web/use-format.ts';
import { useProblemText } from '../../../web/use-problem-text.ts';
import { AskForm } from '../../approvals/web/ask-form.tsx';
import { SecretOnce } from '../../identity/web/secret-once.tsx';
import type { QuoteContent } from '../content/contract.ts';
import { faultsOf } from '../content/rules.ts';
import { ContentFault, type QuoteDocument, sendQuote } from '../revisions/contract.ts';
import { useTermsPolicy } from '../../settings/web/queries.ts';
import { totalsOf } from '../totals/rules.ts';
import { type QuoteShare, shareQuote } from '../sharing/contract.ts';
import { linesToReason, PriceReasons } from './price-reasons.tsx';
import { useQuoteAction, useRefresh } from './queries.ts';
import classes from './quote.module.css';
import { ShareFields } from './share-fields.tsx';
import { type Sharing, useShare } from './use-share.ts';
import type { DraftEditor } from './use-draft.ts';

interface SendDialogProps {
  document: QuoteDocument;
  editor: DraftEditor;
  isOpen: boolean;
  onClose: () => void;
}

/** Saves what is not saved yet, then sends. */
function useSend(
  { document: { quote, actions }, editor, onClose }: SendDialogProps,
  follows: boolean,
  { share, way }: Sharing,
  onMade: (url: string) => void,
) {
  const { t } = useTranslation();
  const [isSaving, setSaving] = useState(false);
  const choice = actions.includes('setPrimary') ? { setsDealAmount: follows } : {};
  const params = { id: quote.id };
  const letter = way === 'mail' && share ? { share } : {};
  const send = useQuoteAction((version: number) => call(sendQuote, { params, body: { version, ...choice, ...letter } }));
  const link = useMutation({ mutationFn: (body: QuoteShare) => call(shareQuote, { params, body }), onError: showProblem });
  const start = async (): Promise<void> => {
    setSaving(true);
    const version = await editor.flush();
    setSaving(false);
    if (version === null) return;
    send.mutate(version, {
      onSuccess: () => {
        showDone(t(way === 'mail' ? 'offers:share.mailed' : 'offers:screens.sent', { number: quote.number }));
        if (way === 'link' && share) link.mutate(share, { onSuccess: ({ url }) => onMade(url), onError: onClose });
        else onClose();
      },
    });
  };
  return { start: () => void start(), isBusy: isSaving || send.isPending || link.isPending, error: send.error };
}

/** What goes out, once more, before it is frozen; where a rule asks for an approval first, who would be asked. */
export function SendDialog(props: SendDialogProps) {
  const { document, editor, isOpen, onClose } = props;
  const { t } = useTranslation();
  const { approval, quote, revision } = document;
  // What is not saved yet is not what would be asked about: then sending saves it first, and comes back here.
  const isAsking = approval?.state === 'needed' && editor.save === 'saved' && document.faults.length === 0;
  const { number } = quote;
  return (
    <Modal
      opened={isOpen}
      onClose={onClose}
      size="lg"
      title={
        isAsking ? t('offers:screens.askTitle', { number }) : t('offers:screens.sendTitle', { number, revision: revision.number })
      }
      closeButtonProps={{ 'aria-label': t('web:actions.close') }}
    >
      {isAsking ? <Asking quoteId={quote.id} onClose={onClose} /> : <Sending {...props} />}
    </Modal>
  );
}

/** Asks for the approval that is missing. */
function Asking({ quoteId, onClose }: { quoteId: string; onClose: () => void }) {
  const { t } = useTranslation();
  const refresh = useRefresh();
  const handleClose = (): void => {
    onClose();
    void refresh();
  };
  return (
    <AskForm asked={{ subject: 'quote', subjectId: quoteId }} onClose={handleClose}>
      <p style={{ margin: 0 }}>{t('offers:screens.askText')}</p>
    </AskForm>
  );
}

function Waiting({ requestId }: { requestId: string | null }) {
  const { t } = useTranslation();
  return (
    <p style={{ margin: 0 }} role="status">
      {t('offers:screens.waitsText')}{' '}
      {requestId === null ? null : (
        <Link to="/approvals/$id" params={{ id: requestId }}>
          {t('offers:screens.openRequest')}
        </Link>
      )}
    </p>
  );
}

/** Of which lines somebody has to say why: those off the list, and those below the target, which the server names when it is asked to send. */
function useReasons(content: QuoteContent, error: unknown) {
  const isRequired = useTermsPolicy().data?.asksPriceReason ?? false;
  const named = useMemo(() => {
    const found = z.object({ faults: z.array(ContentFault) }).safeParse(error instanceof ProblemError ? error.extra : null);
    return (found.data?.faults ?? []).filter(({ place, lineId }) => place === 'priceReason' && lineId !== null);
  }, [error]);
  const ids = (code: string | null): Set<string> =>
    new Set(named.flatMap((fault) => (fault.lineId !== null && (code === null || fault.code === code) ? [fault.lineId] : [])));
  const asked = linesToReason(content, ids(null));
  const areMissing = isRequired && asked.some(({ priceReason }) => !priceReason?.trim());
  return { asked, underTarget: ids('offers.reason_under_target'), isRequired, areMissing };
}

function Sending(props: SendDialogProps) {
  const { document, isOpen, onClose } = props;
  const { t } = useTranslation();
  const problemText = useProblemText();
  const { approval, quote, revision } = document;
  const isWaiting = approval?.state === 'waiting';
  const { content } = props.editor.draft;
  const [follows, setFollows] = useState(true);
  const sharing = useShare(quote.id, props.editor.save === 'saved');
  const [url, setUrl] = useState<string | null>(null);
  const send = useSend(props, follows, sharing, setUrl);
  const reasons = useReasons(content, send.error);
  const totals = isOpen ? totalsOf(content) : revision.totals;
  const faults = isOpen ? faultsOf(content, totals) : [];
  if (url !== null)
    return <SecretOnce label={t('offers:share.link')} hint={t('records:share.onceHint')} value={url} onDone={onClose} />;
  return (
    <Stack gap="md">
      <p style={{ margin: 0 }}>{t('offers:screens.sendText')}</p>
      <Facts account={quote.account?.title ?? '—'} totalMinor={totals.totalMinor} content={content} />
      <Faults codes={[...new Set(faults.map(({ code }) => code))]} />
      {isOpen ? (
        <PriceReasons
          editor={props.editor}
          asked={reasons.asked}
          underTarget={reasons.underTarget}
          isRequired={reasons.isRequired}
        />
      ) : null}
      {isWaiting ? <Waiting requestId={approval.requestId} /> : null}
      {quote.deal && document.actions.includes('setPrimary') ? (
        <Checkbox
          checked={follows}
          onChange={(event) => setFollows(event.currentTarget.checked)}
          label={t('offers:screens.setsDealAmount', { deal: quote.deal.title })}
        />
      ) : null}
      {isWaiting ? null : <ShareFields sharing={sharing} />}
      {send.error ? <ProblemNote text={problemText(send.error)} /> : null}
      <Group justify="flex-end" gap="sm">
        <Button variant="default" onClick={onClose}>
          {t('web:actions.cancel')}
        </Button>
        <Button
          loading={send.isBusy}
          disabled={faults.length > 0 || reasons.areMissing || isWaiting || !sharing.isReady}
          onClick={send.start}
        >
          {t(`offers:share.do.${sharing.way}`)}
        </Button>
      </Group>
    </Stack>
  );
}

/** What in the quote is not fit to go. */
function Faults({ codes }: { codes: readonly string[] }) {
  const { t } = useTranslation();
  if (codes.length === 0) return null;
  return (
    <ul className={classes['faults']} role="alert">
      {codes.map((code) => (
        <li key={code}>{t(code === 'required' ? 'offers:screens.nameMissing' : code.replace('offers.', 'offers:errors.'))}</li>
      ))}
    </ul>
  );
}

function Facts({ account, totalMinor, content }: { account: string; totalMinor: number; content: QuoteContent }) {
  const { t } = useTranslation();
  const format = useFormat();
  return (
    <KeyValue
      items={[
        { key: 'to', label: t('offers:fields.quote.account'), value: account },
        { key: 'total', label: t('offers:totals.total'), value: format.money(totalMinor, content.currency) },
        {
          key: 'until',
          label: t('offers:fields.quote.validUntilOn'),
          value: format.dayLong(addDays(format.today(), content.validDays)),
        },
      ]}
    />
  );
}
