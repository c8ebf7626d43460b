/**
 * A link as a QR code: dark on white in both themes, as cameras expect it. A module is a whole number of pixels wide,
 * so that all are drawn alike. Nothing where the link is too long for one.
 */
import { useMemo } from 'react';
import { qrPath } from './qrPath';

const text = {
  label: 'QR code of the link',
  tooLong: 'The link is too long for a QR code.',
};

/** About so wide, in CSS pixels; a module has at least two. */
const WIDTH = 264;
const LEAST = 2;

export function QrCode({ link }: { readonly link: string }) {
  const code = useMemo(() => qrPath(link), [link]);
  if (!code) return <p className="quiet small">{text.tooLong}</p>;
  const side = code.size * Math.max(LEAST, Math.floor(WIDTH / code.size));
  return (
    <svg
      width={side}
      height={side}
      viewBox={`0 0 ${code.size} ${code.size}`}
      role="img"
      aria-label={text.label}
      shapeRendering="crispEdges"
    >
      <path fill="#fff" d={`M0 0h${code.size}v${code.size}H0z`} />
      <path fill="#000" d={code.path} />
    </svg>
  );
}
