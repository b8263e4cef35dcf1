import { Button, Group, Skeleton } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { daysBetween } from '../../../platform/days.ts';
import { languageNames } from '../../../platform/languages.ts';
import { Chip } from '../../../web/ui/chip.tsx';
import { useConfirm } from '../../../web/ui/confirm.tsx';
import { showOutcome } from '../../../web/ui/toast.tsx';
import { useFormat } from '../../../web/use-format.ts';
import { type PublicLink, usualDays } from '../public-links/contract.ts';
import { useExtendPublicLink, usePublicLinkVisits, useRevokePublicLink } from './queries.ts';
import classes from './share.module.css';
import type { SharePart } from './shareable.ts';

interface LinkListProps {
  links: readonly PublicLink[];
  parts: readonly SharePart[];
  /** Makes another; null for whoever may not. */
  onNew: (() => void) | null;
  /** What else is known of a link. */
  note?: (link: PublicLink) => string;
}

/** The links of a record, the newest first: what each shows, whether it was opened, and an end to it. */
export function LinkList({ links, parts, onNew, note }: LinkListProps) {
  const { t } = useTranslation();
  return (
    <>
      <ul className={classes['links']} aria-label={t('records:share.links')}>
        {links.map((link) => (
          <LinkRow key={link.id} link={link} parts={parts} more={note?.(link)} />
        ))}
      </ul>
      {onNew ? (
        <Group justify="flex-end" mt="md">
          <Button onClick={onNew} data-autofocus>
            {t('records:share.another')}
          </Button>
        </Group>
      ) : null}
    </>
  );
}

const tones = { active: 'ok', expired: 'warn', stopped: 'warn', revoked: 'plain' } as const;

function LinkRow({ link, parts, more }: { link: PublicLink; parts: readonly SharePart[]; more: string | undefined }) {
  const { t } = useTranslation();
  const format = useFormat();
  const [isOpen, setOpen] = useState(false);
  const { state, opened, notCounted, lastOpenedAt } = link;
  const shown = parts.filter(({ value }) => link.parts.includes(value)).map(({ label }) => label);
  const until = t('records:share.until', { day: format.instant(link.expiresAt) });
  return (
    <li>
      <div className={classes['head']}>
        <b>{link.heading ?? t('records:share.made', { day: format.instant(link.createdAt), name: link.createdBy.name })}</b>
        <Chip tone={tones[state]} {...(state === 'stopped' ? { title: t('records:share.stoppedHint') } : {})}>
          {t(`records:share.states.${state}`)}
        </Chip>
      </div>
      <p className={classes['note']}>
        {[...(more === undefined ? [] : [more]), languageNames[link.language], ...shown].join(' · ')}
        {link.code
          ? ` · ${t(`records:share.code.${link.code.when === 'accepting' ? 'shownAccepting' : 'shown'}`, { to: link.code.to })}`
          : null}
        {state === 'active' ? ` · ${until}` : null}
      </p>
      <div className={classes['tail']}>
        <span>
          {lastOpenedAt
            ? t('records:share.opened', { count: opened, at: format.instant(lastOpenedAt) })
            : t('records:share.neverOpened')}
        </span>
        <span className={classes['acts']}>
          {opened + notCounted > 0 ? (
            <Button variant="subtle" size="compact-sm" aria-expanded={isOpen} onClick={() => setOpen(!isOpen)}>
              {t('records:share.visits')}
            </Button>
          ) : null}
          <LinkActions link={link} />
        </span>
      </div>
      {isOpen ? <Visits linkId={link.id} /> : null}
    </li>
  );
}

function LinkActions({ link: { id, version, state, expiresAt } }: { link: PublicLink }) {
  const { t } = useTranslation();
  const format = useFormat();
  const confirm = useConfirm();
  const [extend, revoke] = [useExtendPublicLink(), useRevokePublicLink()];
  if (state === 'revoked') return null;
  // What holds longer than that would end earlier.
  const isShort = daysBetween(format.today(), expiresAt.slice(0, 10)) < usualDays - 1;
  const handleRevoke = async (): Promise<void> => {
    const question = {
      title: t('records:share.revokeTitle'),
      text: t('records:share.revokeText'),
      action: t('records:share.revoke'),
      isDestructive: true,
    };
    if (await confirm(question)) await showOutcome(revoke.mutateAsync(id), t('records:share.revoked'));
  };
  const handleExtend = (): void =>
    void showOutcome(
      extend.mutateAsync({ id, version, validDays: usualDays }),
      t('records:share.extended', { count: usualDays }),
    );
  return (
    <>
      {state === 'stopped' || !isShort ? null : (
        <Button variant="subtle" size="compact-sm" loading={extend.isPending} onClick={handleExtend}>
          {t('records:share.extend', { count: usualDays })}
        </Button>
      )}
      <Button variant="subtle" color="red" size="compact-sm" onClick={() => void handleRevoke()}>
        {t('records:share.revoke')}
      </Button>
    </>
  );
}

/** Who came, as far as a page without scripts can tell. */
function Visits({ linkId }: { linkId: string }) {
  const { t } = useTranslation();
  const format = useFormat();
  const visits = usePublicLinkVisits(linkId);
  if (!visits.data) return <Skeleton height={40} mt={8} />;
  return (
    <ul className={classes['visits']} aria-label={t('records:share.visits')}>
      {visits.data.data.map(({ id, device, app, notCounted, createdAt, times }) => (
        <li key={id} data-quiet={notCounted !== null || undefined}>
          <span>{format.instant(createdAt)}</span>
          <span>
            {notCounted
              ? t(`records:share.notCounted.${notCounted}`)
              : [t(`records:share.devices.${device}`), t(`records:share.apps.${app}`)].join(' · ')}
          </span>
          {times > 1 ? <span className="cd-num">{t('records:share.times', { count: times })}</span> : null}
        </li>
      ))}
    </ul>
  );
}
