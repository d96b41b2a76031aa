import { lazy, Suspense, useCallback, useEffect, useRef } from "react";
import styles from "./App.module.css";
import { DrawView } from "./pages/draw/DrawView";
import { Footer } from "./shell/Footer";
import { Header } from "./shell/Header";
import { arrive, rememberScrolling } from "./shell/scrollMemory";
import { useShortcutSwitch } from "./shell/useShortcutSwitch";
import { HeaderRing } from "./progress/HeaderRing";
import { useServedModel } from "./progress/useServedModel";
import { usePlace } from "./shell/usePlace";
import { useView } from "./shell/useView";
import type { Services } from "./services";
import { texts } from "./texts";
import { useHandOfOtherTabs } from "./useHandOfOtherTabs";
import { useLanguage } from "./texts/useLanguage";

// Not every visit opens these pages: each is loaded when it is opened.
const HandView = lazy(() => import("./pages/hand/HandView"));
const InsideView = lazy(() => import("./pages/inside/InsideView"));
const HistoryView = lazy(() => import("./pages/history/HistoryView"));
const GalleryView = lazy(() => import("./pages/gallery/GalleryView"));
const GameView = lazy(() => import("./pages/game/GameView"));
const LearnView = lazy(() => import("./pages/learn/LearnView"));
const Lesson = lazy(() => import("./pages/learn/Lesson"));

/** The frame around every page. */
export function App({ services }: { services: Services }) {
  const view = useView();
  // The lesson is a page of its own: one arrives at its top.
  const page = usePlace().part === "lesson" && view === "learn" ? "lesson" : view;
  const language = useLanguage();
  const served = useServedModel(services.api, services.clock);
  const [keysAreOn, switchKeys] = useShortcutSwitch();
  useEffect(() => services.start(), [services]);
  useEffect(rememberScrolling, []);
  useHandOfOtherTabs(services);
  const isFirst = useRef(true);
  /** Move the focus to the beginning of another page. */
  const focusPage = useCallback(() => {
    if (!isFirst.current) document.getElementById(pageId)?.focus({ preventScroll: true });
    isFirst.current = false;
  }, []);
  useEffect(() => {
    document.title = texts.header.title[view];
  }, [view, language]);
  useEffect(arrive, [page]);

  const gallery = served.state === "known" ? served.watch.model.gallery : "everyone";
  const version = served.state === "known" ? served.watch.model.version : undefined;
  const program = served.state === "known" ? served.watch.model.program : undefined;
  return (
    <div className={styles.page}>
      <a className={styles.skip} href={`#${pageId}`} onClick={skip}>
        {texts.header.skip}
      </a>
      <Header view={view} hasGallery={gallery !== "none"} ring={<HeaderRing served={served} />} />
      <Suspense fallback={<main className={styles.loading}>{texts.header.loading}</main>}>
        <Arrival key={page} onArrival={focusPage} />
        {view === "draw" && <DrawView services={services} served={served} keysAreOn={keysAreOn} />}
        {view === "hand" && <HandView services={services} served={served} />}
        {view === "inside" && <InsideView services={services} version={version} />}
        {view === "history" && <HistoryView services={services} version={version} />}
        {view === "gallery" && <GalleryView services={services} gallery={gallery} version={version} />}
        {view === "game" && <GameView services={services} gallery={gallery} />}
        {page === "learn" && <LearnView services={services} version={version} />}
        {page === "lesson" && <Lesson />}
      </Suspense>
      <Footer
        program={program}
        keysAreOn={keysAreOn}
        onSwitchKeys={switchKeys}
        hasShortcuts={view === "draw"}
      />
    </div>
  );
}

const pageId = "page";

/** Move the focus past the navigation. The address stays as it is, because it names the page. */
function skip(event: { preventDefault: () => void }): void {
  event.preventDefault();
  document.getElementById(pageId)?.focus();
}

/** Call `onArrival` once a page is there: the first visit of a page waits for its file. */
function Arrival({ onArrival }: { onArrival: () => void }) {
  useEffect(onArrival, [onArrival]);
  return null;
}
