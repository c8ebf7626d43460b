/** Runs our programs on TensorFlow.js's WebGL backend and wraps what comes out as tensors that its scopes dispose of. */
import { engine, type Tensor, type TensorInfo } from '../tf';
import type { Program } from './program';

/** The part of MathBackendWebGL that we use. */
export interface WebglBackend {
  runWebGLProgram(
    program: Program,
    inputs: TensorInfo[],
    dtype: 'float32',
    uniforms?: number[][],
    preventEagerUnpacking?: boolean,
  ): TensorInfo;
}

export class Gpu {
  /** Programs run since they were last counted. */
  programs = 0;
  private readonly cache = new Map<string, Program>();

  constructor(private readonly backend: WebglBackend) {}

  /** Programs run since the last call. */
  takeCount(): number {
    const { programs } = this;
    this.programs = 0;
    return programs;
  }

  /** `key` names the program; it is built once. */
  run(
    key: string,
    build: () => Program,
    inputs: readonly Tensor[],
    uniforms: readonly number[] = [],
  ): Tensor {
    let program = this.cache.get(key);
    if (!program) {
      program = build();
      this.cache.set(key, program);
    }
    this.programs++;
    const info = this.backend.runWebGLProgram(
      program,
      [...inputs],
      'float32',
      program.customUniforms ? uniforms.map((value) => [value]) : undefined,
      true,
    );
    return engine().makeTensorFromTensorInfo(info);
  }
}
