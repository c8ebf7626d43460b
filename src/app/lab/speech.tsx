/** The live region: results of keys that have no other sign, and changes of regime. */
import { useEffect, useRef } from 'react';

let region: HTMLElement | null = null;

/** Says a sentence (polite). The same one twice is heard twice. */
export function speak(sentence: string): void {
  if (region) region.textContent = region.textContent === sentence ? `${sentence} ` : sentence;
}

export function LiveRegion() {
  const element = useRef<HTMLParagraphElement>(null);
  useEffect(() => {
    region = element.current;
    return () => {
      region = null;
    };
  }, []);
  return <p ref={element} className="spoken" aria-live="polite" />;
}
