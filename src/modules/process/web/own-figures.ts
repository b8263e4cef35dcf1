/** What the workspace's own deals say of a process, in words; null where they say nothing yet. */
export interface OwnFigures {
  rateOf: (stageId: string) => string | null;
  waivedOf: (criterionKey: string) => string | null;
}

export type UseOwnFigures = (processId: string) => OwnFigures;
