/// Edge to native code: ONNX Runtime and the Hugging Face tokenizer. Every native handle is made
/// and closed here.
///
/// Shapes: B rows, T new tokens, S cache positions, K key/value heads, E head width, V vocabulary.
@NullMarked
package aifactory.inference.session;

import org.jspecify.annotations.NullMarked;
