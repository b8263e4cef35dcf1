import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ClashFields } from '../../../web/form-conflict.tsx';
import { type FormClash } from '../../../web/use-draft.ts';
import { currentOf } from '../../../web/problem.ts';
import { useFormat } from '../../../web/use-format.ts';
import { ProcessVersion } from '../contract.ts';
import { type Draft, draftOf } from './designer-rules.ts';
import { type DraftSides, mergeDrafts, mergedDraft, placeOf, shownPart, withTheirs } from './draft-parts.ts';
import { useLocalized } from './localized-name.ts';

/** A draft in the designer, the version it began from, and both sides where somebody else saved it meanwhile. */
export function useDesignerDraft(version: ProcessVersion) {
  const [base, setBase] = useState(() => ({ version: version.version, draft: draftOf(version) }));
  const [draft, setDraft] = useState<Draft>(base.draft);
  const [sides, setSides] = useState<DraftSides | null>(null);
  const isChanged = JSON.stringify(draft) !== JSON.stringify(base.draft);
  const begin = (saved: ProcessVersion): void => {
    setBase({ version: saved.version, draft: draftOf(saved) });
    setDraft(draftOf(saved));
    setSides(null);
  };
  // Saved by somebody else while nothing was changed here: theirs is shown. What was changed stays until it is put together.
  if (version.version !== base.version && !isChanged) begin(version);
  const clash: FormClash | null = sides && {
    disputed: sides.disputed,
    mine: sides.merged,
    theirs: sides.theirs,
    settle: (takeTheirs) => {
      setDraft(withTheirs(draft, sides, takeTheirs));
      setSides(null);
    },
  };
  return {
    draft,
    setDraft,
    version: base.version,
    isChanged,
    clash,
    begin,
    /** After a refusal: true where somebody else was faster. */
    meet: (error: unknown): boolean => {
      const current = currentOf(error);
      if (!current) return false;
      const saved = ProcessVersion.parse(current);
      const met = mergeDrafts(base.draft, draft, draftOf(saved));
      setBase({ version: saved.version, draft: draftOf(saved) });
      setDraft(mergedDraft(met));
      setSides(met);
      return true;
    },
  };
}

const words: Readonly<Record<string, string>> = {
  names: 'name',
  probabilityBp: 'probability',
  probabilityWonBp: 'probabilityWon',
  criteria: 'exitCriteria',
  tasks: 'entryTasks',
};

/** How the parts of a draft are called and shown where both sides changed them. */
export function useDraftFields(draft: Draft, clash: FormClash | null): ClashFields {
  const { t } = useTranslation();
  const format = useFormat();
  const localized = useLocalized();
  const fields = (clash?.disputed ?? []).flatMap((part) => {
    const place = placeOf(part);
    if (!place) return [];
    const stage = localized(draft.find(({ key }) => key === place.key)?.names);
    const label = `${stage} · ${t(`process:screens.${words[place.name] ?? place.name}`)}`;
    const percent = (value: unknown): string => (typeof value === 'number' ? format.basisPoints(value) : '—');
    return [
      [part, { label, show: place.name.endsWith('Bp') ? percent : (value: unknown) => shownPart(value, localized) }] as const,
    ];
  });
  return Object.fromEntries(fields);
}
