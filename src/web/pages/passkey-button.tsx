import { Button } from '@mantine/core';
import { IconKey } from '@tabler/icons-react';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { SessionInfo } from '../../modules/identity/contract.ts';
import { loadPart } from '../load-part.ts';
import { fillsInPasskeys, hasPasskeys } from '../passkey-support.ts';
import { ProblemNote } from '../ui/problem-note.tsx';
import { useProblemText } from '../use-problem-text.ts';

const loadBrowser = () => loadPart(() => import('../../modules/identity/web/second-step/passkey-browser.ts'));

interface PasskeyButtonProps {
  isRemembered: boolean;
  onSession: (session: SessionInfo) => Promise<void>;
  /** Also offers passkeys among what the browser fills into the field of the address. */
  fillsIn?: boolean;
}

/** Signs in with a passkey, by this button or from what the browser fills in. */
export function PasskeyButton({ isRemembered, onSession, fillsIn = false }: PasskeyButtonProps) {
  const { t } = useTranslation();
  const problemText = useProblemText();
  const [problem, setProblem] = useState<string | null>(null);
  const [isBusy, setBusy] = useState(false);
  const enter = async (isFilledIn: boolean): Promise<void> => {
    const { enterByPasskey, NoPasskey } = await loadBrowser();
    try {
      await onSession(await enterByPasskey(isRemembered, isFilledIn));
    } catch (error) {
      if (!isFilledIn || !(error instanceof NoPasskey))
        setProblem(error instanceof NoPasskey ? t('identity:passkeys.notGiven') : problemText(error));
    }
  };
  useEffect(() => {
    if (!fillsIn) return;
    let isGone = false;
    // After the page has been drawn: whoever types a password is not kept waiting by it.
    const timer = setTimeout(() => {
      fillsInPasskeys().then(
        (can) => (can && !isGone ? enter(true) : undefined),
        () => undefined,
      );
    }, 1500);
    return () => {
      isGone = true;
      clearTimeout(timer);
    };
    // oxlint-disable-next-line react/exhaustive-deps -- offered once for the page
  }, []);
  if (!hasPasskeys()) return null;
  const handleClick = (): void => {
    setProblem(null);
    setBusy(true);
    void enter(false).finally(() => setBusy(false));
  };
  return (
    <>
      <ProblemNote text={problem} />
      <Button variant="default" size="md" leftSection={<IconKey size={18} />} loading={isBusy} onClick={handleClick} fullWidth>
        {t('identity:passkeys.signIn')}
      </Button>
    </>
  );
}
