/** A link as a QR code: dark on white in both themes, as cameras expect it. Nothing where the link is too long for one. */
import { useMemo } from 'react';
import { qrPath } from './qrPath';

const text = {
  label: 'QR code of the link',
  tooLong: 'The link is too long for a QR code.',
};

export function QrCode({ link }: { readonly link: string }) {
  const code = useMemo(() => qrPath(link), [link]);
  if (!code) return <p className="quiet small">{text.tooLong}</p>;
  return (
    <svg
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
