/** Checking experiments and packing links takes much code, and a page that opens without a link needs none of it yet. */
type Door = typeof import('../spec/door');

let door: Door | null = null;

export async function openDoor(): Promise<Door> {
  door = await import('../spec/door');
  return door;
}

export const doorIfOpen = (): Door | null => door;
