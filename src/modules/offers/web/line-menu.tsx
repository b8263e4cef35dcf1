import {
  IconArrowDown,
  IconArrowUp,
  IconArrowsExchange,
  IconScale,
  IconCheckbox,
  IconHeading,
  IconListDetails,
  IconPackages,
  IconPlus,
  IconReceiptRefund,
  IconTextPlus,
  IconTrash,
} from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { ContextMenu, type MenuPlace } from '../../../web/ui/context-menu.tsx';
import { ActionMenu, type MenuAction } from '../../../web/ui/page-header.tsx';
import type { QuoteLine } from '../content/contract.ts';
import type { LineView } from './line-view.ts';
import type { GridActions } from './use-grid.ts';

export interface LineActionProps {
  view: LineView;
  actions: GridActions;
  onPatch: (id: string, change: Partial<QuoteLine>) => void;
  onDetails: (id: string) => void;
  /** Opens the four ways to its price. */
  onCompare: (id: string) => void;
  /** Opens what its bundle holds. */
  onParts: (id: string) => void;
}

interface LineMenuProps extends LineActionProps {
  label: string;
}

/** Whoever adds a line goes on typing. */
const toGrid = { takesFocus: true } as const;

/** What can be done with a line. */
function useLineActions({ view, actions, onPatch, onDetails, onCompare, onParts }: LineActionProps): MenuAction[] {
  const { t } = useTranslation();
  const { line, index } = view;
  const isItem = line.kind === 'item';
  const action = (key: string, icon: MenuAction['icon'], onClick: () => void, more: Partial<MenuAction> = {}): MenuAction => ({
    key,
    label: t(`offers:screens.menu.${key}`),
    icon,
    onClick,
    ...more,
  });
  const ofItem = [
    action('details', <IconListDetails size={16} />, () => onDetails(line.id)),
    ...(line.parts?.length ? [action('parts', <IconPackages size={16} />, () => onParts(line.id))] : []),
    action('compare', <IconScale size={16} />, () => onCompare(line.id)),
    action(line.isOptional ? 'notOptional' : 'optional', <IconCheckbox size={16} />, () =>
      onPatch(line.id, { isOptional: !line.isOptional, isChosen: false }),
    ),
    ...(line.isOptional || line.alternativeOf !== null
      ? [
          action(line.isChosen ? 'notChosen' : 'chosen', <IconCheckbox size={16} />, () =>
            onPatch(line.id, { isChosen: !line.isChosen }),
          ),
        ]
      : []),
    action(line.isCredit ? 'notCredit' : 'credit', <IconReceiptRefund size={16} />, () =>
      onPatch(line.id, { isCredit: !line.isCredit }),
    ),
    ...(line.alternativeOf === null
      ? [
          action(
            'alternative',
            <IconArrowsExchange size={16} />,
            () => actions.addBelow('item', index, { alternativeOf: line.id, quantity: line.quantity }),
            toGrid,
          ),
        ]
      : []),
  ];
  return [
    ...(isItem ? ofItem : []),
    action('addLine', <IconPlus size={16} />, () => actions.addBelow('item', index), toGrid),
    action('addSection', <IconHeading size={16} />, () => actions.addBelow('section', index), toGrid),
    action('addText', <IconTextPlus size={16} />, () => actions.addBelow('text', index), toGrid),
    action('up', <IconArrowUp size={16} />, () => actions.move(index, index - 1), { isDisabled: index === 0 }),
    action('down', <IconArrowDown size={16} />, () => actions.move(index, index + 1)),
    action('remove', <IconTrash size={16} />, () => actions.remove(index), { isDestructive: true, ...toGrid }),
  ];
}

/** A button with what can be done with a line. */
export function LineMenu({ label, ...line }: LineMenuProps) {
  return <ActionMenu actions={useLineActions(line)} label={label} />;
}

interface LineContextMenuProps extends LineMenuProps {
  place: MenuPlace;
  onClose: () => void;
}

/** The same where it was asked for, by right click or the menu key. */
export function LineContextMenu({ label, place, onClose, ...line }: LineContextMenuProps) {
  return <ContextMenu place={place} label={label} actions={useLineActions(line)} onClose={onClose} />;
}
