import { lazy, Suspense, useState, type ComponentType } from 'react';
import { PageSkeleton } from './ui/page-skeleton.tsx';
import { loadPart } from './load-part.ts';

interface Openable {
  isOpen: boolean;
}

/** A dialog or panel whose code is loaded when it is first opened; it then stays, so that it can close with its movement. */
export function lazyOpen<P extends Openable>(load: () => Promise<ComponentType<P>>): ComponentType<P> {
  const Loaded = lazy(async () => ({ default: await loadPart(load) }));
  return function LazyOpen(props: P) {
    const [wasOpened, setOpened] = useState(props.isOpen);
    if (props.isOpen && !wasOpened) setOpened(true);
    if (!wasOpened) return null;
    return (
      <Suspense>
        <Loaded {...props} />
      </Suspense>
    );
  };
}

/** A part of a screen whose code is loaded when it is first shown, such as the content of a tab. */
export function lazyPart<P extends object>(load: () => Promise<ComponentType<P>>): ComponentType<P> {
  const Loaded = lazy(async () => ({ default: await loadPart(load) }));
  return function LazyPart(props: P) {
    return (
      <Suspense fallback={<PageSkeleton />}>
        <Loaded {...props} />
      </Suspense>
    );
  };
}
