/** Something that went wrong, as a calm line with its remedy. Nothing pops up and nothing is lost. */
import { useHouse, useRun } from './house';

export function Notice() {
  const { run } = useHouse();
  const notice = useRun((state) => state.notice);
  if (!notice) return null;
  return (
    <p className="notice" role="status">
      <span className="strong">{notice.text}</span> {notice.remedy}
      <button type="button" className="act" onClick={() => run.setState({ notice: null })}>
        Close
      </button>
    </p>
  );
}
