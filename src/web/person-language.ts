import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { updateMe } from '../modules/identity/session/contract.ts';
import type { Language } from '../platform/languages.ts';
import { call } from './api.ts';
import { adoptLanguage, forgetPickedLanguage, pickedLanguage } from './i18n.ts';
import { takePerson, useSession } from './session.ts';
import { showProblem } from './ui/toast.tsx';

/** Speaks the language of the person who signed in. What was picked on this device, also before the sign-in, becomes theirs. */
export function usePersonLanguage(): void {
  const { i18n } = useTranslation();
  const { user, workspace, viewing } = useSession();
  const client = useQueryClient();
  const failed = useRef<Language>(null);
  const { mutate, isPending } = useMutation({
    mutationFn: (body: { version: number; language: Language }) => call(updateMe, { body }),
    onSuccess: (person, { language }) => {
      forgetPickedLanguage(language);
      return takePerson(client, person);
    },
    onError: (error, { language }) => {
      failed.current = language;
      showProblem(error);
    },
  });
  const language = user.language ?? workspace.language;
  useEffect(() => {
    adoptLanguage(language).catch(showProblem);
  }, [language]);
  const { version, language: own } = user;
  const spoken = i18n.language;
  useEffect(() => {
    const picked = pickedLanguage();
    // With another's eyes nothing is saved; what is picked becomes theirs who picked it when they have their own again.
    if (viewing) return;
    // One at a time: a pick made meanwhile is sent with the version that the first one gave.
    if (picked === null || isPending || picked === failed.current) return;
    if (picked === own) forgetPickedLanguage(picked);
    else mutate({ version, language: picked });
  }, [spoken, own, version, isPending, viewing, mutate]);
}
