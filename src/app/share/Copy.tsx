/** A word that puts a text into the clipboard, and says whether it is there. */
import { useState } from 'react';
import { speak } from '../lab/speech';

const text = {
  copy: 'Copy',
  copied: 'Copied',
  notCopied: 'Select it and copy it by hand',
};

export function Copy({ of, what }: { readonly of: string; readonly what: string }) {
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
