/** What goes into somebody's page: the text to paste, and how it will look there. */
import { createElement, type RefObject, useEffect, useId, useRef, useState } from 'react';
import { useExperiment, useRun } from '../lab/house';
import { Copy } from './Copy';
import { usualControl } from './control';
import { figureHeight } from './height';
import { partsOf, usePicture } from './picture';
import { elementAttributes, elementSnippet, embedAddress, iframeSnippet, type Shared } from './snippets';

const text = {
  forPage: 'For a page',
  kinds: { frame: 'Frame', element: 'Element' },
  about: {
    frame:
      'Works wherever a page may hold a frame, course systems included. It cannot grow: its height is what these lanes and rows need.',
    element: 'Follows the height of its figure, and has methods and events. The page must allow scripts.',
  },
  snippet: 'Text to paste into a page',
  preview: 'How it will look',
};

type Kind = keyof typeof text.kinds;

export function ForPage({ link, title }: { readonly link: string; readonly title: string }) {
  const [kind, setKind] = useState<Kind>('frame');
  const id = useId();
  const preview = useRef<HTMLElement>(null);
  useEscape(preview);
  const experiment = useExperiment((state) => state.experiment);
  const data = useRun((state) => state.data);
  const picture = usePicture(experiment);
  const shared = {
    ...partsOf(link),
    title,
    poster: null,
    ...picture,
    control: (experiment.view.controls ? null : picture?.control) ?? usualControl(experiment),
  };
  const height = figureHeight(experiment, data);
  const snippet = kind === 'frame' ? iframeSnippet(shared, height) : elementSnippet(shared);
  return (
    <section className="share-page">
      <h3>{text.forPage}</h3>
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
      <figure ref={preview} className="share-preview">
        <figcaption className="strong">{text.preview}</figcaption>
        {picture && kind === 'frame' && (
          // A frame whose address changes behind # alone would stay as it is.
          <iframe
            key={embedAddress(shared)}
            src={embedAddress(shared)}
            title={`${text.preview}: ${title}`}
            height={height}
          />
        )}
        {picture && kind === 'element' && <ElementPreview {...shared} />}
      </figure>
    </section>
  );
}

/**
 * Esc closes the dialog from within the preview too, whose frame has the keys while it is used. A figure tells when its
 * poster stands (embed/protocol.ts), be its frame ours or in the element's shadow; it is of this site.
 */
function useEscape(preview: RefObject<HTMLElement | null>) {
  useEffect(() => {
    const take = ({ data, source, origin }: MessageEvent) => {
      const isPoster = (data as { type?: unknown } | null)?.type === 'backblast:poster';
      if (!isPoster || origin !== location.origin) return;
      (source as Window).addEventListener('keydown', ({ key }) => {
        if (key === 'Escape') preview.current?.closest('dialog')?.close();
      });
    };
    addEventListener('message', take);
    return () => removeEventListener('message', take);
  }, [preview]);
}

/** The element itself, as the page will have it; its script is read for this. */
function ElementPreview(shared: Shared) {
  useEffect(() => {
    if (customElements.get('back-blast')) return;
    const script = document.createElement('script');
    script.src = `${shared.base}back-blast.js`;
    document.head.append(script);
  }, [shared.base]);
  return createElement('back-blast', Object.fromEntries(elementAttributes(shared)), shared.title);
}
