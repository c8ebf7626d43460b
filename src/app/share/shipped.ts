/** The posters that the site has of its presets (scripts/posters.mjs), each drawn from a run of that very experiment. */
import { type Control, readAddress } from '../../embed/address';

/** As in `posters/posters.json`; the link is the preset's, with nothing selected, sought or locked. */
interface Shipped {
  readonly link: string;
  readonly ends: string;
  readonly alt: string;
  readonly control?: string;
}

export interface ShippedPoster {
  readonly poster: string;
  readonly posterDark: string;
  readonly ends: string;
  readonly alt: string;
  readonly control: Control | null;
}

/** Of the preset with this link; null: it is none, or the file cannot be had. */
export async function shippedPoster(base: string, link: string): Promise<ShippedPoster | null> {
  try {
    const response = await fetch(`${base}posters/posters.json`);
    const all = (await response.json()) as Readonly<Record<string, Shipped>>; // written by our script
    const [id, found] = Object.entries(all).find(([, each]) => each.link === link) ?? [];
    if (!id || !found) return null;
    const { ends, alt, control } = found;
    return {
      poster: `posters/${id}.webp`,
      posterDark: `posters/${id}.dark.webp`,
      ends,
      alt,
      control: readAddress(`#${link}&control=${encodeURIComponent(control ?? '')}`).control ?? null,
    };
  } catch {
    return null;
  }
}
