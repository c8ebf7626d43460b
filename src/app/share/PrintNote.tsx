/** At the foot of a printed page: the link and its QR code, so that paper leads back to the experiment. On screen nothing. */
import { useEffect, useState } from 'react';
import { flushSync } from 'react-dom';
import { openDoor } from '../door';
import { useHouse } from '../lab/house';
import { frameLoop } from '../surface/frameLoop';
import { linkTo } from '../linkTo';
import { QrCode } from './QrCode';
import './print.css';

const text = { caption: 'The experiment, to run and to change' };

export function PrintNote() {
  const house = useHouse();
  const [link, setLink] = useState<string | null>(null);
  useEffect(() => {
    const write = () => {
      flushSync(() => setLink(linkTo(house)));
      frameLoop.flush(); // the browser takes the page as it stands now
    };
    const query = matchMedia('print');
    const change = () => query.matches && write();
    void openDoor().then(() => {
      addEventListener('beforeprint', write);
      query.addEventListener('change', change);
    });
    return () => {
      removeEventListener('beforeprint', write);
      query.removeEventListener('change', change);
    };
  }, [house]);
  if (link === null) return null;
  return (
    <section className="print-note" aria-label={text.caption}>
      <QrCode link={link} />
      <div>
        <p className="strong">{text.caption}</p>
        <p className="print-link">{link}</p>
      </div>
    </section>
  );
}
