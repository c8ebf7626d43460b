/** The experiment to hand on: as a link, as a code for a camera, as a frame or an element for a page. */
import { useId, useMemo } from 'react';
import { withCursor } from '../../state/shared';
import { closeSheet } from '../lab/Sheets';
import { useExperiment, useView } from '../lab/house';
import { linkOf } from '../linkTo';
import { Copy } from './Copy';
import { Dialog } from './Dialog';
import { ForPage } from './ForPage';
import { Locks } from './Locks';
import { QrCode } from './QrCode';
import './shareDialog.css';

const text = {
  title: 'Share this experiment',
  link: 'Link',
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
