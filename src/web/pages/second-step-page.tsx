import { Anchor, Loader, Stack, Text } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { useSecondStep } from '../../modules/identity/web/second-step/queries.ts';
import { SetUp } from '../../modules/identity/web/second-step/set-up.tsx';
import { ProblemError } from '../problem.ts';
import { leave } from '../session.ts';
import { ErrorState } from '../ui/error-state.tsx';
import { showProblem } from '../ui/toast.tsx';
import { PasskeyButton } from './passkey-button.tsx';
import { PlainFrame } from './plain-frame.tsx';
import { returnPath } from './return-path.ts';

/** Where somebody is led whose workspace asks for a second step that they do not have yet. */
export function SecondStepPage() {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const queryClient = useQueryClient();
  const target = returnPath(useSearch({ strict: false }));
  const state = useSecondStep();
  const isStranger = state.error instanceof ProblemError && state.error.status === 401;
  useEffect(() => {
    if (isStranger) void navigate({ to: '/sign-in', replace: true });
  }, [isStranger, navigate]);
  const handleDone = (): void => {
    queryClient.clear();
    void navigate({ href: target, replace: true });
  };
  const handleLeave = (): void => {
    leave(queryClient).then(() => navigate({ to: '/sign-in', replace: true }), showProblem);
  };
  const out = (
    <Anchor component="button" type="button" onClick={handleLeave}>
      {t('web:secondStep.signOut')}
    </Anchor>
  );
  return (
    <PlainFrame title={t('identity:secondStep.title')} sub={t('web:secondStep.sub')} foot={out} isWide>
      {state.isPending ? <Loader mt="lg" aria-label={t('web:states.loading')} /> : null}
      {state.isError && !isStranger ? <ErrorState error={state.error} onRetry={() => void state.refetch()} /> : null}
      {state.data ? <SetUp asksPassword={state.data.asksPassword} onDone={handleDone} /> : null}
      {state.data && state.data.passkeys > 0 ? (
        <Stack gap="sm" mt="lg">
          <Text size="sm" c="dimmed">
            {t('identity:passkeys.instead')}
          </Text>
          <PasskeyButton isRemembered onSession={async () => handleDone()} />
        </Stack>
      ) : null}
    </PlainFrame>
  );
}
