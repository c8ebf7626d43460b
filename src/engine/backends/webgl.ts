/** WebGL 2 with 32-bit float render targets: the default wherever there is a real GPU. */
import '@tensorflow/tfjs-backend-webgl/dist/base';
import type { MathBackendWebGL } from '@tensorflow/tfjs-backend-webgl/dist/backend_webgl';
import { _fusedMatMulConfig } from '@tensorflow/tfjs-backend-webgl/dist/kernels/_FusedMatMul';
import { batchMatMulConfig } from '@tensorflow/tfjs-backend-webgl/dist/kernels/BatchMatMul';
import { identityConfig } from '@tensorflow/tfjs-backend-webgl/dist/kernels/Identity';
import { reshapeConfig } from '@tensorflow/tfjs-backend-webgl/dist/kernels/Reshape';
import type { Device } from '../device';
import { engine, env, registerKernel, setBackend } from '../tf';
import type { WebglBackend } from '../webgl/gpu';
import { webglDevice } from '../webgl/webglDevice';

for (const kernel of [_fusedMatMulConfig, batchMatMulConfig, identityConfig, reshapeConfig])
  registerKernel(kernel);

/** Throws, with a sentence, where the browser has no WebGL 2 or renders to half floats. `allowSoftware`: also a slow context. */
export async function startWebgl(
  allowSoftware: boolean,
): Promise<{ device: Device; context: WebGL2RenderingContext }> {
  if (allowSoftware) env().set('SOFTWARE_WEBGL_ENABLED', true);
  // Small operands would be computed on the processor and waited for.
  env().set('WEBGL_CPU_FORWARD', false);
  if (!(await setBackend('webgl'))) throw new Error('This browser gives no WebGL 2 context.');
  const backend = engine().backend as MathBackendWebGL; // just set
  const context = backend.gpgpu.gl as WebGL2RenderingContext; // checked next
  if (env().getNumber('WEBGL_VERSION') !== 2)
    throw new Error('This browser has WebGL 1 only, and WebGL 2 is needed.');
  if (!env().getBool('WEBGL_RENDER_FLOAT32_ENABLED'))
    throw new Error('The GPU renders to half floats (16 bit), which overflow at 65,504.');
  const debug = context.getExtension('WEBGL_debug_renderer_info');
  const renderer = String(context.getParameter(debug ? debug.UNMASKED_RENDERER_WEBGL : context.RENDERER));
  const device = webglDevice(
    {
      name: 'webgl',
      renderer,
      floatBits: 32,
      software: /swiftshader|llvmpipe|software|basic render/i.test(renderer),
    },
    backend as unknown as WebglBackend, // runWebGLProgram as published; our Program type is the part of GPGPUProgram in use
  );
  return { device, context };
}
