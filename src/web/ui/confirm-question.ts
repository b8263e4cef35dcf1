import type { ReactNode } from 'react';

export interface ConfirmQuestion {
  title: string;
  text?: ReactNode;
  /** The verb on the button: "Delete 3 deals". */
  action: string;
  /** What the other button says; "Cancel" unless given. */
  cancel?: string;
  isDestructive?: boolean;
}
