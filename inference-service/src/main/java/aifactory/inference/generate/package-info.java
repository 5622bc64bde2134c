/// From a prompt to text: encode, prefill, draw, emit, stop. Knows neither ONNX Runtime nor REST.
@NullMarked
package aifactory.inference.generate;

import org.jspecify.annotations.NullMarked;
