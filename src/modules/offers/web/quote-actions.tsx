import { Button } from '@mantine/core';
import {
  IconArrowBack,
  IconArrowRight,
  IconCopy,
  IconFileTypePdf,
  IconStar,
  IconThumbDown,
  IconThumbUp,
} from '@tabler/icons-react';
import { Link, useNavigate } from '@tanstack/react-router';
import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { call, download } from '../../../web/api.ts';
import { useAccessAction, useOwnerAction, useRemoveAction } from '../../../web/entity/record/record-actions.tsx';
import { lazyOpen } from '../../../web/lazy-open.tsx';
import { useMay } from '../../../web/session.ts';
import { useConfirm } from '../../../web/ui/confirm.tsx';
import type { MenuAction } from '../../../web/ui/page-header.tsx';
import { showProblem } from '../../../web/ui/toast.tsx';
import { useFormat } from '../../../web/use-format.ts';
import { setPrimaryQuote } from '../deciding/contract.ts';
import { type PrintedAs, printQuote } from '../printing/contract.ts';
import { discardDraft, type QuoteDocument, reviseQuote } from '../revisions/contract.ts';
import { useCreateOrder, useCreateQuote, useQuoteAction } from './queries.ts';
import { quoteUi } from './quote-ui.tsx';
import classes from './quote.module.css';
import type { DraftEditor } from './use-draft.ts';

const SendDialog = lazyOpen(async () => (await import('./send-dialog.tsx')).SendDialog);
const DecisionDialog = lazyOpen(async () => (await import('./decision-dialog.tsx')).DecisionDialog);

interface Actions {
  menu: MenuAction[];
  primary: ReactNode;
  aside: ReactNode;
  dialogs: ReactNode;
}

/** What can be done with a quote now. */
export function useQuoteActions(document: QuoteDocument, editor: DraftEditor): Actions {
  const { t } = useTranslation();
  const [dialog, setDialog] = useState<'send' | 'accept' | 'decline' | null>(null);
  const { quote, actions, revision } = document;
  const has = (action: QuoteDocument['actions'][number]): boolean => actions.includes(action);
  const params = { id: quote.id };
  const revise = useQuoteAction(() => call(reviseQuote, { params, body: {} }));
  const order = useOrderAction(quote.id);
  const waitingId = document.approval?.state === 'waiting' ? document.approval.requestId : null;
  const primary =
    waitingId !== null ? (
      <InApproval requestId={waitingId} />
    ) : has('send') ? (
      <Button onClick={() => setDialog('send')}>{t('offers:screens.send')}</Button>
    ) : has('revise') ? (
      <Button loading={revise.isPending} onClick={() => revise.mutate(undefined)}>
        {t('offers:screens.revise')}
      </Button>
    ) : has('order') ? (
      <Button loading={order.isPending} onClick={order.mutate}>
        {t('offers:screens.order')}
      </Button>
    ) : null;
  const menu = useMenu(document, editor, setDialog);
  return {
    menu: menu.actions,
    primary,
    aside: <Amount document={document} />,
    dialogs: (
      <>
        {menu.dialogs}
        <SendDialog document={document} editor={editor} isOpen={dialog === 'send'} onClose={() => setDialog(null)} />
        <DecisionDialog
          key={dialog}
          quoteId={quote.id}
          revision={revision.number}
          outcome={dialog === 'decline' ? 'declined' : 'accepted'}
          contact={quote.contact?.title ?? ''}
          isOpen={dialog === 'accept' || dialog === 'decline'}
          onClose={() => setDialog(null)}
        />
      </>
    ),
  };
}

/** Where nothing can go out before somebody else has decided: the way to what they decide. */
function InApproval({ requestId }: { requestId: string }) {
  const { t } = useTranslation();
  return (
    <Button component={Link} to={`/approvals/${requestId}`} variant="default" rightSection={<IconArrowRight size={16} />}>
      {t('offers:revisionStates.inApproval')}
    </Button>
  );
}

function Amount({ document: { revision, quote } }: { document: QuoteDocument }) {
  const format = useFormat();
  return (
    <b className={`cd-num ${classes['headAmount'] ?? ''}`}>{format.moneyBrief(revision.totals.totalMinor, quote.currency)}</b>
  );
}

/** Makes the order of an accepted quote and opens it: the one that is there, where somebody was faster. */
function useOrderAction(quoteId: string) {
  const navigate = useNavigate();
  const create = useCreateOrder(quoteId);
  return {
    isPending: create.isPending,
    mutate: () => create.mutate(undefined, { onSuccess: ({ id }) => void navigate({ to: '/orders/$id', params: { id } }) }),
  };
}

/** What only a quote can do. */
function useOwnActions(
  { quote, actions, revision }: QuoteDocument,
  editor: DraftEditor,
  open: (dialog: 'accept' | 'decline') => void,
) {
  const { t } = useTranslation();
  const confirm = useConfirm();
  const params = { id: quote.id };
  const discard = useQuoteAction((version: number) => call(discardDraft, { params, body: { version } }));
  const follow = useQuoteAction(() => call(setPrimaryQuote, { params, body: {} }));
  const handleDiscard = async (): Promise<void> => {
    const isSure = await confirm({
      title: t('offers:screens.discardTitle', { number: revision.number }),
      text: t('offers:screens.discardText'),
      action: t('offers:screens.discard'),
      isDestructive: true,
    });
    const version = isSure ? await editor.flush() : null;
    if (version !== null) discard.mutate(version);
  };
  const all = [
    { key: 'accept', icon: <IconThumbUp size={16} />, onClick: () => open('accept') },
    { key: 'decline', icon: <IconThumbDown size={16} />, onClick: () => open('decline') },
    { key: 'setPrimary', icon: <IconStar size={16} />, onClick: () => follow.mutate(undefined) },
    { key: 'discard', icon: <IconArrowBack size={16} />, onClick: () => void handleDiscard() },
  ] as const;
  return all.flatMap((one): MenuAction[] =>
    actions.includes(one.key) ? [{ ...one, label: t(`offers:screens.${one.key}`) }] : [],
  );
}

/** The quote as a file: what was sent, and what was accepted of it where it was. */
function usePdfActions({ quote, revision, revisions }: QuoteDocument): MenuAction[] {
  const { t } = useTranslation();
  const action = (key: string, label: string, as: PrintedAs): MenuAction => ({
    key,
    label: t(`offers:screens.${label}`),
    icon: <IconFileTypePdf size={16} />,
    onClick: () => void download(printQuote, { params: { id: quote.id }, query: { as } }).catch(showProblem),
  });
  if (revisions.every(({ sentAt }) => sentAt === null)) return [];
  return revision.state === 'accepted'
    ? [action('pdf', 'savePdfAccepted', 'accepted'), action('pdfSent', 'savePdfSent', 'sent')]
    : [action('pdf', 'savePdf', 'sent')];
}

function useMenu(document: QuoteDocument, editor: DraftEditor, open: (dialog: 'accept' | 'decline') => void) {
  const { t } = useTranslation();
  const may = useMay();
  const navigate = useNavigate();
  const { quote } = document;
  const [remove, owner, access] = [
    useRemoveAction(quoteUi, quote),
    useOwnerAction(quoteUi, quote),
    useAccessAction(quoteUi, quote),
  ];
  const create = useCreateQuote();
  const own = useOwnActions(document, editor, open);
  const handleCopy = (): void =>
    create.mutate({ copyOfId: quote.id }, { onSuccess: ({ id }) => void navigate({ to: '/quotes/$id', params: { id } }) });
  const pdfs = usePdfActions(document);
  const actions: MenuAction[] = [
    ...own,
    ...pdfs,
    ...(may('quote', 'create')
      ? [{ key: 'copy', label: t('offers:screens.copy'), icon: <IconCopy size={16} />, onClick: handleCopy }]
      : []),
    ...(document.actions.includes('transfer') ? [owner.action] : []),
    access.action,
    ...(document.actions.includes('delete') ? [remove] : []),
  ];
  return {
    actions,
    dialogs: (
      <>
        {owner.dialog}
        {access.dialog}
      </>
    ),
  };
}
