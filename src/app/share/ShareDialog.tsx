/** The experiment to hand on: as a link, as a code for a camera, as a frame or an element for a page. */
import { useEffect, useId, useMemo, useState } from 'react';
import { closeSheet } from '../lab/Sheets';
import { laneWords } from '../lab/lane/laneWords';
import { useExperiment, useHouse, useView } from '../lab/house';
import { speak } from '../lab/speech';
import { withCursor } from '../../state/shared';
import { linkOf } from '../linkTo';
import { usualControl } from './control';
import { Dialog } from './Dialog';
import { Locks } from './Locks';
import { posterOf } from './poster';
import { QrCode } from './QrCode';
import { elementSnippet, iframeSnippet, embedAddress } from './snippets';
import './shareDialog.css';

const text = {
  title: 'Share this experiment',
  link: 'Link',
  copy: 'Copy',
  copied: 'Copied',
  notCopied: 'Select it and copy it by hand',
  forPage: 'For a page',
  kinds: { frame: 'Frame', element: 'Element' },
  about: {
    frame: 'Works wherever a page may hold a frame, course systems included.',
    element:
      'Lighter: nothing but its picture is loaded until a reader touches it. The page must allow scripts.',
  },
  snippet: 'Text to paste into a page',
  preview: 'How it will look',
};

/** Mail programs and forums cut longer addresses. */
const SAFE_LENGTH = 2000;

const lengthWords = (length: number): string =>
  length <= SAFE_LENGTH
    ? `${length.toLocaleString('en-US')} characters. It holds the whole experiment; nothing is stored anywhere.`
    : `${length.toLocaleString('en-US')} characters: some mail programs cut links of more than ${SAFE_LENGTH.toLocaleString('en-US')}. A file is safer.`;

export function ShareDialog() {
  const experiment = useExperiment((state) => state.experiment);
  const cursor = useView((view) => view.cursor);
  const link = useMemo(() => linkOf(withCursor(experiment, cursor)), [experiment, cursor]);
  return (
    <Dialog title={text.title} className="share-dialog" onClose={closeSheet}>
      <Link link={link} cursor={cursor} />
      <ForPage link={link} title={experiment.title} />
    </Dialog>
  );
}

function Link({ link, cursor }: { readonly link: string; readonly cursor: number | null }) {
  const id = useId();
  return (
    <section className="share-link">
      <div>
        <h3>
          <label htmlFor={id}>{text.link}</label>
        </h3>
        <input id={id} type="text" readOnly value={link} onFocus={(event) => event.target.select()} />
        <div className="share-copy">
          <Copy of={link} what={text.link} />
          <span className="quiet">{lengthWords(link.length)}</span>
        </div>
        {cursor !== null && <p className="quiet">It shows step {cursor}, where the cursor stands.</p>}
        <Locks />
      </div>
      <div className="share-qr">
        <QrCode link={link} />
      </div>
    </section>
  );
}

type Kind = keyof typeof text.kinds;

function ForPage({ link, title }: { readonly link: string; readonly title: string }) {
  const [kind, setKind] = useState<Kind>('frame');
  const id = useId();
  const house = useHouse();
  const poster = usePoster();
  const { base, hash } = partsOf(link);
  const now = house.live();
  const alt = now.lanes.map(({ spec, letter }) => laneWords(now, spec.id, letter)).join(' ');
  const control = usualControl(now.experiment);
  const shared = { base, hash, title, poster, alt, control };
  const snippet = kind === 'frame' ? iframeSnippet(shared) : elementSnippet(shared);
  return (
    <section className="share-page">
      <h3 className="share-kinds">{text.forPage}</h3>
      <div>
        <fieldset className="share-kinds">
          <legend className="spoken">{text.forPage}</legend>
          {(['frame', 'element'] as const).map((each) => (
            <label key={each} className="choice-word">
              <input
                type="radio"
                className="spoken"
                name={id}
                checked={kind === each}
                onChange={() => setKind(each)}
              />
              <span>{text.kinds[each]}</span>
            </label>
          ))}
        </fieldset>
        <p className="quiet">{text.about[kind]}</p>
        <textarea
          aria-label={text.snippet}
          readOnly
          value={snippet}
          onFocus={(event) => event.target.select()}
        />
        <div className="share-copy">
          <Copy of={snippet} what={text.snippet} />
        </div>
      </div>
      <figure className="share-preview">
        <iframe src={embedAddress(shared)} title={`${text.preview}: ${title}`} loading="lazy" />
        <figcaption className="quiet small">{text.preview}</figcaption>
      </figure>
    </section>
  );
}

/** A small picture of the maps as they stand; null until it is drawn, or where there is nothing to draw. */
function usePoster(): string | null {
  const house = useHouse();
  const [poster, setPoster] = useState<string | null>(null);
  useEffect(() => {
    let isWanted = true;
    posterOf(house, 'light').then(
      (picture) => isWanted && setPoster(picture),
      () => {}, // nothing is measured yet: a snippet without a picture
    );
    return () => {
      isWanted = false;
    };
  }, [house]);
  return poster;
}

function partsOf(link: string): { readonly base: string; readonly hash: string } {
  const { origin, pathname, hash } = new URL(link);
  return { base: `${origin}${pathname.replace(/[^/]*$/, '')}`, hash: hash.slice(1) };
}

function Copy({ of, what }: { readonly of: string; readonly what: string }) {
  const [copied, setCopied] = useState<{ readonly of: string; readonly words: string } | null>(null);
  const said = copied?.of === of ? copied.words : null;
  const copy = async () => {
    const words = await navigator.clipboard.writeText(of).then(
      () => text.copied,
      () => text.notCopied,
    );
    setCopied({ of, words });
    speak(words);
  };
  return (
    <button
      type="button"
      className="act teal"
      aria-label={`${said ?? text.copy}: ${what}`}
      onClick={() => void copy()}
    >
      {said ?? text.copy}
    </button>
  );
}
