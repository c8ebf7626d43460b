/** Asks the browser what it can do, on the page, before any worker is started. The context is given back at once. */
import type { PageFacts } from './choice';

export function readPageFacts(): PageFacts {
  return { webgl: readWebgl(), wasm: hasWebAssembly() };
}

function readWebgl(): PageFacts['webgl'] {
  try {
    const gl = document.createElement('canvas').getContext('webgl2');
    if (!gl) return null;
    const names = gl.getExtension('WEBGL_debug_renderer_info');
    const renderer = String(gl.getParameter(names ? names.UNMASKED_RENDERER_WEBGL : gl.RENDERER));
    const floatTargets = gl.getExtension('EXT_color_buffer_float') !== null;
    gl.getExtension('WEBGL_lose_context')?.loseContext();
    return { renderer, floatTargets };
  } catch {
    return null;
  }
}

/** Whether modules may be compiled: a policy without `wasm-unsafe-eval` forbids it although the object exists. */
function hasWebAssembly(): boolean {
  try {
    return (
      new WebAssembly.Module(Uint8Array.of(0, 0x61, 0x73, 0x6d, 1, 0, 0, 0)) instanceof WebAssembly.Module
    );
  } catch {
    return false;
  }
}
